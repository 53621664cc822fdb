//! The version that predicts in the page.

use leptos::prelude::*;

/// Name and number of the version that predicts, once it is loaded.
#[derive(Clone, Copy, Default)]
pub(crate) struct Predicting(RwSignal<Option<(String, u64)>>);

impl Predicting {
    /// Takes over what the page told.
    pub(crate) fn set(self, version: Option<(String, u64)>) {
        if self.0.with_untracked(|present| *present != version) {
            self.0.set(version);
        }
    }

    /// Whether it is this version, tracked.
    pub(crate) fn is(self, name: &str, version: u64) -> bool {
        self.0.with(|present| present.as_ref().is_some_and(|(n, v)| n == name && *v == version))
    }
}
