//! Why a battle is predicted as it is: both directions, the rules turn by turn, what counted, and what would turn it around.

mod fall;
mod flips;
mod picture;
mod race;
mod share;
mod verdict;

use battle::{Matchup, Side};
use leptos::prelude::*;

use crate::{
    components::RemoteNotice,
    handover::Predicting,
    lab::{
        state::{
            Model, Place,
            why::{Analysis, Analyst},
        },
        words::{use_lab_words, why},
    },
    route::{LabPage, Route, View},
    state::{Arena, Keep, Loading, Registry, use_remote, use_words},
};

/// What the parts of the page share.
#[derive(Clone)]
struct Here {
    arena: Arena,
    matchup: Matchup,
    analysis: Loading<Analysis>,
    t: &'static why::Words,
}

impl Here {
    /// A side's Pokémon in the reader's language.
    fn name(&self, side: Side) -> String {
        self.arena.corner(side).pokemon.names.get(self.t.lang).to_owned()
    }

    /// What the model said of this battle, tracked.
    fn told(&self) -> Option<Analysis> {
        let ids = self.arena.ids();
        self.analysis.remote.with(|remote| remote.value().filter(|told| told.battle == ids).cloned())
    }
}

/// The page; its address names the battle.
#[component]
pub(crate) fn WhyPage() -> impl IntoView {
    let words = use_words();
    let texts = use_lab_words(why::words);
    let place = expect_context::<Place>();
    let registry = expect_context::<Registry>();
    let model = expect_context::<Model>();
    let battle = Memo::new(move |_| {
        let page = place.page()?;
        View::<LabPage> { page, query: place.query() }.battle()
    });
    let arena = Memo::new(move |_| battle.with(|battle| Arena::resolve(battle.as_ref()?).ok()));
    let version = place.text("version");
    let Analyst { analysis, other } = Analyst::start(arena, model, move || registry.door(), version);

    let name = Memo::new(move |_| model.get().model().map(|model| model.name.clone()));
    let versions = use_remote(
        Keep::SameKey,
        move || (registry.door(), name.get()),
        move |(door, name)| async move {
            let Some(name) = name else { return std::future::pending().await };
            Ok(registry.client(door).await?.model_versions(&name).await?.items)
        },
    );

    let title = move || {
        let t = texts.get();
        arena.with(|arena| match arena {
            Some(arena) => {
                (t.title)(arena.a.pokemon.names.get(words.lang()), arena.b.pokemon.names.get(words.lang()))
            }
            None => t.unknown.to_owned(),
        })
    };
    let back = move || battle.get().map(|battle| Route::Battle(battle).href());
    let content = move || {
        let arena = arena.get()?;
        let matchup = Matchup::resolve(arena.ids()).ok()?;
        let here = Here { arena, matchup, analysis, t: texts.get() };
        Some(view! {
            {share::notice(&here)}
            {verdict::card(&here, other, versions, version)}
            <div class="detail-columns">
                {fall::card(here.clone())}
                <div class="stack">
                    {race::card(&here)}
                    {flips::card(here)}
                </div>
            </div>
        })
    };
    let state = move || {
        (model.get() == Predicting::Failed)
            .then(|| view! { <p class="problem mild">{texts.get().no_model}</p> })
    };
    view! {
        <div class="stack">
            <p>{move || back().map(|href| view! { <a href=href>"← "{texts.get().back}</a> })}</p>
            <h1>{title}</h1>
        </div>
        {state}
        <RemoteNotice loading=analysis/>
        {content}
    }
}
