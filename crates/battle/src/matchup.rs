//! One battle: two Pokémon and the moves that they use.

use serde::{Deserialize, Serialize};

use crate::{BattleIds, Move, MoveId, Pokedex, Pokemon, PokemonId, Stat, Stats, rules};

/// One of the two sides of a battle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The first Pokémon; a model's probability is that it wins.
    A,
    /// The second Pokémon.
    B,
}

impl Side {
    /// The opponent's side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// A battle that can be fought: both Pokémon exist and know their moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matchup {
    ids: BattleIds,
    a: Fighter,
    b: Fighter,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Fighter {
    pokemon: &'static Pokemon,
    mv: &'static Move,
    stats: Stats,
}

/// Why ids are not a battle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownBattle {
    /// No Pokémon has this id.
    #[error("there is no Pokémon number {0}; they are numbered from 1 to {last}", last = Pokedex::get().pokemon().len())]
    Pokemon(PokemonId),
    /// No move has this id.
    #[error("no Pokémon fights with a move number {0}; choose one of the Pokémon's own moves")]
    Move(MoveId),
    /// The Pokémon does not learn the move.
    #[error("{pokemon} cannot fight with {mv}; choose one of its own moves")]
    NotLearnt {
        /// English name of the Pokémon.
        pokemon: String,
        /// English name of the move.
        mv: String,
    },
}

/// How a battle ends by the rules.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Who wins.
    pub winner: Side,
    /// Who moves first.
    pub first: Side,
    /// Damage that one use of A's move does to B, in hit points.
    pub damage_a: f64,
    /// Damage that one use of B's move does to A, in hit points.
    pub damage_b: f64,
    /// Turns that A needs to defeat B, in fractions.
    pub turns_a: f64,
    /// Turns that B needs to defeat A, in fractions.
    pub turns_b: f64,
}

impl Matchup {
    /// The battle with these ids.
    ///
    /// # Errors
    /// When a Pokémon or a move does not exist, or the Pokémon cannot fight with it; the error names it.
    pub fn resolve(ids: BattleIds) -> Result<Self, UnknownBattle> {
        let a = Fighter::resolve(ids.a, ids.move_a)?;
        let b = Fighter::resolve(ids.b, ids.move_b)?;
        Ok(Self { ids, a, b })
    }

    /// Its ids.
    #[must_use]
    pub fn ids(&self) -> BattleIds {
        self.ids
    }

    /// The Pokémon on a side.
    #[must_use]
    pub fn pokemon(&self, side: Side) -> &'static Pokemon {
        self.fighter(side).pokemon
    }

    /// The base stats of a side: its Pokémon's, unless [`Matchup::with_stat`] has changed one.
    #[must_use]
    pub fn stats(&self, side: Side) -> Stats {
        self.fighter(side).stats
    }

    /// The battle as it were if a side had another base stat.
    #[must_use]
    pub fn with_stat(mut self, side: Side, stat: Stat, value: u16) -> Self {
        let fighter = match side {
            Side::A => &mut self.a,
            Side::B => &mut self.b,
        };
        fighter.stats = fighter.stats.with(stat, value);
        self
    }

    /// The move that a side uses.
    #[must_use]
    pub fn used_move(&self, side: Side) -> &'static Move {
        self.fighter(side).mv
    }

    /// The bonus of a side for a move of its own type: 1.5 or 1.
    #[must_use]
    pub fn stab(&self, side: Side) -> f64 {
        let Fighter { pokemon, mv, .. } = self.fighter(side);
        rules::stab(pokemon, mv)
    }

    /// What the types make of a side's move against the other.
    #[must_use]
    pub fn type_multiplier(&self, side: Side) -> f64 {
        rules::type_multiplier(self.used_move(side).kind, self.pokemon(side.other()))
    }

    /// Damage of one use of a side's move, in hit points.
    #[must_use]
    pub fn damage(&self, side: Side) -> f64 {
        let (user, target) = (self.stats(side), self.stats(side.other()));
        rules::damage_by(self.used_move(side), &user, &target, self.stab(side), self.type_multiplier(side))
    }

    /// Turns that a side needs to defeat the other, in fractions.
    #[must_use]
    pub fn turns_to_ko(&self, side: Side) -> f64 {
        rules::turns_to_ko(&self.stats(side.other()), self.damage(side))
    }

    /// Who moves first.
    #[must_use]
    pub fn first(&self) -> Side {
        rules::first_to_move((&self.a.stats, self.a.mv), (&self.b.stats, self.b.mv))
    }

    /// How it ends.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let (damage_a, damage_b) = (self.damage(Side::A), self.damage(Side::B));
        let turns_a = rules::turns_to_ko(&self.b.stats, damage_a);
        let turns_b = rules::turns_to_ko(&self.a.stats, damage_b);
        let first = self.first();
        Outcome {
            winner: rules::winner(first, turns_a, turns_b),
            first,
            damage_a,
            damage_b,
            turns_a,
            turns_b,
        }
    }

    fn fighter(&self, side: Side) -> Fighter {
        match side {
            Side::A => self.a,
            Side::B => self.b,
        }
    }
}

impl Fighter {
    fn resolve(pokemon: PokemonId, mv: MoveId) -> Result<Self, UnknownBattle> {
        let pokedex = Pokedex::get();
        let pokemon = pokedex.pokemon_by_id(pokemon).ok_or(UnknownBattle::Pokemon(pokemon))?;
        let mv = pokedex.move_by_id(mv).ok_or(UnknownBattle::Move(mv))?;
        if pokemon.knows(mv.id) {
            Ok(Self { pokemon, mv, stats: pokemon.stats })
        } else {
            Err(UnknownBattle::NotLearnt { pokemon: pokemon.names.en.clone(), mv: mv.names.en.clone() })
        }
    }
}
