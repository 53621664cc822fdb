//! Base stats of both sides, back to back.

use battle::{Pokemon, Stat};
use leptos::prelude::*;

use super::part;
use crate::state::{Arena, use_words};

/// The longest bar: the greatest base stat there is.
const GREATEST: f64 = 255.0;

/// A table of six stats with bars that grow from the middle.
#[component]
pub(crate) fn StatsCard(
    /// Both sides.
    #[prop(into)]
    arena: Signal<Arena>,
) -> impl IntoView {
    let words = use_words();
    let bar = |pokemon: &'static Pokemon, stat: Stat, side: &str| {
        let width = f64::from(pokemon.stats.get(stat)) / GREATEST * 100.0;
        view! {
            <span class=format!("stat-bar {side} type-{}", pokemon.types.0.slug()) aria-hidden="true">
                <span style:width=format!("{width:.1}%")></span>
            </span>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="stats-title">
            <h2 id="stats-title">{words.say(|t| t.battle.stats_title)}</h2>
            {part(move || {
                let t = words.get();
                let (a, b) = arena.with(|arena| (arena.a.pokemon, arena.b.pokemon));
                let rows = Stat::ALL.into_iter().zip(t.battle.stats).map(|(stat, name)| {
                    let (left, right) = (a.stats.get(stat), b.stats.get(stat));
                    view! {
                        <tr>
                            <td class="number stat-value" class:better={left > right}>{left}</td>
                            <td class="stat-cell">{bar(a, stat, "left")}</td>
                            <th scope="row">{name}</th>
                            <td class="stat-cell">{bar(b, stat, "right")}</td>
                            <td class="number stat-value" class:better={right > left}>{right}</td>
                        </tr>
                    }
                }).collect_view();
                view! {
                    <table class="stats">
                        <thead class="visually-hidden">
                            <tr>
                                <th scope="col">{a.names.get(t.lang)}</th><td></td><td></td><td></td>
                                <th scope="col">{b.names.get(t.lang)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
            })}
        </section>
    }
}
