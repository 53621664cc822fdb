//! The page of a program that is shown, and its state in the address.

use leptos::prelude::*;

use super::Nav;
use crate::route::{Pages, Query, Route, View};

/// Where the reader is among the pages of a program.
pub(crate) struct Place<P: Pages> {
    nav: Nav,
    page: Memo<Option<P>>,
    query: Memo<Query>,
}

impl<P: Pages> Clone for Place<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Pages> Copy for Place<P> {}

impl<P: Pages> Place<P> {
    /// Follows the address.
    pub(crate) fn start(nav: Nav) -> Self {
        let page = Memo::new(move |_| P::of(nav.route()).map(|view| view.page));
        let query = Memo::new(move |_| P::of(nav.route()).map(|view| view.query).unwrap_or_default());
        Self { nav, page, query }
    }

    /// The page, tracked; none while the address leads out of the program.
    pub(crate) fn page(self) -> Option<P> {
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
        Some(P::route(View { page, query }))
    }
}
