//! Reading the data file, which `tools/pokedex` writes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Category, Chart, DamageKind, Form, Move, Pokedex, Pokemon, Stats, search};
use crate::{MoveId, Names, PokemonId, Type};

const FILE: &str = include_str!("../../data/pokedex.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    /// Attacking type → defending type → multiplier, where it is not 1.
    type_chart: BTreeMap<Type, BTreeMap<Type, f64>>,
    moves: Vec<MoveData>,
    pokemon: Vec<PokemonData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveData {
    id: MoveId,
    slug: String,
    fr: String,
    en: String,
    #[serde(rename = "type")]
    kind: Type,
    category: Category,
    power: u16,
    accuracy: Option<u8>,
    pp: u8,
    priority: i8,
    #[serde(rename = "kind")]
    damage_kind: DamageKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PokemonData {
    id: PokemonId,
    dex: u16,
    pokeapi: u16,
    slug: String,
    fr: String,
    en: String,
    form: Form,
    stats: [u16; 6],
    types: Vec<Type>,
    weight_kg: f32,
    moves: Vec<MoveId>,
    learnt_twice: Vec<MoveId>,
}

/// The Pokédex from the data file.
#[allow(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
pub(super) fn load() -> Pokedex {
    let data: Data =
        serde_json::from_str(FILE).expect("data/pokedex.json has the shape that this module states");
    let Data { type_chart, moves, pokemon } = data;
    let factor =
        |attack, defense| type_chart.get(&attack).and_then(|row| row.get(&defense)).copied().unwrap_or(1.0);
    let chart = Type::ALL.map(|attack| Type::ALL.map(|defense| factor(attack, defense)));
    let pokemon: Vec<_> = pokemon.into_iter().map(|each| each.build(&chart)).collect();
    let moves: Vec<_> = moves.into_iter().map(MoveData::build).collect();
    Pokedex { move_places: places(&moves), search: search::Index::new(&pokemon), chart, pokemon, moves }
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

impl MoveData {
    fn build(self) -> Move {
        Move {
            id: self.id,
            slug: self.slug,
            names: Names { fr: self.fr, en: self.en },
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
    fn build(self, chart: &Chart) -> Pokemon {
        let defenses = chart.map(|row| self.types.iter().map(|own| row[own.index()]).product());
        let [hp, attack, defense, sp_attack, sp_defense, speed] = self.stats;
        Pokemon {
            id: self.id,
            dex_number: self.dex,
            pokeapi_id: self.pokeapi,
            slug: self.slug,
            names: Names { fr: self.fr, en: self.en },
            form: self.form,
            stats: Stats { hp, attack, defense, sp_attack, sp_defense, speed },
            types: (self.types.first().copied().unwrap_or(Type::Normal), self.types.get(1).copied()),
            weight_kg: self.weight_kg,
            moves: self.moves,
            learnt_twice: self.learnt_twice,
            defenses,
        }
    }
}
