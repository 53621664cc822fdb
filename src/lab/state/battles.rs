//! All best-move battles, predicted once for every page that shows them.

use std::sync::Arc;

use battle::pairs::Moves;
use leptos::prelude::*;

use super::{Matrix, Model};
use crate::state::{Field, Phase};

/// Everyone against everyone, by the model in use.
#[derive(Clone, Copy)]
pub(crate) struct Battles {
    /// The question to the workers.
    pub(crate) field: Field,
    model: Model,
}

impl Battles {
    /// Asks nothing yet.
    pub(crate) fn start(model: Model) -> Self {
        let field = Field::start(move || model.get().model().map(|model| model.serial));
        Self { field, model }
    }

    /// Asks as soon as there is a model, unless that was done; for a page that shows them. After a cancel nothing is asked
    /// until the reader does.
    pub(crate) fn want(self) {
        Effect::new(move || {
            let idle = self.field.phase.with(|phase| matches!(phase, Phase::Idle));
            if idle && self.model.get().model().is_some() {
                self.ask();
            }
        });
    }

    /// Asks.
    pub(crate) fn ask(self) {
        if let Some(model) = untrack(|| self.model.get()).model() {
            self.field.ask(Moves::Best, model.clone());
        }
    }

    /// The answer, once it is complete.
    pub(crate) fn matrix(self) -> Memo<Option<Arc<Matrix>>> {
        let phase = self.field.phase;
        Memo::new(move |_| {
            phase.with(|phase| match phase {
                Phase::Done(outcome) => Matrix::new(&outcome.best).map(Arc::new),
                _ => None,
            })
        })
    }
}
