//! Reading an experiment's runs page by page.

use leptos::prelude::*;
use mlflow::RunQuery;

use crate::{
    config::RegistryPlace,
    state::{Door, Keep, Loading, Problem, Registry, Remote, use_remote},
    viewer::{components::now, state::RunTable},
};

/// Rows of the first page. Servers take a time for each row, and these fill a screen; the next ones are asked for at once.
const FIRST_ROWS: usize = 25;
/// Rows that there are then, and when the same runs are read again.
const START_ROWS: usize = 100;
/// Rows of each page that follows.
const NEXT_ROWS: usize = 200;

/// Runs that were read, and what they answer.
#[derive(Clone)]
pub(super) struct Read {
    door: Door,
    query: RunQuery,
    /// When they were asked for, in milliseconds since 1970.
    pub(super) time: i64,
    /// They themselves; pages that follow are added.
    pub(super) table: ArcRwSignal<RunTable>,
}

/// An experiment's runs as they come.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    registry: Registry,
    /// The first page.
    pub(super) first: Loading<Read>,
    /// The page that follows.
    pub(super) more: Loading<()>,
    wanted: RwSignal<Option<(Door, RunQuery)>>,
}

/// Whether a registry can search and order by itself.
pub(super) fn is_live(door: &Door) -> bool {
    matches!(door.place, RegistryPlace::Mlflow { .. })
}

/// Reads the runs that a query finds, again whenever it changes. A frozen registry is asked for all runs of the experiment,
/// whatever the query says: see [`RunTable::found`].
pub(super) fn use_runs(query: Memo<RunQuery>) -> Reading {
    let registry = expect_context::<Registry>();
    let known = StoredValue::new(None::<(Door, RunQuery)>);
    let first = use_remote(
        Keep::Always,
        move || (registry.door(), query.get()),
        move |(door, query)| async move {
            let client = registry.client(door.clone()).await?;
            let time = now();
            let asked = Some((door.clone(), query.clone()));
            let again = known.try_with_value(|known| *known == asked).unwrap_or_default();
            let rows = if again { START_ROWS } else { FIRST_ROWS };
            let page = if is_live(&door) {
                client.runs(&RunQuery { max_results: most(rows), ..query.clone() }).await?
            } else {
                client.all_runs(&query).await?
            };
            let mut table = RunTable::default();
            table.append(page, &subject(&query))?;
            known.try_set_value(asked);
            Ok(Read { door, query, time, table: ArcRwSignal::new(table) })
        },
    );
    let wanted = RwSignal::new(None::<(Door, RunQuery)>);
    let more = use_remote(
        Keep::SameKey,
        move || wanted.get(),
        move |wanted| {
            let table = first.remote.with_untracked(|remote| remote.value().map(|read| read.table.clone()));
            async move {
                let (Some((door, query)), Some(table)) = (wanted, table) else { return Ok(()) };
                let page = registry.client(door).await?.runs(&query).await?;
                let subject = subject(&query);
                table
                    .try_update(|table| table.append(page, &subject))
                    .unwrap_or(Ok(()))
                    .map_err(Problem::from)
            }
        },
    );
    Effect::new(move || {
        // What follows belongs to the first page that was.
        if first.remote.with(Remote::is_pending) {
            wanted.set(None);
        }
    });
    let reading = Reading { registry, first, more, wanted };
    Effect::new(move || {
        let is_short = first.remote.with(|remote| {
            let read = remote.value().filter(|_| remote.is_settled());
            read.is_some_and(|read| read.table.with_untracked(|table| table.len() < START_ROWS))
        });
        if is_short {
            reading.next();
        }
    });
    reading
}

impl Reading {
    /// What was read of the present registry, tracked.
    pub(super) fn read(self) -> Option<Read> {
        let door = self.registry.door();
        self.first.remote.with(|remote| remote.value().filter(|read| read.door == door).cloned())
    }

    /// Uses the rows, tracked; a table without rows when there are none yet.
    pub(super) fn with<R>(self, use_it: impl FnOnce(&RunTable) -> R) -> R {
        match self.read() {
            Some(read) => read.table.with(use_it),
            None => use_it(&RunTable::default()),
        }
    }

    /// Asks for the page that follows, once.
    pub(super) fn next(self) {
        if self.first.remote.with_untracked(|remote| !remote.is_settled()) {
            return;
        }
        let Some(read) = self.first.remote.with_untracked(|remote| remote.value().cloned()) else { return };
        let (token, rows) = read.table.with_untracked(|table| (table.next().map(str::to_owned), table.len()));
        let Some(token) = token else { return };
        let rows = if rows < START_ROWS { START_ROWS - rows } else { NEXT_ROWS };
        let query = RunQuery { page_token: Some(token), max_results: most(rows), ..read.query };
        let next = Some((read.door, query));
        if self.wanted.get_untracked() != next {
            self.wanted.set(next);
        }
    }

    /// Whether a page that follows is on its way, tracked.
    pub(super) fn is_reading(self) -> bool {
        self.wanted.with(Option::is_some) && self.more.remote.with(Remote::is_pending)
    }

    /// MLflow's own words about a filter or an order that it does not take, tracked.
    pub(super) fn rejected(self) -> Option<String> {
        self.first.remote.with(|remote| match remote.problem() {
            Some(Problem::Registry(error)) => match error.kind() {
                mlflow::ErrorKind::Refused { status: 400, message, .. } => Some(message.clone()),
                _ => None,
            },
            _ => None,
        })
    }
}

fn most(rows: usize) -> Option<u32> {
    u32::try_from(rows).ok()
}

fn subject(query: &RunQuery) -> String {
    format!("runs of experiment {}", query.experiment_ids.join(", "))
}
