//! What no battle needs to know of a Pokémon: its height, how rare it is, and how it learns its moves.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{MoveId, Pokemon, PokemonId};

/// A file of its own, so that only programs that show it carry it.
const FILE: &str = include_str!("../data/lore.json");

/// How rare a Pokémon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rarity {
    /// Neither of the others.
    Usual,
    /// One of its kind.
    Legendary,
    /// Not found in the wild at all.
    Mythical,
}

/// How a Pokémon learns a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// By reaching a level.
    Level,
    /// From a technical machine.
    Machine,
    /// By level, and from a machine as well.
    Both,
    /// From a tutor: the partner's own moves.
    Tutor,
    /// It does not, but an earlier stage or its base form does.
    Earlier,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::Level, Self::Machine, Self::Both, Self::Tutor, Self::Earlier];

    fn from_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'l' => Self::Level,
            'm' => Self::Machine,
            'b' => Self::Both,
            't' => Self::Tutor,
            'e' => Self::Earlier,
            _ => return None,
        })
    }
}

/// What is told of a Pokémon beside its battles.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lore {
    /// Its height in metres.
    pub height_m: f32,
    /// How rare it is.
    pub rarity: Rarity,
    /// How it learns each of [`Pokemon::moves`], in their order.
    pub ways: Vec<Way>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: PokemonId,
    height_m: f32,
    rarity: Rarity,
    ways: String,
}

impl Lore {
    /// What is told of a Pokémon.
    #[must_use]
    pub fn of(pokemon: &Pokemon) -> Option<&'static Self> {
        static LORE: LazyLock<Vec<Lore>> = LazyLock::new(load);
        // Ids count from 1 without a gap, here as in the Pokédex.
        LORE.get(usize::from(pokemon.id.0).checked_sub(1)?)
    }

    /// How a Pokémon learns a move; `None` when it does not fight with it.
    #[must_use]
    pub fn way(pokemon: &Pokemon, id: MoveId) -> Option<Way> {
        let place = pokemon.moves.binary_search(&id).ok()?;
        Self::of(pokemon)?.ways.get(place).copied()
    }
}

#[allow(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
fn load() -> Vec<Lore> {
    let mut entries: Vec<Entry> =
        serde_json::from_str(FILE).expect("data/lore.json has the shape that this module states");
    entries.sort_by_key(|entry| entry.id);
    let lore = |Entry { height_m, rarity, ways, .. }: Entry| Lore {
        height_m,
        rarity,
        ways: ways.chars().filter_map(Way::from_letter).collect(),
    };
    entries.into_iter().map(lore).collect()
}
