//! What the browser's tab is called once more is known than the address.

use leptos::prelude::*;

use crate::route::ViewPage;

/// The name of what is shown: an address has only its id.
#[derive(Clone, Copy)]
pub(crate) struct TabName(RwSignal<Option<(ViewPage, String)>>);

impl Default for TabName {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl TabName {
    /// Tells the name of a page as soon as it is known, and again when it changes.
    pub(crate) fn follow(self, page: ViewPage, name: Memo<Option<String>>) {
        Effect::new(move || {
            if let Some(name) = name.get() {
                self.0.set(Some((page.clone(), name)));
            }
        });
    }

    /// The name of a page, if it has been told, tracked.
    pub(crate) fn of(self, page: &ViewPage) -> Option<String> {
        self.0.with(|told| told.as_ref().filter(|(of, _)| of == page).map(|(_, name)| name.clone()))
    }
}
