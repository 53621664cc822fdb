//! What columns are about, so that what they add to a prediction can be told in a few words.

use serde::{Deserialize, Serialize};

use super::{Feature, Hit, MoveFact, Pair};
use crate::{Side, Stat};

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Who moves first: speed and priority.
    Speed,
    /// The types of Pokémon and moves, and what they make of each other.
    Types,
    /// Power, accuracy and category of a move.
    MovePower,
    /// Attack and special attack.
    Attack,
    /// Hit points, defense and special defense.
    Bulk,
    /// What a hit does, by the rules.
    Damage,
    /// The sum of all stats.
    Total,
}

impl Meaning {
    /// Every meaning.
    pub const ALL: [Self; 7] =
        [Self::Speed, Self::Types, Self::MovePower, Self::Attack, Self::Bulk, Self::Damage, Self::Total];
}

impl Feature {
    /// What the column is about.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        match *self {
            Self::Stat(_, Stat::Speed)
            | Self::Move(_, MoveFact::Priority)
            | Self::Pair(Pair::SpeedDiff | Pair::AMovesFirst | Pair::PriorityAdvantage) => Meaning::Speed,
            Self::TypeIs(..)
            | Self::MoveTypeIs(..)
            | Self::Move(_, MoveFact::TypeMultiplier | MoveFact::Stab)
            | Self::Pair(Pair::TypeAdvantageDiff) => Meaning::Types,
            Self::Move(_, MoveFact::Power | MoveFact::Physical | MoveFact::Accuracy)
            | Self::Hit(_, Hit::EffectivePower)
            | Self::Pair(Pair::EffectivePowerDiff) => Meaning::MovePower,
            Self::Stat(_, Stat::Attack | Stat::SpAttack) | Self::Hit(_, Hit::AttackUsed) => Meaning::Attack,
            Self::Stat(_, Stat::Hp | Stat::Defense | Stat::SpDefense)
            | Self::DefenseFaced(_)
            | Self::Pair(Pair::HpDiff) => Meaning::Bulk,
            Self::Hit(_, Hit::Damage | Hit::Share | Hit::TurnsToKo) | Self::Pair(Pair::HitShareDiff) => {
                Meaning::Damage
            }
            Self::TotalStats(_) | Self::Pair(Pair::StatRatio) => Meaning::Total,
        }
    }

    /// Whose stat, move or hit the column describes; `None` for numbers of the pair.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        match *self {
            Self::Stat(side, _)
            | Self::TotalStats(side)
            | Self::Move(side, _)
            | Self::Hit(side, _)
            | Self::DefenseFaced(side)
            | Self::TypeIs(side, ..)
            | Self::MoveTypeIs(side, _) => Some(side),
            Self::Pair(_) => None,
        }
    }
}
