//! Who wins most.

use battle::Pokedex;
use leptos::prelude::*;

use crate::{
    components::part,
    i18n::{count, percent},
    lab::{
        components::{Fields, sides, types_of, which_sides, with_matrix},
        state::{DexFilter, FORMS, Place, RARITIES, Sides},
        words::{common, many, pokedex, use_lab_words},
    },
    route::{LabPage, Query},
    state::use_words,
};

/// The filters of this page.
const FILTERS: &[&str] = &["q", "type", "form", "rarity"];

/// Everyone by the mean of P(A wins), with filters.
#[component]
pub(crate) fn RankingsPage() -> impl IntoView {
    let words = use_lab_words(many::words);
    let choices = use_lab_words(common::words);
    let dex = use_lab_words(pokedex::words);
    let fields = Fields::new("rankings");
    let place = expect_context::<Place>();
    let shared = use_words();
    let table = with_matrix(move |matrix| {
        part(move || {
            let (t, lang) = (words.get(), shared.lang());
            let found: Vec<_> = DexFilter::read(&place.query()).find(lang).into_iter().map(|each| each.id).collect();
            let ranking = matrix.ranking(sides(&place.query())).into_iter().enumerate();
            let rows: Vec<AnyView> = ranking
                .filter_map(|(rank, one)| {
                    let pokemon = *matrix.fighters().get(one.place)?;
                    found.contains(&pokemon.id).then(|| {
                        let query = Query::default().with("sides", place.query().text("sides"));
                        let href = LabPage::Ranking(pokemon.slug.clone()).with(query).href();
                        view! {
                            <tr role="row">
                                <td role="cell" class="number" data-label=t.rank>{count(lang, rank + 1)}</td>
                                <th role="rowheader" scope="row" class="cards-name"><a class="many-link" href=href>{pokemon.names.get(lang)}</a></th>
                                <td role="cell" class="number many-meter" data-label=t.mean>
                                    <span class="many-track" aria-hidden="true"><span style:inline-size=format!("{:.2}%", one.mean * 100.0)></span></span>
                                    <span>{percent(lang, one.mean, 2)}</span>
                                </td>
                                <td role="cell" class="number" data-label=t.spread>{percent(lang, one.spread, 2)}</td>
                                <td role="cell" class="number" data-label=t.victories>{count(lang, one.wins)}</td>
                                <td role="cell" class="cards-type">{types_of(pokemon.types, lang)}</td>
                            </tr>
                        }
                        .into_any()
                    })
                })
                .collect();
            let head: Vec<AnyView> = [
                (t.rank, "number"),
                ("Pokémon", ""),
                (t.mean, "number"),
                (t.spread, "number"),
                (t.victories, "number"),
                (choices.get().kind, ""),
            ]
            .into_iter()
            .map(|(name, class)| view! { <th role="columnheader" scope="col" class=class>{name}</th> }.into_any())
            .collect();
            view! {
                <p role="status" class="muted">{(t.found)(&count(lang, rows.len()))}</p>
                <table class="table cards-table ranks" role="table" aria-label=t.rankings>
                    <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            }
            .into_any()
        })
        .into_any()
    });
    let intro = part(move || {
        let opponents = count(shared.lang(), Pokedex::get().fighters().count().saturating_sub(1));
        (words.get().rankings_intro)(&opponents, sides(&place.query()) == Sides::Both)
    });
    view! {
        <div class="stack">
            <h1>{move || words.get().rankings}</h1>
            <p class="muted">{intro}</p>
        </div>
        <search class="card filters" aria-label=move || choices.get().search>
            {fields.search(move || dex.get().search_hint)}
            {fields.kind("type", |t| t.kind)}
            {fields.list("form", move || dex.get().form, FORMS.map(|(slug, _)| slug), move || choices.get().forms)}
            {fields.list("rarity", move || dex.get().rarity, RARITIES.map(|(slug, _)| slug), move || choices.get().rarities)}
            {which_sides(fields)}
        </search>
        <div class="row">{fields.clear(FILTERS)}</div>
        {table}
    }
}
