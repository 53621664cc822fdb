//! Words around every page of the lab.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) navigation: &'static str,
    pub(crate) pokedex: &'static str,
    pub(crate) moves: &'static str,
    pub(crate) types: &'static str,
    pub(crate) quiz: &'static str,
    pub(crate) about: &'static str,
    pub(crate) battles: &'static str,
    pub(crate) matrix: &'static str,
    pub(crate) rankings: &'static str,
    pub(crate) consistency: &'static str,
    pub(crate) rules: &'static str,
    pub(crate) team: &'static str,
    pub(crate) tournament: &'static str,
    pub(crate) field: &'static str,
}

static EN: Words = Words {
    navigation: "Pokédex",
    pokedex: "Pokémon",
    moves: "Moves",
    types: "Types",
    quiz: "Type quiz",
    about: "About",
    battles: "Arena",
    matrix: "Matrix",
    rankings: "Rankings",
    consistency: "Consistency",
    rules: "Model against rules",
    team: "Team",
    tournament: "Tournament",
    field: "Speed",
};

static FR: Words = Words {
    navigation: "Pokédex",
    pokedex: "Pokémon",
    moves: "Capacités",
    types: "Types",
    quiz: "Quiz des types",
    about: "À propos",
    battles: "Arène",
    matrix: "Matrice",
    rankings: "Classement",
    consistency: "Cohérence",
    rules: "Modèle contre règles",
    team: "Équipe",
    tournament: "Tournoi",
    field: "Vitesse",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
