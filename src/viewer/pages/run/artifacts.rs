//! The files of a run and of the models that it logged, folder by folder, and the one that is looked at.

use leptos::prelude::*;
use mlflow::{Artifact, ArtifactRoot, List, ModelVersion, RunModel};

use super::{file_view, preview::Preview};
use crate::{
    components::RemoteNotice,
    i18n::bytes,
    state::{Keep, Loading, Problem, Registry, use_remote},
    viewer::{
        state::Place,
        words::{run, use_viewer_words},
    },
};

/// Entries of a folder shown at once, and how many more at a time.
const PAGE: usize = 200;

/// The trees of files beside the file that the address names.
#[component]
pub(super) fn Artifacts(
    /// The run.
    run_id: String,
    /// The models that it logged.
    models: Memo<Vec<RunModel>>,
    /// The versions that were registered from it.
    versions: Loading<List<ModelVersion>>,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let place = expect_context::<Place>();
    let (path, model) = (place.text("artifact"), place.text("model"));

    let of_run = ArtifactRoot::Run(run_id.clone());
    let target = {
        let of_run = of_run.clone();
        Memo::new(move |_| {
            let path = path.get();
            if path.is_empty() || path.ends_with('/') {
                return None;
            }
            let model = model.get();
            let root = if model.is_empty() { of_run.clone() } else { ArtifactRoot::LoggedModel(model) };
            Some((root, path))
        })
    };
    let of_run_id = run_id.clone();
    let trees = {
        move || {
            let logged: Vec<String> = models.with(|models| {
                let ids = models.iter().filter_map(|model| match model {
                    RunModel::Logged { model_id, .. } => Some(model_id.clone()),
                    RunModel::Folder { .. } => None,
                });
                ids.collect()
            });
            let alone = logged.len() == 1;
            let trees = logged.into_iter().map(|id| {
                let open = alone || model.with_untracked(|model| *model == id);
                let root = ArtifactRoot::LoggedModel(id);
                view! { <Root run_id=run_id.clone() root open/> }
            });
            trees.collect_view()
        }
    };
    view! {
        <section class="card stack" aria-labelledby="artifacts">
            <h2 id="artifacts">{move || words.get().artifacts}</h2>
            <div class="artifacts">
                <div class="stack">
                    <Root run_id=of_run_id root=of_run open=true/>
                    {trees}
                </div>
                <div class="stack">
                    {move || match target.get() {
                        Some((root, path)) => view! { <Preview root path versions/> }.into_any(),
                        None => view! { <p class="muted">{move || words.get().choose_file}</p> }.into_any(),
                    }}
                </div>
            </div>
        </section>
    }
}

/// A tree that opens and closes at its heading.
#[component]
fn Root(
    /// The run.
    run_id: String,
    /// Whose files they are.
    root: ArtifactRoot,
    /// Whether it is open at first.
    open: bool,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let open = RwSignal::new(open);
    let title = {
        let root = root.clone();
        move || match &root {
            ArtifactRoot::Run(_) => words.get().artifacts_of_run.to_owned(),
            ArtifactRoot::LoggedModel(id) => (words.get().artifacts_of_model)(id),
        }
    };
    view! {
        <div class="stack">
            <h3>
                <button type="button" class="tree-button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    <span class="tree-mark" aria-hidden="true"></span><span class="wrap">{title}</span>
                </button>
            </h3>
            {move || open.get().then(|| folder(run_id.clone(), root.clone(), String::new()))}
        </div>
    }
}

/// A folder's content. It is read when it is shown.
fn folder(run_id: String, root: ArtifactRoot, path: String) -> AnyView {
    view! { <Folder run_id root path/> }.into_any()
}

