//! The names of columns.

use std::fmt;

use super::{Feature, Hit, MoveFact, Pair, Slot};
use crate::{Lang, Side, Stat, Type};

/// What the second type of a Pokémon with a single type is called.
const NO_TYPE: &str = "none";

/// Longer names are cut in messages and not compared with known ones.
const MAX_NAME: usize = 60;

/// No column has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFeature {
    /// The name, cut when it is very long.
    pub name: String,
    /// Known names that are written alike, nearest first, at most three.
    pub near: Vec<String>,
}

impl std::error::Error for UnknownFeature {}

impl fmt::Display for UnknownFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown feature \"{}\"", self.name)?;
        if !self.near.is_empty() {
            write!(f, " (near: {})", self.near.join(", "))?;
        }
        Ok(())
    }
}

impl Feature {
    /// Every column.
    pub fn all() -> impl Iterator<Item = Self> {
        let sides = [Side::A, Side::B];
        let per_side = sides.into_iter().flat_map(|side| {
            let stats = Stat::ALL.into_iter().map(move |stat| Self::Stat(side, stat));
            let moves = MoveFact::ALL.into_iter().map(move |fact| Self::Move(side, fact));
            let hits = Hit::ALL.into_iter().map(move |hit| Self::Hit(side, hit));
            let first = Type::ALL.into_iter().map(move |kind| Self::TypeIs(side, Slot::First, Some(kind)));
            let second = Type::ALL.into_iter().map(move |kind| Self::TypeIs(side, Slot::Second, Some(kind)));
            let move_types = Type::ALL.into_iter().map(move |kind| Self::MoveTypeIs(side, kind));
            let single =
                [Self::TotalStats(side), Self::DefenseFaced(side), Self::TypeIs(side, Slot::Second, None)];
            stats.chain(moves).chain(hits).chain(single).chain(first).chain(second).chain(move_types)
        });
        per_side.chain(Pair::ALL.into_iter().map(Self::Pair))
    }

    /// The column with this name.
    ///
    /// # Errors
    /// When there is none; the error lists names that are written alike.
    pub fn parse(name: &str) -> Result<Self, UnknownFeature> {
        Self::find(name).ok_or_else(|| UnknownFeature::with_near(name))
    }

    pub(super) fn find(name: &str) -> Option<Self> {
        Self::all().find(|each| each.name() == name)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        match *self {
            Self::Stat(side, stat) => format!("{}_{}", side.letter(), stat.slug()),
            Self::TotalStats(side) => format!("{}_total_stats", side.letter()),
            Self::Move(side, fact) => format!("{}_move_{}", side.letter(), fact.slug()),
            // The only two that end in their side.
            Self::Hit(side, Hit::EffectivePower) => format!("effective_power_{}", side.letter()),
            Self::Hit(side, hit) => format!("{}_{}", side.letter(), hit.slug()),
            Self::DefenseFaced(side) => format!("{}_defense_faced", side.letter()),
            Self::TypeIs(side, slot, kind) => {
                let kind = kind.map_or(NO_TYPE, |kind| kind.name(Lang::Fr));
                format!("{}_type_{}_{kind}", side.letter(), slot.number())
            }
            Self::MoveTypeIs(side, kind) => format!("{}_move_type_{}", side.letter(), kind.name(Lang::Fr)),
            Self::Pair(pair) => pair.slug().to_owned(),
        }
    }
}

impl UnknownFeature {
    /// The error without a look for names that are near.
    pub(super) fn bare(name: &str) -> Self {
        let end = name.char_indices().nth(MAX_NAME);
        let name = end.map_or_else(|| name.to_owned(), |(end, _)| format!("{}…", &name[..end]));
        Self { name, near: Vec::new() }
    }

    /// The error with up to three known names that are near.
    pub(super) fn with_near(name: &str) -> Self {
        if name.chars().nth(MAX_NAME).is_some() {
            return Self::bare(name);
        }
        let mut near: Vec<_> = Feature::all()
            .map(|each| each.name())
            .map(|known| (distance(name, &known), known))
            .filter(|(distance, known)| *distance <= 2.max(known.len() / 4))
            .collect();
        near.sort_unstable();
        near.truncate(3);
        Self { name: name.to_owned(), near: near.into_iter().map(|(_, known)| known).collect() }
    }
}

/// Levenshtein's distance: how many letters to add, drop or change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut last = i + 1;
        let mut next = vec![last];
        for (to, (diagonal, above)) in b.iter().zip(row.iter().zip(row.iter().skip(1))) {
            let changed = diagonal + usize::from(from != *to);
            last = changed.min(above + 1).min(last + 1);
            next.push(last);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

impl Side {
    fn letter(self) -> char {
        match self {
            Self::A => 'a',
            Self::B => 'b',
        }
    }
}

impl Slot {
    fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

impl MoveFact {
    const ALL: [Self; 6] =
        [Self::Power, Self::Priority, Self::Stab, Self::TypeMultiplier, Self::Physical, Self::Accuracy];

    fn slug(self) -> &'static str {
        match self {
            Self::Power => "power",
            Self::Priority => "priority",
            Self::Stab => "stab",
            Self::TypeMultiplier => "type_mult",
            Self::Physical => "physical",
            Self::Accuracy => "accuracy",
        }
    }
}

impl Hit {
    const ALL: [Self; 5] =
        [Self::AttackUsed, Self::Damage, Self::Share, Self::TurnsToKo, Self::EffectivePower];

    fn slug(self) -> &'static str {
        match self {
            Self::AttackUsed => "attack_used",
            Self::Damage => "damage",
            Self::Share => "hit_share",
            Self::TurnsToKo => "turns_to_ko",
            Self::EffectivePower => "effective_power",
        }
    }
}

impl Pair {
    const ALL: [Self; 8] = [
        Self::SpeedDiff,
        Self::HpDiff,
        Self::AMovesFirst,
        Self::StatRatio,
        Self::TypeAdvantageDiff,
        Self::EffectivePowerDiff,
        Self::PriorityAdvantage,
        Self::HitShareDiff,
    ];

    fn slug(self) -> &'static str {
        match self {
            Self::SpeedDiff => "speed_diff",
            Self::HpDiff => "hp_diff",
            Self::AMovesFirst => "a_moves_first",
            Self::StatRatio => "stat_ratio",
            Self::TypeAdvantageDiff => "type_advantage_diff",
            Self::EffectivePowerDiff => "effective_power_diff",
            Self::PriorityAdvantage => "priority_advantage",
            Self::HitShareDiff => "hit_share_diff",
        }
    }
}
