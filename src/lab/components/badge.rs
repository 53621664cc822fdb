//! A Pokémon among others: its badge or picture, its name, and a way to its page.

use battle::{Form, Lang, Pokedex, Pokemon};
use leptos::prelude::*;

use super::types_of;
use crate::{
    components::{letters, sprite},
    route::{LabPage, Route},
};

/// What stands on a card beside name and types.
pub(crate) struct PokemonLink {
    pub(crate) pokemon: &'static Pokemon,
    pub(crate) lang: Lang,
    /// A name and its value, such as a stat.
    pub(crate) note: Option<(String, String)>,
}

/// A card that leads to a Pokémon's page. `sprites` is the address of pictures, as the deployer set it.
pub(crate) fn pokemon_link(link: PokemonLink, sprites: &str) -> AnyView {
    let PokemonLink { pokemon, lang, note } = link;
    let (first, second) = pokemon.types;
    let name = pokemon.names.get(lang);
    let style = format!(
        "--first: var(--type-{}); --second: var(--type-{})",
        first.slug(),
        second.unwrap_or(first).slug()
    );
    // Megas would all begin with the same letters.
    let base = Pokedex::get()
        .pokemon()
        .iter()
        .find(|each| each.dex_number == pokemon.dex_number && each.form == Form::Base);
    let initials = letters(base.unwrap_or(pokemon).names.get(lang));
    let badge = if pokemon.form == Form::Base { "dex-badge" } else { "dex-badge form" };
    let picture = sprite(sprites, pokemon).map(|address| {
        let gone = RwSignal::new(false);
        view! {
            <img src=address alt="" loading="lazy" decoding="async" hidden=gone on:error=move |_| gone.set(true)/>
        }
        .into_any()
    });
    let note = note.map(|(name, value)| {
        view! { <span class="dex-note"><span class="muted">{name}</span>" "<b class="number">{value}</b></span> }
            .into_any()
    });
    view! {
        <a class="dex-card" href=Route::lab(LabPage::Pokemon(pokemon.slug.clone())).href() style=style>
            <span class=badge aria-hidden="true"><span>{initials}</span>{picture}</span>
            <span class="dex-words">
                <span class="dex-number number">{format!("{:03}", pokemon.dex_number)}</span>
                <span class="dex-name">{name.to_owned()}</span>
                <span class="dex-types">{types_of(pokemon.types, lang)}</span>
                {note}
            </span>
        </a>
    }
    .into_any()
}
