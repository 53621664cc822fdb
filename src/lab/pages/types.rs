//! What types do to each other.

use battle::{
    Lang, Pokedex, Type,
    standing::{against, best_against},
};
use leptos::prelude::*;

use crate::{
    i18n::times,
    lab::{
        components::{Fields, PokemonLink, effect_groups, pokemon_link, types_of},
        state::Place,
        words::{common, types, use_lab_words},
    },
    route::{LabPage, Query, Route},
    state::{Deployment, sort_by_key, use_words},
};

/// One or two types, as an address names them.
type Chosen = Option<(Type, Option<Type>)>;

/// One or two types in defense and in attack, and the whole chart.
#[component]
pub(crate) fn TypesPage() -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(types::words);
    let choices = use_lab_words(common::words);
    let place = expect_context::<Place>();
    let fields = Fields::new("types");
    let sprites = StoredValue::new(expect_context::<Deployment>().config.sprites);

    let chosen: Memo<Chosen> = Memo::new(move |_| chosen(&place.query()));
    let kinds = move || {
        let (t, lang) = (words.get(), shared.lang());
        let mut kinds: Vec<Type> = Type::ALL.to_vec();
        sort_by_key(&mut kinds, |kind| battle::folded(kind.name(lang)));
        let kinds = kinds.into_iter().map(|kind| (kind.slug(), kind.name(lang).to_owned()));
        [("", t.none.to_owned())].into_iter().chain(kinds).collect::<Vec<_>>()
    };
    let groups = move || {
        let (t, c, lang) = (words.get(), choices.get(), shared.lang());
        chosen.get().map(|types| {
            let who = said(types, lang);
            view! {
                <div class="detail-columns">
                    <section class="card stack" aria-labelledby="defense-title">
                        <h2 id="defense-title">{t.defense}</h2>
                        <p class="muted small">{(t.defense_hint)(&who)}</p>
                        {effect_groups(|attack| against(attack, types), c.groups, "effect-groups defends", lang)}
                    </section>
                    <section class="card stack" aria-labelledby="attack-title">
                        <h2 id="attack-title">{t.attack}</h2>
                        <p class="muted small">{(t.attack_hint)(&who)}</p>
                        {effect_groups(|defense| best_against(types, defense), c.effects, "effect-groups", lang)}
                    </section>
                </div>
            }
            .into_any()
        })
    };
    let those = move || {
        let (t, lang) = (words.get(), shared.lang());
        chosen.get().map(|(first, second)| {
            let mut those: Vec<_> = Pokedex::get()
                .fighters()
                .filter(|each| each.has_type(first) && second.is_none_or(|kind| each.has_type(kind)))
                .collect();
            sort_by_key(&mut those, |each| (each.dex_number, each.id));
            let cards: Vec<AnyView> = those
                .into_iter()
                .map(|pokemon| {
                    let link = pokemon_link(PokemonLink { pokemon, lang, note: None }, &sprites.get_value());
                    view! { <li>{link}</li> }.into_any()
                })
                .collect();
            view! {
                <section class="stack" aria-labelledby="those-title">
                    <h2 id="those-title">{(t.who)(cards.len())}</h2>
                    <ul class="dex-grid">{cards}</ul>
                </section>
            }
            .into_any()
        })
    };
    let status = move || chosen.get().map(|types| said(types, shared.lang()));

    view! {
        <div class="stack">
            <h1>{move || shared_title(shared.lang())}</h1>
            <p class="muted">{move || words.get().intro}</p>
        </div>
        <section class="card filters" aria-label=move || words.get().choose>
            {fields.select("type", move || words.get().first, kinds)}
            {fields.select("type2", move || words.get().second, kinds)}
            <div class="row types-chosen" role="status" aria-label=status>
                {move || chosen.get().map(|types| types_of(types, shared.lang()))}
            </div>
        </section>
        {groups}
        <div class="card stack">
            <h2 id="chart-title">{move || words.get().chart}</h2>
            <p class="muted small">{move || words.get().chart_hint}</p>
            <div class="types-frame" tabindex="0" role="region" aria-labelledby="chart-title">
                {move || chart(shared.lang(), chosen.get(), words.get())}
            </div>
        </div>
        {those}
    }
}

fn shared_title(lang: Lang) -> String {
    crate::lab::words::title(&LabPage::Types, lang)
}

/// The types that an address names; the second alone counts as the first, and twice the same as one.
fn chosen(query: &Query) -> Chosen {
    let kind = |name| Type::from_slug(query.text(name)).ok();
    match (kind("type"), kind("type2")) {
        (Some(first), Some(second)) if first != second => Some((first, Some(second))),
        (Some(first), _) => Some((first, None)),
        (None, second) => second.map(|second| (second, None)),
    }
}

/// Types in words.
fn said((first, second): (Type, Option<Type>), lang: Lang) -> String {
    let second = second.map(|kind| format!(" / {}", kind.name(lang))).unwrap_or_default();
    format!("{}{second}", first.name(lang))
}

/// Eighteen by eighteen multipliers. Type names choose a type.
fn chart(lang: Lang, chosen: Chosen, t: &'static types::Words) -> AnyView {
    let is_chosen = |kind: Type| chosen.is_some_and(|(first, second)| first == kind || second == Some(kind));
    let link = |kind: Type| {
        let href = Route::Lab(LabPage::Types.with(Query::default().with("type", kind.slug()))).href();
        let class = format!("chart-type type-{}", kind.slug());
        let label = (t.choose_type)(kind.name(lang));
        view! { <a href=href class=class title=label><span>{kind.name(lang)}</span></a> }.into_any()
    };
    let heads: Vec<AnyView> = Type::ALL
        .into_iter()
        .map(|kind| view! { <th scope="col" class:chosen=is_chosen(kind)>{link(kind)}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = Type::ALL
        .into_iter()
        .map(|attack| {
            let cells: Vec<AnyView> = Type::ALL
                .into_iter()
                .map(|defense| {
                    let factor = Pokedex::get().multiplier(attack, defense);
                    let class = match factor {
                        2.0.. => "high",
                        1.0.. => "even",
                        0.25.. => "low",
                        _ => "zero",
                    };
                    let chosen = is_chosen(defense);
                    // One closure less for each of 324 cells: the class holds both.
                    let class = if chosen { format!("{class} chosen") } else { class.to_owned() };
                    view! { <td class=class><span>{times(factor)}</span></td> }.into_any()
                })
                .collect();
            view! {
                <tr class:chosen=is_chosen(attack)><th scope="row">{link(attack)}</th>{cells}</tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <table class="type-chart">
            <thead><tr><td class="chart-corner muted">{t.attacking}" ↓"</td>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_one_or_two_types() {
        let read =
            |first: &str, second: &str| chosen(&Query::default().with("type", first).with("type2", second));
        assert_eq!(read("fire", "flying"), Some((Type::Fire, Some(Type::Flying))));
        assert_eq!(read("fire", "fire"), Some((Type::Fire, None)));
        assert_eq!(read("", "water"), Some((Type::Water, None)));
        assert_eq!(read("feu", "x"), None);
        assert_eq!(said((Type::Fire, Some(Type::Flying)), Lang::Fr), "Feu / Vol");
    }
}
