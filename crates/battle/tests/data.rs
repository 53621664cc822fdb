//! What always holds in the data file.

mod common;

use std::collections::BTreeSet;

use battle::{Form, Pokedex, PokemonId, Type};
use common::{mv, pokemon};

#[test]
fn it_has_everyone() {
    let pokedex = Pokedex::get();
    assert_eq!(pokedex.pokemon().len(), 188);
    assert_eq!(pokedex.fighters().count(), 187);
    assert_eq!(pokedex.moves().len(), 140);
    let forms = |form| pokedex.pokemon().iter().filter(|each| each.form == form).count();
    assert_eq!([Form::Base, Form::Mega, Form::Alola, Form::Partner].map(forms), [153, 15, 18, 2]);
    let idle: Vec<_> =
        pokedex.pokemon().iter().filter(|each| !each.can_fight()).map(|each| each.slug.as_str()).collect();
    assert_eq!(idle, ["ditto"]);
}

#[test]
fn ids_count_and_find_their_owner() {
    let pokedex = Pokedex::get();
    for (id, each) in (1..).zip(pokedex.pokemon()) {
        assert_eq!(each.id, PokemonId(id));
        assert_eq!(pokedex.pokemon_by_id(each.id), Some(each));
        assert_eq!(pokedex.pokemon_by_slug(&each.slug), Some(each));
    }
    assert!(pokedex.moves().is_sorted_by(|a, b| a.id < b.id));
    for each in pokedex.moves() {
        assert_eq!(pokedex.move_by_id(each.id), Some(each));
        assert_eq!(pokedex.move_by_slug(&each.slug), Some(each));
    }
    assert_eq!(pokedex.pokemon_by_id(PokemonId(0)), None);
    assert_eq!(pokedex.pokemon_by_id(PokemonId(189)), None);
    assert_eq!(pokedex.pokemon_by_slug("missingno"), None);
    assert_eq!(pokedex.move_by_id(battle::MoveId(0)), None);
    assert_eq!(pokedex.move_by_id(battle::MoveId(u16::MAX)), None);
    assert_eq!(pokedex.move_by_slug("splash"), None);
}

#[test]
fn pictures_have_a_number_of_their_own_for_each_form() {
    let numbers: BTreeSet<_> = Pokedex::get().pokemon().iter().map(|each| each.pokeapi_id).collect();
    assert_eq!(numbers.len(), 188);
    for each in Pokedex::get().pokemon() {
        assert_eq!(each.pokeapi_id == each.dex_number, each.form == Form::Base, "{}", each.slug);
    }
    assert_eq!(pokemon("meltan").pokeapi_id, 808);
    assert_eq!(pokemon("raichu-alola").pokeapi_id, 10_100);
}

#[test]
fn names_are_whole_and_unlike_each_other() {
    let pokedex = Pokedex::get();
    for lang in [battle::Lang::Fr, battle::Lang::En] {
        let names: BTreeSet<_> = pokedex.pokemon().iter().map(|each| each.names.get(lang)).collect();
        assert_eq!(names.len(), 188);
        let moves: BTreeSet<_> = pokedex.moves().iter().map(|each| each.names.get(lang)).collect();
        assert_eq!(moves.len(), 140);
        assert!(names.iter().chain(&moves).all(|name| !name.is_empty() && name.trim() == *name));
    }
    let slug = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    assert!(pokedex.pokemon().iter().all(|each| slug(&each.slug)));
    assert!(pokedex.moves().iter().all(|each| slug(&each.slug)));
}

#[test]
fn every_move_is_used_and_every_used_move_exists() {
    let pokedex = Pokedex::get();
    let mut used = BTreeSet::new();
    for each in pokedex.pokemon() {
        assert!(each.moves.is_sorted_by(|a, b| a < b), "{}", each.slug);
        used.extend(each.moves.iter().copied());
        let learnings: Vec<_> = each.learnings().collect();
        assert!(learnings.is_sorted());
        let distinct: BTreeSet<_> = learnings.iter().copied().collect();
        assert_eq!(distinct.into_iter().collect::<Vec<_>>(), each.moves, "{}", each.slug);
    }
    assert_eq!(used, pokedex.moves().iter().map(|each| each.id).collect());
}

#[test]
fn numbers_are_in_their_ranges() {
    for each in Pokedex::get().pokemon() {
        let least = battle::Stat::ALL.into_iter().map(|stat| each.stats.get(stat)).min();
        assert!(least > Some(0), "{}", each.slug);
        assert!(each.stats.total() <= 780, "{}", each.slug);
        assert!(each.weight_kg > 0.0, "{}", each.slug);
        assert_ne!(Some(each.types.0), each.types.1, "{}", each.slug);
        for attack in Type::ALL {
            let factor = each.multiplier_against(attack);
            assert!([0.0, 0.25, 0.5, 1.0, 2.0, 4.0].contains(&factor), "{} {factor}", each.slug);
        }
    }
    for each in Pokedex::get().moves() {
        assert!((1..=250).contains(&each.power), "{}", each.slug);
        assert!(each.accuracy.is_none_or(|percent| (50..=100).contains(&percent)), "{}", each.slug);
        assert!((0..=2).contains(&each.priority), "{}", each.slug);
    }
}

#[test]
fn the_differences_from_the_package_are_there() {
    assert_eq!(pokemon("rhydon").types, (Type::Rock, Some(Type::Ground)));
    assert_eq!(mv("feint").power, 50);
    assert_eq!(mv("zippy-zap").priority, 1);
    assert_eq!(mv("dragon-tail").priority, 0);
    assert!(pokemon("ninetales-alola").knows(mv("fire-blast").id));
    assert_eq!(pokemon("mew").moves.len(), 5);
    assert_eq!(pokemon("mew").learnings().count(), 5);
    assert_eq!(pokemon("meltan").learnings().count(), 6);
}
