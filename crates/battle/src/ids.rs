//! Numbers that name things outside this crate: in URLs, messages and data sets.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number of a Pokémon, form included: 1 to 188. Not the number of its species in the National Pokédex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PokemonId(pub u16);

/// The number of a move. Of two moves that are equally good, the lower number is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MoveId(pub u16);

/// A battle by its four numbers, not yet checked: see [`Matchup::resolve`](crate::Matchup::resolve).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BattleIds {
    /// The first Pokémon, A.
    pub a: PokemonId,
    /// The second Pokémon, B.
    pub b: PokemonId,
    /// The move that A uses.
    pub move_a: MoveId,
    /// The move that B uses.
    pub move_b: MoveId,
}

impl fmt::Display for PokemonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for MoveId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
