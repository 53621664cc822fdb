//! The runs of one experiment.

mod cells;
mod filter;
mod picker;
mod reading;

use leptos::prelude::*;
use mlflow::{Experiment, RunQuery, RunView};

use super::rows::skipped;
use crate::{
    components::RemoteNotice,
    i18n::date,
    route::{Query, Route, ViewPage},
    state::{Keep, Registry, Remote, use_remote, use_words},
    viewer::{
        components::{Choice, Sort, Table, markdown},
        state::{Order, Place, RunColumn, TabName},
        words::{ViewerWords, runs, use_viewer_words},
    },
};
use filter::Filter;
use picker::ColumnPicker;
use reading::{Reading, is_live, use_runs};

/// Runs that can be chosen: as many as can be compared.
const MOST_CHOSEN: usize = 100;

/// One experiment: its runs in a table that is filtered, ordered and read page by page by the server.
#[component]
pub(crate) fn RunsPage(
    /// The experiment's id.
    id: String,
) -> impl IntoView {
    let words = use_viewer_words(runs::words);
    let registry = expect_context::<Registry>();
    let place = expect_context::<Place>();

    let (filter, view, order) = (place.text("filter"), place.text("view"), place.text("order"));
    let order = Memo::new(move |_| order.with(|order| Order::parse(order)));
    let live = Memo::new(move |_| is_live(&registry.door()));
    let experiment = {
        let id = id.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let id = id.clone();
                async move { Ok(registry.client(door).await?.experiment(&id).await?) }
            },
        )
    };
    let query = {
        let id = id.clone();
        Memo::new(move |_| {
            let all = RunQuery::of(&id);
            if !live.get() {
                return all;
            }
            let order_by =
                order.with(|order| order.as_ref().and_then(Order::in_mlflow).into_iter().collect());
            RunQuery { filter: filter.get(), order_by, view: view.with(|view| run_view(view)), ..all }
        })
    };
    let reading = use_runs(query);
    let name = Memo::new(move |_| {
        experiment.remote.with(|remote| remote.value().map(|experiment| experiment.name.clone()))
    });
    expect_context::<TabName>().follow(ViewPage::Runs(id.clone()), name);
    // A frozen copy may hold runs of an experiment that it does not hold itself.
    let missing = Memo::new(move |_| {
        experiment.remote.with(Remote::is_missing) && reading.with(|table| table.len() == 0)
    });

    view! {
        <div class="stack">
            <p><a href=Route::viewer(ViewPage::Experiments).href()>"← "{move || words.get().experiments}</a></p>
            <h1 class="wrap">{move || name.get().unwrap_or_else(|| (words.get().title)(&id))}</h1>
            {move || experiment.remote.with(|remote| remote.value().map(|experiment| about(experiment, words)))}
        </div>
        <RemoteNotice loading=experiment/>
        {move || (!missing.get()).then(|| view! { <Filter reading live/> <Rows reading live order/> })}
    }
}

fn run_view(text: &str) -> RunView {
    match text {
        "deleted" => RunView::Deleted,
        "all" => RunView::All,
        _ => RunView::Active,
    }
}

/// What an experiment says of itself.
fn about(experiment: &Experiment, words: ViewerWords<runs::Words>) -> impl IntoView + use<> {
    let deleted = experiment.lifecycle_stage == "deleted";
    let note = experiment.tags.get("mlflow.note.content").filter(|note| !note.is_empty()).cloned();
    view! {
        {deleted.then(|| view! { <p class="tag bad">{move || words.get().deleted_experiment}</p> })}
        {note.map(|note| view! {
            <details><summary>{move || words.get().note}</summary>{markdown(&note)}</details>
        })}
    }
}

