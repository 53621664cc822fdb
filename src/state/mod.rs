//! What the page knows, apart from how it looks. Everything here but the signals themselves is plain and tested natively.

mod connection;
mod field;
mod matchup;
mod model;
mod nav;
mod npy;
mod painted;
mod place;
mod preferences;
mod problem;
mod recent;
mod remote;
mod shared_model;
mod sorting;
mod tally;

pub(crate) use connection::{Door, PageClient, Registry};
pub(crate) use field::{Field, Outcome, Phase};
pub(crate) use matchup::{Arena, Corner, MoveTrouble, PokemonTrouble, Row, moves_by_score, predicted};
pub(crate) use model::{LoadedModel, Predictor, Step, Wanted, key as model_key};
pub(crate) use nav::Nav;
pub(crate) use painted::{once_painted, once_ready};
pub(crate) use place::Place;
pub(crate) use preferences::{Preferences, Theme, Ui};
pub(crate) use problem::{Problem, Remedy};
pub(crate) use recent::Recent;
pub(crate) use remote::{Keep, Loading, Remote, use_remote};
pub(crate) use shared_model::SharedModel;
pub(crate) use sorting::{sort_by, sort_by_key};
pub(crate) use tally::Tally;

use leptos::prelude::*;

use crate::{config::Config, i18n::Texts};

/// The deployer's configuration, for the whole page.
#[derive(Clone)]
pub(crate) struct Deployment {
    /// What `config.json` says, or the defaults.
    pub(crate) config: Config,
    /// Why the defaults are used, when the file is broken.
    pub(crate) problem: Option<Problem>,
}

/// The words of the present language; reading them follows the language.
#[derive(Clone, Copy)]
pub(crate) struct Words(RwSignal<battle::Lang>);

impl Words {
    /// Follows a language.
    pub(crate) fn new(lang: RwSignal<battle::Lang>) -> Self {
        Self(lang)
    }

    /// The words, tracked.
    pub(crate) fn get(self) -> &'static Texts {
        crate::i18n::texts(self.0.get())
    }

    /// One of the words wherever it is shown: as a child or an attribute in a view. Leptos makes code of its own for every closure
    /// that a view holds; all of these are one.
    pub(crate) fn say(
        self,
        word: fn(&Texts) -> &'static str,
    ) -> impl Fn() -> &'static str + Copy + Send + Sync {
        move || word(self.get())
    }

    /// The language, tracked.
    pub(crate) fn lang(self) -> battle::Lang {
        self.0.get()
    }
}

/// The words of the page's language.
pub(crate) fn use_words() -> Words {
    expect_context::<Words>()
}

/// The words of one page in the present language; reading them follows the language.
pub(crate) struct PageWords<W: 'static> {
    lang: Words,
    words: fn(battle::Lang) -> &'static W,
}

impl<W> Clone for PageWords<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for PageWords<W> {}

impl<W> PageWords<W> {
    /// The words, tracked.
    pub(crate) fn get(self) -> &'static W {
        (self.words)(self.lang.lang())
    }

    /// The language, tracked.
    pub(crate) fn lang(self) -> battle::Lang {
        self.lang.lang()
    }
}

/// The words of one page, from a file with both languages: `use_page_words(shell::words)`.
pub(crate) fn use_page_words<W>(words: fn(battle::Lang) -> &'static W) -> PageWords<W> {
    PageWords { lang: expect_context::<Words>(), words }
}
