//! Pokémon.

use serde::{Deserialize, Serialize};

use crate::{MoveId, Names, PokemonId, Type};

/// The six base stats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is its own name")]
pub struct Stats {
    pub hp: u16,
    pub attack: u16,
    pub defense: u16,
    pub sp_attack: u16,
    pub sp_defense: u16,
    pub speed: u16,
}

/// One of the six base stats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is its own name")]
pub enum Stat {
    Hp,
    Attack,
    Defense,
    SpAttack,
    SpDefense,
    Speed,
}

impl Stat {
    /// Every stat in its usual order.
    pub const ALL: [Self; 6] =
        [Self::Hp, Self::Attack, Self::Defense, Self::SpAttack, Self::SpDefense, Self::Speed];

    /// The name of its column, without the side: `sp_attack`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Hp => "hp",
            Self::Attack => "attack",
            Self::Defense => "defense",
            Self::SpAttack => "sp_attack",
            Self::SpDefense => "sp_defense",
            Self::Speed => "speed",
        }
    }
}

impl Stats {
    /// The value of one stat.
    #[must_use]
    pub fn get(&self, stat: Stat) -> u16 {
        match stat {
            Stat::Hp => self.hp,
            Stat::Attack => self.attack,
            Stat::Defense => self.defense,
            Stat::SpAttack => self.sp_attack,
            Stat::SpDefense => self.sp_defense,
            Stat::Speed => self.speed,
        }
    }

    /// The same stats but for one.
    #[must_use]
    pub fn with(mut self, stat: Stat, value: u16) -> Self {
        *match stat {
            Stat::Hp => &mut self.hp,
            Stat::Attack => &mut self.attack,
            Stat::Defense => &mut self.defense,
            Stat::SpAttack => &mut self.sp_attack,
            Stat::SpDefense => &mut self.sp_defense,
            Stat::Speed => &mut self.speed,
        } = value;
        self
    }

    /// The sum of all six.
    #[must_use]
    pub fn total(&self) -> u16 {
        Stat::ALL.into_iter().map(|stat| self.get(stat)).sum()
    }
}

/// Which shape of its species a Pokémon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The usual one.
    Base,
    /// Mega-evolved.
    Mega,
    /// From Alola.
    Alola,
    /// The partner Pikachu or Eevee.
    Partner,
}

/// A Pokémon with all that a battle needs of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pokemon {
    /// Its number, unlike any other's.
    pub id: PokemonId,
    /// The number of its species in the National Pokédex.
    pub dex_number: u16,
    /// The number of the Pokémon, form included, at PokéAPI and in its collection of sprites.
    pub pokeapi_id: u16,
    /// Its English name in lower case with hyphens and the form last, such as `raichu-alola`.
    pub slug: String,
    /// Its names.
    pub names: Names,
    /// Its form.
    pub form: Form,
    /// Its base stats.
    pub stats: Stats,
    /// Its one or two types.
    pub types: (Type, Option<Type>),
    /// Its weight in kilograms.
    pub weight_kg: f32,
    /// The moves it may fight with, in the order of their ids.
    pub moves: Vec<MoveId>,
    /// Those of `moves` that it learns by level and by machine as well.
    pub(super) learnt_twice: Vec<MoveId>,
    /// What an attack of each type is multiplied by, in the order of [`Type::ALL`].
    pub(super) defenses: [f64; Type::ALL.len()],
}

impl Pokemon {
    /// Whether it has a move to fight with.
    #[must_use]
    pub fn can_fight(&self) -> bool {
        !self.moves.is_empty()
    }

    /// Whether it may fight with this move.
    #[must_use]
    pub fn knows(&self, id: MoveId) -> bool {
        self.moves.binary_search(&id).is_ok()
    }

    /// Whether one of its types is this one.
    #[must_use]
    pub fn has_type(&self, kind: Type) -> bool {
        self.types.0 == kind || self.types.1 == Some(kind)
    }

    /// Its moves in the order of their ids, each as often as it is learnt: twice by level and by machine, else once.
    /// Random battles are drawn from this list, so that a move learnt twice comes up twice as often.
    pub fn learnings(&self) -> impl Iterator<Item = MoveId> {
        self.moves.iter().flat_map(|id| {
            let times = 1 + usize::from(self.learnt_twice.binary_search(id).is_ok());
            std::iter::repeat_n(*id, times)
        })
    }

    /// What an attack of this type is multiplied by: 0, ¼, ½, 1, 2 or 4.
    #[must_use]
    pub fn multiplier_against(&self, attack: Type) -> f64 {
        self.defenses.get(attack.index()).copied().unwrap_or(1.0)
    }
}
