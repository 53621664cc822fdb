//! The ways to the lab's own pages.

use leptos::prelude::*;

use crate::{
    lab::{
        state::Place,
        words::{shell, use_lab_words},
    },
    route::{LabPage, Route},
};

/// Pokémon, moves, types, quiz, all battles together, and what all of it is.
#[component]
pub(crate) fn LabNav() -> impl IntoView {
    let words = use_lab_words(shell::words);
    let place = expect_context::<Place>();
    let link = move |page: LabPage, name: fn(&shell::Words) -> &'static str, here: fn(&LabPage) -> bool| {
        view! {
            <a
                href=Route::lab(page).href()
                aria-current=move || place.page().is_some_and(|page| here(&page)).then_some("page")
            >{move || name(words.get())}</a>
        }
        .into_any()
    };
    view! {
        <nav class="viewer-nav" aria-label=move || words.get().navigation>
            {link(LabPage::Pokedex, |t| t.pokedex, |page| matches!(page, LabPage::Pokedex | LabPage::Pokemon(_)))}
            {link(LabPage::Moves, |t| t.moves, |page| matches!(page, LabPage::Moves | LabPage::Move(_)))}
            {link(LabPage::Types, |t| t.types, |page| *page == LabPage::Types)}
            {link(LabPage::Quiz, |t| t.quiz, |page| *page == LabPage::Quiz)}
            {link(LabPage::Matrix, |t| t.matrix_short, |page| *page == LabPage::Matrix)}
            {link(LabPage::Rankings, |t| t.rankings, |page| matches!(page, LabPage::Rankings | LabPage::Ranking(_)))}
            {link(LabPage::Consistency, |t| t.consistency, |page| *page == LabPage::Consistency)}
            {link(LabPage::Rules, |t| t.rules, |page| *page == LabPage::Rules)}
            {link(LabPage::About, |t| t.about, |page| *page == LabPage::About)}
        </nav>
    }
}
