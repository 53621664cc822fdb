//! Whether the model contradicts itself.

use leptos::prelude::*;

use crate::{
    components::{fact, facts, part},
    i18n::{count, decimal, percent},
    lab::{
        components::{battle_link, with_matrix},
        state::Consistency,
        words::{many, use_lab_words},
    },
    state::use_words,
};

/// Cycles that are shown.
const EXAMPLES: usize = 12;
/// Pairs that are shown.
const WORST: usize = 50;

/// Gaps between both sides of a battle, and circles of victories.
#[component]
pub(crate) fn ConsistencyPage() -> impl IntoView {
    let words = use_lab_words(many::words);
    let shared = use_words();
    let found = with_matrix(move |matrix| {
        let found = Consistency::of(&matrix, EXAMPLES);
        part(move || {
            let (t, lang) = (words.get(), shared.lang());
            let name = |at: usize| matrix.fighters().get(at).map_or("", |each| each.names.get(lang));
            let slug = |at: usize| matrix.fighters().get(at).map_or("", |each| each.slug.as_str());
            let link = |a, b| battle_link(slug(a), slug(b), (t.beats)(name(a), name(b)));
            let worst = found.doubts.first().map_or(0.0, |doubt| doubt.excess.abs());
            let facts = facts((
                fact(t.mean_gap, decimal(lang, found.mean, 4)),
                fact(t.worst_gap, decimal(lang, worst, 4)),
                fact(t.agreeing, percent(lang, found.agreeing, 2)),
                fact(t.cycles, count(lang, found.cycles)),
            ));
            let cycles: Vec<AnyView> = found.examples.iter().map(|cycle| {
                let [a, b, c] = cycle.places;
                view! {
                    <tr role="row">
                        <td role="cell" data-label="A > B">{link(a, b)}</td>
                        <td role="cell" data-label="B > C">{link(b, c)}</td>
                        <td role="cell" data-label="C > A">{link(c, a)}</td>
                        <td role="cell" class="number" data-label=t.least>{percent(lang, cycle.least, 2)}</td>
                    </tr>
                }
                .into_any()
            }).collect();
            let pairs: Vec<AnyView> = found.doubts.iter().take(WORST).map(|doubt| {
                let (a, b) = (doubt.a, doubt.b);
                let p = |a, b| matrix.get(a, b).map(|p| percent(lang, f64::from(p), 2));
                view! {
                    <tr role="row">
                        <td role="cell" data-label="A > B">{link(a, b)}" "<span class="number">{p(a, b)}</span></td>
                        <td role="cell" data-label="B > A">{link(b, a)}" "<span class="number">{p(b, a)}</span></td>
                        <td role="cell" class="number" data-label=t.both_sum>{decimal(lang, 1.0 + doubt.excess, 4)}</td>
                    </tr>
                }
                .into_any()
            }).collect();
            view! {
                <section class="card stack" aria-label=t.consistency>{facts}</section>
                <section class="card stack" aria-labelledby="cycles">
                    <h2 id="cycles">{t.cycles}</h2>
                    <p class="muted small">{t.cycles_text}</p>
                    {table("cycles", &["A > B", "B > C", "C > A"], t.least, cycles)}
                </section>
                <section class="card stack" aria-labelledby="worst">
                    <h2 id="worst">{t.worst}</h2>
                    {table("worst", &["A > B", "B > A"], t.both_sum, pairs)}
                </section>
            }
            .into_any()
        })
        .into_any()
    });
    view! {
        <div class="stack">
            <h1>{move || words.get().consistency}</h1>
            <p class="muted">{move || words.get().consistency_intro}</p>
        </div>
        {found}
    }
}

/// A table with some battles and a number in each row, whose heading has this id.
fn table(id: &'static str, battles: &[&'static str], number: &'static str, rows: Vec<AnyView>) -> AnyView {
    let head = |name: &'static str, class: &'static str| {
        view! { <th role="columnheader" scope="col" class=class>{name}</th> }.into_any()
    };
    let heads: Vec<AnyView> =
        battles.iter().map(|name| head(name, "")).chain([head(number, "number")]).collect();
    view! {
        <table class="table cards-table lines" role="table" aria-labelledby=id>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}
