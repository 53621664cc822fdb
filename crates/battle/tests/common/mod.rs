//! What the tests share.
#![allow(dead_code, clippy::panic, reason = "helpers of tests; each test file uses a part")]

use battle::{BattleIds, Matchup, Move, MoveId, Pokedex, Pokemon, PokemonId, UnknownBattle};

pub(crate) fn pokemon(slug: &str) -> &'static Pokemon {
    Pokedex::get().pokemon_by_slug(slug).unwrap_or_else(|| panic!("no Pokémon {slug}"))
}

pub(crate) fn mv(slug: &str) -> &'static Move {
    Pokedex::get().move_by_slug(slug).unwrap_or_else(|| panic!("no move {slug}"))
}

pub(crate) fn matchup(a: &str, move_a: &str, b: &str, move_b: &str) -> Matchup {
    let ids = BattleIds { a: pokemon(a).id, b: pokemon(b).id, move_a: mv(move_a).id, move_b: mv(move_b).id };
    Matchup::resolve(ids).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn resolve(a: u16, b: u16, move_a: u16, move_b: u16) -> Result<Matchup, UnknownBattle> {
    let (a, b, move_a, move_b) = (PokemonId(a), PokemonId(b), MoveId(move_a), MoveId(move_b));
    Matchup::resolve(BattleIds { a, b, move_a, move_b })
}