#[component]
fn Rows(
    /// The runs.
    reading: Reading,
    /// Whether the registry can filter and order by itself.
    live: Memo<bool>,
    /// The order that the address asks for.
    order: Memo<Option<Order>>,
) -> impl IntoView {
    let shared = use_words();
    let words = use_viewer_words(runs::words);
    let place = expect_context::<Place>();

    let (filter, wanted) = (place.text("filter"), place.list("columns"));
    let chosen = place.list("chosen");
    let columns = Memo::new(move |_| {
        let wanted: Vec<RunColumn> =
            wanted.with(|wanted| wanted.iter().filter_map(|id| RunColumn::parse(id)).collect());
        if wanted.is_empty() { reading.with(|table| table.defaults().to_vec()) } else { wanted }
    });
    let shown = Memo::new(move |_| {
        reading.with(|table| match live.get() {
            true => (0..table.len()).collect(),
            false => filter.with(|filter| order.with(|order| table.found(filter, order.as_ref()))),
        })
    });
    let count = Memo::new(move |_| shown.with(Vec::len));
    let is_read = Memo::new(move |_| reading.read().is_some());
    let heads =
        Signal::derive(move || columns.with(|columns| cells::heads(columns, words.get(), live.get())));
    let sort = Signal::derive(move || {
        order.get().map(|order| Sort { column: order.column.id(), descending: order.descending })
    });
    let row_cells = Callback::new(move |row: usize| {
        let lang = words.lang();
        let Some(read) = reading.read() else { return Vec::new() };
        read.table.with(|table| {
            let at = shown.with(|shown| shown.get(row).copied());
            let run = at.and_then(|at| table.get(at));
            run.map_or_else(Vec::new, |run| {
                columns.with(|columns| cells::cells(run, table, columns, lang, read.time))
            })
        })
    });

    let on_sort = Callback::new(move |id: String| {
        let Some(column) = RunColumn::parse(&id) else { return };
        let next = order.with_untracked(|order| Order::pressed(order.as_ref(), column));
        place.change(|query| query.set("order", &next.map_or_else(String::new, |order| order.id())));
    });
    let field = move |row: usize, field: fn(&crate::viewer::state::Row) -> &str| {
        reading.with(|table| {
            let at = shown.with(|shown| shown.get(row).copied());
            at.and_then(|at| table.get(at)).map_or_else(String::new, |run| field(run).to_owned())
        })
    };
    let choice = Choice {
        is: Callback::new(move |row| {
            let id = field(row, |run| &run.id);
            chosen.with(|chosen| chosen.contains(&id))
        }),
        toggle: Callback::new(move |row| {
            let id = untrack(|| field(row, |run| &run.id));
            let mut ids = chosen.get_untracked();
            match ids.iter().position(|known| *known == id) {
                Some(at) => drop(ids.remove(at)),
                None if ids.len() >= MOST_CHOSEN => return,
                None => ids.push(id),
            }
            place.change(|query| query.set_list("chosen", &ids));
        }),
        name: Callback::new(move |row| field(row, |run| &run.name)),
    };
    let on_end = Callback::new(move |()| reading.next());

    let summary = move || {
        let t = words.get();
        let read = reading.read()?;
        let all = read.table.with(|table| (table.len(), table.next().is_some()));
        let text = match (all, live.get()) {
            ((all, true), _) => (t.partly)(all),
            ((all, false), true) => (t.count)(all),
            ((all, false), false) => (t.found)(count.get(), all),
        };
        Some(format!("{text}, {}", (t.as_of)(&date(words.lang(), read.time))))
    };
    let stale = move || {
        let failed =
            reading.first.remote.with(|remote| remote.problem().is_some()) && reading.rejected().is_none();
        let read = reading.read().filter(|_| failed)?;
        Some(view! { <p class="tag warn">{(words.get().stale)(&date(words.lang(), read.time))}</p> })
    };
    let nothing = move || {
        let t = words.get();
        (is_read.get() && count.get() == 0).then(
            || view! { <p class="card">{if filter.get().is_empty() { t.none } else { t.none_fit }}</p> },
        )
    };
    let has_more = Memo::new(move |_| reading.with(|table| table.next().is_some()));

    view! {
        {move || reading.rejected().is_none().then(|| view! { <RemoteNotice loading=reading.first/> })}
        {stale}
        {move || reading.with(|table| skipped(&table.skipped, shared.get()))}
        <div class="row spread">
            <div class="row"><ViewChoice live/></div>
            <button
                type="button"
                class="button"
                aria-disabled=move || reading.first.remote.with(Remote::is_pending).then_some("true")
                on:click=move |_| reading.first.retry()
            >{move || words.get().refresh}</button>
        </div>
        <ColumnPicker reading columns/>
        <Chosen/>
        <p role="status" class="muted small">{summary}</p>
        {nothing}
        <Show when=move || count.get().gt(&0)>
            <Table label=Signal::derive(move || words.get().table.to_owned()) columns=heads rows=count cells=row_cells sort on_sort choice on_end/>
        </Show>
        <Show when=move || has_more.get()>
            <div class="row">
                <button type="button" class="button" on:click=move |_| reading.next()>{move || words.get().read_more}</button>
                <span role="status" class="muted small">{move || reading.is_reading().then(|| words.get().reading)}</span>
            </div>
        </Show>
        <RemoteNoticeOfMore reading/>
    }
}

