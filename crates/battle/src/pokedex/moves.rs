//! Moves.

use serde::{Deserialize, Serialize};

use crate::{MoveId, Names, Type};

/// Which pair of stats a move pits against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Attack against defense.
    Physical,
    /// Special attack against special defense.
    Special,
}

/// How a move deals its damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DamageKind {
    /// One hit in one turn.
    Standard,
    /// Two to five hits: three of them count.
    MultiHit,
    /// Two hits.
    DoubleHit,
    /// A turn to charge or to recover: half of the power counts.
    TwoTurns,
    /// One hit that comes before others: see [`Move::priority`].
    Priority,
    /// One hit with the opponent's attack in the games; the rules here count the user's own.
    OpponentAttack,
}

/// A move that deals damage.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Move {
    /// Its number.
    pub id: MoveId,
    /// Its English name in lower case with hyphens.
    pub slug: String,
    /// Its names.
    pub names: Names,
    /// Its type.
    pub kind: Type,
    /// Physical or special.
    pub category: Category,
    /// Base power, above 0.
    pub power: u16,
    /// Chance to hit in percent; `None` never misses.
    pub accuracy: Option<u8>,
    /// How often it can be used.
    pub pp: u8,
    /// A higher one moves first, whatever the speed.
    pub priority: i8,
    /// How it deals its damage.
    pub damage_kind: DamageKind,
}
