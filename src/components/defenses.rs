//! What attacks of every type do to both sides.

use battle::{Lang, Pokemon, Type};
use leptos::prelude::*;

use super::part;
use crate::{
    i18n::times,
    state::{Arena, use_words},
};

/// A row of 18 multipliers for each side.
#[component]
pub(crate) fn DefensesCard(
    /// Both sides.
    #[prop(into)]
    arena: Signal<Arena>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="card stack" aria-labelledby="defenses-title">
            <h2 id="defenses-title">{words.say(|t| t.battle.defenses_title)}</h2>
            {part(move || {
                let (a, b) = arena.with(|arena| (arena.a.pokemon, arena.b.pokemon));
                [a, b].map(|pokemon| side(pokemon, words.lang())).collect_view()
            })}
        </section>
    }
}

fn side(pokemon: &'static Pokemon, lang: Lang) -> AnyView {
    let cells = Type::ALL.map(|kind| {
        let factor = pokemon.multiplier_against(kind);
        let class = match factor {
            f if f > 1.0 => "much",
            f if f < 1.0 => "little",
            _ => "",
        };
        view! {
            <li class=format!("type-{} {class}", kind.slug())><span>{kind.name(lang)}</span>" "<span class="number">{times(factor)}</span></li>
        }
    });
    let name = pokemon.names.get(lang);
    view! {
        <div>
            <h3 class="small">{name}</h3>
            <ul class="defenses" aria-label=name>{cells.collect_view()}</ul>
        </div>
    }
    .into_any()
}
