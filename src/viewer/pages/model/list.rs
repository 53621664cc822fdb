//! Which versions are read, how they are sorted, and which of their runs.

use std::cmp::Ordering;

use leptos::prelude::*;
use mlflow::{By, ModelVersion, Order, RegisteredModel, VersionQuery};

use crate::{
    state::Registry,
    viewer::{
        components::Sort,
        state::{Paged, Place, RunQueue, Told, VersionRuns, once_there, parse_order, use_pages},
    },
};

/// Versions of the first page, which should come soon, and of those after it.
const PAGES: (u32, u32) = (200, 1000);
/// All runs of a model with so many versions are read without being asked for.
const FEW: usize = 300;
/// Newest first.
pub(super) const DEFAULT_ORDER: &str = "-version";
/// What the columns of metrics are called, before the metric's name.
pub(super) const METRIC: &str = "metric:";

/// How the versions are sorted.
#[derive(Clone, Copy)]
pub(super) struct Sorting {
    /// By what.
    pub(super) sort: Memo<Sort>,
    /// The versions in order, where the server cannot sort them.
    pub(super) rows: Memo<Option<Vec<usize>>>,
}

/// The metric that the address names, or the one that says most.
pub(super) fn use_metric(queue: RunQueue) -> Memo<String> {
    let named = expect_context::<Place>().text("metric");
    Memo::new(move |_| match named.get() {
        name if name.is_empty() => {
            queue.runs.with(|runs| runs.default_metric().unwrap_or_default().to_owned())
        }
        name => name,
    })
}

/// Reads the versions of a model as they are wanted.
/// The first page is asked for beside the model.
pub(super) fn use_versions(
    name: &str,
    model: Memo<Option<RegisteredModel>>,
    queue: RunQueue,
) -> (Paged<ModelVersion>, Sorting) {
    let registry = expect_context::<Registry>();
    let order = expect_context::<Place>().text("order");
    let known =
        |column: &str| ["version", "created", "stage", "who"].contains(&column) || column.starts_with(METRIC);
    let sort = Memo::new(move |_| order.with(|order| parse_order(order, &known, DEFAULT_ORDER)));
    let server = Memo::new(move |_| sort.with(server_order));
    let (name, change) = (name.to_owned(), use_changes(model));
    let versions = use_pages(
        move || (registry.door(), change.get(), server.get().unwrap_or(newest_first())),
        move |(door, _, order), page_token| {
            let name = name.clone();
            async move {
                let rows = if page_token.is_none() { PAGES.0 } else { PAGES.1 };
                let query = VersionQuery { order, page_token, rows };
                Ok(registry.client(door).await?.versions_page(&name, once_there(model), &query).await?)
            }
        },
    );
    // What the server cannot sort by must be there as a whole.
    Effect::new(move || {
        if server.with(Option::is_none) {
            queue.reading_all.set(true);
        }
    });
    Effect::new(move || {
        let all = queue.reading_all.get();
        if all {
            versions.all();
        }
        versions.pages.with(|pages| {
            if all || (pages.is_whole() && pages.items.len() <= FEW) {
                queue.want_all(pages.items.iter().map(|version| version.run_id.as_str()));
            }
        });
    });
    let rows = Memo::new(move |_| {
        server.with(Option::is_none).then(|| {
            versions.pages.with(|pages| queue.runs.with(|runs| sorted(&pages.items, runs, &sort.get())))
        })
    });
    (versions, Sorting { sort, rows })
}

/// How often the model has become another one since it was read: its versions are then read anew.
fn use_changes(model: Memo<Option<RegisteredModel>>) -> Memo<u32> {
    let seen = Memo::new(move |before: Option<&(Option<RegisteredModel>, u32)>| {
        let now = model.get();
        let changes = match before {
            Some((Some(was), changes)) if Some(was) != now.as_ref() => changes.wrapping_add(1),
            Some((_, changes)) => *changes,
            None => 0,
        };
        (now, changes)
    });
    Memo::new(move |_| seen.with(|(_, changes)| *changes))
}

