//! How the team does: coverage, holes, what each member brings, and its chances against the hardest opponents.

use battle::{Lang, Pokemon};
use leptos::prelude::*;

use crate::{
    components::{fact, facts},
    i18n::{count, percent},
    lab::{
        components::battle_link,
        state::{Analysis, Matrix},
        words::team,
    },
    route::{LabPage, Route},
    state::PageWords,
};

/// Opponents in the table of the hardest.
const HARDEST: usize = 10;

type Words = PageWords<team::Words>;

fn fighter(matrix: &Matrix, place: usize) -> Option<&'static Pokemon> {
    matrix.fighters().get(place).copied()
}

fn name(matrix: &Matrix, place: usize, lang: Lang) -> &'static str {
    fighter(matrix, place).map_or("", |each| each.names.get(lang))
}

/// A link to the battle of a member, as A, against an opponent.
fn battle(matrix: &Matrix, member: usize, opponent: usize, lang: Lang) -> AnyView {
    let slug = |place| fighter(matrix, place).map_or("", |each| each.slug.as_str());
    battle_link(slug(member), slug(opponent), name(matrix, opponent, lang).to_owned())
}

/// The figures of all of it.
pub(super) fn coverage(_: &Matrix, analysis: &Analysis, words: Words) -> AnyView {
    let (t, lang) = (words.get(), words.lang());
    let coverage = analysis.coverage;
    let facts = facts((
        fact(t.coverage, view! { <span class="many-figure">{percent(lang, coverage.share(), 2)}</span> }),
        fact(t.mean, view! { <span class="many-figure">{percent(lang, coverage.mean, 2)}</span> }),
        fact(t.holes, view! { <span class="many-figure">{count(lang, analysis.holes().len())}</span> }),
    ));
    let answered = (t.answered)(&count(lang, coverage.answered), &count(lang, coverage.field));
    view! {
        <section class="card stack" aria-label=t.coverage>
            {facts}
            <p role="status">{answered}</p>
        </section>
    }
    .into_any()
}

/// Opponents without an answer.
pub(super) fn holes(matrix: &Matrix, analysis: &Analysis, words: Words) -> AnyView {
    let (t, lang) = (words.get(), words.lang());
    let holes: Vec<AnyView> = analysis
        .holes()
        .iter()
        .map(|answer| {
            view! {
                <li class="many-line">
                    <span>{battle(matrix, answer.member, answer.opponent, lang)}<span class="muted small team-by">{name(matrix, answer.member, lang)}</span></span>
                    <span class="many-track" aria-hidden="true"><span style:inline-size=format!("{:.2}%", answer.chance * 100.0)></span></span>
                    <span class="number">{percent(lang, answer.chance, 2)}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    let list = if holes.is_empty() {
        view! { <p>{t.no_holes}</p> }.into_any()
    } else {
        view! { <p class="muted small">{t.holes_text}</p> <ol class="many-list team-holes">{holes}</ol> }
            .into_any()
    };
    view! { <section class="card stack" aria-labelledby="team-holes"><h2 id="team-holes">{t.holes}</h2>{list}</section> }.into_any()
}

/// What each member brings.
pub(super) fn contributions(matrix: &Matrix, analysis: &Analysis, words: Words) -> AnyView {
    let (t, lang) = (words.get(), words.lang());
    let rows: Vec<AnyView> = analysis
        .members
        .iter()
        .filter_map(|each| {
            let pokemon = fighter(matrix, each.member)?;
            let href = Route::lab(LabPage::Ranking(pokemon.slug.clone())).href();
            let only: Vec<AnyView> = each
                .only
                .iter()
                .map(|opponent| view! { <li>{battle(matrix, each.member, *opponent, lang)}</li> }.into_any())
                .collect();
            let only = if only.is_empty() {
                view! { <span class="team-none">{count(lang, 0)}</span> }.into_any()
            } else {
                let all = (t.only_of)(pokemon.names.get(lang));
                view! {
                    <details>
                        <summary><span class="visually-hidden">{all}": "</span>{count(lang, only.len())}</summary>
                        <ul class="team-only">{only}</ul>
                    </details>
                }
                .into_any()
            };
            Some(
                view! {
                    <tr>
                        <th scope="row"><a class="many-link" href=href>{pokemon.names.get(lang)}</a></th>
                        <td class="number">{count(lang, each.beaten)}</td>
                        <td class="number">{count(lang, each.best)}</td>
                        <td>{only}</td>
                    </tr>
                }
                .into_any(),
            )
        })
        .collect();
    view! {
        <div class="card stack">
            <h2 id="team-brings">{t.brings}</h2>
            <div class="table-scroll team-scroll" tabindex="0" role="region" aria-labelledby="team-brings">
                <table class="table team-brings">
                    <thead><tr>
                        <th scope="col">{t.member}</th><th scope="col" class="number">{t.beats}</th>
                        <th scope="col" class="number">{t.best_for}</th><th scope="col">{t.only}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// Each member's chance against the hardest opponents.
pub(super) fn hardest(matrix: &Matrix, analysis: &Analysis, words: Words) -> AnyView {
    let (t, lang) = (words.get(), words.lang());
    let heads: Vec<AnyView> = analysis
        .members
        .iter()
        .map(|each| {
            view! { <th scope="col" class="number">{name(matrix, each.member, lang)}</th> }.into_any()
        })
        .collect();
    let rows: Vec<AnyView> = analysis
        .answers
        .iter()
        .take(HARDEST)
        .map(|answer| {
            let cells: Vec<AnyView> = analysis
                .members
                .iter()
                .map(|each| match matrix.chance(each.member, answer.opponent) {
                    None => view! { <td class="number muted">"–"</td> }.into_any(),
                    Some(chance) => {
                        let (class, mark) = if chance > 0.5 { ("number team-wins", "✓ ") } else { ("number team-loses", "") };
                        view! { <td class=class>{mark}{percent(lang, chance, 2)}</td> }.into_any()
                    }
                })
                .collect();
            view! { <tr><th scope="row">{battle(matrix, answer.member, answer.opponent, lang)}</th>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <div class="card stack">
            <h2 id="team-hardest">{t.hardest}</h2>
            <p class="muted small">{t.hardest_text}</p>
            <div class="table-scroll team-scroll" tabindex="0" role="region" aria-labelledby="team-hardest">
                <table class="table team-hardest">
                    <thead><tr><td></td>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}
