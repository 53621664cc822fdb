//! The version that predicts in the page.

use leptos::prelude::*;

use crate::{guest::Told, handover::Predicting};

/// What the page tells of the version that predicts. Whole matrices are asked of [`Field`](crate::state::Field) with the
/// [`SharedModel`](crate::state::SharedModel) in it, whose file the page's worker shares: nothing is downloaded again.
#[derive(Clone, Copy)]
pub(crate) struct Model(Memo<Predicting>);

impl Model {
    /// Follows what the page tells.
    pub(crate) fn follow(told: RwSignal<Told>) -> Self {
        Self(Memo::new(move |_| told.with(|told| told.handover.predicting.clone())))
    }

    /// How it stands with the model, tracked.
    pub(crate) fn get(self) -> Predicting {
        self.0.get()
    }
}