#[component]
fn Folder(
    /// The run.
    run_id: String,
    /// Whose files they are.
    root: ArtifactRoot,
    /// The folder, empty for the uppermost.
    path: String,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let registry = expect_context::<Registry>();
    let limit = RwSignal::new(PAGE);
    let listed = {
        let (root, path) = (root.clone(), path.clone());
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let (root, path) = (root.clone(), path.clone());
                async move { Ok(registry.client(door).await?.folder(&root, &path).await?) }
            },
        )
    };
    let items = move || {
        listed.remote.with(|remote| {
            let list = remote.value()?;
            if list.items.is_empty() {
                return Some(view! { <p class="muted small">{words.get().no_files}</p> }.into_any());
            }
            let shown = list.items.iter().take(limit.get());
            let items = shown.map(|item| entry(&run_id, &root, item)).collect_view();
            Some(view! { <ul class="tree">{items}</ul> }.into_any())
        })
    };
    let rest = move || {
        listed.remote.with(|remote| remote.value().is_some_and(|list| list.items.len() > limit.get()))
    };
    let not_in_copy = Memo::new(move |_| {
        listed.remote.with(|remote| match remote.problem() {
            Some(Problem::Registry(error)) => matches!(error.kind(), mlflow::ErrorKind::NotInFrozenCopy),
            _ => false,
        })
    });
    let notice = move || {
        if not_in_copy.get() {
            view! { <p class="muted small">{move || words.get().not_in_copy}</p> }.into_any()
        } else {
            view! { <RemoteNotice loading=listed/> }.into_any()
        }
    };
    view! {
        {notice}
        {items}
        <Show when=rest>
            <button type="button" class="button" on:click=move |_| limit.update(|limit| *limit += PAGE)>{move || words.get().show_more}</button>
        </Show>
    }
}

fn entry(run_id: &str, root: &ArtifactRoot, item: &Artifact) -> AnyView {
    let name = item.path.rsplit('/').next().unwrap_or_default().to_owned();
    if item.is_dir {
        view! { <SubFolder run_id=run_id.to_owned() root=root.clone() path=item.path.clone() name/> }
            .into_any()
    } else {
        let size = item.file_size.and_then(|size| u64::try_from(size).ok());
        view! { <File run_id=run_id.to_owned() root=root.clone() path=item.path.clone() name size/> }
            .into_any()
    }
}

fn model_id(root: &ArtifactRoot) -> Option<&str> {
    match root {
        ArtifactRoot::Run(_) => None,
        ArtifactRoot::LoggedModel(id) => Some(id),
    }
}

#[component]
fn SubFolder(
    /// The run.
    run_id: String,
    /// Whose files they are.
    root: ArtifactRoot,
    /// The folder.
    path: String,
    /// The last part of its path.
    name: String,
) -> impl IntoView {
    let place = expect_context::<Place>();
    let inside = format!("{path}/");
    let model = model_id(&root).unwrap_or_default().to_owned();
    // What the address names is in sight, and becomes so when a link elsewhere on the page leads there.
    let named = {
        let (inside, model) = (inside.clone(), model.clone());
        let (chosen, of_model) = (place.text("artifact"), place.text("model"));
        Memo::new(move |_| chosen.with(|path| path.starts_with(&inside)) && of_model.with(|id| *id == model))
    };
    let open = RwSignal::new(named.get_untracked());
    Effect::new(move || {
        if named.get() {
            open.set(true);
        }
    });
    let press = move |_| {
        let now = !open.get_untracked();
        open.set(now);
        if now {
            place.change(|query| {
                query.set("artifact", &inside);
                query.set("model", &model);
            });
        }
    };
    view! {
        <li>
            <button type="button" class="tree-button" aria-expanded=move || open.get().to_string() on:click=press>
                <span class="tree-mark" aria-hidden="true"></span><span class="wrap">{name}"/"</span>
            </button>
            {move || open.get().then(|| folder(run_id.clone(), root.clone(), path.clone()))}
        </li>
    }
}

#[component]
fn File(
    /// The run.
    run_id: String,
    /// Whose file it is.
    root: ArtifactRoot,
    /// Its path.
    path: String,
    /// The last part of its path.
    name: String,
    /// Its bytes.
    size: Option<u64>,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let place = expect_context::<Place>();
    let model = model_id(&root).unwrap_or_default().to_owned();
    let href = file_view(&run_id, model_id(&root), &path).href();
    let (chosen, of_model) = (place.text("artifact"), place.text("model"));
    let is_chosen = move || chosen.with(|chosen| *chosen == path) && of_model.with(|id| *id == model);
    view! {
        <li>
            <a class="tree-file" href=href aria-current=move || is_chosen().then_some("true")>
                <span class="wrap">{name}</span>
                {size.map(|size| view! { <span class="muted small number">{move || bytes(words.lang(), size)}</span> })}
            </a>
        </li>
    }
}
