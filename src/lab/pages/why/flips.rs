//! The smallest changes that would turn the prediction around.

use battle::{Pokedex, Side};
use leptos::prelude::*;

use super::Here;
use crate::{i18n::percent, lab::state::why::Analysis};

/// Moves that are named.
const MOVES: usize = 5;

pub(super) fn card(here: Here) -> AnyView {
    let t = here.t;
    let list = move || here.told().map(|told| list(&here, &told));
    view! {
        <section class="card stack" aria-labelledby="flips-title">
            <h2 id="flips-title">{t.flips}</h2>
            <p class="small muted">{t.flips_hint}</p>
            {list}
        </section>
    }
    .into_any()
}

fn list(here: &Here, told: &Analysis) -> AnyView {
    let t = here.t;
    let first = here.name(Side::A);
    let stats = told.stats.iter().map(|flip| {
        ((t.stat_flip)(&here.name(flip.side), t.stat(flip.stat), flip.from, flip.to), flip.probability)
    });
    let moves = told.moves.iter().take(MOVES).filter_map(|flip| {
        let mv = Pokedex::get().move_by_id(flip.mv)?;
        Some(((t.move_flip)(&here.name(flip.side), mv.names.get(t.lang)), flip.probability))
    });
    let items: Vec<_> = stats
        .chain(moves)
        .map(|(said, probability)| {
            let chance = percent(t.lang, f64::from(probability), 1);
            view! { <li>{said}" – "<span class="muted">{first.clone()}" "</span><span class="number">{chance}</span></li> }
        })
        .collect();
    if items.is_empty() {
        return view! { <p>{t.no_flips}</p> }.into_any();
    }
    view! { <ul class="ways">{items}</ul> }.into_any()
}
