//! Changes of a registry, each with what was before and what comes after.

use leptos::prelude::*;
use registry::Change;

use crate::{
    components::{Icon, IconName},
    viewer::words::change::Words,
};

/// A table of changes: what, before, after.
pub(crate) fn changes_table(changes: &[Change], t: &'static Words) -> AnyView {
    let rows: Vec<AnyView> = changes.iter().map(|change| row(change, t)).collect();
    view! {
        <table class="table changes" aria-label=t.changes>
            <thead><tr><th scope="col">{t.thing}</th><th scope="col">{t.before}</th><th scope="col">{t.after}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(change: &Change, t: &'static Words) -> AnyView {
    let version = |version: &Option<u64>| version.map(|version| format!("v{version}"));
    let (from, to) = match change {
        Change::Stage { from, to, .. } => (Some(from.clone()), Some(to.clone())),
        Change::Alias { from, to, .. } => (version(from), version(to)),
        Change::Tag { from, to, .. } => (from.clone(), to.clone()),
        Change::Description { from, to, .. } => (Some(from.clone()), Some(to.clone())),
    };
    view! {
        <tr>
            <th scope="row" class="wrap">{t.thing(change)}</th>
            <td>{value(from, t)}</td>
            <td><span class="row change-to"><Icon name=Signal::stored(IconName::Right)/>{value(to, t)}</span></td>
        </tr>
    }
    .into_any()
}

fn value(value: Option<String>, t: &'static Words) -> AnyView {
    match value {
        None => view! { <em class="muted">{t.nothing}</em> }.into_any(),
        Some(text) if text.is_empty() => view! { <em class="muted">{t.empty}</em> }.into_any(),
        Some(text) => view! { <span class="change-text">{text}</span> }.into_any(),
    }
}
