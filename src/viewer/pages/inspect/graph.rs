//! The graph as a picture and as a table, and the node that is chosen.

use std::sync::Arc;

use inspector::{Input, ModelDescription, Node, Place as Vertex, Size, Value};
use leptos::{html, prelude::*};

use super::{
    picture::{Line, Shown, centre, picture},
    table::{long, rest, says, table, text},
};
use crate::{
    components::facts,
    route::Query,
    viewer::{
        state::{
            Place,
            inspect::{GRAPH_BOX, graph_layout, place_of, place_text, vertices},
        },
        words::{
            inspect::{Words, words},
            use_viewer_words,
        },
    },
};

pub(super) fn graph(model: Arc<ModelDescription>) -> AnyView {
    let words = use_viewer_words(words);
    let place = expect_context::<Place>();
    let frame = NodeRef::<html::Div>::new();
    let chosen = place.text("at");
    let layout = Arc::new(graph_layout(&model));
    Effect::new(move || request_animation_frame(move || centre(frame, 0.5)));
    let drawn = {
        let model = Arc::clone(&model);
        move || {
            let t = words.get();
            let chosen = place_of(&chosen.get());
            let boxes = vertices(&model).into_iter().zip(&layout.places).map(|(vertex, &at)| {
                let (lines, class) = said(&model, vertex, t);
                let aside = if class == "aside" { t.not_needed } else { "" };
                let href = href(place, vertex);
                Shown { at, href, lines, aside, class, chosen: chosen == Some(vertex) }
            });
            let lines: Vec<Line> =
                layout.routes.iter().map(|route| Line { points: route.clone(), lit: false }).collect();
            let extent = Size { width: layout.width, height: layout.height };
            picture(t.graph_picture.to_owned(), frame, extent, GRAPH_BOX, boxes.collect(), &lines)
        }
    };
    let detail = {
        let model = Arc::clone(&model);
        move || {
            let t = words.get();
            match place_of(&chosen.get()).and_then(|vertex| detail(&model, vertex, t)) {
                Some(detail) => detail,
                None => view! { <p class="muted small">{t.graph_hint}</p> }.into_any(),
            }
        }
    };
    view! {
        <section class="card stack" aria-labelledby="inspect-graph">
            <h2 id="inspect-graph">{move || words.get().graph}</h2>
            {drawn}
            <div class="stack" role="status">{detail}</div>
            <details>
                <summary>{move || words.get().graph_table}</summary>
                {move || twin(&model, words.get())}
            </details>
        </section>
    }
    .into_any()
}

fn href(place: Place, vertex: Vertex) -> String {
    address(place, |query| query.with("at", &place_text(vertex)))
}

/// The address of this page in another state.
pub(super) fn address(place: Place, change: impl FnOnce(Query) -> Query) -> String {
    place.page().map(|page| page.with(change(place.query())).href()).unwrap_or_default()
}

/// The operator with its version: `Cast 13`.
fn operator(node: &Node) -> String {
    match node.version {
        Some(version) => format!("{} {version}", node.operator),
        None => node.operator.clone(),
    }
}

fn value(value: &Value) -> String {
    let kind = value.kind.text();
    if kind.is_empty() { value.name.clone() } else { format!("{}: {kind}", value.name) }
}

/// What stands in a box.
fn said(model: &ModelDescription, vertex: Vertex, t: &Words) -> (Vec<String>, &'static str) {
    match vertex {
        Vertex::Input(at) => {
            let value = model.inputs.shown.get(at).cloned().unwrap_or_default();
            (vec![t.input.to_owned(), value.name, value.kind.text()], "end")
        }
        Vertex::Output(at) => {
            let value = model.outputs.shown.get(at).cloned().unwrap_or_default();
            (vec![t.output.to_owned(), value.name, value.kind.text()], "end")
        }
        Vertex::Node(at) => {
            let node = model.nodes.shown.get(at).cloned().unwrap_or_default();
            let shapes: Vec<String> = node.outputs.shown.iter().map(|output| output.kind.text()).collect();
            let class = if node.needed == Some(false) { "aside" } else { "" };
            (vec![operator(&node), node.name, shapes.join(" · ")], class)
        }
    }
}

