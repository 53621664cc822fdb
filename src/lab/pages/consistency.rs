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
                    <tr>
                        <td>{link(a, b)}</td><td>{link(b, c)}</td><td>{link(c, a)}</td>
                        <td class="number">{percent(lang, cycle.least, 2)}</td>
                    </tr>
                }
                .into_any()
            }).collect();
            let pairs: Vec<AnyView> = found.doubts.iter().take(WORST).map(|doubt| {
                let (a, b) = (doubt.a, doubt.b);
                let p = |a, b| matrix.get(a, b).map(|p| percent(lang, f64::from(p), 2));
                view! {
                    <tr>
                        <td>{link(a, b)}" "<span class="number">{p(a, b)}</span></td>
                        <td>{link(b, a)}" "<span class="number">{p(b, a)}</span></td>
                        <td class="number">{decimal(lang, 1.0 + doubt.excess, 4)}</td>
                    </tr>
                }
                .into_any()
            }).collect();
            view! {
                <section class="card stack" aria-label=t.consistency>{facts}</section>
                <section class="card stack" aria-labelledby="cycles">
                    <h2 id="cycles">{t.cycles}</h2>
                    <p class="muted small">{t.cycles_text}</p>
                    <div class="table-scroll" tabindex="0" role="group" aria-labelledby="cycles">
                        <table class="table">
                            <thead><tr><th scope="col">"A > B"</th><th scope="col">"B > C"</th><th scope="col">"C > A"</th><th scope="col" class="number">{t.least}</th></tr></thead>
                            <tbody>{cycles}</tbody>
                        </table>
                    </div>
                </section>
                <section class="card stack" aria-labelledby="worst">
                    <h2 id="worst">{t.worst}</h2>
                    <div class="table-scroll" tabindex="0" role="group" aria-labelledby="worst">
                        <table class="table">
                            <thead><tr><th scope="col">"A > B"</th><th scope="col">"B > A"</th><th scope="col" class="number">{t.both_sum}</th></tr></thead>
                            <tbody>{pairs}</tbody>
                        </table>
                    </div>
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
