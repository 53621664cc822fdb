//! What a version is made of: its signature and its files.

use leptos::prelude::*;
use mlflow::{Field, Listed, MlModel, ModelVersion, Signature};

use crate::{
    components::{ProblemPanel, RemoteNotice, fact, facts},
    i18n::{Texts, bytes},
    state::{Keep, Registry, use_remote, use_words},
    viewer::{
        state::{VersionFacts, version_facts},
        words::{use_viewer_words, version},
    },
};

/// Rows that are shown at first.
const ROWS: usize = 200;

/// The signature and the files of a version.
#[component]
pub(super) fn Files(
    /// The version.
    version: ModelVersion,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(version::words);
    let registry = expect_context::<Registry>();
    let loading = {
        let version = version.clone();
        use_remote(
            Keep::SameKey,
            move || registry.door(),
            move |door| {
                let version = version.clone();
                async move { Ok(version_facts(&registry.client(door).await?, &version).await) }
            },
        )
    };
    let retry = Callback::new(move |()| loading.retry());
    view! {
        <div class="detail-columns">
            <section class="card stack">
                <h2>{move || t.get().signature}</h2>
                <RemoteNotice loading/>
                {move || loading.remote.with(|remote| remote.value().map(|made| match &made.mlmodel {
                    Ok(Some(model)) => signature(model, t.get()),
                    Ok(None) => view! { <p class="muted">{t.get().no_mlmodel}</p> }.into_any(),
                    Err(problem) => view! { <ProblemPanel problem=problem.clone() retry mild=true/> }.into_any(),
                }))}
            </section>
            <section class="card stack">
                <h2>{move || t.get().files}</h2>
                {move || loading.remote.with(|remote| remote.value().map(|made| files(made, &version, words.get(), t.get(), retry)))}
            </section>
        </div>
    }
}

fn signature(model: &MlModel, t: &'static version::Words) -> AnyView {
    match &model.signature {
        None => view! { <p class="muted">{t.no_signature}</p> }.into_any(),
        Some(Err(reason)) => view! { <p class="muted wrap">{(t.bad_signature)(reason)}</p> }.into_any(),
        Some(Ok(signature)) => fields(signature, t),
    }
}

fn fields(signature: &Signature, t: &'static version::Words) -> AnyView {
    let Signature { inputs, outputs, params } = signature;
    let parts = [(t.input, inputs), (t.output, outputs), (t.param, params)];
    let rows: Vec<(&str, Field)> = parts
        .into_iter()
        .flat_map(|(role, fields)| fields.iter().map(move |field| (role, field.clone())))
        .collect();
    let row = |(role, field): &(&'static str, Field)| {
        let more = [field.optional.then(|| t.optional.to_owned()), field.default.as_deref().map(t.default)];
        let more: Vec<String> = more.into_iter().flatten().collect();
        let more =
            (!more.is_empty()).then(|| view! { <span class="muted small">" "{more.join(", ")}</span> });
        view! { <tr><td>{*role}</td><td class="wrap"><code>{field.name.clone()}</code></td><td class="wrap"><code>{field.kind.clone()}</code>{more}</td></tr> }.into_any()
    };
    let heads = [t.role, t.name, t.kind];
    some_rows(t.signature, heads.to_vec(), rows.iter().map(row).collect())
}

/// A table that begins with some of its rows.
fn some_rows(title: &'static str, heads: Vec<&'static str>, mut rows: Vec<AnyView>) -> AnyView {
    let words = use_viewer_words(crate::viewer::words::shell::words);
    let rest = if rows.len() > ROWS { rows.split_off(ROWS) } else { Vec::new() };
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let rest = RwSignal::new_local(Some(rest).filter(|rest| !rest.is_empty()));
    let shown = RwSignal::new_local(None::<Vec<AnyView>>);
    let is_more = move || rest.with(Option::is_some);
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=title>
            <table class="table" aria-label=title>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}{move || shown.try_update(Option::take).flatten()}</tbody>
            </table>
        </div>
        {move || is_more().then(|| view! {
            <button type="button" class="button" on:click=move |_| shown.set(rest.try_update(Option::take).flatten())>
                {move || words.get().show_all}
            </button>
        })}
    }
    .into_any()
}

fn files(
    made: &VersionFacts,
    version: &ModelVersion,
    words: &'static Texts,
    t: &'static version::Words,
    retry: Callback<()>,
) -> AnyView {
    let model = made.mlmodel.as_ref().ok().and_then(Option::as_ref);
    let onnx = match model.map(|model| &model.onnx) {
        Some(Some(path)) => {
            let size = made.onnx_bytes(version).map(|size| format!(" ({})", bytes(words.lang, size)));
            Some(fact(t.onnx, view! { <code>{path.clone()}</code>{size} }.into_any()))
        }
        Some(None) => Some(fact(t.onnx, view! { <span class="muted">{t.no_onnx}</span> }.into_any())),
        None => None,
    };
    let flavors = model.map(|model| fact(t.flavors, model.flavors.join(", ")));
    let mlflow = model.and_then(|model| model.mlflow_version.clone()).map(|version| fact(t.mlflow, version));
    let list = match &made.files {
        Err(problem) => view! { <ProblemPanel problem=problem.clone() retry mild=true/> }.into_any(),
        Ok(listed) => {
            let note = match listed.listing {
                Listed::Whole => None,
                Listed::Part => Some(t.part_only),
                Listed::Named if listed.files.is_empty() => Some(t.no_files),
                Listed::Named => Some(t.named_only),
            };
            let row = |file: &mlflow::Artifact| {
                let size = file.file_size.and_then(|size| u64::try_from(size).ok());
                let size = size.map_or_else(|| t.unknown_size.to_owned(), |size| bytes(words.lang, size));
                view! { <tr><td class="wrap"><code>{file.path.clone()}</code></td><td class="number">{size}</td></tr> }.into_any()
            };
            let rows: Vec<AnyView> = listed.files.iter().map(row).collect();
            let table = (!rows.is_empty()).then(|| some_rows(t.files, vec![t.path, t.size], rows));
            view! { {note.map(|note| view! { <p class="muted small">{note}</p> })}{table} }.into_any()
        }
    };
    view! { {facts(view! { {onnx}{flavors}{mlflow} })}{list} }.into_any()
}
