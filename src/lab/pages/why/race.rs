//! The rules' own battle: whose hit points fall how fast.

use battle::{Side, Standing};
use leptos::prelude::*;

use super::Here;
use crate::i18n::decimal;

/// Turns that are shown one by one.
const TURNS: u32 = 8;

pub(super) fn card(here: &Here) -> AnyView {
    let t = here.t;
    let (a, b) = ((t.hit_points)(&here.name(Side::A)), (t.hit_points)(&here.name(Side::B)));
    let full = [Side::A, Side::B].map(|side| f64::from(here.matchup.stats(side).hp));
    let rows: Vec<_> = here.matchup.race(TURNS).iter().map(|standing| row(here, *standing, full)).collect();
    view! {
        <section class="card stack" aria-labelledby="race-title">
            <h2 id="race-title">{t.race}</h2>
            <p class="small muted">{t.race_hint}</p>
            <table class="table why-race">
                <thead><tr>
                    <th scope="col" class="number">{t.turn}</th><th scope="col">{a}</th><th scope="col">{b}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(here: &Here, standing: Standing, full: [f64; 2]) -> AnyView {
    let t = here.t;
    let whole = standing.turns.fract() == 0.0;
    let cells: Vec<_> = [standing.hp_a, standing.hp_b]
        .into_iter()
        .zip(full)
        .map(|(left, full)| {
            let share = if full > 0.0 { (left / full * 100.0).clamp(0.0, 100.0) } else { 0.0 };
            let level = if share > 50.0 { "high" } else if share > 20.0 { "middle" } else { "low" };
            let said = if left > 0.0 { decimal(t.lang, left, 1) } else { t.down.to_owned() };
            view! {
                <td>
                    <span class="why-hp" data-level=level aria-hidden="true"><span style=format!("width:{share:.2}%")></span></span>
                    <span class="number">{said}</span>
                </td>
            }
        })
        .collect();
    view! {
        <tr>
            <th scope="row" class="number">{decimal(t.lang, standing.turns, if whole { 0 } else { 2 })}</th>
            {cells}
        </tr>
    }
    .into_any()
}
