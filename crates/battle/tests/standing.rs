//! Places, groups of types, and what is told of Pokémon beside their battles.

mod common;

use battle::{
    Lore, Pokedex, Rarity, Stat, Type, Way,
    standing::{Standing, against, best_against, by_multiplier, greatest, standing},
};
use common::{mv, pokemon};

#[test]
fn the_greatest_has_the_first_place_and_equals_share_it() {
    let place =
        |slug: &str, stat: Stat| standing(pokemon(slug).stats.get(stat), |each| each.stats.get(stat)).rank;
    assert_eq!(greatest(Stat::Hp), 250);
    assert_eq!(place("chansey", Stat::Hp), 1);
    assert_eq!(place("mewtwo-mega-x", Stat::Attack), 1);
    let total = |slug: &str| standing(pokemon(slug).stats.total(), |each| each.stats.total());
    assert_eq!(total("mewtwo-mega-x"), Standing { rank: 1, of: 187 });
    assert_eq!(total("mewtwo-mega-x"), total("mewtwo-mega-y"));
    assert_eq!(total("mewtwo").rank, 3);
}

#[test]
fn a_defender_of_two_types_multiplies_and_an_attacker_chooses() {
    let charizard = pokemon("charizard");
    for kind in Type::ALL {
        let alone = against(kind, charizard.types);
        assert!((alone - charizard.multiplier_against(kind)).abs() < f64::EPSILON);
    }
    assert_eq!(against(Type::Rock, charizard.types), 4.0);
    assert_eq!(against(Type::Ground, charizard.types), 0.0);
    assert_eq!(best_against(charizard.types, Type::Grass), 2.0);
    assert_eq!(best_against((Type::Normal, Some(Type::Fighting)), Type::Ghost), 0.0);
    assert_eq!(best_against((Type::Normal, None), Type::Ghost), 0.0);
}

#[test]
fn groups_hold_every_type_once_the_greatest_multiplier_first() {
    let groups = by_multiplier(|kind| pokemon("charizard").multiplier_against(kind));
    let factors: Vec<f64> = groups.iter().map(|(factor, _)| *factor).collect();
    assert_eq!(factors, [4.0, 2.0, 1.0, 0.5, 0.25, 0.0]);
    assert_eq!(groups[0].1, [Type::Rock]);
    assert_eq!(groups[1].1, [Type::Water, Type::Electric]);
    assert_eq!(groups[5].1, [Type::Ground]);
    assert_eq!(groups.iter().map(|(_, kinds)| kinds.len()).sum::<usize>(), 18);
}

#[test]
fn everyone_has_a_height_and_a_way_to_each_move() {
    for each in Pokedex::get().pokemon() {
        let lore = Lore::of(each).unwrap();
        assert!(lore.height_m > 0.0 && lore.height_m < 15.0, "{}", each.slug);
        assert_eq!(lore.ways.len(), each.moves.len(), "{}", each.slug);
        // A move learnt by level and by machine counts twice in random battles.
        let both = lore.ways.iter().filter(|way| **way == Way::Both).count();
        assert_eq!(each.learnings().count(), each.moves.len() + both, "{}", each.slug);
    }
    let rare = |rarity| -> Vec<&str> {
        let all = Pokedex::get().pokemon().iter();
        all.filter(|each| Lore::of(each).unwrap().rarity == rarity).map(|each| each.slug.as_str()).collect()
    };
    assert_eq!(
        rare(Rarity::Legendary),
        ["articuno", "zapdos", "moltres", "mewtwo", "mewtwo-mega-x", "mewtwo-mega-y"]
    );
    assert_eq!(rare(Rarity::Mythical), ["mew", "meltan", "melmetal"]);
}

#[test]
fn ways_belong_to_their_moves() {
    let pikachu = pokemon("pikachu");
    assert_eq!(Lore::way(pikachu, mv("thunder-shock").id), Some(Way::Level));
    assert_eq!(Lore::way(pikachu, mv("brick-break").id), Some(Way::Machine));
    assert_eq!(Lore::way(pikachu, mv("thunderbolt").id), Some(Way::Both));
    assert_eq!(Lore::way(pikachu, mv("surf").id), None);
    assert_eq!(Lore::way(pokemon("raichu"), mv("slam").id), Some(Way::Earlier));
    assert_eq!(Lore::way(pokemon("pikachu-starter"), mv("zippy-zap").id), Some(Way::Tutor));
}
