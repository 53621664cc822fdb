//! The columns that models see.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use battle::features::{Feature, FeatureSet, Meaning, v2_names};
use battle::{Matchup, Pokedex, Side, Stat, rules};
use common::matchup;

/// Pikachu's Quick Attack (physical, first) against Gyarados' Hydro Pump (special, not always hitting).
fn battle() -> Matchup {
    matchup("pikachu", "quick-attack", "gyarados", "hydro-pump")
}

fn value(name: &str) -> f64 {
    Feature::parse(name).unwrap().value(&battle())
}

#[test]
fn numbers_have_their_values() {
    for (name, expected) in [
        ("a_hp", 35.0),
        ("a_attack", 55.0),
        ("a_defense", 40.0),
        ("a_sp_attack", 50.0),
        ("a_sp_defense", 50.0),
        ("a_speed", 90.0),
        ("b_hp", 95.0),
        ("b_attack", 125.0),
        ("b_defense", 79.0),
        ("b_sp_attack", 60.0),
        ("b_sp_defense", 100.0),
        ("b_speed", 81.0),
        ("a_move_power", 40.0),
        ("a_move_priority", 1.0),
        ("a_move_stab", 1.0),
        ("a_move_type_mult", 1.0),
        ("b_move_power", 110.0),
        ("b_move_priority", 0.0),
        ("b_move_stab", 1.5),
        ("b_move_type_mult", 1.0),
        ("speed_diff", 9.0),
        ("hp_diff", -60.0),
        ("a_total_stats", 320.0),
        ("b_total_stats", 540.0),
        ("a_moves_first", 1.0),
        ("stat_ratio", 320.0 / 541.0),
        ("type_advantage_diff", 0.0),
        ("effective_power_a", 40.0),
        ("effective_power_b", 165.0),
        ("effective_power_diff", -125.0),
        ("priority_advantage", 1.0),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
}

#[test]
fn columns_of_the_hit_have_their_values() {
    let damage_a = (22.0 * 40.0 * 55.0 / 79.0) / 50.0 + 2.0;
    let damage_b = ((22.0 * 110.0 * 60.0 / 50.0) / 50.0 + 2.0) * 1.5;
    for (name, expected) in [
        ("a_move_physical", 1.0),
        ("b_move_physical", 0.0),
        ("a_move_accuracy", 100.0),
        ("b_move_accuracy", 80.0),
        ("a_attack_used", 55.0),
        ("b_attack_used", 60.0),
        ("b_defense_faced", 79.0),
        ("a_defense_faced", 50.0),
        ("a_damage", damage_a),
        ("b_damage", damage_b),
        ("a_hit_share", damage_a / 95.0),
        ("b_hit_share", damage_b / 35.0),
        ("a_turns_to_ko", 95.0 / damage_a),
        ("b_turns_to_ko", 35.0 / damage_b),
        ("hit_share_diff", damage_a / 95.0 - damage_b / 35.0),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
}

#[test]
fn a_hit_without_effect_takes_long_but_not_for_ever() {
    let battle = matchup("diglett", "earthquake", "pidgey", "fly");
    let value = |name| Feature::parse(name).unwrap().value(&battle);
    assert_eq!((value("a_damage"), value("a_hit_share"), value("a_turns_to_ko")), (0.0, 0.0, 400.0));
}

#[test]
fn types_are_one_hot() {
    for (name, expected) in [
        ("a_type_1_Électrik", 1.0),
        ("a_type_1_Eau", 0.0),
        ("a_type_2_none", 1.0),
        ("a_type_2_Vol", 0.0),
        ("b_type_1_Eau", 1.0),
        ("b_type_2_Vol", 1.0),
        ("b_type_2_none", 0.0),
        ("a_move_type_Normal", 1.0),
        ("b_move_type_Eau", 1.0),
        ("b_move_type_Vol", 0.0),
        // Not among the reference's columns.
        ("a_type_1_Vol", 0.0),
        ("b_type_2_Roche", 0.0),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
}

#[test]
fn the_reference_names_are_in_order() {
    let names = v2_names();
    assert_eq!(names.len(), 133);
    let numbers = "a_hp a_attack a_defense a_sp_attack a_sp_defense a_speed \
         b_hp b_attack b_defense b_sp_attack b_sp_defense b_speed \
         a_move_power a_move_priority a_move_stab a_move_type_mult \
         b_move_power b_move_priority b_move_stab b_move_type_mult \
         speed_diff hp_diff a_total_stats b_total_stats a_moves_first";
    assert_eq!(names[..25], numbers.split_whitespace().collect::<Vec<_>>());
    let group = |prefix: &str, types: &str| {
        types.split(' ').map(|kind| format!("{prefix}{kind}")).collect::<Vec<_>>()
    };
    let first = "Acier Combat Dragon Eau Feu Fée Glace Insecte Normal Plante Poison Psy Roche Sol Spectre Ténèbres Électrik";
    let second =
        "Acier Combat Dragon Eau Fée Glace Normal Plante Poison Psy Sol Spectre Ténèbres Vol none Électrik";
    let moves = "Acier Combat Dragon Eau Feu Fée Glace Insecte Normal Plante Poison Psy Roche Sol Spectre Ténèbres Vol Électrik";
    let one_hot = [
        group("a_type_1_", first),
        group("a_type_2_", second),
        group("b_type_1_", first),
        group("b_type_2_", second),
        group("a_move_type_", moves),
        group("b_move_type_", moves),
    ];
    assert_eq!(names[25..127], one_hot.concat());
    let derived = [
        "stat_ratio",
        "type_advantage_diff",
        "effective_power_a",
        "effective_power_b",
        "effective_power_diff",
        "priority_advantage",
    ];
    assert_eq!(names[127..], derived);
}

#[test]
fn the_reference_leaves_out_exactly_the_types_that_do_not_occur() {
    let names = v2_names();
    for feature in Feature::all() {
        let name = feature.name();
        if let Some(slot) = ["a_type_1_", "a_type_2_", "b_type_1_", "b_type_2_"]
            .into_iter()
            .find(|slot| name.starts_with(slot))
        {
            let kind = &name[slot.len()..];
            let occurs = Pokedex::get().fighters().any(|each| {
                let own = if slot.contains('1') { Some(each.types.0) } else { each.types.1 };
                own.map_or("none", |own| own.name(battle::Lang::Fr)) == kind
            });
            assert_eq!(names.contains(&name), occurs, "{name}");
        }
    }
}

#[test]
fn every_name_reads_back_and_is_unique() {
    let all: Vec<_> = Feature::all().collect();
    assert_eq!(all.len(), 156);
    for feature in &all {
        assert_eq!(Feature::parse(&feature.name()), Ok(*feature));
    }
    let names: std::collections::BTreeSet<_> = all.iter().map(Feature::name).collect();
    assert_eq!(names.len(), all.len());
}

#[test]
fn a_row_holds_every_value_in_the_order_of_the_names() {
    let mut names: Vec<_> = Feature::all().map(|each| each.name()).collect();
    // A name twice gives its value twice.
    names.extend(["a_hp".to_owned(), "a_type_1_Électrik".to_owned()]);
    names.reverse();
    let set = FeatureSet::parse(&names).unwrap();
    assert_eq!(set.len(), names.len());
    for (a, b) in [("pikachu", "gyarados"), ("geodude", "mewtwo"), ("beedrill-mega", "eevee")] {
        let (best_a, best_b) = (common::pokemon(a), common::pokemon(b));
        let move_a = rules::best_move(best_a, best_b).unwrap();
        let move_b = rules::best_move(best_b, best_a).unwrap();
        let battle = matchup(a, &move_a.slug, b, &move_b.slug);
        let mut row = vec![f32::NAN; set.len()];
        set.fill(&battle, &mut row);
        for (at, name) in names.iter().enumerate() {
            assert_eq!(row[at], Feature::parse(name).unwrap().value(&battle) as f32, "{a} {b} {name}");
        }
    }
}

#[test]
fn a_row_of_another_length_is_filled_as_far_as_it_goes() {
    let set = FeatureSet::parse(["a_hp", "b_hp"]).unwrap();
    let mut short = [f32::NAN; 1];
    set.fill(&battle(), &mut short);
    assert_eq!(short, [35.0]);
    let mut long = [f32::NAN; 3];
    set.fill(&battle(), &mut long);
    assert_eq!(long, [35.0, 95.0, 0.0]);
}

#[test]
fn unknown_names_are_named_with_those_that_are_near() {
    let error = |name: &str| Feature::parse(name).unwrap_err().to_string();
    assert_eq!(error("a_hpp"), "unknown feature \"a_hpp\" (near: a_hp, b_hp)");
    assert_eq!(
        error("a_type_1_Electrik"),
        "unknown feature \"a_type_1_Electrik\" (near: a_type_1_Électrik, a_type_2_Électrik, b_type_1_Électrik)"
    );
    assert_eq!(
        error("a_type_1_none"),
        "unknown feature \"a_type_1_none\" (near: a_type_2_none, b_type_2_none, a_type_1_Fée)"
    );
    assert_eq!(error("weather"), "unknown feature \"weather\"");
    assert_eq!(error(&"x".repeat(1_000)), format!("unknown feature \"{}…\"", "x".repeat(60)));

    let set = FeatureSet::parse(["a_hp", "weather", "b_hpp"]).unwrap_err();
    assert_eq!(set.to_string(), "unknown feature \"weather\"; unknown feature \"b_hpp\" (near: b_hp, a_hp)");
    let many = FeatureSet::parse((0..1_000).map(|n| format!("feature number {n}"))).unwrap_err();
    assert_eq!(many.features.len(), 1_000);
    assert!(many.to_string().ends_with("; and 995 more"));
}

proptest::proptest! {
    #[test]
    fn parsing_never_panics(name in ".*") {
        if let Ok(feature) = Feature::parse(&name) {
            proptest::prop_assert_eq!(feature.name(), name);
        }
    }
}

#[test]
fn another_stat_changes_all_that_depends_on_it() {
    let other = battle().with_stat(Side::B, Stat::SpAttack, 65).with_stat(Side::A, Stat::Speed, 80);
    assert_eq!((other.stats(Side::B).sp_attack, other.pokemon(Side::B).stats.sp_attack), (65, 60));
    let changed: Vec<String> = Feature::all()
        .filter(|feature| feature.value(&other) != feature.value(&battle()))
        .map(|feature| feature.name())
        .collect();
    assert_eq!(
        changed,
        [
            "a_speed",
            "a_total_stats",
            "b_sp_attack",
            "b_attack_used",
            "b_damage",
            "b_hit_share",
            "b_turns_to_ko",
            "b_total_stats",
            "speed_diff",
            "stat_ratio",
            "hit_share_diff",
        ]
    );
    // 22 × 110 × 65 ÷ 50 ÷ 50 + 2, with the bonus of the own type.
    assert_eq!(other.damage(Side::B), (22.0 * 110.0 * 65.0 / 50.0 / 50.0 + 2.0) * 1.5);
    assert_eq!(other.outcome().damage_b, other.damage(Side::B));
}

#[test]
fn columns_have_a_meaning_and_a_side() {
    for (name, meaning, side) in [
        ("a_speed", Meaning::Speed, Some(Side::A)),
        ("b_type_1_Feu", Meaning::Types, Some(Side::B)),
        ("effective_power_b", Meaning::MovePower, Some(Side::B)),
        ("a_attack_used", Meaning::Attack, Some(Side::A)),
        ("hp_diff", Meaning::Bulk, None),
        ("hit_share_diff", Meaning::Damage, None),
        ("b_total_stats", Meaning::Total, Some(Side::B)),
    ] {
        let feature = Feature::parse(name).unwrap();
        assert_eq!((feature.meaning(), feature.side()), (meaning, side), "{name}");
    }
}
