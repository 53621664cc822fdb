//! The data file, which `tools/pokedex` writes and `build.rs` turns into constants.

use super::{Category, Chart, DamageKind, Form, Move, Pokedex, Pokemon, Stats, search};
use crate::{MoveId, Names, PokemonId, Type};

include!(concat!(env!("OUT_DIR"), "/pokedex.rs"));

struct MoveData {
    id: MoveId,
    slug: &'static str,
    fr: &'static str,
    en: &'static str,
    kind: Type,
    category: Category,
    power: u16,
    accuracy: Option<u8>,
    pp: u8,
    priority: i8,
    damage_kind: DamageKind,
}

struct PokemonData {
    id: PokemonId,
    dex: u16,
    pokeapi: u16,
    slug: &'static str,
    fr: &'static str,
    en: &'static str,
    form: Form,
    stats: [u16; 6],
    types: (Type, Option<Type>),
    weight_kg: f32,
    moves: &'static [MoveId],
    learnt_twice: &'static [MoveId],
}

/// The Pokédex from the data file.
pub(super) fn load() -> Pokedex {
    let chart = Type::ALL.map(|attack| Type::ALL.map(|defense| factor(attack, defense)));
    let pokemon: Vec<_> = POKEMON.iter().map(|each| each.build(&chart)).collect();
    let moves: Vec<_> = MOVES.iter().map(MoveData::build).collect();
    Pokedex { move_places: places(&moves), search: search::Index::new(&pokemon), chart, pokemon, moves }
}

/// The multiplier of an attacking type on a defending one; the chart says where it is not 1.
fn factor(attack: Type, defense: Type) -> f64 {
    let entry = TYPE_CHART.iter().find(|(by, on, _)| (*by, *on) == (attack, defense));
    entry.map_or(1.0, |(.., factor)| *factor)
}

fn places(moves: &[Move]) -> Vec<Option<u16>> {
    let mut places = vec![None; moves.iter().map(|mv| usize::from(mv.id.0) + 1).max().unwrap_or_default()];
    for (at, mv) in (0..).zip(moves) {
        if let Some(place) = places.get_mut(usize::from(mv.id.0)) {
            *place = Some(at);
        }
    }
    places
}

fn names(fr: &str, en: &str) -> Names {
    Names { fr: fr.to_owned(), en: en.to_owned() }
}

impl MoveData {
    fn build(&self) -> Move {
        Move {
            id: self.id,
            slug: self.slug.to_owned(),
            names: names(self.fr, self.en),
            kind: self.kind,
            category: self.category,
            power: self.power,
            accuracy: self.accuracy,
            pp: self.pp,
            priority: self.priority,
            damage_kind: self.damage_kind,
        }
    }
}

impl PokemonData {
    fn build(&self, chart: &Chart) -> Pokemon {
        let (first, second) = self.types;
        let own = |row: &[f64; Type::ALL.len()]| {
            row[first.index()] * second.map_or(1.0, |second| row[second.index()])
        };
        let defenses = chart.each_ref().map(own);
        let [hp, attack, defense, sp_attack, sp_defense, speed] = self.stats;
        Pokemon {
            id: self.id,
            dex_number: self.dex,
            pokeapi_id: self.pokeapi,
            slug: self.slug.to_owned(),
            names: names(self.fr, self.en),
            form: self.form,
            stats: Stats { hp, attack, defense, sp_attack, sp_defense, speed },
            types: self.types,
            weight_kg: self.weight_kg,
            moves: self.moves.to_owned(),
            learnt_twice: self.learnt_twice.to_owned(),
            defenses,
        }
    }
}
