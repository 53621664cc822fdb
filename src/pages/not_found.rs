//! An address that means nothing here.

use leptos::prelude::*;

use crate::{
    components::{part, text},
    route::Route,
    state::{Nav, use_words},
};

/// Says so, and leads on.
#[component]
pub(crate) fn NotFoundPage(
    /// The address.
    path: String,
) -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();
    view! {
        <section class="card stack">
            <h1>{words.say(|t| t.shell.not_found)}</h1>
            <p>{part(move || (words.get().shell.not_found_text)(&path.chars().take(200).collect::<String>()))}</p>
            <p><a class="button primary" href=text(move || Route::Battle(nav.battle()).href())>{words.say(|t| t.shell.to_battle)}</a></p>
        </section>
    }
}
