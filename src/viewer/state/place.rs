//! The page that is shown, and its state in the address.

use leptos::prelude::*;

use crate::{
    route::{Query, Route, View, ViewPage},
    state::Nav,
};

/// Where the reader is in the viewer.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    nav: Nav,
    page: Memo<Option<ViewPage>>,
    query: Memo<Query>,
}

impl Place {
    /// Follows the address.
    pub(crate) fn start(nav: Nav) -> Self {
        let page = Memo::new(move |_| match nav.route() {
            Route::Viewer(view) => Some(view.page),
            _ => None,
        });
        let query = Memo::new(move |_| match nav.route() {
            Route::Viewer(view) => view.query,
            _ => Query::default(),
        });
        Self { nav, page, query }
    }

    /// The page, tracked; none while the address leads out of the viewer.
    pub(crate) fn page(self) -> Option<ViewPage> {
        self.page.get()
    }

    /// The page's state, tracked.
    pub(crate) fn query(self) -> Query {
        self.query.get()
    }

    /// One value of the state, empty when there is none; it follows the address.
    pub(crate) fn text(self, name: &'static str) -> Memo<String> {
        Memo::new(move |_| self.query.with(|query| query.text(name).to_owned()))
    }

    /// One list of the state; it follows the address.
    pub(crate) fn list(self, name: &'static str) -> Memo<Vec<String>> {
        Memo::new(move |_| self.query.with(|query| query.list(name)))
    }

    /// One switch of the state; it follows the address.
    pub(crate) fn on(self, name: &'static str) -> Memo<bool> {
        Memo::new(move |_| self.query.with(|query| query.is_on(name)))
    }

    /// Changes the state in place: going back leaves the page.
    pub(crate) fn change(self, change: impl FnOnce(&mut Query)) {
        if let Some(route) = self.changed(change) {
            self.nav.replace(route);
        }
    }

    /// Changes the state as a step that going back undoes.
    pub(crate) fn step(self, change: impl FnOnce(&mut Query)) {
        if let Some(route) = self.changed(change) {
            self.nav.go(route);
        }
    }

    fn changed(self, change: impl FnOnce(&mut Query)) -> Option<Route> {
        let page = self.page.get_untracked()?;
        let mut query = self.query.get_untracked();
        change(&mut query);
        Some(Route::Viewer(View { page, query }))
    }
}
