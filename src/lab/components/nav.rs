//! The ways to the lab's own pages.

use leptos::prelude::*;

use crate::{
    components::part,
    lab::{
        state::Place,
        words::{shell, use_lab_words},
    },
    route::{LabPage, LabPart, Route},
};

/// A way: where it leads, what it is called, and the pages that it leads to.
type Way = (Route, fn(&shell::Words) -> &'static str, fn(&LabPage) -> bool);

/// The pages of the part that the address is in; a page about one battle has none beside it.
#[component]
pub(crate) fn LabNav() -> impl IntoView {
    let words = use_lab_words(shell::words);
    let place = expect_context::<Place>();
    let shown = Memo::new(move |_| place.page().map(|page| page.part()));
    let links = move |ways: Vec<Way>| {
        ways.into_iter()
            .map(|(to, name, here)| {
                view! {
                    <a
                        href=to.href()
                        aria-current=move || place.page().is_some_and(|page| here(&page)).then_some("page")
                    >{move || name(words.get())}</a>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    part(move || {
        let (label, ways): (fn(&shell::Words) -> &'static str, _) = match shown.get()? {
            LabPart::Battle => return None,
            LabPart::Battles => (|t| t.battles, battles()),
            LabPart::Pokedex => (|t| t.navigation, pokedex()),
        };
        Some(view! { <nav class="viewer-nav" aria-label=move || label(words.get())>{links(ways)}</nav> })
    })
}

fn battles() -> Vec<Way> {
    vec![
        (Route::lab(LabPage::Matrix), |t| t.matrix, |page| *page == LabPage::Matrix),
        (
            Route::lab(LabPage::Rankings),
            |t| t.rankings,
            |page| matches!(page, LabPage::Rankings | LabPage::Ranking(_)),
        ),
        (Route::lab(LabPage::Team), |t| t.team, |page| *page == LabPage::Team),
        (Route::lab(LabPage::Tournament), |t| t.tournament, |page| *page == LabPage::Tournament),
        (Route::lab(LabPage::Consistency), |t| t.consistency, |page| *page == LabPage::Consistency),
        (Route::lab(LabPage::Rules), |t| t.rules, |page| *page == LabPage::Rules),
        (Route::lab(LabPage::Field), |t| t.field, |page| *page == LabPage::Field),
    ]
}

fn pokedex() -> Vec<Way> {
    vec![
        (
            Route::lab(LabPage::Pokedex),
            |t| t.pokedex,
            |page| matches!(page, LabPage::Pokedex | LabPage::Pokemon(_)),
        ),
        (Route::lab(LabPage::Moves), |t| t.moves, |page| matches!(page, LabPage::Moves | LabPage::Move(_))),
        (Route::lab(LabPage::Types), |t| t.types, |page| *page == LabPage::Types),
        (Route::lab(LabPage::Quiz), |t| t.quiz, |page| *page == LabPage::Quiz),
        (Route::lab(LabPage::About), |t| t.about, |page| *page == LabPage::About),
    ]
}
