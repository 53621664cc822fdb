//! Every word of the viewer: one file for each page, with both languages side by side.
//!
//! A file holds `struct Words` and `fn words(lang) -> &'static Words`. A text that a language lacks does not compile.

pub(crate) mod alerts;
pub(crate) mod change;
pub(crate) mod chart;
pub(crate) mod compare;
pub(crate) mod compare_runs;
pub(crate) mod curves;
pub(crate) mod diagnosis;
pub(crate) mod doctor;
pub(crate) mod experiments;
pub(crate) mod inspect;
pub(crate) mod model;
pub(crate) mod models;
mod pages;
pub(crate) mod run;
pub(crate) mod runs;
pub(crate) mod shell;
pub(crate) mod values;
pub(crate) mod version;

use battle::Lang;
use leptos::prelude::*;

pub(crate) use pages::title;

/// The words of one file in the present language; reading them follows the language.
pub(crate) struct ViewerWords<W: 'static> {
    lang: crate::state::Words,
    words: fn(Lang) -> &'static W,
}

impl<W> Clone for ViewerWords<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for ViewerWords<W> {}

impl<W> ViewerWords<W> {
    /// The words, tracked.
    pub(crate) fn get(self) -> &'static W {
        (self.words)(self.lang.lang())
    }

    /// The language, tracked.
    pub(crate) fn lang(self) -> Lang {
        self.lang.lang()
    }
}

/// The words of one file: `use_viewer_words(shell::words)`.
pub(crate) fn use_viewer_words<W>(words: fn(Lang) -> &'static W) -> ViewerWords<W> {
    ViewerWords { lang: expect_context::<crate::state::Words>(), words }
}
