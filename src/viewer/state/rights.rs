//! What the reader may do with the registry that is open.

use doctor::{Access, Act, May, Reason};
use leptos::prelude::*;
use mlflow::{Error, RunQuery};

use crate::{
    config::RegistryPlace,
    state::{Door, Registry},
};

/// The one place that pages ask before they offer something, and tell when something was refused.
#[derive(Clone, Copy)]
pub(crate) struct Rights(RwSignal<Access>);

impl Rights {
    /// Follows the registry: another one, or other credentials, are untried.
    pub(crate) fn start(registry: Registry) -> Self {
        let access = RwSignal::new(Access::untried());
        Effect::new(move || {
            let door = registry.door();
            access.set(match door.place {
                RegistryPlace::Bundled | RegistryPlace::Frozen { .. } => Access::frozen(),
                RegistryPlace::Mlflow { .. } => Access::untried(),
            });
        });
        Self(access)
    }

    /// Why something cannot be done, if that is known; tracked.
    pub(crate) fn denied(self, act: Act) -> Option<Reason> {
        self.0.with(|access| access.offers(act).err())
    }

    /// What may be done, tracked.
    pub(crate) fn get(self) -> Access {
        self.0.get()
    }

    /// Asks a server, once, whether anything but reading passes: a search of runs in no experiment.
    pub(crate) async fn find_out(self, registry: Registry, door: Door) {
        if self.0.get_untracked().search != May::Unknown {
            return;
        }
        let Ok(client) = registry.client(door).await else { return };
        let nothing = RunQuery::default();
        let searched = client.runs(&nothing).await.map(drop);
        if searched.is_err() {
            // Only beside a reading that passes does a search that does not say anything about itself.
            let read = client.registered_models().await.map(drop);
            self.learn(Act::Read, read.as_ref().copied());
        }
        self.learn(Act::Search, searched.as_ref().copied());
    }

    /// Takes what an examination of the registry found out.
    pub(crate) fn tell(self, access: Access) {
        self.0.set(access);
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
