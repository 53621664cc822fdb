//! What the reader may do with the registry that is open.

use doctor::{Access, Act, Reason};
use leptos::prelude::*;
use mlflow::Error;

use crate::{config::RegistryPlace, state::Registry};

/// What the reader may do, as far as it is known; it is forgotten when another registry is opened, or the same as somebody else.
#[derive(Clone, Copy)]
pub(crate) struct Permit(RwSignal<Access>);

impl Permit {
    /// Follows the registry.
    pub(crate) fn start(registry: Registry) -> Self {
        let permit = Self(RwSignal::new(Access::untried()));
        Effect::new(move || {
            permit.0.set(match registry.door().place {
                RegistryPlace::Bundled => Access::frozen(),
                RegistryPlace::Mlflow { .. } => Access::untried(),
            });
        });
        permit
    }

    /// Why something cannot be done, if that is known; tracked.
    pub(crate) fn denied(self, act: Act) -> Option<Reason> {
        self.0.with(|access| access.offers(act).err())
    }

    /// Learns from what came of a call.
    pub(crate) fn learn(self, act: Act, result: Result<(), &Error>) {
        // A change may end after its page was left.
        let Some(mut access) = self.0.try_get_untracked() else { return };
        let before = access;
        access.learn(act, result);
        if access != before {
            self.0.try_set(access);
        }
    }
}
