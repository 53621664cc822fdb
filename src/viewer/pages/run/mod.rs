//! One run: what it is, what it logged, and its files.

mod artifacts;
mod download;
mod head;
mod preview;
mod values;

use leptos::prelude::*;
use mlflow::{Run, Tags};

use crate::{
    components::RemoteNotice,
    route::{Query, Route, View, ViewPage},
    state::{Keep, Loading, Registry, Remote, use_remote},
    viewer::{
        components::{markdown, now},
        state::TabName,
        words::{run, use_viewer_words},
    },
};
use artifacts::Artifacts;
use values::{Entry, Logged, Values};

/// The page of a run with a file of it shown; a folder's path ends with a slash.
fn file_view(run_id: &str, model_id: Option<&str>, path: &str) -> View {
    let query = Query::default().with("model", model_id.unwrap_or_default()).with("artifact", path);
    ViewPage::Run(run_id.to_owned()).with(query)
}

/// One run with everything that it logged.
#[component]
pub(crate) fn RunPage(
    /// The run's id.
    id: String,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let registry = expect_context::<Registry>();

    let loaded = {
        let id = id.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let id = id.clone();
                async move { Ok((registry.client(door).await?.run(&id).await?, now())) }
            },
        )
    };
    let versions = {
        let id = id.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let id = id.clone();
                async move { Ok(registry.client(door).await?.versions_of_run(&id).await?) }
            },
        )
    };
    let entries =
        move |of: fn(&Run) -> Vec<Entry>| Signal::derive(move || with(loaded, of).unwrap_or_default());
    let stale = move || {
        let stale = loaded.remote.with(|remote| remote.problem().is_some() && remote.value().is_some());
        stale.then(|| view! { <p class="tag warn">{words.get().stale}</p> })
    };
    let experiment =
        Memo::new(move |_| with(loaded, |run| run.info.experiment_id.clone()).filter(|id| !id.is_empty()));
    let experiment_name = use_experiment_name(experiment);
    let back = move || {
        let id = experiment.get()?;
        let href = Route::viewer(ViewPage::Runs(id.clone())).href();
        let name = experiment_name.get().unwrap_or(id);
        Some(view! { <a class="wrap" href=href>"← "{(words.get().experiment)(&name)}</a> })
    };
    let name = Memo::new(move |_| with(loaded, |run| run.name().to_owned()));
    expect_context::<TabName>().follow(ViewPage::Run(id.clone()), name);
    let title = {
        let id = id.clone();
        move || name.get().unwrap_or_else(|| id.clone())
    };
    let note = move || {
        let note = with(loaded, |run| run.note().to_owned()).filter(|note| !note.is_empty())?;
        Some(view! {
            <section class="card stack" aria-labelledby="note"><h2 id="note">{words.get().note}</h2>{markdown(&note)}</section>
        })
    };
    let models = Memo::new(move |_| with(loaded, Run::models).unwrap_or_default());
    let is_loaded = Memo::new(move |_| loaded.remote.with(|remote| remote.value().is_some()));
    let missing = Memo::new(move |_| loaded.remote.with(Remote::is_missing));
    let curves = head::curves_href(&id, None);

    view! {
        <div class="stack">
            <p>{back}</p>
            <div class="row spread">
                <h1 class="wrap">{title}</h1>
                <div class="row">
                    {move || (!missing.get()).then(|| view! { <a class="button primary" href=curves.clone()>{words.get().curves}</a> })}
                    <button type="button" class="button" on:click=move |_| { loaded.retry(); versions.retry(); }>
                        {move || words.get().refresh}
                    </button>
                </div>
            </div>
        </div>
        <RemoteNotice loading=loaded/>
        {stale}
        <Show when=move || is_loaded.get()>
            <section class="card stack">
                {move || loaded.remote.with(|remote| remote.value().map(|(run, now)| head::about(run, *now, words)))}
            </section>
            {note}
            <Values id="metrics" title=|t| t.metrics entries=entries(metrics)/>
            <div class="detail-columns">
                <Values id="params" title=|t| t.params entries=entries(|run| texts(&run.data.params, |_| true))/>
                <Values id="tags" title=|t| t.tags entries=entries(|run| texts(&run.data.tags, |key| !is_own(key)))/>
            </div>
            {move || with(loaded, |run| head::datasets(&run.inputs.dataset_inputs, words.get())).flatten()}
            <div class="detail-columns">
                {move || with(loaded, |run| head::models(run, words.get())).flatten()}
                {move || versions.remote.with(|remote| remote.value().and_then(|list| head::versions(list, words.get())))}
            </div>
            <RemoteNotice loading=versions/>
        </Show>
        <Show when=move || is_loaded.get()>
            <Artifacts run_id=id.clone() models versions/>
            <Values id="own-tags" title=|t| t.own_tags entries=entries(|run| texts(&run.data.tags, |key| is_own(key) && !is_shown(key)))/>
        </Show>
    }
}

/// The name of an experiment, once it has been read; a registry that does not tell it leaves the id.
fn use_experiment_name(id: Memo<Option<String>>) -> Memo<Option<String>> {
    let registry = expect_context::<Registry>();
    let read = use_remote(
        Keep::SameKey,
        move || (registry.door(), id.get()),
        move |(door, id)| async move {
            let Some(id) = id else { return std::future::pending().await };
            Ok(registry.client(door).await?.experiment(&id).await?.name)
        },
    );
    Memo::new(move |_| read.remote.with(|remote| remote.value().cloned()))
}

/// Uses the run, tracked.
fn with<R>(loaded: Loading<(Run, i64)>, use_it: impl FnOnce(&Run) -> R) -> Option<R> {
    loaded.remote.with(|remote| remote.value().map(|(run, _)| use_it(run)))
}

fn metrics(run: &Run) -> Vec<Entry> {
    let entry = |metric: &mlflow::Metric| Entry {
        name: metric.key.clone(),
        value: Logged::Point {
            value: metric.value,
            step: metric.step,
            time: metric.timestamp,
            href: head::curves_href(&run.info.run_id, Some(&metric.key)),
        },
    };
    run.data.metrics.values().map(entry).collect()
}

fn texts(tags: &Tags, wanted: fn(&str) -> bool) -> Vec<Entry> {
    let kept = tags.iter().filter(|(key, _)| wanted(key));
    kept.map(|(key, value)| Entry { name: key.clone(), value: Logged::Text(value.clone()) }).collect()
}

/// Whether a tag is one that MLflow sets by itself.
fn is_own(key: &str) -> bool {
    key.starts_with("mlflow.")
}

/// Whether a tag has a place of its own on this page.
fn is_shown(key: &str) -> bool {
    key == "mlflow.note.content"
}
