//! Where something stands among all others of its kind.

use crate::{Pokedex, Pokemon, Stat, Type};

/// A place among all that can fight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// 1 for the greatest; equals share the place.
    pub rank: usize,
    /// How many there are.
    pub of: usize,
}

/// Where a value stands among that of everyone who can fight, the greatest first.
#[must_use]
pub fn standing(value: u16, of_each: impl Fn(&Pokemon) -> u16) -> Standing {
    let (mut greater, mut count) = (0, 0);
    for each in Pokedex::get().fighters() {
        count += 1;
        greater += usize::from(of_each(each) > value);
    }
    Standing { rank: greater + 1, of: count }
}

/// The greatest value of a stat among everyone who can fight.
#[must_use]
pub fn greatest(stat: Stat) -> u16 {
    Pokedex::get().fighters().map(|each| each.stats.get(stat)).max().unwrap_or_default()
}

/// Types by what happens to them, the greatest multiplier first; each in the order of [`Type::ALL`].
#[must_use]
pub fn by_multiplier(multiplier: impl Fn(Type) -> f64) -> Vec<(f64, Vec<Type>)> {
    let mut groups: Vec<(f64, Vec<Type>)> = Vec::new();
    for kind in Type::ALL {
        let factor = multiplier(kind);
        match groups.iter_mut().find(|(known, _)| known.total_cmp(&factor).is_eq()) {
            Some((_, kinds)) => kinds.push(kind),
            None => groups.push((factor, vec![kind])),
        }
    }
    groups.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    groups
}

/// What an attack of a type is multiplied by against a defender of one or two types.
#[must_use]
pub fn against(attack: Type, defender: (Type, Option<Type>)) -> f64 {
    let one = |defense| Pokedex::get().multiplier(attack, defense);
    one(defender.0) * defender.1.map_or(1.0, one)
}

/// The better of the attacks of one or two types against one defending type.
#[must_use]
pub fn best_against(attacker: (Type, Option<Type>), defense: Type) -> f64 {
    let one = |attack| Pokedex::get().multiplier(attack, defense);
    attacker.1.map_or(0.0, one).max(one(attacker.0))
}
