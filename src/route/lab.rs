//! The addresses of the lab: Pokémon, moves and types, and their battles all together.

use super::{Query, Route, View, encode, view::Pages};

/// A page of the lab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LabPage {
    /// Every Pokémon.
    Pokedex,
    /// One Pokémon, by its slug; it may name nobody.
    Pokemon(String),
    /// Every move.
    Moves,
    /// One move, by its slug; it may name none.
    Move(String),
    /// What every type does to every other.
    Types,
    /// Questions about types.
    Quiz,
    /// What this is, and what its numbers are.
    About,
}

impl LabPage {
    /// Reads the parts of a path.
    pub(super) fn parse(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["pokedex"] => Self::Pokedex,
            ["pokedex", slug] => Self::Pokemon(slug.to_owned()),
            ["moves"] => Self::Moves,
            ["moves", slug] => Self::Move(slug.to_owned()),
            ["types"] => Self::Types,
            ["quiz"] => Self::Quiz,
            ["about"] => Self::About,
            _ => return None,
        })
    }

    /// The fragment that leads here, in its first state.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Pokedex => "#/pokedex".to_owned(),
            Self::Pokemon(slug) => format!("#/pokedex/{}", encode(slug)),
            Self::Moves => "#/moves".to_owned(),
            Self::Move(slug) => format!("#/moves/{}", encode(slug)),
            Self::Types => "#/types".to_owned(),
            Self::Quiz => "#/quiz".to_owned(),
            Self::About => "#/about".to_owned(),
        }
    }

    /// The page in a state.
    pub(crate) fn with(self, query: Query) -> View<Self> {
        View { page: self, query }
    }
}

impl View<LabPage> {
    /// The fragment that leads here, with its leading `#`.
    pub(crate) fn href(&self) -> String {
        self.page.href() + &self.query.written()
    }
}

impl Pages for LabPage {
    fn of(route: Route) -> Option<View<Self>> {
        match route {
            Route::Lab(view) => Some(view),
            _ => None,
        }
    }

    fn route(view: View<Self>) -> Route {
        Route::Lab(view)
    }
}
