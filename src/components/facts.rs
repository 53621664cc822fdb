//! Pairs of a name and a value.

use leptos::prelude::*;

/// A description list of [`fact`]s.
pub(crate) fn facts(facts: impl IntoView + 'static) -> impl IntoView {
    view! { <dl class="facts">{facts}</dl> }
}

/// One name and its value.
pub(crate) fn fact(name: impl IntoView + 'static, value: impl IntoView + 'static) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}
