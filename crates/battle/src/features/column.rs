//! The columns and their values.

use crate::{Category, Matchup, Side, Stat, Type, rules};

/// One column. Where it has a [`Side`], that is whose stat, move or hit it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feature {
    /// A base stat: `a_hp`.
    Stat(Side, Stat),
    /// The sum of the base stats: `a_total_stats`.
    TotalStats(Side),
    /// A number of the side's move: `a_move_power`.
    Move(Side, MoveFact),
    /// A number of the side's attack on the other: `a_damage`.
    Hit(Side, Hit),
    /// The side's stat that the other's move meets: `b_defense_faced`.
    DefenseFaced(Side),
    /// 1 when a type of the side's Pokémon is this one, or the second is `none`, else 0: `a_type_1_Feu`, `a_type_2_none`.
    TypeIs(Side, Slot, Option<Type>),
    /// 1 when the type of the side's move is this one, else 0: `a_move_type_Feu`.
    MoveTypeIs(Side, Type),
    /// A number of the pair, from A's point of view: `speed_diff`.
    Pair(Pair),
}

/// Which of a Pokémon's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The first, which every Pokémon has.
    First,
    /// The second.
    Second,
}

/// A number of the move that a side uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoveFact {
    /// Effective power.
    Power,
    /// Priority.
    Priority,
    /// 1.5 for a move of the user's type, else 1.
    Stab,
    /// What the types make of it: 0 to 4.
    TypeMultiplier,
    /// 1 when physical, 0 when special.
    Physical,
    /// Chance to hit in percent, 100 when it never misses.
    Accuracy,
}

/// A number of the attack of one side on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// The attack or special attack, by the category of the move.
    AttackUsed,
    /// Damage of one use, in hit points.
    Damage,
    /// That damage as a share of the target's hit points.
    Share,
    /// Turns to defeat the target, in fractions.
    TurnsToKo,
    /// Effective power × STAB × type multiplier.
    EffectivePower,
}

/// A number of both sides together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pair {
    /// Speed of A − speed of B.
    SpeedDiff,
    /// Hit points of A − hit points of B.
    HpDiff,
    /// 1 when A moves first, else 0.
    AMovesFirst,
    /// Stats of A ÷ (stats of B + 1).
    StatRatio,
    /// Type multiplier of A's move − that of B's.
    TypeAdvantageDiff,
    /// Effective power of A − that of B, each with STAB and types.
    EffectivePowerDiff,
    /// Priority of A's move − that of B's.
    PriorityAdvantage,
    /// Share of B's hit points that A's hit takes − share of A's that B's takes.
    HitShareDiff,
}

impl Feature {
    /// The value of this column for a battle.
    #[must_use]
    pub fn value(&self, battle: &Matchup) -> f64 {
        match *self {
            Self::Stat(side, stat) => f64::from(battle.stats(side).get(stat)),
            Self::TotalStats(side) => f64::from(battle.stats(side).total()),
            Self::Move(side, fact) => fact.value(battle, side),
            Self::Hit(side, hit) => hit.value(battle, side),
            Self::DefenseFaced(side) => {
                let (_, defense) = rules::contest(battle.used_move(side.other()).category);
                f64::from(battle.stats(side).get(defense))
            }
            Self::TypeIs(side, slot, wanted) => {
                let types = battle.pokemon(side).types;
                let own = match slot {
                    Slot::First => Some(types.0),
                    Slot::Second => types.1,
                };
                flag(own == wanted)
            }
            Self::MoveTypeIs(side, wanted) => flag(battle.used_move(side).kind == wanted),
            Self::Pair(pair) => pair.value(battle),
        }
    }
}

impl MoveFact {
    fn value(self, battle: &Matchup, side: Side) -> f64 {
        let mv = battle.used_move(side);
        match self {
            Self::Power => rules::effective_power(mv),
            Self::Priority => f64::from(mv.priority),
            Self::Stab => battle.stab(side),
            Self::TypeMultiplier => battle.type_multiplier(side),
            Self::Physical => flag(mv.category == Category::Physical),
            Self::Accuracy => rules::accuracy(mv),
        }
    }
}

impl Hit {
    fn value(self, battle: &Matchup, side: Side) -> f64 {
        let mv = battle.used_move(side);
        match self {
            Self::AttackUsed => {
                let (attack, _) = rules::contest(mv.category);
                f64::from(battle.stats(side).get(attack))
            }
            Self::Damage => battle.damage(side),
            Self::Share => battle.damage(side) / f64::from(battle.stats(side.other()).hp),
            Self::TurnsToKo => battle.turns_to_ko(side),
            Self::EffectivePower => {
                rules::effective_power(mv) * battle.stab(side) * battle.type_multiplier(side)
            }
        }
    }
}

impl Pair {
    fn value(self, battle: &Matchup) -> f64 {
        let sides = |value: &dyn Fn(Side) -> f64| (value(Side::A), value(Side::B));
        let stat_diff = |stat| {
            let (a, b) = sides(&|side| f64::from(battle.stats(side).get(stat)));
            a - b
        };
        match self {
            Self::SpeedDiff => stat_diff(Stat::Speed),
            Self::HpDiff => stat_diff(Stat::Hp),
            Self::AMovesFirst => flag(battle.first() == Side::A),
            Self::StatRatio => {
                let (a, b) = sides(&|side| f64::from(battle.stats(side).total()));
                a / (b + 1.0)
            }
            Self::TypeAdvantageDiff => battle.type_multiplier(Side::A) - battle.type_multiplier(Side::B),
            Self::EffectivePowerDiff => {
                let (a, b) = sides(&|side| Hit::EffectivePower.value(battle, side));
                a - b
            }
            Self::PriorityAdvantage => {
                let (a, b) = sides(&|side| MoveFact::Priority.value(battle, side));
                a - b
            }
            Self::HitShareDiff => {
                let (a, b) = sides(&|side| Hit::Share.value(battle, side));
                a - b
            }
        }
    }
}

fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
