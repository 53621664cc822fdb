//! The versions of one model.

use leptos::prelude::*;
use mlflow::{List, ModelVersion, RegisteredModel, Run};

use super::rows::{aliases, skipped, use_button};
use crate::{
    components::{ProblemPanel, RemoteNotice, StageTag, fact, facts},
    i18n::{Texts, date, metric},
    route::Route,
    state::{Keep, Registry, use_remote, use_words},
    viewer::components::{Alerts, ModelActions, markdown},
};

/// Versions shown at once; each asks for a run of its own.
const PAGE: usize = 20;
/// Metrics shown in a list of versions, where a run has them.
const METRICS: [&str; 4] = ["test_accuracy", "test_roc_auc", "test_f1", "overfitting"];

/// One model with its versions, the newest first.
#[component]
pub(crate) fn ModelPage(
    /// The model's registered name.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let shown = RwSignal::new(PAGE);
    let title = name.clone();

    let model = {
        let name = name.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let name = name.clone();
                async move {
                    let client = registry.client(door).await?;
                    let model = client.registered_model(&name).await?;
                    let versions = client.versions_of(&model).await?;
                    Ok((model, versions))
                }
            },
        )
    };
    let more = move || {
        let rest = model.remote.with(|remote| remote.value().map_or(0, |(_, list)| list.items.len()));
        rest > shown.get()
    };

    view! {
        <div class="stack">
            <p><a href=Route::models().href()>"← "{move || words.get().registry.title}</a></p>
            <h1 class="wrap">{name}</h1>
        </div>
        <ModelActions model=title.clone()/>
        <Alerts model=title/>
        <RemoteNotice loading=model/>
        {move || model.remote.with(|remote| {
            remote.value().map(|(model, versions)| content(model, versions, shown.get(), words.get()))
        })}
        <Show when=more>
            <button type="button" class="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                {move || words.get().registry.show_more}
            </button>
        </Show>
    }
}

fn content(
    model: &RegisteredModel,
    versions: &List<ModelVersion>,
    shown: usize,
    t: &'static Texts,
) -> impl IntoView + use<> {
    let description = (!model.description.is_empty())
        .then(|| view! { <section class="card">{markdown(&model.description)}</section> });
    let empty = versions.items.is_empty().then(|| view! { <p class="card">{t.registry.no_versions}</p> });
    let cards = versions.items.iter().take(shown).cloned().map(|version| view! { <VersionCard version/> });
    view! {
        {description}
        {skipped(&versions.skipped, t)}
        {empty}
        <div class="version-list">{cards.collect_view()}</div>
    }
}

/// One version and the figures of its run.
#[component]
fn VersionCard(
    /// The version.
    version: ModelVersion,
) -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let run_id = version.run_id.clone();
    let has_run = !run_id.is_empty();
    let run = use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| {
            let run_id = run_id.clone();
            async move {
                if run_id.is_empty() {
                    return Ok(None);
                }
                Ok(Some(registry.client(door).await?.run(&run_id).await?))
            }
        },
    );
    let problem = Memo::new(move |_| run.remote.with(|remote| remote.problem().cloned()));
    let retry = Callback::new(move |()| run.retry());
    let href = Route::version(version.name.clone(), version.version).href();
    view! {
        <article class="card stack">
            {
                let version = version.clone();
                move || {
                    let t = words.get();
                    view! {
                        <div class="row spread">
                            <div class="row">
                                <h2><a href=href.clone()>{(t.model.version)(version.version)}</a></h2>
                                <StageTag stage=version.current_stage.clone()/>
                                {aliases(&version)}
                            </div>
                            {use_button(&version, t)}
                        </div>
                        {version.creation_timestamp.map(|time| view! {
                            <p class="muted small number">{t.registry.created}" "{date(time)}</p>
                        })}
                    }
                }
            }
            <div class="version-body">
                <div class="stack">
                    {move || problem.get().map(|problem| view! { <ProblemPanel problem retry mild=true/> })}
                    {(!has_run).then(|| view! { <p class="muted small">{move || words.get().registry.no_run}</p> })}
                    {move || run.remote.with(|remote| {
                        remote.value().and_then(Option::as_ref).map(|run| figures(run, words.get()))
                    })}
                </div>
                {(!version.description.is_empty()).then(|| markdown(&version.description))}
            </div>
        </article>
    }
}

fn figures(run: &Run, t: &'static Texts) -> impl IntoView + use<> {
    let found: Vec<_> = METRICS
        .into_iter()
        .filter_map(|key| run.metric(key).map(|value| fact(key, metric(t.lang, value))))
        .collect();
    (!found.is_empty()).then(|| facts(found))
}