/// Why the page that follows could not be read.
#[component]
fn RemoteNoticeOfMore(
    /// The runs.
    reading: Reading,
) -> impl IntoView {
    let failed = Memo::new(move |_| reading.more.remote.with(|remote| remote.problem().is_some()));
    move || failed.get().then(|| view! { <RemoteNotice loading=reading.more/> })
}

/// Active runs, deleted ones, or both.
#[component]
fn ViewChoice(
    /// Whether the registry knows others than active runs.
    live: Memo<bool>,
) -> impl IntoView {
    let words = use_viewer_words(runs::words);
    let place = expect_context::<Place>();
    let view = place.text("view");
    let option = move |value: &'static str, name: fn(&runs::Words) -> &'static str| {
        view! { <option value=value selected=move || view.get() == value>{move || name(words.get())}</option> }
    };
    view! {
        <Show when=move || live.get()>
            <label class="row">
                <span class="field-title">{move || words.get().view}</span>
                <select
                    class="select"
                    on:change:target=move |event| {
                        let value = event.target().value();
                        place.change(|query| query.set("view", &value));
                    }
                >
                    {option("", |t| t.active)}
                    {option("deleted", |t| t.deleted)}
                    {option("all", |t| t.all)}
                </select>
            </label>
        </Show>
    }
}

/// What can be done with the chosen runs.
#[component]
fn Chosen() -> impl IntoView {
    let words = use_viewer_words(runs::words);
    let place = expect_context::<Place>();
    let chosen = place.list("chosen");
    let link = move |page: ViewPage, name: fn(&runs::Words) -> &'static str| {
        let href = move || {
            let mut query = Query::default();
            chosen.with(|chosen| query.set_list("runs", chosen));
            page.clone().with(query).href()
        };
        view! { <a class="button primary" href=href>{move || name(words.get())}</a> }
    };
    let some = Memo::new(move |_| chosen.with(|chosen| !chosen.is_empty()));
    view! {
        <Show when=move || some.get()>
            <div class="row chosen-bar">
                <span role="status">{move || (words.get().chosen)(chosen.with(Vec::len))}</span>
                {link(ViewPage::CompareRuns, |t| t.compare)}
                {link(ViewPage::Curves, |t| t.curves)}
                <button type="button" class="button" on:click=move |_| place.change(|query| query.set("chosen", ""))>
                    {move || words.get().unchoose}
                </button>
                {move || (chosen.with(Vec::len) >= MOST_CHOSEN).then(|| view! {
                    <span class="tag warn">{(words.get().chosen_most)(MOST_CHOSEN)}</span>
                })}
            </div>
        </Show>
    }
}
