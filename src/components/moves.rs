//! Choosing up to four moves by hand.

use battle::{Move, Side};
use leptos::prelude::*;

use super::{flag, part};
use crate::{
    route::MAX_MOVES,
    state::{Arena, moves_by_score, use_words},
};

/// Toggles for every move of one side, the best first.
#[component]
pub(crate) fn MovePicker(
    /// Both sides.
    #[prop(into)]
    arena: Signal<Arena>,
    /// Whose moves.
    side: Side,
    /// Called with the new choice, as slugs.
    #[prop(into)]
    choose: Callback<Vec<String>>,
) -> impl IntoView {
    let words = use_words();

    let pair = Memo::new(move |_| {
        arena.with(|arena| (arena.corner(side).pokemon.id, arena.corner(side.other()).pokemon.id))
    });
    let chosen = Memo::new(move |_| arena.with(|arena| arena.corner(side).chosen.clone()));
    let title = move || {
        let t = words.get();
        arena.with(|arena| (t.battle.moves_of)(arena.corner(side).pokemon.names.get(t.lang)))
    };
    let toggle = move |mv: &'static Move| {
        let mut slugs: Vec<String> = chosen.get_untracked().iter().map(|mv| mv.slug.clone()).collect();
        match slugs.iter().position(|slug| *slug == mv.slug) {
            Some(place) => drop(slugs.remove(place)),
            None if slugs.len() < MAX_MOVES => slugs.push(mv.slug.clone()),
            None => return,
        }
        choose.run(slugs);
    };

    view! {
        <fieldset class="move-picker">
            <legend>
                <span class="field-title">{part(title)}</span>
                " "
                <span class="muted small">{part(move || (words.get().battle.chosen)(chosen.with(Vec::len)))}</span>
            </legend>
            <div class="move-toggles">
                {part(move || {
                    pair.track();
                    let moves = arena.with_untracked(|arena| {
                        moves_by_score(arena.corner(side).pokemon, arena.corner(side.other()).pokemon)
                    });
                    moves.into_iter().map(|mv| {
                        let is_chosen = move || chosen.with(|chosen| chosen.contains(&mv));
                        let is_full = move || chosen.with(|chosen| chosen.len() == MAX_MOVES && !chosen.contains(&mv));
                        view! {
                            <label class=format!("move-toggle type-{}", mv.kind.slug())>
                                <input
                                    type="checkbox"
                                    prop:checked=flag(is_chosen)
                                    prop:disabled=flag(is_full)
                                    on:change=move |_| toggle(mv)
                                />
                                <span>{part(move || mv.names.get(words.lang()))}</span>
                            </label>
                        }
                    }).collect_view()
                })}
            </div>
        </fieldset>
    }
}
