//! The lab's contexts, its navigation, and the page that the address asks for.

use leptos::prelude::*;

use super::{
    components::LabNav,
    pages,
    state::{Battles, Model, Place},
    words,
};
use crate::{
    config::Config,
    guest::{self, Told},
    route::LabPage,
    state::Deployment,
};

/// Everything that the lab shows.
pub(super) fn view(told: RwSignal<Told>) -> impl IntoView {
    let (lang, nav, _registry) = guest::provide(told);
    let sprites = told.with_untracked(|told| told.handover.sprites.clone());
    provide_context(Deployment { config: Config { sprites, ..Config::default() }, problem: None });
    let model = Model::follow(told);
    provide_context(model);
    provide_context(Battles::start(model));
    let place = Place::start(nav);
    provide_context(place);
    let page = guest::follow(place, lang, words::title);
    let shown = move || match page.get() {
        None => ().into_any(),
        Some(LabPage::Pokedex) => view! { <pages::PokedexPage/> }.into_any(),
        Some(LabPage::Pokemon(slug)) => view! { <pages::PokemonPage slug/> }.into_any(),
        Some(LabPage::Moves) => view! { <pages::MovesPage/> }.into_any(),
        Some(LabPage::Move(slug)) => view! { <pages::MovePage slug/> }.into_any(),
        Some(LabPage::Types) => view! { <pages::TypesPage/> }.into_any(),
        Some(LabPage::Quiz) => view! { <pages::QuizPage/> }.into_any(),
        Some(LabPage::Why(..)) => view! { <pages::WhyPage/> }.into_any(),
        Some(LabPage::Matrix) => view! { <pages::MatrixPage/> }.into_any(),
        Some(LabPage::Rankings) => view! { <pages::RankingsPage/> }.into_any(),
        Some(LabPage::Ranking(slug)) => view! { <pages::RankingPage slug/> }.into_any(),
        Some(LabPage::Consistency) => view! { <pages::ConsistencyPage/> }.into_any(),
        Some(LabPage::Rules) => view! { <pages::RulesPage/> }.into_any(),
        Some(LabPage::Field) => view! { <pages::FieldPage/> }.into_any(),
        Some(LabPage::Recent) => view! { <pages::RecentPage/> }.into_any(),
        Some(LabPage::Team) => view! { <pages::TeamPage/> }.into_any(),
        Some(LabPage::Tournament) => view! { <pages::TournamentPage/> }.into_any(),
        Some(LabPage::About) => view! { <pages::AboutPage/> }.into_any(),
    };
    view! { <LabNav/> {shown} }
}
