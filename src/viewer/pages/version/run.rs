//! What a version's run logged, and its training curve.

use leptos::prelude::*;
use mlflow::{Run, Tags};

use crate::{
    i18n::{Texts, metric},
    state::use_words,
    viewer::{
        components::{Cell, Column, RunCurve, Table},
        pages::rows::tag_table,
        words::{ViewerWords, use_viewer_words, version},
    },
};

/// Metrics whose curve is shown first, where a run has them.
const CURVES: [&str; 4] = ["test_logloss", "validation_logloss", "val_logloss", "test_log_loss"];
/// More metrics than this are a table of which those in sight are in the document.
const MANY: usize = 300;
/// Names of metrics offered for a curve.
const OFFERED: usize = 2_000;

/// What a run logged.
#[component]
pub(super) fn RunDetails(
    /// The run.
    run: Run,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(version::words);
    let mut names = curve_names(&run);
    names.truncate(OFFERED);
    let run_id = run.info.run_id.clone();
    let deleted = run.info.lifecycle_stage == "deleted";
    view! {
        {deleted.then(|| view! { <p class="problem mild" role="note">{move || t.get().run_deleted}</p> })}
        {move || details(&run, words.get(), t)}
        {(!names.is_empty()).then(|| view! { <RunCurve run_id names/> })}
    }
}

/// A run's metrics, the likeliest to have a curve first.
fn curve_names(run: &Run) -> Vec<String> {
    let mut names: Vec<String> = run.data.metrics.keys().cloned().collect();
    let place = |name: &str| {
        let known = CURVES.iter().position(|curve| *curve == name);
        // A metric that was logged once stands at step 0.
        let stepped = run.data.metrics.get(name).is_some_and(|metric| metric.step > 0);
        (!stepped, known.unwrap_or(CURVES.len()))
    };
    names.sort_by_key(|name| place(name));
    names
}

fn details(run: &Run, text: &'static Texts, t: ViewerWords<version::Words>) -> impl IntoView + use<> {
    let user_tags: Tags = run
        .data
        .tags
        .iter()
        .filter(|(key, _)| !key.starts_with("mlflow."))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    let (r, run_tags) = (&text.registry, t.get().run_tags);
    view! {
        <div class="detail-columns">
            <section class="card stack"><h2>{r.metrics}</h2>{metrics(run, text, t)}</section>
            <div class="stack">
                <section class="card stack"><h2>{r.parameters}</h2>{tag_table(r.parameters, &run.data.params, r.none)}</section>
                <section class="card stack"><h2>{run_tags}</h2>{tag_table(run_tags, &user_tags, r.none)}</section>
            </div>
        </div>
    }
}

fn metrics(run: &Run, text: &'static Texts, t: ViewerWords<version::Words>) -> AnyView {
    let values: Vec<(String, f64)> =
        run.data.metrics.values().map(|point| (point.key.clone(), point.value)).collect();
    let title = text.registry.metrics;
    if values.is_empty() {
        return view! { <p class="muted">{text.registry.none}</p> }.into_any();
    }
    if values.len() <= MANY {
        let row = |(key, value): &(String, f64)| {
            view! { <tr><th scope="row"><code>{key.clone()}</code></th><td class="number">{metric(text.lang, *value)}</td></tr> }
        };
        let rows: Vec<_> = values.iter().map(row).collect();
        return view! { <table class="table" aria-label=title><tbody>{rows}</tbody></table> }.into_any();
    }
    let column = |id: &str, title: &str, number, width| Column {
        id: id.to_owned(),
        title: title.to_owned(),
        number,
        sortable: false,
        width,
    };
    let columns = vec![column("metric", t.get().metric, false, 30), column("value", t.get().value, true, 16)];
    let count = values.len();
    let cells = move |row: usize| {
        values
            .get(row)
            .map(|(key, value)| vec![Cell::text(key), Cell::text(metric(text.lang, *value))])
            .unwrap_or_default()
    };
    view! {
        <Table
            label=Signal::stored(title.to_owned())
            columns=Signal::stored(columns)
            rows=Signal::stored(count)
            cells=Callback::new(cells)
        />
    }
    .into_any()
}
