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
}

static EN: Words = Words {
    navigation: "Pokédex",
    pokedex: "Pokémon",
    moves: "Moves",
    types: "Types",
    quiz: "Type quiz",
    about: "About",
};

static FR: Words = Words {
    navigation: "Pokédex",
    pokedex: "Pokémon",
    moves: "Capacités",
    types: "Types",
    quiz: "Quiz des types",
    about: "À propos",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
