//! One Pokémon against all others.

use std::sync::Arc;

use battle::Lang;
use leptos::prelude::*;

use crate::{
    components::part,
    i18n::{count, percent},
    lab::{
        components::{Fields, battle_link, sides, which_sides, with_matrix},
        state::{DexFilter, FORMS, Matrix, Place, RARITIES, Sides},
        words::{common, many, pokedex, use_lab_words},
    },
    route::{LabPage, Route},
    state::use_words,
};

/// Best counters and surest victories, with filters.
#[allow(clippy::needless_pass_by_value, reason = "components own their properties")]
#[component]
pub(crate) fn RankingPage(
    /// Whose.
    slug: String,
) -> impl IntoView {
    let words = use_lab_words(many::words);
    let choices = use_lab_words(common::words);
    let dex = use_lab_words(pokedex::words);
    let shared = use_words();
    let place = expect_context::<Place>();
    let fields = Fields::new("ranking");
    let known = battle::Pokedex::get().pokemon_by_slug(&slug).filter(|each| each.can_fight());
    let Some(pokemon) = known else {
        return view! {
            <h1>{move || words.get().rankings}</h1>
            <p class="problem" role="alert">{move || words.get().nobody}</p>
            <p><a href=Route::lab(LabPage::Rankings).href()>{move || words.get().rankings}</a></p>
        }
        .into_any();
    };
    let lists = with_matrix(move |matrix| {
        part(move || {
            let (t, lang) = (words.get(), shared.lang());
            let found: Vec<_> = DexFilter::read(&place.query()).find(lang).into_iter().map(|each| each.id).collect();
            let Some(own) = matrix.place(pokemon.id) else { return ().into_any() };
            let name = pokemon.names.get(lang);
            let kept = |list: Vec<(usize, f64)>| -> Vec<(usize, f64)> {
                let is_found = |at: &usize| matrix.fighters().get(*at).is_some_and(|each| found.contains(&each.id));
                list.into_iter().filter(|(at, _)| is_found(at)).collect()
            };
            let sides = sides(&place.query());
            let both = sides == Sides::Both;
            let strength = matrix.strength(sides, own);
            let threats = list(&matrix, own, true, &kept(matrix.counters(sides, own)), lang);
            let prey = list(&matrix, own, false, &kept(matrix.prey(sides, own)), lang);
            view! {
                <p role="status">{format!("{} {} · {} {}", t.mean, percent(lang, strength.mean, 2), t.victories, count(lang, strength.wins))}</p>
                <div class="many-columns">
                    <section class="card stack" aria-labelledby="threats">
                        <h2 id="threats">{t.threats}</h2>
                        <p class="muted small">{(t.threats_text)(name, both)}</p>
                        {threats}
                    </section>
                    <section class="card stack" aria-labelledby="prey">
                        <h2 id="prey">{t.prey}</h2>
                        <p class="muted small">{(t.prey_text)(name, both)}</p>
                        {prey}
                    </section>
                </div>
            }
            .into_any()
        })
        .into_any()
    });
    view! {
        <h1>{move || (words.get().against_all)(pokemon.names.get(shared.lang()))}</h1>
        <search class="card filters" aria-label=move || choices.get().search>
            {fields.search(move || dex.get().search_hint)}
            {fields.kind("type", |t| t.kind)}
            {fields.list("form", move || dex.get().form, FORMS.map(|(slug, _)| slug), move || choices.get().forms)}
            {fields.list("rarity", move || dex.get().rarity, RARITIES.map(|(slug, _)| slug), move || choices.get().rarities)}
            {which_sides(fields)}
        </search>
        {lists}
    }
    .into_any()
}

/// Opponents with a probability, each a link to the battle; `first` says whether they are A in it.
fn list(matrix: &Arc<Matrix>, own: usize, first: bool, entries: &[(usize, f64)], lang: Lang) -> AnyView {
    let rows: Vec<AnyView> = entries
        .iter()
        .filter_map(|(at, p)| {
            let (own, other) = (matrix.fighters().get(own)?, matrix.fighters().get(*at)?);
            let (a, b) = if first { (other, own) } else { (own, other) };
            Some(
                view! {
                    <li class="many-line">
                        {battle_link(&a.slug, &b.slug, other.names.get(lang).to_owned())}
                        <span class="many-track" aria-hidden="true"><span style:inline-size=format!("{:.2}%", p * 100.0)></span></span>
                        <span class="number">{percent(lang, *p, 2)}</span>
                    </li>
                }
                .into_any(),
            )
        })
        .collect();
    view! { <ol class="many-list">{rows}</ol> }.into_any()
}
