//! Battles of Pokémon Let's Go: who fights with what, who wins, and what a model sees of it.
//!
//! [`Pokedex`] holds the facts, [`rules`] decide a battle and [`features`] describe it by named columns.
//! Everything is deterministic and exact in `f64`: the same battle gives the same bits everywhere.

pub mod features;
mod field;
mod ids;
mod lore;
mod matchup;
mod names;
pub mod pairs;
mod pokedex;
mod race;
pub mod rules;
pub mod standing;
mod types;

pub use field::field_sample;
pub use ids::{BattleIds, MoveId, PokemonId};
pub use lore::{Lore, Rarity, Way};
pub use matchup::{Matchup, Outcome, Side, UnknownBattle};
pub use names::{Lang, Names};
pub use pokedex::{Category, DamageKind, Form, Move, Pokedex, Pokemon, Stat, Stats, folded, lower_case};
pub use race::Standing;
pub use types::{Type, UnknownType};
