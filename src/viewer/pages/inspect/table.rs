//! Small tables and facts of the inspector.

use inspector::{Listed, Text};
use leptos::prelude::*;

use crate::{components::fact, viewer::words::inspect::Words};

/// A table in a frame of its own that scrolls sideways. Cells that begin a row are its heading.
pub(super) fn table<S: Into<String>>(
    name: &str,
    heads: impl IntoIterator<Item = S>,
    rows: Vec<Vec<AnyView>>,
) -> AnyView {
    let heads: Vec<String> = heads.into_iter().map(Into::into).collect();
    framed(name, heads, rows)
}

fn framed(name: &str, heads: Vec<String>, rows: Vec<Vec<AnyView>>) -> AnyView {
    let heads: Vec<_> =
        heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|cells| {
            let cells: Vec<_> = cells
                .into_iter()
                .enumerate()
                .map(|(place, cell)| {
                    if place == 0 {
                        view! { <th scope="row">{cell}</th> }.into_any()
                    } else {
                        view! { <td>{cell}</td> }.into_any()
                    }
                })
                .collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <div class="scroll-x inspect-table" tabindex="0" role="group" aria-label=name.to_owned()>
            <table class="table" aria-label=name.to_owned()>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A text of the file, as text.
pub(super) fn text(text: impl Into<String>) -> AnyView {
    view! { <span class="wrap inspect-text">{text.into()}</span> }.into_any()
}

/// A fact whose value is a text.
pub(super) fn says(name: &'static str, value: impl Into<String>) -> AnyView {
    fact(name, text(value)).into_any()
}

/// What is said when not all is shown.
pub(super) fn rest<T>(list: &Listed<T>, t: &Words) -> Option<AnyView> {
    (list.rest() > 0).then(|| view! { <p class="muted small">{(t.rest)(list.rest())}</p> }.into_any())
}

/// A long text, with what is missing of it.
pub(super) fn long(text: &Text, t: &Words) -> String {
    match text.cut {
        Some(bytes) => format!("{} {}", text.shown, (t.cut)(bytes)),
        None => text.shown.clone(),
    }
}
