//! What a run is: its state, times, origin, data sets and models.

use leptos::prelude::*;
use mlflow::{DatasetInput, List, ModelVersion, Run, RunModel};

use super::{file_view, values::text_value};
use crate::{
    components::{fact, facts},
    i18n::{date, duration},
    route::{Query, Route, ViewPage},
    viewer::{
        components::{running_for, status},
        words::{ViewerWords, run, values},
    },
};

/// State, times and origin.
pub(super) fn about(run: &Run, now: i64, words: ViewerWords<run::Words>) -> AnyView {
    let (t, lang) = (words.get(), words.lang());
    let info = &run.info;
    let (word, class) = status(lang, &info.status);
    let lasted = match (info.start_time, info.end_time) {
        (Some(start), Some(end)) => Some(duration(lang, end.saturating_sub(start))),
        (Some(start), None) if run.is_unfinished() => Some(running_for(lang, start, now)),
        _ => None,
    };
    let tag = |key: &str| run.data.tags.get(key).filter(|value| !value.is_empty()).cloned();
    let missing = || values::words(lang).missing.to_owned();
    let text = |name: &'static str, value: Option<String>| {
        value.map(|value| fact(name, view! { <span class="wrap">{value}</span> }).into_any())
    };
    let parent = tag("mlflow.parentRunId").map(|id| {
        let href = Route::viewer(ViewPage::Run(id.clone())).href();
        fact(t.parent, view! { <a class="wrap" href=href>{id}</a> }).into_any()
    });
    let user = Some(info.user_id.clone()).filter(|user| !user.is_empty()).or_else(|| tag("mlflow.user"));
    let list: Vec<AnyView> = [
        text(t.started, Some(info.start_time.map_or_else(missing, |time| date(lang, time)))),
        text(t.ended, Some(info.end_time.map_or_else(|| "–".to_owned(), |time| date(lang, time)))),
        text(t.duration, Some(lasted.unwrap_or_else(missing))),
        text(t.user, user),
        text(t.source, tag("mlflow.source.name")),
        text(t.commit, tag("mlflow.source.git.commit")),
        parent,
        text(t.id, Some(info.run_id.clone())),
        text(t.artifact_uri, Some(info.artifact_uri.clone()).filter(|uri| !uri.is_empty())),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <div class="row">
            <span class=class>{word}</span>
            {run.is_unfinished().then(|| view! { <span class="muted small">{t.is_running}</span> })}
            {(info.lifecycle_stage == "deleted").then(|| view! { <span class="tag bad">{t.is_deleted}</span> })}
        </div>
        <div class="run-facts">{facts(list)}</div>
    }
    .into_any()
}

/// What it read.
pub(super) fn datasets(inputs: &[DatasetInput], t: &'static run::Words) -> Option<AnyView> {
    let card = |input: &DatasetInput| {
        let dataset = &input.dataset;
        let text = |name: &'static str, value: &str| {
            (!value.is_empty()).then(|| {
                let value = text_value(value, t);
                view! { <div><dt>{name}</dt><dd class="wrap">{value}</dd></div> }
            })
        };
        view! {
            <li>
                <h3 class="wrap">{dataset.name.clone()}</h3>
                <dl class="dataset">
                    {text(t.context, input.context())}
                    {text(t.digest, &dataset.digest)}
                    {text(t.source_type, &dataset.source_type)}
                    {text(t.source, &dataset.source)}
                    {text(t.schema, &dataset.schema)}
                    {text(t.profile, &dataset.profile)}
                </dl>
            </li>
        }
    };
    (!inputs.is_empty()).then(|| {
        let cards = inputs.iter().map(card).collect_view();
        view! {
            <section class="card stack" aria-labelledby="datasets">
                <h2 id="datasets">{t.datasets}</h2>
                <ul class="stack">{cards}</ul>
            </section>
        }
        .into_any()
    })
}

/// The models that it logged and those that it read.
pub(super) fn models(run: &Run, t: &'static run::Words) -> Option<AnyView> {
    let id = &run.info.run_id;
    let made: Vec<AnyView> = run
        .models()
        .into_iter()
        .map(|model| match model {
            RunModel::Logged { model_id, step } => {
                let href = file_view(id, Some(&model_id), "").href();
                view! {
                    <li class="row">
                        <code class="wrap">{model_id}</code>
                        <span class="muted small">{(t.at_step)(step)}</span>
                        <a href=href>{t.files}</a>
                    </li>
                }
                .into_any()
            }
            RunModel::Folder { path, flavors } => {
                let href = file_view(id, None, &format!("{path}/")).href();
                view! {
                    <li class="row">
                        <code class="wrap">{path}</code>
                        <span class="muted small">{(t.flavors)(&flavors.join(", "))}</span>
                        <a href=href>{t.files}</a>
                    </li>
                }
                .into_any()
            }
        })
        .collect();
    let read = run.inputs.model_inputs.iter().map(|input| {
        let id = input.model_id.clone();
        view! { <li><code class="wrap">{id}</code></li> }
    });
    let read = (!run.inputs.model_inputs.is_empty()).then(|| {
        view! { <h3>{t.model_inputs}</h3><ul class="stack">{read.collect_view()}</ul> }
    });
    (!made.is_empty() || read.is_some()).then(|| {
        view! {
            <section class="card stack" aria-labelledby="models">
                <h2 id="models">{t.models}</h2>
                <ul class="stack">{made}</ul>
                {read}
            </section>
        }
        .into_any()
    })
}

/// The versions that were registered from it.
pub(super) fn versions(list: &List<ModelVersion>, t: &'static run::Words) -> Option<AnyView> {
    let items = list.items.iter().map(|version| {
        let href = Route::version(version.name.clone(), version.version).href();
        let text = format!("{} v{}", version.name, version.version);
        view! { <li class="row"><a class="wrap" href=href>{text}</a><crate::components::StageTag stage=version.current_stage.clone()/></li> }
    });
    (!list.items.is_empty()).then(|| {
        let items = items.collect_view();
        view! {
            <section class="card stack" aria-labelledby="versions">
                <h2 id="versions">{t.versions}</h2>
                <ul class="stack">{items}</ul>
            </section>
        }
        .into_any()
    })
}

/// Where the curves of a run's metrics are, all of them or one.
pub(super) fn curves_href(run_id: &str, metric: Option<&str>) -> String {
    let mut query = Query::default();
    query.set_list("runs", [run_id]);
    query.set_list("metrics", metric);
    ViewPage::Curves.with(query).href()
}
