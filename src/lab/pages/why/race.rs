//! The rules' own battle: who strikes first, and whose hit points fall how fast.

use battle::{Side, Standing};
use leptos::prelude::*;

use super::Here;
use crate::{
    i18n::{count, decimal},
    lab::state::why::{Because, left_out, strike},
};

/// Turns that are shown one by one.
const TURNS: u32 = 8;

pub(super) fn card(here: &Here) -> AnyView {
    let t = here.t;
    let (a, b) = ((t.hit_points)(&here.name(Side::A)), (t.hit_points)(&here.name(Side::B)));
    let race = here.matchup.race(TURNS);
    let end = race.last().map_or(0.0, |standing| standing.turns);
    let mut rows: Vec<AnyView> = Vec::with_capacity(race.len() + 1);
    for (place, standing) in race.iter().enumerate() {
        if place + 1 == race.len() {
            rows.extend(left_out(TURNS, end).map(|turns| cut(here, turns)));
        }
        rows.push(row(here, *standing));
    }
    let hits: Vec<AnyView> =
        [Side::A, Side::B].map(|side| view! { <li>{hit(here, side)}</li> }.into_any()).into();
    view! {
        <section class="card stack" aria-labelledby="race-title">
            <h2 id="race-title">{t.race}</h2>
            <ul class="why-strikes"><li><strong>{first(here)}</strong></li>{hits}</ul>
            <table class="table why-race">
                <thead><tr>
                    <th scope="col" class="number">{t.turn}</th><th scope="col">{a}</th><th scope="col">{b}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="small muted">{t.race_hint}</p>
        </section>
    }
    .into_any()
}

/// Who strikes first, and why.
fn first(here: &Here) -> String {
    let t = here.t;
    let (side, because) = strike(&here.matchup);
    let name = here.name(side);
    let order = |a: String, b: String| if side == Side::A { (a, b) } else { (b, a) };
    let why = match because {
        Because::Priority(a, b) => {
            let signed =
                |value: i8| if value > 0 { format!("+{value}") } else { decimal(t.lang, value.into(), 0) };
            let (own, other) = order(signed(a), signed(b));
            (t.by_priority)(&own, &other)
        }
        Because::Speed(a, b) => {
            let (own, other) = order(a.to_string(), b.to_string());
            (t.by_speed)(&own, &other)
        }
        Because::Nothing => t.by_nothing.to_owned(),
    };
    (t.strikes_first)(&name, &why)
}

/// What a side's move does in a turn.
fn hit(here: &Here, side: Side) -> String {
    let t = here.t;
    let mv = here.matchup.used_move(side).names.get(t.lang);
    let hit = here.matchup.hit(side);
    let (target, hp) = (here.name(side.other()), here.matchup.stats(side.other()).hp);
    let said = (t.takes)(&here.name(side), mv, &decimal(t.lang, hit, 1), &count(t.lang, hp.into()), &target);
    if hit > here.matchup.damage(side) { format!("{said} ({})", t.least) } else { said }
}

/// Turns that are like those before them.
fn cut(here: &Here, (from, to): (u32, u32)) -> AnyView {
    let number = |turn: u32| decimal(here.t.lang, turn.into(), 0);
    let said = (here.t.left_out)(&number(from), (to > from).then(|| number(to)).as_deref());
    view! { <tr class="why-cut"><td colspan="3">{said}</td></tr> }.into_any()
}

fn row(here: &Here, standing: Standing) -> AnyView {
    let t = here.t;
    let whole = standing.turns.fract() == 0.0;
    // The last turn may be cut short.
    let passed = standing.turns - (standing.turns.ceil() - 1.0).max(0.0);
    let cell = |side: Side, left: f64| {
        let full = f64::from(here.matchup.stats(side).hp);
        let share = if full > 0.0 { (left / full * 100.0).clamp(0.0, 100.0) } else { 0.0 };
        let level = if share > 50.0 {
            "high"
        } else if share > 20.0 {
            "middle"
        } else {
            "low"
        };
        let said = if left > 0.0 { decimal(t.lang, left, 1) } else { t.down.to_owned() };
        let lost = (passed > 0.0).then(|| {
            let lost = -here.matchup.hit(side.other()) * passed;
            view! { " "<span class="small muted number">{decimal(t.lang, lost, 1)}</span> }.into_any()
        });
        view! {
            <td>
                <span class="why-hp" data-level=level aria-hidden="true"><span style=format!("width:{share:.2}%")></span></span>
                <span class="number">{said}</span>{lost}
            </td>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row" class="number">{decimal(t.lang, standing.turns, if whole { 0 } else { 2 })}</th>
            {cell(Side::A, standing.hp_a)}
            {cell(Side::B, standing.hp_b)}
        </tr>
    }
    .into_any()
}
