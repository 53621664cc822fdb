//! A tournament that the model plays.

use std::sync::Arc;

use battle::{Lang, Pokedex, Pokemon};
use leptos::prelude::*;

use crate::{
    browser,
    components::part,
    i18n::{count, percent},
    lab::{
        components::{PokemonLink, pokemon_link, with_matrix},
        state::{DEFAULT_SIZE, Match, Matrix, Place, SEEDS, SIZES, Tournament},
        words::{tournament, use_lab_words},
    },
    route::{BattleQuery, LabPage, Route},
    state::{Deployment, PageWords, use_words},
};

/// Entrants whose odds are shown.
const FAVOURITES: usize = 5;

type Words = &'static tournament::Words;

/// The draw, the bracket, its champion, and who was likely to become it.
#[component]
pub(crate) fn TournamentPage() -> impl IntoView {
    let words = use_lab_words(tournament::words);
    let shared = use_words();
    let place = expect_context::<Place>();
    let sprites = StoredValue::new(expect_context::<Deployment>().config.sprites);

    let seed = place.text("seed");
    let size = place.text("size");
    let size = Memo::new(move |_| {
        let size = size.with(|size| size.parse().ok());
        size.filter(|size| SIZES.contains(size)).unwrap_or(DEFAULT_SIZE)
    });
    let new_seed = || browser::random_below(SEEDS).to_string();
    // An address without a draw gets one, so that it can be shared.
    Effect::new(move || {
        let unknown = seed.with(|seed| seed.parse::<u64>().is_err());
        if unknown && place.page() == Some(LabPage::Tournament) {
            place.change(|query| query.set("seed", &new_seed()));
        }
    });
    let another = move |_| place.step(|query| query.set("seed", &new_seed()));

    let played = with_matrix(move |matrix| {
        part(move || {
            let seed = seed.with(|seed| seed.parse().ok())?;
            let cup = Tournament::draw(&matrix, seed, size.get())?;
            let (t, lang) = (words.get(), shared.lang());
            let sprites = sprites.get_value();
            Some(view! {
                <div class="many-columns">
                    {champion(&matrix, &cup, t, lang, &sprites)}
                    {favourites(&matrix, &cup, t, lang)}
                </div>
                {bracket(&matrix, &cup, t, lang)}
            })
        })
        .into_any()
    });
    view! {
        <div class="stack">
            <h1>{move || words.get().title}</h1>
            <p class="muted">{part(move || (words.get().intro)(&count(shared.lang(), Pokedex::get().fighters().count())))}</p>
        </div>
        <div class="row card">
            {sizes(place, size, words)}
            <button type="button" class="button primary" on:click=another>{move || words.get().another}</button>
            <span class="muted">{move || (words.get().seed)(&seed.get())}</span>
        </div>
        {played}
    }
}

/// How many enter: a choice of four.
fn sizes(place: Place, size: Memo<usize>, words: PageWords<tournament::Words>) -> AnyView {
    let choice = |choice: usize| {
        view! {
            <label>
                <input
                    type="radio"
                    name="tournament-size"
                    prop:checked=move || size.get() == choice
                    on:change=move |_| place.step(|query| query.set("size", &choice.to_string()))
                />
                <span>{choice}</span>
            </label>
        }
        .into_any()
    };
    let choices: Vec<AnyView> = SIZES.into_iter().map(choice).collect();
    view! {
        <fieldset class="row">
            <legend class="visually-hidden">{move || words.get().size}</legend>
            <span aria-hidden="true" class="field-title">{move || words.get().size}</span>
            <span class="segments">{choices}</span>
        </fieldset>
    }
    .into_any()
}

fn fighter(matrix: &Matrix, place: usize) -> Option<&'static Pokemon> {
    matrix.fighters().get(place).copied()
}

fn champion(matrix: &Arc<Matrix>, cup: &Tournament, t: Words, lang: Lang, sprites: &str) -> AnyView {
    let Some(pokemon) = fighter(matrix, cup.champion) else { return ().into_any() };
    let odds = cup.odds_of(cup.champion).unwrap_or_default();
    let note = Some((t.odds_short.to_owned(), percent(lang, odds, 2)));
    view! {
        <section class="card stack" aria-labelledby="champion">
            <h2 id="champion">{t.champion}</h2>
            {pokemon_link(PokemonLink { pokemon, lang, note }, sprites)}
            <p role="status">{(t.wins)(pokemon.names.get(lang))}</p>
        </section>
    }
    .into_any()
}

fn favourites(matrix: &Arc<Matrix>, cup: &Tournament, t: Words, lang: Lang) -> AnyView {
    let rows: Vec<AnyView> = cup
        .odds
        .iter()
        .take(FAVOURITES)
        .filter_map(|(place, odds)| {
            let pokemon = fighter(matrix, *place)?;
            let href = Route::lab(LabPage::Ranking(pokemon.slug.clone())).href();
            Some(
                view! {
                    <li class="many-line">
                        <a class="many-link" href=href>{pokemon.names.get(lang)}</a>
                        <span class="many-track" aria-hidden="true"><span style:inline-size=format!("{:.2}%", odds * 100.0)></span></span>
                        <span class="number">{percent(lang, *odds, 2)}</span>
                    </li>
                }
                .into_any(),
            )
        })
        .collect();
    view! {
        <section class="card stack" aria-labelledby="favourites">
            <h2 id="favourites">{t.odds}</h2>
            <p class="muted small">{t.odds_text}</p>
            <ol class="many-list">{rows}</ol>
        </section>
    }
    .into_any()
}

fn bracket(matrix: &Arc<Matrix>, cup: &Tournament, t: Words, lang: Lang) -> AnyView {
    let rounds: Vec<AnyView> = cup
        .rounds
        .iter()
        .map(|matches| {
            let id = format!("round-{}", matches.len());
            let labelled = id.clone();
            let list: Vec<AnyView> = matches.iter().map(|each| one(matrix, each, t, lang)).collect();
            view! {
                <section class="round" aria-labelledby=labelled>
                    <h3 id=id>{(t.round)(matches.len())}</h3>
                    <ol class="round-matches">{list}</ol>
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="card stack">
            <h2 id="bracket">{t.bracket}</h2>
            <div class="bracket" tabindex="0" role="region" aria-labelledby="bracket">{rounds}</div>
        </div>
    }
    .into_any()
}

/// A match as a link to its battle; whoever is drawn above is A.
fn one(matrix: &Arc<Matrix>, each: &Match, t: Words, lang: Lang) -> AnyView {
    let (Some(above), Some(below)) = (fighter(matrix, each.above), fighter(matrix, each.below)) else {
        return ().into_any();
    };
    let battle = BattleQuery { a: above.slug.clone(), b: below.slug.clone(), ..BattleQuery::default() };
    let side = |place: usize, pokemon: &'static Pokemon, chance: f64| {
        let wins = each.winner() == place;
        let class = if wins { "match-side wins" } else { "match-side" };
        let (mark, said) = if wins { ("✓", t.goes_on) } else { ("", t.is_out) };
        view! {
            <span class=class>
                <span class="match-mark" aria-hidden="true">{mark}</span>
                <span class="match-name">{pokemon.names.get(lang)}</span>
                <span class="visually-hidden">{said}</span>
                <span class="number">{percent(lang, chance, 1)}</span>
            </span>
        }
        .into_any()
    };
    view! {
        <li>
            <a class="match" href=Route::Battle(battle).href()>
                {side(each.above, above, each.chance)}
                {side(each.below, below, 1.0 - each.chance)}
            </a>
        </li>
    }
    .into_any()
}
