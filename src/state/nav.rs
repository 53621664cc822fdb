//! Where the reader is, and going elsewhere.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::{
    browser,
    route::{BattleQuery, Route},
};

/// The present route and the last matchup.
#[derive(Clone, Copy)]
pub(crate) struct Nav {
    route: RwSignal<Route>,
    battle: RwSignal<BattleQuery>,
}

impl Nav {
    /// Follows the address from now on, as long as the present owner lives.
    pub(crate) fn start() -> Self {
        let nav =
            Self { route: RwSignal::new(Route::Settings), battle: RwSignal::new(BattleQuery::default()) };
        nav.enter(Route::parse(&browser::fragment()));
        let listener = browser::on_fragment_change(move || nav.enter(Route::parse(&browser::fragment())));
        let listener = SendWrapper::new(listener);
        on_cleanup(move || drop(listener));
        nav
    }

    /// The present route, tracked.
    pub(crate) fn route(self) -> Route {
        self.route.get()
    }

    /// The matchup that is shown, or was shown last, tracked.
    pub(crate) fn battle(self) -> BattleQuery {
        self.battle.get()
    }

    /// Whether a page of the registry viewer is shown, not tracked.
    pub(crate) fn is_viewing_now(self) -> bool {
        self.route.with_untracked(|route| matches!(route, Route::Viewer(_)))
    }

    /// The matchup, not tracked: for handlers.
    pub(crate) fn battle_now(self) -> BattleQuery {
        self.battle.get_untracked()
    }

    /// Goes to a route, as a new step of the history.
    pub(crate) fn go(self, route: Route) {
        browser::push_fragment(&route.href());
        self.enter(route);
    }

    /// Goes to a route in place of the present one.
    pub(crate) fn replace(self, route: Route) {
        browser::replace_fragment(&route.href());
        self.enter(route);
    }

    /// The matchup to come back to, while another page is shown.
    pub(crate) fn set_battle(self, battle: BattleQuery) {
        if self.battle.with_untracked(|shown| *shown != battle) {
            self.battle.set(battle);
        }
    }

    fn enter(self, route: Route) {
        let battle = match &route {
            Route::Battle(query) => Some(query.clone()),
            // The version that predicts goes by the battle that is explained, too.
            Route::Lab(view) => view.battle(),
            _ => None,
        };
        if let Some(battle) = battle {
            self.set_battle(battle);
        }
        if self.route.with_untracked(|present| *present != route) {
            self.route.set(route);
        }
    }
}
