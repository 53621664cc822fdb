//! The addresses of the lab: Pokémon, moves and types, and their battles all together.

use super::{BattleQuery, MAX_MOVES, Mode, ModelRef, Query, Route, View, decode, encode, view::Pages};

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
    /// Everyone against everyone.
    Matrix,
    /// Who wins most.
    Rankings,
    /// One Pokémon against all others, by its slug; it may name nobody.
    Ranking(String),
    /// Whether the model contradicts itself.
    Consistency,
    /// Where the model and the rules part.
    Rules,
    /// Every battle predicted at once.
    Field,
    /// The battles that were looked at last.
    Recent,
    /// A team against everyone.
    Team,
    /// A tournament that the model plays.
    Tournament,
    /// What this is, and what its numbers are.
    About,
    /// Why a battle is predicted as it is: the slugs of A and B; its state has the battle's own names.
    Why(String, String),
}

/// What a page of the lab is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LabPart {
    /// One battle.
    Battle,
    /// All battles together.
    Battles,
    /// Pokémon, moves and types.
    Pokedex,
}

impl LabPage {
    /// Which part of the navigation it belongs to.
    pub(crate) fn part(&self) -> LabPart {
        match self {
            Self::Why(..) | Self::Recent => LabPart::Battle,
            Self::Matrix
            | Self::Rankings
            | Self::Ranking(_)
            | Self::Consistency
            | Self::Rules
            | Self::Field
            | Self::Team
            | Self::Tournament => LabPart::Battles,
            Self::Pokedex
            | Self::Pokemon(_)
            | Self::Moves
            | Self::Move(_)
            | Self::Types
            | Self::Quiz
            | Self::About => LabPart::Pokedex,
        }
    }

    /// Reads the parts of a path.
    pub(super) fn parse(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["pokedex"] => Self::Pokedex,
            ["pokedex", slug] => Self::Pokemon(slug.to_owned()),
            ["moves"] => Self::Moves,
            ["moves", slug] => Self::Move(slug.to_owned()),
            ["types"] => Self::Types,
            ["quiz"] => Self::Quiz,
            ["matrix"] => Self::Matrix,
            ["rankings"] => Self::Rankings,
            ["rankings", slug] => Self::Ranking(slug.to_owned()),
            ["consistency"] => Self::Consistency,
            ["rules"] => Self::Rules,
            ["field"] => Self::Field,
            ["recent"] => Self::Recent,
            ["team"] => Self::Team,
            ["tournament"] => Self::Tournament,
            ["about"] => Self::About,
            ["why", a, b] => Self::Why(a.to_owned(), b.to_owned()),
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
            Self::Matrix => "#/matrix".to_owned(),
            Self::Rankings => "#/rankings".to_owned(),
            Self::Ranking(slug) => format!("#/rankings/{}", encode(slug)),
            Self::Consistency => "#/consistency".to_owned(),
            Self::Rules => "#/rules".to_owned(),
            Self::Field => "#/field".to_owned(),
            Self::Recent => "#/recent".to_owned(),
            Self::Team => "#/team".to_owned(),
            Self::Tournament => "#/tournament".to_owned(),
            Self::About => "#/about".to_owned(),
            Self::Why(a, b) => format!("#/why/{}/{}", encode(a), encode(b)),
        }
    }

    /// The page in a state.
    pub(crate) fn with(self, query: Query) -> View<Self> {
        View { page: self, query }
    }
}

impl View<LabPage> {
    /// The battle that it is about, if it is about one.
    pub(crate) fn battle(&self) -> Option<BattleQuery> {
        let LabPage::Why(a, b) = &self.page else { return None };
        let moves = |name: &str| self.query.list(name).into_iter().take(MAX_MOVES).collect();
        Some(BattleQuery {
            a: a.clone(),
            b: b.clone(),
            mode: if self.query.text("mode") == "manual" { Mode::Manual } else { Mode::Auto },
            moves_a: moves("ma"),
            moves_b: moves("mb"),
            model: ModelRef::parse(&decode(self.query.text("model"))),
        })
    }

    /// The fragment that leads here, with its leading `#`.
    pub(crate) fn href(&self) -> String {
        self.page.href() + &self.query.written()
    }
}

/// Where it is told why a battle is predicted as it is.
pub(crate) fn why(battle: &BattleQuery) -> View<LabPage> {
    let mut query = Query::default();
    if battle.mode == Mode::Manual {
        query.set("mode", "manual");
    }
    query.set_list("ma", &battle.moves_a);
    query.set_list("mb", &battle.moves_b);
    if let Some(model) = &battle.model {
        query.set("model", &model.text());
    }
    LabPage::Why(battle.a.clone(), battle.b.clone()).with(query)
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
