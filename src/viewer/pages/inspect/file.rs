//! What the file says of itself.

use std::sync::Arc;

use inspector::ModelDescription;
use leptos::prelude::*;

use super::table::{long, rest, says, table, text};
use crate::{
    components::facts,
    viewer::words::{
        inspect::{Words, words},
        use_viewer_words,
    },
};

pub(super) fn file(model: Arc<ModelDescription>) -> AnyView {
    let words = use_viewer_words(words);
    view! {
        <section class="card stack" aria-labelledby="inspect-file">
            <h2 id="inspect-file">{move || words.get().file}</h2>
            {move || content(&model, words.get())}
        </section>
    }
    .into_any()
}

fn content(model: &ModelDescription, t: &'static Words) -> AnyView {
    let opsets: Vec<String> =
        model.opsets.shown.iter().map(|opset| format!("{} {}", opset.domain, opset.version)).collect();
    let producer = format!("{} {}", model.producer, model.producer_version);
    let mut said = vec![
        says(t.producer, if producer.trim().is_empty() { t.unknown } else { producer.trim() }),
        says(t.opsets, if opsets.is_empty() { t.none.to_owned() } else { opsets.join(", ") }),
        says(t.ir_version, model.ir_version.to_string()),
        says(t.graph_name, model.graph_name.clone()),
        says(t.nodes, model.nodes.total.to_string()),
        says(t.initializers, model.initializers.total.to_string()),
    ];
    if !model.domain.is_empty() {
        said.push(says(t.domain, model.domain.clone()));
    }
    if model.model_version != 0 {
        said.push(says(t.model_version, model.model_version.to_string()));
    }
    if model.functions > 0 {
        said.push(says(t.functions, model.functions.to_string()));
    }
    let documents: Vec<_> = [&model.doc_string, &model.graph_doc_string]
        .into_iter()
        .filter(|document| !document.is_empty())
        .map(|document| {
            let document = long(document, t);
            view! { <h3>{t.documentation}</h3> <p class="wrap inspect-text inspect-long">{document}</p> }
                .into_any()
        })
        .collect();
    let metadata: Vec<_> = model
        .metadata
        .shown
        .iter()
        .map(|entry| {
            let value = long(&entry.value, t);
            vec![
                view! { <code class="inspect-text">{entry.key.clone()}</code> }.into_any(),
                view! { <div class="wrap inspect-text inspect-long small" tabindex="0">{value}</div> }
                    .into_any(),
            ]
        })
        .collect();
    let constants: Vec<_> = model
        .initializers
        .shown
        .iter()
        .map(|constant| vec![text(constant.name.clone()), text(constant.kind.text())])
        .collect();
    view! {
        {facts(said)}
        {documents}
        {(!metadata.is_empty()).then(|| view! {
            <h3>{t.metadata}</h3>
            {table(t.metadata, [t.name, t.value], metadata)}
            {rest(&model.metadata, t)}
        })}
        {(!constants.is_empty()).then(|| view! {
            <details>
                <summary>{t.initializers}</summary>
                {table(t.initializers, [t.name, t.kind], constants)}
                {rest(&model.initializers, t)}
            </details>
        })}
    }
    .into_any()
}
