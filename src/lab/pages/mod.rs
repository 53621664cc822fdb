//! One component for each page of the lab.

mod why;

use leptos::prelude::*;

use super::{
    state::{Model, Place},
    words::title,
};
use crate::{handover::Predicting, state::use_words};

pub(crate) use why::WhyPage;

/// A page's heading.
fn heading() -> AnyView {
    let words = use_words();
    let place = expect_context::<Place>();
    view! { <h1>{move || place.page().map(|page| title(&page, words.lang()))}</h1> }.into_any()
}

/// To come.
#[component]
pub(crate) fn PokedexPage() -> impl IntoView {
    heading()
}

/// To come.
#[component]
pub(crate) fn MovesPage() -> impl IntoView {
    heading()
}

/// To come.
#[component]
pub(crate) fn TypesPage() -> impl IntoView {
    heading()
}

/// To come.
#[component]
pub(crate) fn QuizPage() -> impl IntoView {
    heading()
}

/// Of a Pokémon.
#[component]
pub(crate) fn PokemonPage(
    /// Whose.
    slug: String,
) -> impl IntoView {
    (heading(), slug)
}

/// Of a move.
#[component]
pub(crate) fn MovePage(
    /// Which.
    slug: String,
) -> impl IntoView {
    (heading(), slug)
}

/// What predicts.
#[component]
pub(crate) fn AboutPage() -> impl IntoView {
    let model = expect_context::<Model>();
    let told = move || match model.get() {
        Predicting::Ready(model) => format!("{} v{}", model.name, model.version),
        Predicting::Loading | Predicting::Failed => String::new(),
    };
    view! { {heading()} <p>{told}</p> }
}
