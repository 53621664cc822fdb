//! A team against everyone.

mod figures;
mod members;
mod next;

use std::sync::Arc;

use battle::Pokedex;
use leptos::prelude::*;

use crate::{
    browser,
    components::part,
    i18n::count,
    lab::{
        components::with_matrix,
        state::{Analysis, Matrix, Place, Team},
        words::{team, use_lab_words},
    },
    state::PageWords,
};

/// The name of the members in the address.
const WITH: &str = "with";
/// The heading above the members.
const MEMBERS: &str = "team-members";

/// The team, and how to change it: each change is a step that going back undoes.
#[derive(Clone, Copy)]
struct Present {
    place: Place,
    team: Memo<Team>,
    words: PageWords<team::Words>,
}

impl Present {
    fn follow() -> Self {
        let place = expect_context::<Place>();
        let slugs = place.list(WITH);
        let team = Memo::new(move |_| Team::read(slugs.get()));
        Self { place, team, words: use_lab_words(team::words) }
    }

    fn set<'a>(self, slugs: impl Iterator<Item = &'a str>) {
        self.place.step(|query| query.set_list(WITH, slugs));
    }

    fn add(self, slug: &str) {
        let team = self.team.get_untracked();
        self.set(team.slugs().chain([slug]));
    }

    /// Takes somebody out. The button that was pressed goes away, so the focus moves to the heading above it.
    fn remove(self, slug: &str) {
        let team = self.team.get_untracked();
        self.set(team.slugs().filter(|each| *each != slug));
        browser::focus(MEMBERS);
    }
}

/// Members, coverage, holes, who would be best next, and what each brings.
#[component]
pub(crate) fn TeamPage() -> impl IntoView {
    let present = Present::follow();
    let words = present.words;
    let found = with_matrix(move |matrix| {
        let own = matrix.clone();
        let analysis = Memo::new(move |_| {
            let places = present.team.with(|team| team.places(&own));
            (!places.is_empty()).then(|| Arc::new(Analysis::of(&own, &places)))
        });
        let section = |draw: fn(&Matrix, &Analysis, PageWords<team::Words>) -> AnyView| {
            let matrix = matrix.clone();
            part(move || analysis.get().map(|analysis| draw(&matrix, &analysis, words)))
        };
        view! {
            {section(figures::coverage)}
            <div class="many-columns">
                {section(figures::holes)}
                {next::best(matrix.clone(), present)}
            </div>
            {section(figures::contributions)}
            {section(figures::hardest)}
        }
        .into_any()
    });
    view! {
        <div class="stack">
            <h1>{move || words.get().title}</h1>
            <p class="muted">{part(move || (words.get().intro)(&count(words.lang(), Pokedex::get().fighters().count())))}</p>
        </div>
        {members::members(present)}
        {found}
    }
}
