//! The inside of one version's ONNX file: graph, ensembles, single trees.

mod ensemble;
mod file;
mod graph;
mod importance;
mod picture;
mod table;
mod tree;

use std::sync::Arc;

use inspector::ModelDescription;
use leptos::prelude::*;
use protocol::{Download, Failure, FailureKind, Inspect, Inspected, ModelKey};

use crate::{
    components::{Progress, RemoteNotice},
    engine::{Engine, EngineStatus},
    route::ViewPage,
    state::{Keep, Loading, Problem, Registry, Step, model_key, use_remote, use_words},
    viewer::words::{inspect::words, use_viewer_words},
};

/// A file that the worker has read.
#[derive(Clone, PartialEq)]
struct Opened {
    key: ModelKey,
    download: Download,
    model: Arc<ModelDescription>,
}

/// A worker of the inspector's own: the page's one goes on predicting by whatever it predicts by.
#[derive(Clone)]
struct Inspecting {
    engine: Engine,
    /// How far the file is.
    step: RwSignal<Step>,
}

impl Inspecting {
    /// # Errors
    /// Whatever stopped the worker. One that has died is started again by the next question.
    async fn ask(&self, key: ModelKey, download: Download, what: Inspect) -> Result<Inspected, Problem> {
        if matches!(self.engine.status_now(), EngineStatus::Broken(_)) {
            self.engine.restart();
        }
        let step = self.step;
        Ok(self.engine.inspect(key, download, what, move |stage| step.set(Step::Working(stage))).await?)
    }
}

/// An answer to another question.
fn unexpected() -> Problem {
    let message = "Page and worker do not understand one another. Reload the page.";
    Failure::new(FailureKind::BadMessage, "worker", message).into()
}

/// What there is to see in a version's file.
#[component]
pub(crate) fn InspectPage(
    /// The model's registered name.
    name: String,
    /// The version's number, as the address says it.
    version: String,
) -> impl IntoView {
    let (words, shared) = (use_viewer_words(words), use_words());
    let back = ViewPage::Version(name.clone(), version.clone()).href();
    let shown = version.chars().take(60).collect::<String>();
    let (title, link) = (shown.clone(), format!("{name} · "));
    let heading = view! {
        <div class="stack">
            <p><a href=back>"← "<span class="wrap">{link}{move || (words.get().version)(&shown)}</span></a></p>
            <h1>{move || (words.get().title)(&title)}</h1>
        </div>
    };
    let Ok(number) = version.parse::<u64>() else {
        let said =
            move || (shared.get().registry.no_such_version)(&version.chars().take(60).collect::<String>());
        return view! { {heading} <p class="problem" role="alert">{said}</p> }.into_any();
    };
    let inspecting = Inspecting { engine: Engine::new(), step: RwSignal::new(Step::Resolving) };
    let step = inspecting.step;
    let opened = open(inspecting.clone(), name, number);
    let pending =
        Memo::new(move |_| opened.remote.with(|remote| remote.is_pending() && remote.value().is_none()));
    let content = move || {
        let opened = opened.remote.with(|remote| remote.value().cloned());
        opened.map(|opened| content(&inspecting, opened))
    };
    view! {
        {heading}
        {move || {
            if pending.get() {
                view! { <section class="card stack" aria-label=words.get().read><Progress step/></section> }.into_any()
            } else {
                view! { <RemoteNotice loading=opened/> }.into_any()
            }
        }}
        {content}
    }
    .into_any()
}

fn open(inspecting: Inspecting, name: String, number: u64) -> Loading<Opened> {
    let registry = expect_context::<Registry>();
    use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| {
            let (name, inspecting) = (name.clone(), inspecting.clone());
            inspecting.step.set(Step::Resolving);
            async move {
                let place = door.place.clone();
                let client = registry.client(door).await?;
                let version = client.model_version(&name, number).await?;
                let file = client.model_file(&version.name, version.version).await?;
                let key = model_key(&place, &version.name, version.version);
                let download = for_worker(registry::stated(file.download, &version));
                inspecting.step.set(Step::Starting);
                match inspecting.ask(key.clone(), download.clone(), Inspect::Description).await? {
                    Inspected::Description(model) => Ok(Opened { key, download, model: Arc::from(model) }),
                    _ => Err(unexpected()),
                }
            }
        },
    )
}

fn for_worker(download: mlflow::Download) -> Download {
    let mlflow::Download { url, headers, sha256, size, gzip } = download;
    Download { url, headers, sha256, size, gzip }
}

fn content(inspecting: &Inspecting, opened: Opened) -> AnyView {
    let words = use_viewer_words(words);
    let model = Arc::clone(&opened.model);
    let trouble = opened.model.not_runnable.clone().map(|reason| {
        view! {
            <div class="problem mild" role="status">
                <h2>{move || words.get().not_runnable}</h2>
                <p class="wrap">{reason}</p>
            </div>
        }
    });
    view! {
        {trouble}
        {file::file(Arc::clone(&model))}
        {graph::graph(Arc::clone(&model))}
        {ensemble::ensembles(Arc::clone(&model))}
        {importance::importance(inspecting.clone(), opened.clone())}
        {tree::tree(inspecting.clone(), opened)}
    }
    .into_any()
}
