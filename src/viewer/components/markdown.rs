//! Descriptions from the registry.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Node as DomNode};

use crate::viewer::{
    state::{Node, Prose, prose},
    words::{shell, use_viewer_words},
};

/// Bytes of words that are shown at first, some screens of them.
const FIRST: usize = 6_000;

/// A description in Markdown, its beginning at first when it is long. It stands in a section that has a heading of level 2. Nobody
/// knows in which language people have written it, which an empty `lang` says.
pub(crate) fn markdown(text: &str) -> impl IntoView + use<> {
    let words = use_viewer_words(shell::words);
    let start = prose(text, FIRST);
    let (more, cut) = (start.more, start.cut);
    let place = NodeRef::<html::Div>::new();
    let shown = StoredValue::new(Some(start));
    Effect::new(move || {
        if let Some(place) = place.get()
            && let Some(start) = shown.try_update_value(Option::take).flatten()
        {
            fill(&place, &start);
        }
    });
    let whole = StoredValue::new(if more { text.to_owned() } else { String::new() });
    let all = RwSignal::new(!more);
    let show_all = move |_| {
        if let Some(place) = place.get_untracked() {
            whole.with_value(|text| fill(&place, &prose(text, usize::MAX)));
            all.set(true);
        }
    };
    view! {
        <div class="prose" lang="" node_ref=place></div>
        {more.then(|| view! {
            <Show when=move || !all.get()>
                <button type="button" class="button prose-more" on:click=show_all>{move || words.get().show_all}</button>
            </Show>
        })}
        {cut.then(|| view! { <p class="muted small">{move || words.get().cut}</p> })}
    }
}

fn fill(place: &HtmlElement, prose: &Prose) {
    place.set_text_content(None);
    let Some(document) = place.owner_document() else { return };
    append(&document, place, &prose.nodes);
}

/// Makes elements and texts one by one, without any markup being read.
fn append(document: &Document, place: &DomNode, nodes: &[Node]) {
    for node in nodes {
        let made: DomNode = match node {
            Node::Text(text) => document.create_text_node(text).unchecked_into(),
            Node::Element(element) => {
                let Ok(made) = document.create_element(element.tag) else { continue };
                let set = |name: &str, value: &str| {
                    // Names here are constants, which are always accepted.
                    let _ = made.set_attribute(name, value);
                };
                if !element.class.is_empty() {
                    set("class", element.class);
                }
                if element.class == "scroll-x" {
                    set("tabindex", "0");
                }
                if let Some(start) = element.start {
                    set("start", &start.to_string());
                }
                if let Some(href) = &element.href {
                    set("href", href);
                    set("title", href);
                    set("rel", "noreferrer noopener");
                    set("target", "_blank");
                }
                append(document, &made, &element.children);
                made.unchecked_into()
            }
        };
        // Only nodes of another document are refused.
        let _ = place.append_child(&made);
    }
}
