//! Every Pokémon.

use battle::{Lang, Pokedex, Pokemon, PokemonId};
use leptos::prelude::*;

use crate::{
    i18n::{Texts, count},
    lab::{
        components::{Fields, PokemonLink, pokemon_link},
        state::{DexFilter, DexOrder, FORMS, Place, RARITIES},
        words::{common, pokedex, use_lab_words},
    },
    state::{Deployment, use_words},
};

/// The filters of this page.
const FILTERS: &[&str] = &["q", "type", "type2", "form", "rarity", "sort"];

/// Cards of all who can fight, with filters.
#[component]
pub(crate) fn PokedexPage() -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(pokedex::words);
    let choices = use_lab_words(common::words);
    let place = expect_context::<Place>();
    let fields = Fields::new("pokedex");
    let sprites = StoredValue::new(expect_context::<Deployment>().config.sprites);

    let filter = Memo::new(move |_| DexFilter::read(&place.query()));
    let order = Memo::new(move |_| filter.with(|filter| order_place(filter.ordered_by())));
    let found: Memo<Vec<PokemonId>> = Memo::new(move |_| {
        let lang = shared.lang();
        filter.with(|filter| filter.find(lang).into_iter().map(|each| each.id).collect())
    });
    let shown: Memo<Vec<bool>> = Memo::new(move |_| {
        let mut shown = vec![false; Pokedex::get().pokemon().len() + 1];
        found.with(|found| found.iter().for_each(|id| shown[usize::from(id.0)] = true));
        shown
    });
    // Everyone keeps a card, so that a keystroke makes none: those who are not found are hidden behind those who are. What a card
    // shows is a part of its key, so that another language or order draws it anew.
    let everyone = move || {
        let (lang, order) = (shared.lang(), order.get());
        let rest = Pokedex::get().fighters().map(|each| each.id);
        shown.with(|shown| {
            let rest = rest.filter(|id| !shown[usize::from(id.0)]);
            found.get().into_iter().chain(rest).map(|id| (id, lang, order)).collect::<Vec<_>>()
        })
    };
    let all = Pokedex::get().fighters().count();
    let card = move |(id, lang, order): (PokemonId, Lang, usize)| {
        let pokemon = Pokedex::get().pokemon_by_id(id)?;
        let note = note(pokemon, order, shared.get(), words.get());
        let link = pokemon_link(PokemonLink { pokemon, lang, note }, &sprites.get_value());
        let hidden = move || shown.with(|shown| !shown[usize::from(id.0)]);
        Some(view! { <li hidden=hidden>{link}</li> }.into_any())
    };
    let orders = move || {
        let (t, stats) = (words.get(), shared.get().battle.stats);
        let names = t.orders.into_iter().chain(stats).map(str::to_owned);
        DexOrder::all().into_iter().map(|(slug, _)| slug).zip(names).collect::<Vec<_>>()
    };

    view! {
        <div class="stack">
            <h1>"Pokédex"</h1>
            <p class="muted">{move || (words.get().intro)(&count(shared.lang(), all))}</p>
        </div>
        <search class="card filters" aria-label=move || choices.get().search>
            {fields.search(move || words.get().search_hint)}
            {fields.kind("type", |t| t.kind)}
            {fields.kind("type2", |t| t.second_kind)}
            {fields.list("form", move || words.get().form, FORMS.map(|(slug, _)| slug), move || choices.get().forms)}
            {fields.list("rarity", move || words.get().rarity, RARITIES.map(|(slug, _)| slug), move || choices.get().rarities)}
            {fields.select("sort", move || choices.get().sort, orders)}
        </search>
        <div class="row spread found-line">
            <p role="status" class="muted">
                {move || match found.with(Vec::len) {
                    0 => words.get().none.to_owned(),
                    found => (words.get().found)(found, all),
                }}
            </p>
            {fields.clear(FILTERS)}
        </div>
        <ul class="dex-grid">
            <For each=everyone key=|key| *key children=card/>
        </ul>
    }
}

fn order_place(order: DexOrder) -> usize {
    DexOrder::all().iter().position(|(_, known)| *known == order).unwrap_or_default()
}

/// The value that the cards are ordered by, else the sum of stats.
fn note(pokemon: &Pokemon, order: usize, t: &Texts, words: &pokedex::Words) -> Option<(String, String)> {
    let order = DexOrder::all().get(order).map(|(_, order)| *order)?;
    let (name, value) = match order {
        DexOrder::Stat(stat) => {
            let place = battle::Stat::ALL.iter().position(|each| *each == stat)?;
            (t.battle.stats.get(place)?.to_string(), pokemon.stats.get(stat))
        }
        DexOrder::Fit | DexOrder::Name | DexOrder::Total => (words.total.to_owned(), pokemon.stats.total()),
    };
    Some((name, value.to_string()))
}
