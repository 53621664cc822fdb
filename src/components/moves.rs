//! Who chooses the moves: each side its best, or the reader up to four by hand.

use battle::{Move, Side};
use leptos::prelude::*;

use super::{flag, part};
use crate::{
    i18n::Battle,
    route::{BattleQuery, MAX_MOVES, Mode, Route},
    state::{Arena, MoveTrouble, Nav, moves_by_score, use_words},
};

/// Auto or manual, and the moves in manual.
#[component]
pub(crate) fn MoveChoice(
    /// Both sides.
    arena: Signal<Arena>,
) -> impl IntoView {
    let words = use_words();
    let nav = expect_context::<Nav>();

    let mode = Memo::new(move |_| nav.battle().mode);
    let set_mode = move |mode: Mode| nav.replace(Route::Battle(BattleQuery { mode, ..nav.battle_now() }));
    let option = move |value: Mode, label: fn(&Battle) -> &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="mode"
                    prop:checked=flag(move || mode.get() == value)
                    on:change=move |_| set_mode(value)
                />
                <span>{part(move || label(&words.get().battle))}</span>
            </label>
        }
    };
    let choose_a = move |moves_a| nav.replace(Route::Battle(BattleQuery { moves_a, ..nav.battle_now() }));
    let choose_b = move |moves_b| nav.replace(Route::Battle(BattleQuery { moves_b, ..nav.battle_now() }));
    let left_out = move || {
        let t = words.get();
        arena.with(|arena| {
            arena
                .left_out
                .iter()
                .map(|trouble| match trouble {
                    MoveTrouble::Unknown(slug) => (t.problem.unknown_move)(slug),
                    MoveTrouble::NotLearnt(pokemon, mv) => {
                        (t.problem.not_learnt)(pokemon.names.get(t.lang), mv.names.get(t.lang))
                    }
                })
                .map(|text| view! { <li>{text}</li> })
                .collect::<Vec<_>>()
        })
    };

    view! {
        <section class="card stack" aria-labelledby="moves-title">
            <div class="row">
                <h2 id="moves-title">{words.say(|t| t.battle.moves)}</h2>
                <fieldset class="segments" aria-labelledby="moves-title">
                    {option(Mode::Auto, |t| t.auto)}
                    {option(Mode::Manual, |t| t.manual)}
                </fieldset>
                <p class="muted small">{part(move || {
                    let t = &words.get().battle;
                    if mode.get() == Mode::Auto { t.auto_hint } else { t.manual_hint }
                })}</p>
            </div>
            {part(move || arena.with(|arena| !arena.left_out.is_empty()).then(|| view! {
                <div class="problem mild" role="alert">
                    <h3>{words.say(|t| t.problem.move_ignored)}</h3>
                    <ul>{part(left_out)}</ul>
                </div>
            }))}
            {part(move || (mode.get() == Mode::Manual).then(|| view! {
                <div class="move-pickers">
                    <MovePicker arena side=Side::A choose=choose_a/>
                    <MovePicker arena side=Side::B choose=choose_b/>
                </div>
            }))}
        </section>
    }
}

/// Toggles for every move of one side, the best first.
#[component]
fn MovePicker(
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
