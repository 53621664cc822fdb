//! Who is in the team, and a way to search for another.

use battle::Pokemon;
use leptos::prelude::*;

use super::{MEMBERS, Present};
use crate::{
    browser,
    components::{Picker, flag, part},
    lab::{
        components::{PokemonLink, pokemon_link},
        state::Team,
    },
    state::{Deployment, use_words},
};

/// A card for each member with a button that takes it out, and a field that finds others.
pub(super) fn members(present: Present) -> AnyView {
    let Present { team, words, .. } = present;
    let shared = use_words();
    let sprites = StoredValue::new(expect_context::<Deployment>().config.sprites);
    // Who was chosen though it is a member.
    let twice = RwSignal::new(None::<&'static Pokemon>);
    let choose = Callback::new(move |pokemon: &'static Pokemon| {
        let member = team.with_untracked(|team| team.has(pokemon.id));
        twice.set(member.then_some(pokemon));
        if !member {
            present.add(&pokemon.slug);
            // A full team has no field any more that could keep the focus.
            if team.with_untracked(Team::is_full) {
                browser::focus(MEMBERS);
            }
        }
    });
    let cards = part(move || {
        let (t, lang) = (words.get(), shared.lang());
        let card = |pokemon: &&'static Pokemon| {
            let pokemon = *pokemon;
            let link = sprites
                .with_value(|sprites| pokemon_link(PokemonLink { pokemon, lang, note: None }, sprites));
            view! {
                <li class="team-member">
                    {link}
                    <button
                        type="button"
                        class="button team-remove"
                        aria-label=(t.remove)(pokemon.names.get(lang))
                        on:click=move |_| {
                            twice.set(None);
                            present.remove(&pokemon.slug);
                        }
                    >"✕"</button>
                </li>
            }
            .into_any()
        };
        let cards: Vec<AnyView> = team.with(|team| team.members().iter().map(card).collect());
        (!cards.is_empty()).then(|| view! { <ul class="team-list">{cards}</ul> })
    });
    let left_out = part(move || {
        let left_out = team.with(|team| team.left_out().join(", "));
        (!left_out.is_empty()).then(|| {
            view! { <p class="problem mild" role="alert"><span>{words.get().left_out}" "<b class="team-left-out">{left_out}</b></span></p> }
        })
    });
    let told = part(move || {
        let t = words.get();
        let twice = twice.get().filter(|pokemon| team.with(|team| team.has(pokemon.id)));
        match twice {
            Some(pokemon) => (t.already)(pokemon.names.get(shared.lang())),
            None if team.with(Team::is_full) => t.full.to_owned(),
            None => String::new(),
        }
    });
    let label = Signal::derive(move || words.get().add);
    let nobody = Signal::stored(None);
    view! {
        <section class="card stack" aria-labelledby=MEMBERS>
            <div class="row spread">
                <h2 id=MEMBERS tabindex="-1">{part(move || (words.get().members)(team.with(|team| team.members().len())))}</h2>
                {part(move || team.with(|team| !team.members().is_empty()).then(|| view! {
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| {
                            twice.set(None);
                            present.set(std::iter::empty());
                            browser::focus(MEMBERS);
                        }
                    >{words.get().clear}</button>
                }))}
            </div>
            {left_out}
            {cards}
            <div class="team-add" hidden=flag(move || team.with(Team::is_full))>
                <Picker id="team-add" label chosen=nobody choose/>
            </div>
            <p class="team-told" role="status">{told}</p>
        </section>
    }
    .into_any()
}
