//! One Pokémon.

use battle::{Lang, Lore, Pokedex, Pokemon, Stat, standing};
use leptos::prelude::*;

use crate::{
    components::{Portrait, fact, facts},
    i18n::Texts,
    lab::{
        components::{Fields, PokemonLink, effect_groups, number, pokemon_link, type_chip, type_link},
        state::{FORMS, Learnt, MoveFilter, Place, RARITIES, WAYS},
        words::{common, pokemon as texts, use_lab_words},
    },
    route::{BattleQuery, LabPage, Route},
    state::{Deployment, Nav, sort_by_key, use_words},
};

/// The filters of its moves.
const FILTERS: &[&str] = &["type", "category", "way"];

/// Everything about a Pokémon, or that there is none of that name.
#[component]
#[allow(clippy::needless_pass_by_value, reason = "components own their properties")]
pub(crate) fn PokemonPage(
    /// Its slug, as the address says it.
    slug: String,
) -> impl IntoView {
    let words = use_lab_words(texts::words);
    let back = move || {
        view! { <p><a href=Route::lab(LabPage::Pokedex).href()>"← "{words.get().back}</a></p> }.into_any()
    };
    match Pokedex::get().pokemon_by_slug(&slug) {
        Some(pokemon) => {
            let around = move || around(pokemon, words.lang(), words.get());
            view! { <div class="row spread">{back}{around}</div> {known(pokemon)} }.into_any()
        }
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

/// Ways to the Pokémon before and after it in the Pokédex.
fn around(pokemon: &'static Pokemon, lang: Lang, t: &texts::Words) -> AnyView {
    let mut all: Vec<&Pokemon> = Pokedex::get().fighters().collect();
    sort_by_key(&mut all, |each| (each.dex_number, each.id));
    let place = all.partition_point(|each| (each.dex_number, each.id) < (pokemon.dex_number, pokemon.id));
    let way = |name: fn(&str) -> String, other: Option<&&'static Pokemon>| {
        other.map(|other| {
            let href = Route::lab(LabPage::Pokemon(other.slug.clone())).href();
            view! { <a href=href>{name(other.names.get(lang))}</a> }.into_any()
        })
    };
    let before = place.checked_sub(1).and_then(|at| all.get(at));
    let after = all.iter().skip(place).find(|each| each.id != pokemon.id);
    view! { <nav class="row" aria-label=t.neighbours>{way(t.previous, before)}{way(t.next, after)}</nav> }
        .into_any()
}

fn known(pokemon: &'static Pokemon) -> AnyView {
    let shared = use_words();
    let words = use_lab_words(texts::words);
    let choices = use_lab_words(common::words);
    let (first, second) = pokemon.types;
    let style = format!(
        "--first: var(--type-{}); --second: var(--type-{})",
        first.slug(),
        second.unwrap_or(first).slug()
    );
    let lang = move || shared.lang();
    let types = move || {
        let lang = lang();
        (type_link(first, lang), second.map(|kind| type_link(kind, lang))).into_any()
    };
    view! {
        <section class="dex-hero" style=style aria-labelledby="pokemon-name">
            <Portrait pokemon=Signal::derive(move || pokemon)/>
            <div class="stack dex-hero-words">
                <p class="dex-hero-number number">{format!("{:03}", pokemon.dex_number)}</p>
                <h1 id="pokemon-name">{move || pokemon.names.get(lang()).to_owned()}</h1>
                <div class="row">{types}</div>
                {move || about(pokemon, lang(), words.get(), choices.get())}
                {move || fights(pokemon, words.get())}
            </div>
        </section>
        <div class="detail-columns">
            {move || stats(pokemon, shared.get(), words.get())}
            <section class="card stack" aria-labelledby="defenses-title">
                <h2 id="defenses-title">{move || words.get().defenses}</h2>
                {move || effect_groups(|kind| pokemon.multiplier_against(kind), choices.get().groups, "effect-groups defends", lang())}
            </section>
        </div>
        {pokemon.can_fight().then(|| moves(pokemon))}
        {move || forms(pokemon, lang(), words.get())}
    }
    .into_any()
}

fn about(pokemon: &'static Pokemon, lang: Lang, t: &texts::Words, choices: &common::Words) -> AnyView {
    let lore = Lore::of(pokemon);
    let other = match lang {
        Lang::En => &pokemon.names.fr,
        Lang::Fr => &pokemon.names.en,
    };
    let other_code = if lang == Lang::En { "fr" } else { "en" };
    let form = FORMS.iter().position(|(_, form)| *form == pokemon.form).and_then(|at| choices.forms.get(at));
    let rarity = lore.and_then(|lore| {
        let at = RARITIES.iter().position(|(_, rarity)| *rarity == lore.rarity)?;
        choices.rarities.get(at)
    });
    let unit = |value: f32, unit: &str| {
        // What is stored has one decimal; as f64 it would show more.
        let value = (f64::from(value) * 10.0).round() / 10.0;
        format!("{}\u{a0}{unit}", number(lang, value))
    };
    facts((
        fact(t.height, lore.map(|lore| unit(lore.height_m, "m"))),
        fact(t.weight, unit(pokemon.weight_kg, "kg")),
        fact(t.form, form.copied()),
        fact(t.rarity, rarity.copied()),
        fact(t.other_name, view! { <span lang=other_code>{other.clone()}</span> }),
    ))
    .into_any()
}

/// Ways to a battle with it.
fn fights(pokemon: &'static Pokemon, t: &texts::Words) -> AnyView {
    if !pokemon.can_fight() {
        return view! { <p><span class="tag warn">{t.idle}</span></p> }.into_any();
    }
    let battle = expect_context::<Nav>().battle();
    let slug = pokemon.slug.clone();
    let with = BattleQuery { a: slug.clone(), moves_a: Vec::new(), ..battle.clone() };
    let against = BattleQuery { b: slug, moves_b: Vec::new(), ..battle };
    view! {
        <div class="row">
            <a class="button primary" href=Route::Battle(with).href()>{t.fight}</a>
            <a class="button" href=Route::Battle(against).href()>{t.fight_against}</a>
        </div>
    }
    .into_any()
}

/// The six stats and their sum, each with its bar and its place among all.
fn stats(pokemon: &'static Pokemon, shared: &'static Texts, t: &'static texts::Words) -> AnyView {
    let row = |name: &'static str, value: u16, most: u16, place: standing::Standing| {
        let share = f64::from(value) / f64::from(most.max(1)) * 100.0;
        let rank = pokemon.can_fight().then(|| (t.rank_of)(place.rank, place.of));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number"><b>{value}</b></td>
                <td class="stat-line">
                    <span class="stat-track" aria-hidden="true"><span style:inline-size=format!("{share:.1}%")></span></span>
                </td>
                <td class="number muted">{rank.unwrap_or_else(|| "–".to_owned())}</td>
            </tr>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = Stat::ALL
        .into_iter()
        .zip(shared.battle.stats)
        .map(|(stat, name)| {
            let value = pokemon.stats.get(stat);
            let place = standing::standing(value, |each| each.stats.get(stat));
            row(name, value, standing::greatest(stat), place)
        })
        .collect();
    let total = pokemon.stats.total();
    let most = Pokedex::get().fighters().map(|each| each.stats.total()).max().unwrap_or_default();
    rows.push(row(t.total, total, most, standing::standing(total, |each| each.stats.total())));
    view! {
        <section class="card stack" aria-labelledby="stats-title">
            <h2 id="stats-title">{t.stats}</h2>
            <table class=format!("table dex-stats type-{}", pokemon.types.0.slug())>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{t.stat}</th><th scope="col">{t.value}</th><td></td><th scope="col">{t.rank}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="muted small">{t.stats_note}</p>
        </section>
    }
    .into_any()
}

/// Its moves, with filters.
fn moves(pokemon: &'static Pokemon) -> AnyView {
    let shared = use_words();
    let words = use_lab_words(texts::words);
    let choices = use_lab_words(common::words);
    let place = expect_context::<Place>();
    let fields = Fields::new("learnt");
    let found = Memo::new(move |_| MoveFilter::read(&place.query()).of(pokemon));
    let all = pokemon.moves.len();
    let rows = move || {
        let (t, c, lang) = (shared.get(), choices.get(), shared.lang());
        found.get().iter().map(|learnt| line(learnt, t, c, words.get(), lang)).collect::<Vec<_>>()
    };
    let head = move || {
        let (c, t) = (choices.get(), words.get());
        let cell = |name: &'static str, class: &'static str| {
            view! { <th role="columnheader" scope="col" class=class>{name}</th> }.into_any()
        };
        [
            cell(c.name, ""),
            cell(c.kind, ""),
            cell(c.way, ""),
            cell(c.power, "number"),
            cell(c.accuracy, "number"),
            cell(t.strength, "number"),
        ]
        .into_iter()
        .collect::<Vec<_>>()
    };
    view! {
        <section class="card stack" aria-labelledby="learnt-title">
            <h2 id="learnt-title">{move || choices.get().moves}</h2>
            <div class="filters">
                {fields.kind("type", |t| t.kind)}
                {fields.category(|t| t.category)}
                {fields.way()}
            </div>
            <div class="row spread found-line">
                <p role="status" class="muted">
                    {move || match found.with(Vec::len) {
                        0 => words.get().no_moves.to_owned(),
                        found => (words.get().moves_found)(found, all),
                    }}
                </p>
                {fields.clear(FILTERS)}
            </div>
            <Show when=move || found.with(|found| !found.is_empty())>
                <table class="table cards-table" role="table" aria-labelledby="learnt-title">
                    <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </Show>
            <p class="muted small">{move || words.get().strength_hint}</p>
            <p class="muted small">{move || choices.get().expected_hint}</p>
        </section>
    }
    .into_any()
}

fn line(
    learnt: &Learnt,
    t: &'static Texts,
    c: &'static common::Words,
    words: &'static texts::Words,
    lang: Lang,
) -> AnyView {
    let Learnt { mv, way, stab } = *learnt;
    let way = WAYS.iter().position(|(_, known)| *known == way).and_then(|at| c.ways.get(at)).copied();
    let href = Route::lab(LabPage::Move(mv.slug.clone())).href();
    let accuracy = mv.accuracy.map_or_else(|| "–".to_owned(), |percent| percent.to_string());
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="cards-name">
                <a href=href>{mv.names.get(lang).to_owned()}</a>" "
                <span class="muted small">{t.category(mv.category)}</span>
            </th>
            <td role="cell" class="cards-type">
                {type_chip(mv.kind, lang)}
                {stab.then(|| view! { " "<span class="tag good" title=c.stab>"STAB"</span> }.into_any())}
            </td>
            <td role="cell" data-label=c.way>{way.unwrap_or(c.both_ways)}</td>
            <td role="cell" class="number" data-label=c.power>{mv.power}</td>
            <td role="cell" class="number" data-label=c.accuracy>{accuracy}</td>
            <td role="cell" class="number" data-label=words.strength><b>{number(lang, learnt.strength())}</b></td>
        </tr>
    }
    .into_any()
}

/// Other forms of its species.
fn forms(pokemon: &'static Pokemon, lang: Lang, t: &texts::Words) -> Option<AnyView> {
    let others: Vec<&'static Pokemon> = Pokedex::get()
        .pokemon()
        .iter()
        .filter(|each| each.dex_number == pokemon.dex_number && each.id != pokemon.id)
        .collect();
    if others.is_empty() {
        return None;
    }
    let sprites = expect_context::<Deployment>().config.sprites;
    let cards: Vec<AnyView> = others
        .into_iter()
        .map(|pokemon| {
            let link = pokemon_link(PokemonLink { pokemon, lang, note: None }, &sprites);
            view! { <li>{link}</li> }.into_any()
        })
        .collect();
    Some(
        view! {
            <section class="stack" aria-labelledby="forms-title">
                <h2 id="forms-title">{t.forms}</h2>
                <ul class="dex-grid">{cards}</ul>
            </section>
        }
        .into_any(),
    )
}