fn newest_first() -> Order {
    Order { by: By::Name, descending: true }
}

/// The order that a server can give; none where it cannot.
fn server_order(sort: &Sort) -> Option<Order> {
    let by = match sort.column.as_str() {
        "version" => By::Name,
        "created" => By::Created,
        _ => return None,
    };
    Some(Order { by, descending: sort.descending })
}

/// The places of the versions in order. What has no value stands at the end, whichever way; equals stay as they are.
fn sorted(versions: &[ModelVersion], runs: &VersionRuns, sort: &Sort) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..versions.len()).collect();
    let turn = |order: Ordering| if sort.descending { order.reverse() } else { order };
    if let Some(metric) = sort.column.strip_prefix(METRIC) {
        let values: Vec<Option<f64>> = versions
            .iter()
            .map(|version| runs.metric(version, metric).filter(|value| !value.is_nan()))
            .collect();
        rows.sort_by(|a, b| match (values[*a], values[*b]) {
            (Some(a), Some(b)) => turn(a.total_cmp(&b)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        return rows;
    }
    let key = |version: &ModelVersion| match sort.column.as_str() {
        "stage" => (version.current_stage != mlflow::stage::NONE).then(|| version.current_stage.clone()),
        _ => match runs.of(version) {
            Told::Run(facts) => facts.user.clone(),
            _ => None,
        },
    };
    let values: Vec<Option<String>> = versions.iter().map(key).collect();
    rows.sort_by(|a, b| match (&values[*a], &values[*b]) {
        (Some(a), Some(b)) => turn(a.cmp(b)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    rows
}

#[cfg(test)]
mod tests {
    use registry::Found;
    use serde_json::json;

    use super::*;

    fn versions() -> (Vec<ModelVersion>, VersionRuns) {
        let values = [json!(0.5), json!("NaN"), json!(0.9), json!(null), json!(0.7)];
        let mut runs = VersionRuns::default();
        let mut versions = Vec::new();
        for (number, value) in (1..).zip(values) {
            let id = format!("r{number}");
            let metrics: Vec<_> = (!value.is_null())
                .then(|| json!({ "key": "acc", "value": value, "timestamp": 1, "step": 0 }))
                .into_iter()
                .collect();
            let info = json!({ "run_id": id, "user_id": if number % 2 == 0 { "ann" } else { "bob" } });
            let run =
                serde_json::from_value(json!({ "info": info, "data": { "metrics": metrics } })).unwrap();
            runs.add([(id.clone(), Found::Run(Box::new(run)))].into());
            let current_stage = ["None", "Staging", "Production"][number % 3].to_owned();
            versions.push(ModelVersion {
                version: number as u64,
                run_id: id,
                current_stage,
                ..ModelVersion::default()
            });
        }
        (versions, runs)
    }

    fn order(column: &str, descending: bool) -> Vec<u64> {
        let (versions, runs) = versions();
        let rows = sorted(&versions, &runs, &Sort { column: column.to_owned(), descending });
        rows.into_iter().map(|row| versions[row].version).collect()
    }

    #[test]
    fn versions_are_sorted_by_what_their_runs_logged() {
        assert_eq!(order("metric:acc", true), [3, 5, 1, 2, 4]);
        assert_eq!(order("metric:acc", false), [1, 5, 3, 2, 4]);
        assert_eq!(order("metric:none", false), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn versions_are_sorted_by_stage_and_by_who_ran_them() {
        assert_eq!(order("stage", false), [2, 5, 1, 4, 3]);
        assert_eq!(order("stage", true), [1, 4, 2, 5, 3]);
        assert_eq!(order("who", false), [2, 4, 1, 3, 5]);
    }

    #[test]
    fn the_server_sorts_by_number_and_time() {
        let sort = |column: &str| Sort { column: column.to_owned(), descending: false };
        assert_eq!(server_order(&sort("created")), Some(Order { by: By::Created, descending: false }));
        assert_eq!(server_order(&sort("metric:x")), None);
    }
}
