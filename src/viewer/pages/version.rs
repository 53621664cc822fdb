//! One version: where it comes from, what its run logged, and its training curve.

use leptos::prelude::*;
use mlflow::{ModelVersion, Run, Tags};

use super::rows::{aliases, use_button};
use crate::{
    components::{ProblemPanel, RemoteNotice, StageTag},
    i18n::{Texts, date, metric},
    route::{Route, ViewPage},
    state::{Keep, Registry, use_remote, use_words},
    viewer::{
        components::{RunCurve, VersionActions, markdown},
        words::{inspect, use_viewer_words},
    },
};

/// Metrics whose curve is shown first, where a run has them.
const CURVES: [&str; 4] = ["test_logloss", "validation_logloss", "val_logloss", "test_log_loss"];

/// A version with everything that the registry knows of it.
#[component]
pub(crate) fn VersionPage(
    /// The model's registered name.
    name: String,
    /// The version's number, as the address says it.
    version: String,
) -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let back = Route::model(name.clone()).href();
    let title = name.clone();
    let number = version.parse::<u64>().ok();
    let content = number.map(|number| {
        let loaded = use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let name = name.clone();
                async move { Ok(registry.client(door).await?.model_version(&name, number).await?) }
            },
        );
        view! {
            <RemoteNotice loading=loaded/>
            {move || loaded.remote.with(|remote| {
                remote.value().cloned().map(|version| view! { <VersionContent version/> })
            })}
        }
    });
    let wrong = number.is_none().then_some(version).map(|version| {
        let said =
            move || (words.get().registry.no_such_version)(&version.chars().take(60).collect::<String>());
        view! { <p class="problem" role="alert">{said}</p> }
    });
    view! {
        <div class="stack">
            <p><a href=back>"← "<span class="wrap">{title}</span></a></p>
            <h1>{move || number.map(|number| (words.get().model.version)(number))}</h1>
        </div>
        {wrong}
        {content}
    }
}

#[component]
fn VersionContent(
    /// The version.
    version: ModelVersion,
) -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let run_id = version.run_id.clone();
    let has_run = !run_id.is_empty();
    let run = has_run.then(|| {
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let run_id = run_id.clone();
                async move { Ok(registry.client(door).await?.run(&run_id).await?) }
            },
        )
    });
    let viewer_words = use_viewer_words(inspect::words);
    let inside = ViewPage::Inspect(version.name.clone(), version.version.to_string()).href();
    let head = {
        let version = version.clone();
        move || {
            let t = words.get();
            view! {
                <div class="row spread">
                    <div class="row">
                        <StageTag stage=version.current_stage.clone()/>
                        {aliases(&version)}
                        {version.creation_timestamp.map(|time| view! {
                            <span class="muted small number">{t.registry.created}" "{date(time)}</span>
                        })}
                    </div>
                    <div class="row">
                        <a class="button" href=inside.clone()>{viewer_words.get().link}</a>
                        {use_button(&version, t)}
                    </div>
                </div>
            }
        }
    };
    let tags = version.tags.clone();
    let description = version.description.clone();
    view! {
        <section class="card stack">
            {head}
            <VersionActions model=version.name.clone() version=version.version/>
            {(!description.is_empty()).then(|| markdown(&description))}
            {move || table(words.get().registry.tags, &tags, words.get())}
        </section>
        {(!has_run).then(|| view! { <p class="card muted">{move || words.get().registry.no_run}</p> })}
        {run.map(|run| {
            let retry = Callback::new(move |()| run.retry());
            let problem = Memo::new(move |_| run.remote.with(|remote| remote.problem().cloned()));
            let curves = Memo::new(move |_| run.remote.with(|remote| remote.value().map(curve_names)));
            let id = Memo::new(move |_| run.remote.with(|remote| remote.value().map(|run| run.info.run_id.clone())));
            view! {
                {move || problem.get().map(|problem| view! { <ProblemPanel problem retry/> })}
                {move || run.remote.with(|remote| remote.value().map(|run| details(run, words.get())))}
                {move || id.get().zip(curves.get()).map(|(run_id, names)| view! { <RunCurve run_id names/> })}
            }
        })}
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

fn details(run: &Run, t: &'static Texts) -> impl IntoView + use<> {
    let metrics: Vec<_> = run
        .data
        .metrics
        .values()
        .map(|point| {
            view! {
                <tr><th scope="row"><code>{point.key.clone()}</code></th><td class="number">{metric(t.lang, point.value)}</td></tr>
            }
        })
        .collect();
    let user_tags: Tags = run
        .data
        .tags
        .iter()
        .filter(|(key, _)| !key.starts_with("mlflow."))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    view! {
        <div class="detail-columns">
            <section class="card stack">
                <h2>{t.registry.metrics}</h2>
                {if metrics.is_empty() {
                    view! { <p class="muted">{t.registry.none}</p> }.into_any()
                } else {
                    view! { <table class="table" aria-label=t.registry.metrics><tbody>{metrics}</tbody></table> }.into_any()
                }}
            </section>
            <section class="card stack">
                <p class="muted small wrap">{t.registry.run}": "<strong>{run.name().to_owned()}</strong></p>
                {table(t.registry.parameters, &run.data.params, t)}
                {table(t.registry.tags, &user_tags, t)}
            </section>
        </div>
    }
}

/// Names and values under a heading.
fn table(title: &'static str, values: &Tags, t: &'static Texts) -> impl IntoView + use<> {
    let rows: Vec<_> = values
        .iter()
        .map(|(key, value)| {
            view! { <tr><th scope="row"><code>{key.clone()}</code></th><td class="wrap">{value.clone()}</td></tr> }
        })
        .collect();
    view! {
        <h2>{title}</h2>
        {if rows.is_empty() {
            view! { <p class="muted">{t.registry.none}</p> }.into_any()
        } else {
            view! { <table class="table" aria-label=title><tbody>{rows}</tbody></table> }.into_any()
        }}
    }
}
