//! One move.

use battle::{Lang, Move, Pokedex, rules};
use leptos::prelude::*;

use crate::{
    components::{fact, facts},
    i18n::Texts,
    lab::{
        components::{PokemonLink, effect_groups, number, pokemon_link, type_link},
        state::{WAYS, expected_power, learners},
        words::{common, moves, use_lab_words},
    },
    route::{LabPage, Route},
    state::{Deployment, use_words},
};

/// Everything about a move and who learns it, or that there is none of that name.
#[component]
#[allow(clippy::needless_pass_by_value, reason = "components own their properties")]
pub(crate) fn MovePage(
    /// Its slug, as the address says it.
    slug: String,
) -> impl IntoView {
    let words = use_lab_words(moves::words);
    let back = move || {
        view! { <p><a href=Route::lab(LabPage::Moves).href()>"← "{words.get().back}</a></p> }.into_any()
    };
    match Pokedex::get().move_by_slug(&slug) {
        Some(mv) => (back, known(mv)).into_any(),
        None => {
            let slug: String = slug.chars().take(60).collect();
            view! {
                {back}
                <section class="card stack">
                    <h1 class="wrap">{move || (words.get().unknown)(&slug)}</h1>
                    <p>{move || words.get().unknown_hint}</p>
                </section>
            }
            .into_any()
        }
    }
}

fn known(mv: &'static Move) -> AnyView {
    let shared = use_words();
    let words = use_lab_words(moves::words);
    let choices = use_lab_words(common::words);
    let style = format!("--first: var(--type-{0}); --second: var(--type-{0})", mv.kind.slug());
    view! {
        <section class="dex-hero" style=style aria-labelledby="move-name">
            <div class="stack dex-hero-words">
                <h1 id="move-name">{move || mv.names.get(shared.lang()).to_owned()}</h1>
                <div class="row">
                    {move || type_link(mv.kind, shared.lang())}
                    <span class="tag">{move || shared.get().category(mv.category)}</span>
                </div>
                {move || about(mv, shared.get(), words.get(), choices.get())}
            </div>
        </section>
        <section class="card stack" aria-labelledby="against-title">
            <h2 id="against-title">{move || words.get().against}</h2>
            {move || effect_groups(
                |defense| Pokedex::get().multiplier(mv.kind, defense),
                choices.get().effects,
                "effect-groups",
                shared.lang(),
            )}
        </section>
        {move || who(mv, shared.lang(), words.get(), choices.get())}
    }
    .into_any()
}

fn about(
    mv: &'static Move,
    shared: &'static Texts,
    t: &'static moves::Words,
    c: &'static common::Words,
) -> AnyView {
    let lang = shared.lang;
    let other = if lang == Lang::En { &mv.names.fr } else { &mv.names.en };
    let other_code = if lang == Lang::En { "fr" } else { "en" };
    let accuracy =
        mv.accuracy.map_or_else(|| c.never_misses.to_owned(), |percent| format!("{percent}\u{202f}%"));
    let priority = if mv.priority > 0 { format!("+{}", mv.priority) } else { mv.priority.to_string() };
    let behaviour = t.behaviours.get(mv.damage_kind as usize).copied();
    let (attack, defense) = rules::contest(mv.category);
    let stat = |wanted| {
        let place = battle::Stat::ALL.iter().position(|stat| *stat == wanted).unwrap_or_default();
        shared.battle.stats.get(place).copied().unwrap_or_default()
    };
    facts((
        fact(c.power, mv.power),
        fact(c.accuracy, accuracy),
        fact(c.expected, number(lang, expected_power(mv))),
        fact(t.pp, mv.pp),
        fact(t.priority, priority),
        fact(shared.category(mv.category), format!("{} / {}", stat(attack), stat(defense))),
        fact(t.behaviour, behaviour),
        fact(t.other_name, view! { <span lang=other_code>{other.clone()}</span> }),
    ))
    .into_any()
}

/// Those who learn it.
fn who(mv: &'static Move, lang: Lang, t: &'static moves::Words, c: &'static common::Words) -> AnyView {
    let sprites = expect_context::<Deployment>().config.sprites;
    let learners = learners(mv);
    let title = (t.who)(learners.len());
    let cards: Vec<AnyView> = learners
        .into_iter()
        .map(|(pokemon, way)| {
            let at = WAYS.iter().position(|(_, known)| *known == way);
            let way = at.and_then(|at| c.ways.get(at)).copied().unwrap_or(c.both_ways);
            let bonus = if pokemon.has_type(mv.kind) { "STAB".to_owned() } else { String::new() };
            let note = Some((way.to_owned(), bonus));
            let link = pokemon_link(PokemonLink { pokemon, lang, note }, &sprites);
            view! { <li>{link}</li> }.into_any()
        })
        .collect();
    view! {
        <section class="stack" aria-labelledby="who-title">
            <h2 id="who-title">{title}</h2>
            <ul class="dex-grid">{cards}</ul>
        </section>
    }
    .into_any()
}
