//! One model: what it is, which versions are in use, a metric over its versions, and all of them.

mod cells;
mod chart;
mod head;
mod list;
mod versions;

use leptos::prelude::*;
use mlflow::{ModelVersion, RegisteredModel, stage};

use crate::{
    components::RemoteNotice,
    route::Route,
    state::{Keep, Registry, Remote, use_remote, use_words},
    viewer::{
        components::{Alerts, ModelActions},
        state::{Paged, RunQueue, use_run_queue},
    },
};
use head::{Description, InUse, Tags};
use list::{Sorting, use_versions};
use versions::Versions;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Here {
    /// The model; none until it has been read.
    model: Memo<Option<RegisteredModel>>,
    /// The version in Production that the others are compared with.
    base: Memo<Option<ModelVersion>>,
    /// Its versions, as far as they have been read.
    versions: Paged<ModelVersion>,
    /// Their runs.
    queue: RunQueue,
    /// The metric that is shown over versions and by which they are judged, empty when there is none.
    metric: Memo<String>,
}

/// One model with its versions.
#[component]
pub(crate) fn ModelPage(
    /// The model's registered name.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let registry = expect_context::<Registry>();
    let (title, registered) = (name.clone(), name.clone());
    let loading = use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| {
            let name = name.clone();
            async move { Ok(registry.client(door).await?.registered_model(&name).await?) }
        },
    );
    let model = Memo::new(move |_| loading.remote.with(|remote| remote.value().cloned()));
    let missing = Memo::new(move |_| loading.remote.with(Remote::is_missing));
    let is_there = Memo::new(move |_| model.with(Option::is_some));
    let queue = use_run_queue();
    let (versions, sorting) = use_versions(&title, model, queue);
    view! {
        <div class="stack">
            <p><a href=Route::models().href()>"← "{move || words.get().registry.title}</a></p>
            <div class="row spread">
                <h1 class="wrap">{title}</h1>
                {move || (!missing.get()).then(|| view! { <ModelActions model=registered.clone()/> })}
            </div>
        </div>
        <RemoteNotice loading/>
        {move || is_there.get().then(|| view! { <ModelContent model queue versions sorting/> })}
    }
}

#[component]
fn ModelContent(
    /// The model.
    model: Memo<Option<RegisteredModel>>,
    /// The runs of its versions.
    queue: RunQueue,
    /// Its versions.
    versions: Paged<ModelVersion>,
    /// How they are sorted.
    sorting: Sorting,
) -> impl IntoView {
    let base = Memo::new(move |_| {
        model.with(|model| {
            let versions = &model.as_ref()?.latest_versions;
            versions
                .iter()
                .filter(|version| version.current_stage == stage::PRODUCTION)
                .max_by_key(|version| version.version)
                .cloned()
        })
    });
    Effect::new(move || {
        if let Some(run_id) = base.with(|base| base.as_ref().map(|base| base.run_id.clone())) {
            queue.want(&run_id);
        }
    });
    let metric = list::use_metric(queue);
    let here = Here { model, base, versions, queue, metric };
    // What is to be seen is asked for first: a check reads all versions.
    let ready = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || versions.pages.with(crate::viewer::state::Pages::is_settled)
    });
    let name = model.with_untracked(|model| model.as_ref().map(|model| model.name.clone()));
    view! {
        <div class="model-facts">
            <InUse here/>
            {name.map(|model| view! { <Alerts model ready/> })}
            <Description here/>
        </div>
        <Versions here sorting/>
        <Tags here/>
    }
}
