//! How the matchup ends by the rules, beside the model's view.

use battle::{Pokemon, Side};
use leptos::prelude::*;

use super::{fact, facts, part};
use crate::{
    i18n::decimal,
    state::{Arena, predicted, use_words},
};

/// The rules' own result and whether the model agrees.
#[component]
pub(crate) fn RulesCard(
    /// Both sides.
    #[prop(into)]
    arena: Signal<Arena>,
    /// P(A wins) by the model, once it is known.
    #[prop(into)]
    probability: Signal<Option<f64>>,
) -> impl IntoView {
    let words = use_words();
    let outcome = Memo::new(move |_| arena.with(Arena::outcome));
    let name = move |side: Side| {
        let lang = words.lang();
        arena.with(|arena| arena.corner(side).pokemon.names.get(lang))
    };
    let verdict = move || {
        let agrees = predicted(probability.get()?) == outcome.get()?.winner;
        let t = &words.get().battle;
        Some(if agrees {
            view! { <p class="tag good">{t.agree}</p> }
        } else {
            view! { <p class="tag warn">{t.disagree}</p> }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="rules-title">
            <div class="row spread">
                <h2 id="rules-title">{words.say(|t| t.battle.rules_title)}</h2>
                {part(verdict)}
            </div>
            {part(move || outcome.get().map(|outcome| {
                let t = words.get();
                let damage = move |hurt: f64, target: &'static Pokemon| {
                    if hurt <= 0.0 {
                        return t.battle.no_effect.to_owned();
                    }
                    format!("{} / {}\u{a0}{}", decimal(t.lang, hurt, 1), target.stats.hp, t.battle.stats[0])
                };
                let (a, b) = arena.with(|arena| (arena.a.pokemon, arena.b.pokemon));
                facts((
                    fact(t.battle.rules_winner, name(outcome.winner)),
            fact(t.battle.rules_first, name(outcome.first)),
            fact((t.battle.rules_damage)(name(Side::A)), damage(outcome.damage_a, b)),
            fact((t.battle.rules_damage)(name(Side::B)), damage(outcome.damage_b, a)),
            fact((t.battle.rules_turns)(name(Side::A)), decimal(t.lang, outcome.turns_a, 2)),
            fact((t.battle.rules_turns)(name(Side::B)), decimal(t.lang, outcome.turns_b, 2)),
                ))
            }))}
        </section>
    }
}
