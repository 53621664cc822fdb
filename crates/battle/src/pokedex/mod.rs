//! The facts: every Pokémon and every move that battles know.

mod data;
mod moves;
mod pokemon;
mod search;

use std::sync::LazyLock;

pub use moves::{Category, DamageKind, Move};
pub use pokemon::{Form, Pokemon, Stat, Stats};
pub use search::{folded, lower_case};

use crate::{MoveId, PokemonId, Type};

/// Attacking type → defending type → multiplier, in the order of [`Type::ALL`].
type Chart = [[f64; Type::ALL.len()]; Type::ALL.len()];

/// Every Pokémon and move, read once from the data file inside the program.
#[derive(Debug)]
pub struct Pokedex {
    pokemon: Vec<Pokemon>,
    moves: Vec<Move>,
    chart: Chart,
    /// Where in `moves` the move with the id of this position is, where there is one.
    move_places: Vec<Option<u16>>,
    search: search::Index,
}

impl Pokedex {
    /// The one Pokédex.
    #[must_use]
    pub fn get() -> &'static Self {
        static POKEDEX: LazyLock<Pokedex> = LazyLock::new(data::load);
        &POKEDEX
    }

    /// Every Pokémon, 188 of them, in the order of their ids.
    #[must_use]
    pub fn pokemon(&self) -> &[Pokemon] {
        &self.pokemon
    }

    /// Every move that some Pokémon fights with, 140 of them, in the order of their ids.
    #[must_use]
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// The Pokémon that can fight: all but Ditto, which has no move of its own to fight with.
    pub fn fighters(&self) -> impl Iterator<Item = &Pokemon> + Clone {
        self.pokemon.iter().filter(|each| each.can_fight())
    }

    /// What an attack of a type is multiplied by against one defending type: 0, ½, 1 or 2.
    #[must_use]
    pub fn multiplier(&self, attack: Type, defense: Type) -> f64 {
        self.chart[attack.index()][defense.index()]
    }

    /// The Pokémon with this id.
    #[must_use]
    pub fn pokemon_by_id(&self, id: PokemonId) -> Option<&Pokemon> {
        // Ids count from 1 without a gap.
        self.pokemon.get(usize::from(id.0).checked_sub(1)?)
    }

    /// The move with this id.
    #[must_use]
    pub fn move_by_id(&self, id: MoveId) -> Option<&Move> {
        let at = (*self.move_places.get(usize::from(id.0))?)?;
        self.moves.get(usize::from(at))
    }

    /// The Pokémon with this slug, such as `raichu-alola`.
    #[must_use]
    pub fn pokemon_by_slug(&self, slug: &str) -> Option<&Pokemon> {
        self.pokemon.iter().find(|each| each.slug == slug)
    }

    /// The move with this slug, such as `thunder-punch`.
    #[must_use]
    pub fn move_by_slug(&self, slug: &str) -> Option<&Move> {
        self.moves.iter().find(|each| each.slug == slug)
    }

    /// The Pokémon whose French or English name holds `query`, whatever its case, accents and punctuation; a number finds
    /// the species with that number in the National Pokédex. Names that begin with the query come first, then names with a
    /// word that begins with it, then the rest, each in the order of their ids. An empty query finds everyone.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<&Pokemon> {
        self.search.find(query).into_iter().filter_map(|at| self.pokemon.get(at)).collect()
    }

    /// The moves whose French or English name holds `query`, by the rules of [`Pokedex::search`].
    #[must_use]
    pub fn search_moves(&self, query: &str) -> Vec<&Move> {
        search::find_names(query, &self.moves, |mv| &mv.names)
    }
}
