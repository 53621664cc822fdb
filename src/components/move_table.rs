//! Every move of A, ranked.

use battle::Side;
use leptos::prelude::*;

use super::{TypeChip, part};
use crate::{
    i18n::{Texts, decimal, percent},
    state::{Arena, Row, use_words},
};

/// A table of A's moves against B's, the likeliest to win first; on a narrow screen each row becomes a card.
#[component]
pub(crate) fn MoveTable(
    /// Both sides.
    #[prop(into)]
    arena: Signal<Arena>,
    /// The ranked moves.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
) -> impl IntoView {
    let words = use_words();
    let caption = move || {
        let t = words.get();
        arena.with(|arena| {
            let name = |names: &'static battle::Names| names.get(t.lang);
            (t.battle.ranking)(
                name(&arena.a.pokemon.names),
                name(&arena.b.pokemon.names),
                name(&arena.b.used.names),
            )
        })
    };
    let heads = move || {
        let t = &words.get().battle;
        view! {
            <tr role="row">
                <th role="columnheader" scope="col" class="number">{t.column_rank}</th>
                <th role="columnheader" scope="col">{t.column_move}</th>
                <th role="columnheader" scope="col">{t.column_type}</th>
                <th role="columnheader" scope="col" class="number">{t.column_power}</th>
                <th role="columnheader" scope="col" class="number">{t.column_stab}</th>
                <th role="columnheader" scope="col" class="number">{t.column_multiplier}</th>
                <th role="columnheader" scope="col" class="number">{t.column_priority}</th>
                <th role="columnheader" scope="col" class="number">{t.column_probability}</th>
                <th role="columnheader" scope="col">{t.column_winner}</th>
            </tr>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="ranking-title">
            <h2 id="ranking-title">{words.say(|t| t.battle.ranking_title)}</h2>
            <table class="table move-table" role="table">
                <caption class="muted small">{part(caption)}</caption>
                <thead role="rowgroup">{part(heads)}</thead>
                <tbody role="rowgroup">
                    {part(move || {
                        let t = words.get();
                        rows.get().into_iter().enumerate().map(|(place, row)| {
                            arena.with_untracked(|arena| line(place + 1, &row, arena, t))
                        }).collect_view()
                    })}
                </tbody>
            </table>
        </section>
    }
}

fn line(rank: usize, row: &Row, arena: &Arena, t: &'static Texts) -> impl IntoView + use<> {
    let Row { mv, power, stab, multiplier, probability, by_rules, used } = *row;
    let by_model = row.by_model();
    let winner = by_model.map_or("–", |side| match side {
        Side::A => arena.a.pokemon.names.get(t.lang),
        Side::B => arena.b.pokemon.names.get(t.lang),
    });
    let differs = by_model.is_some_and(|side| side != by_rules);
    let number = |value: f64| {
        let digits = if value.fract() == 0.0 {
            0
        } else if (value * 10.0).fract() == 0.0 {
            1
        } else {
            2
        };
        decimal(t.lang, value, digits)
    };
    let effect = if multiplier > 1.0 {
        "effective"
    } else if multiplier < 1.0 {
        "resisted"
    } else {
        ""
    };
    view! {
        <tr role="row" class:used=used data-probability=probability.map(|p| p.to_string())>
            <td role="cell" class="number rank">{rank}</td>
            <th role="rowheader" scope="row" class="move-name">
                {mv.names.get(t.lang)}
                " "
                <span class="muted small category">{t.category(mv.category)}</span>
                {(rank == 1 && probability.is_some()).then(|| tag("tag good", t.battle.recommended))}
                {used.then(|| tag("tag strong", t.battle.used))}
            </th>
            <td role="cell" class="move-type"><TypeChip kind=mv.kind/></td>
            <td role="cell" class="number" data-label=t.battle.column_power>{number(power)}</td>
            <td role="cell" class="number" data-label=t.battle.column_stab>"×"{number(stab)}</td>
            <td role="cell" class=format!("number {effect}") data-label=t.battle.column_multiplier>"×"{number(multiplier)}</td>
            <td role="cell" class="number" data-label=t.battle.column_priority>
                {if mv.priority > 0 { format!("+{}", mv.priority) } else { mv.priority.to_string().replace('-', "−") }}
            </td>
            <td role="cell" class="number chance">
                <span class="chance-bar" aria-hidden="true">
                    <span class=format!("type-{}", mv.kind.slug()) style:width=format!("{:.1}%", probability.unwrap_or(0.0) * 100.0)></span>
                </span>
                <span>{probability.map_or_else(|| "–".to_owned(), |p| percent(t.lang, p, 1))}</span>
            </td>
            <td role="cell" class="move-winner">
                {winner}
                {differs.then(|| tag("tag warn", t.battle.rules_differ))}
            </td>
        </tr>
    }
}

fn tag(class: &'static str, words: &'static str) -> impl IntoView {
    view! { " " <span class=class>{words}</span> }
}