fn input(input: &Input, t: &Words) -> String {
    let text = value(&input.value);
    if input.constant { format!("{text} ({})", t.constant) } else { text }
}

/// Everything that is known of a vertex; none when there is no such one.
fn detail(model: &ModelDescription, vertex: Vertex, t: &'static Words) -> Option<AnyView> {
    let (kind, named) = match vertex {
        Vertex::Input(at) => (t.input, model.inputs.shown.get(at)?),
        Vertex::Output(at) => (t.output, model.outputs.shown.get(at)?),
        Vertex::Node(at) => return Some(node_detail(model.nodes.shown.get(at)?, t)),
    };
    let said = vec![says(kind, named.name.clone()), says(t.kind, named.kind.text())];
    let heading = (t.chosen)(&named.name);
    Some(view! { <h3 class="wrap inspect-text">{heading}</h3> {facts(said)} }.into_any())
}

fn node_detail(node: &Node, t: &'static Words) -> AnyView {
    let heading = (t.chosen)(if node.name.is_empty() { &node.operator } else { &node.name });
    let mut said = vec![
        says(t.operator, node.operator.clone()),
        says(t.domain, node.domain.clone()),
        says(t.operator_version, node.version.map_or(t.unknown.to_owned(), |version| version.to_string())),
        says(t.reads, node.inputs.shown.iter().map(|of| input(of, t)).collect::<Vec<_>>().join(", ")),
        says(t.writes, node.outputs.shown.iter().map(value).collect::<Vec<_>>().join(", ")),
    ];
    if !node.doc_string.is_empty() {
        said.push(says(t.documentation, long(&node.doc_string, t)));
    }
    let aside = (node.needed == Some(false)).then(|| view! { <p class="tag">{t.not_needed}</p> });
    let attributes: Vec<_> = node
        .attributes
        .shown
        .iter()
        .map(|attribute| {
            let value = match attribute.cut {
                Some(count) => format!("{} {}", attribute.value, (t.cut)(count)),
                None => attribute.value.clone(),
            };
            let name = view! { <code class="inspect-text">{attribute.name.clone()}</code> }.into_any();
            vec![name, text(attribute.kind.clone()), text(value)]
        })
        .collect();
    view! {
        <h3 class="wrap inspect-text">{heading}</h3>
        {aside}
        {facts(said)}
        {rest(&node.inputs, t)}
        {(!attributes.is_empty()).then(|| table(t.attributes, [t.attributes, t.kind, t.value], attributes))}
        {rest(&node.attributes, t)}
    }
    .into_any()
}

/// Inputs, nodes and outputs in their order.
fn twin(model: &ModelDescription, t: &'static Words) -> AnyView {
    let place = expect_context::<Place>();
    let rows: Vec<_> = vertices(model)
        .into_iter()
        .map(|vertex| {
            let link = |name: String| {
                view! { <a class="wrap inspect-text" href=href(place, vertex)>{name}</a> }.into_any()
            };
            match vertex {
                Vertex::Node(at) => {
                    let node = model.nodes.shown.get(at).cloned().unwrap_or_default();
                    let reads: Vec<_> = node.inputs.shown.iter().map(|of| input(of, t)).collect();
                    let writes: Vec<_> = node.outputs.shown.iter().map(value).collect();
                    let name = if node.name.is_empty() { format!("[{at}]") } else { node.name.clone() };
                    vec![link(name), text(operator(&node)), text(reads.join(", ")), text(writes.join(", "))]
                }
                Vertex::Input(at) => {
                    let input = model.inputs.shown.get(at).cloned().unwrap_or_default();
                    vec![link(input.name.clone()), text(t.input), text(""), text(value(&input))]
                }
                Vertex::Output(at) => {
                    let output = model.outputs.shown.get(at).cloned().unwrap_or_default();
                    vec![link(output.name.clone()), text(t.output), text(value(&output)), text("")]
                }
            }
        })
        .collect();
    view! {
        {table(t.graph_table, [t.name, t.operator, t.reads, t.writes], rows)}
        {rest(&model.nodes, t)}
    }
    .into_any()
}
