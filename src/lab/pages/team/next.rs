//! Who would be the best next member.

use std::sync::Arc;

use leptos::prelude::*;

use super::{MEMBERS, Present};
use crate::{
    browser,
    components::{flag, part},
    i18n::{count, percent},
    lab::{
        components::Fields,
        state::{Analysis, DexFilter, FORMS, Matrix, RARITIES, Sides, Team, additions, filled},
        words::{common, pokedex, use_lab_words},
    },
    route::{LabPage, Route},
    state::use_words,
};

/// How many are proposed.
const SHOWN: usize = 10;
/// The heading above them.
const NEXT: &str = "team-next";

/// Proposals with a button that takes each in, among those that filters allow.
pub(super) fn best(matrix: Arc<Matrix>, present: Present) -> AnyView {
    let Present { place, team, words } = present;
    let shared = use_words();
    let choices = use_lab_words(common::words);
    let dex = use_lab_words(pokedex::words);
    let fields = Fields::new("team");
    let everyone = matrix.clone();
    let among: Memo<Vec<usize>> = Memo::new(move |_| {
        let found = DexFilter::read(&place.query()).find(shared.lang());
        found.into_iter().filter_map(|each| everyone.place(each.id)).collect()
    });
    let list = part(move || {
        let (t, lang) = (words.get(), shared.lang());
        if team.with(Team::is_full) {
            return view! { <p class="muted">{t.full}</p> }.into_any();
        }
        let places = team.with(|team| team.places(&matrix));
        let among = among.get();
        let present_coverage = Analysis::of(&matrix, &places).coverage;
        let found = additions(&matrix, &places, &among);
        if found.is_empty() {
            return view! { <p class="muted">{t.nobody_left}</p> }.into_any();
        }
        let strongest =
            matrix.ranking(Sides::Both).into_iter().map(|one| one.place).find(|place| among.contains(place));
        let begin = strongest.filter(|_| places.is_empty()).and_then(|place| matrix.fighters().get(place).copied()).map(|pokemon| {
            view! {
                <p class="row">
                    <span>{t.empty}</span>
                    <button type="button" class="button primary" on:click=move |_| take(present, &pokemon.slug)>
                        {(t.begin)(pokemon.names.get(lang))}
                    </button>
                </p>
            }
            .into_any()
        });
        let rows: Vec<AnyView> = found
            .iter()
            .take(SHOWN)
            .filter_map(|addition| {
                let pokemon = *matrix.fighters().get(addition.place)?;
                let (name, coverage) = (pokemon.names.get(lang), addition.coverage);
                let more = coverage.answered.saturating_sub(present_coverage.answered);
                let href = Route::lab(LabPage::Ranking(pokemon.slug.clone())).href();
                Some(
                    view! {
                        <tr>
                            <th scope="row"><a class="many-link" href=href>{name}</a></th>
                            <td class="number">{percent(lang, coverage.share(), 2)}<span class="muted small team-more">"+"{count(lang, more)}</span></td>
                            <td class="number">{percent(lang, coverage.mean, 2)}</td>
                            <td class="team-take">
                                <button type="button" class="button small" aria-label=(t.add_name)(name) on:click=move |_| take(present, &pokemon.slug)>"+"</button>
                            </td>
                        </tr>
                    }
                    .into_any(),
                )
            })
            .collect();
        let own = matrix.clone();
        let fill = move |_| {
            let full = filled(&own, &places, &among);
            present.set(full.iter().filter_map(|place| Some(own.fighters().get(*place)?.slug.as_str())));
            browser::focus(MEMBERS);
        };
        view! {
            {begin}
            <table class="table team-next">
                <thead><tr>
                    <th scope="col">"Pokémon"</th><th scope="col" class="number">{t.coverage}</th>
                    <th scope="col" class="number">{t.mean_short}</th><th scope="col"><span class="visually-hidden">{t.add}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p><button type="button" class="button" on:click=fill>{t.fill}</button></p>
        }
        .into_any()
    });
    view! {
        <section class="card stack" aria-labelledby=NEXT>
            <h2 id=NEXT tabindex="-1">{move || words.get().next}</h2>
            <p class="muted small">{move || words.get().next_text}</p>
            <div class="team-filters" hidden=flag(move || team.with(Team::is_full))>
                {fields.list("form", move || dex.get().form, FORMS.map(|(slug, _)| slug), move || choices.get().forms)}
                {fields.list("rarity", move || dex.get().rarity, RARITIES.map(|(slug, _)| slug), move || choices.get().rarities)}
            </div>
            {list}
        </section>
    }
    .into_any()
}

/// Takes somebody in. The button that was pressed goes away, so the focus moves to the heading above it.
fn take(present: Present, slug: &str) {
    present.add(slug);
    browser::focus(NEXT);
}
