//! The columns of the reference model.

use super::{Feature, Hit, MoveFact, Pair, Slot};
use crate::{Side, Stat, Type};

/// Types that no Pokémon has as its first one; the reference model has no column for them.
const NEVER_FIRST: [Type; 1] = [Type::Flying];

/// Types that no Pokémon has as its second one.
const NEVER_SECOND: [Type; 3] = [Type::Fire, Type::Bug, Type::Rock];

/// The names of the 133 columns of the reference model, in its order: 25 numbers, 102 one-hot columns, 6 derived numbers.
#[must_use]
pub fn v2_names() -> Vec<String> {
    let sides = [Side::A, Side::B];
    let stats = sides.into_iter().flat_map(|side| Stat::ALL.map(|stat| Feature::Stat(side, stat)));
    let moves = sides.into_iter().flat_map(|side| {
        [MoveFact::Power, MoveFact::Priority, MoveFact::Stab, MoveFact::TypeMultiplier]
            .map(|fact| Feature::Move(side, fact))
    });
    let totals = [
        Feature::Pair(Pair::SpeedDiff),
        Feature::Pair(Pair::HpDiff),
        Feature::TotalStats(Side::A),
        Feature::TotalStats(Side::B),
        Feature::Pair(Pair::AMovesFirst),
    ];
    let numbers = stats.chain(moves).chain(totals).map(|each| each.name());

    let types = sides.into_iter().flat_map(|side| [one_hot(first_types(side)), one_hot(second_types(side))]);
    let move_types =
        sides.into_iter().map(|side| one_hot(Type::ALL.map(|kind| Feature::MoveTypeIs(side, kind)).to_vec()));
    let one_hots = types.chain(move_types).flatten();

    let derived = [
        Feature::Pair(Pair::StatRatio),
        Feature::Pair(Pair::TypeAdvantageDiff),
        Feature::Hit(Side::A, Hit::EffectivePower),
        Feature::Hit(Side::B, Hit::EffectivePower),
        Feature::Pair(Pair::EffectivePowerDiff),
        Feature::Pair(Pair::PriorityAdvantage),
    ];
    numbers.chain(one_hots).chain(derived.map(|each| each.name())).collect()
}

fn first_types(side: Side) -> Vec<Feature> {
    let occurring = Type::ALL.into_iter().filter(|kind| !NEVER_FIRST.contains(kind));
    occurring.map(|kind| Feature::TypeIs(side, Slot::First, Some(kind))).collect()
}

fn second_types(side: Side) -> Vec<Feature> {
    let occurring = Type::ALL.into_iter().filter(|kind| !NEVER_SECOND.contains(kind)).map(Some);
    occurring.chain([None]).map(|kind| Feature::TypeIs(side, Slot::Second, kind)).collect()
}

/// The names of a group of one-hot columns in the order of their code points, as the tool that made them sorts them.
fn one_hot(group: Vec<Feature>) -> Vec<String> {
    let mut names: Vec<_> = group.into_iter().map(|each| each.name()).collect();
    names.sort_unstable();
    names
}
