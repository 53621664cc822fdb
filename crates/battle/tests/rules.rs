//! The rules on battles worked out by hand and by another program.

mod common;

use battle::{Category, DamageKind, Lang, MoveId, Outcome, Pokedex, Side, Type, UnknownBattle, rules};
use common::{matchup, mv, pokemon, resolve};

/// A, its move, B, its move; winner, first, damage of A and B, turns of A and B.
type Row = (&'static str, &'static str, &'static str, &'static str, Side, Side, [f64; 4]);

/// Computed by a Python program of its own from the rules as stated.
const BATTLES: [Row; 13] = [
    (
        "pikachu",
        "thunderbolt",
        "blastoise",
        "earthquake",
        Side::B,
        Side::A,
        [62.57142857142857, 186.6, 1.2625570776255708, 0.18756698821007503],
    ),
    (
        "blastoise",
        "earthquake",
        "pikachu",
        "thunderbolt",
        Side::A,
        Side::B,
        [186.6, 62.57142857142857, 0.18756698821007503, 1.2625570776255708],
    ),
    // Without effect: 0 damage counts as a tenth of a hit point a turn.
    ("diglett", "earthquake", "pidgey", "fly", Side::B, Side::A, [0.0, 109.92, 400.0, 0.09097525473071325]),
    // Priority beats the higher speed.
    (
        "pikachu",
        "quick-attack",
        "raichu-alola",
        "thunderbolt",
        Side::B,
        Side::A,
        [21.36, 57.92999999999999, 2.808988764044944, 0.6041774555498015],
    ),
    (
        "eevee-starter",
        "sizzly-slide",
        "mewtwo",
        "self-destruct",
        Side::B,
        Side::B,
        [35.0, 140.2857142857143, 3.0285714285714285, 0.4633401221995926],
    ),
    // Several hits, × 4.
    (
        "beedrill",
        "pin-missile",
        "exeggcute",
        "psychic",
        Side::A,
        Side::A,
        [234.75, 95.1, 0.25559105431309903, 0.683491062039958],
    ),
    (
        "marowak",
        "bonemerang",
        "zubat",
        "mega-drain",
        Side::B,
        Side::B,
        [0.0, 28.75, 400.0, 2.0869565217391304],
    ),
    // Two turns, × ½.
    (
        "venusaur",
        "solar-beam",
        "gyarados",
        "fire-blast",
        Side::B,
        Side::B,
        [69.0, 62.08, 1.3768115942028984, 1.288659793814433],
    ),
    // All equal: A is first and wins.
    (
        "tauros",
        "take-down",
        "tauros",
        "take-down",
        Side::A,
        Side::A,
        [65.5263157894737, 65.5263157894737, 1.1445783132530118, 1.1445783132530118],
    ),
    (
        "hitmonlee",
        "high-jump-kick",
        "gastly",
        "self-destruct",
        Side::B,
        Side::A,
        [0.0, 60.113207547169814, 300.0, 0.8317639673571876],
    ),
    // The user's own attack counts.
    (
        "persian",
        "foul-play",
        "starmie",
        "psychic",
        Side::B,
        Side::A,
        [72.84705882352941, 94.38461538461539, 0.8236434108527132, 0.6886715566422168],
    ),
    // First, but slower to the knock-out by half a thousandth of a turn.
    (
        "jolteon",
        "thunderbolt",
        "gyarados",
        "earthquake",
        Side::B,
        Side::A,
        [273.36, 187.33333333333331, 0.3475270705297044, 0.3469750889679716],
    ),
    (
        "mewtwo",
        "psychic",
        "venusaur",
        "petal-dance",
        Side::A,
        Side::A,
        [188.952, 91.0, 0.42338795037893223, 1.164835164835165],
    ),
];

#[test]
fn battles_end_as_worked_out() {
    for (a, move_a, b, move_b, winner, first, [damage_a, damage_b, turns_a, turns_b]) in BATTLES {
        let expected = Outcome { winner, first, damage_a, damage_b, turns_a, turns_b };
        assert_eq!(
            matchup(a, move_a, b, move_b).outcome(),
            expected,
            "{a} with {move_a} against {b} with {move_b}"
        );
    }
}

#[test]
fn best_moves_are_as_worked_out() {
    for (user, target, best) in [
        ("pikachu", "blastoise", "thunderbolt"),
        ("blastoise", "pikachu", "earthquake"),
        ("metapod", "kakuna", "tackle"),
        ("arcanine", "parasect", "flare-blitz"),
        ("fearow", "starmie", "u-turn"),
        // Outrage (38) and Double-Edge (54) both score 120.
        ("bulbasaur", "weedle", "outrage"),
    ] {
        let found = rules::best_move(pokemon(user), pokemon(target));
        assert_eq!(found, Some(mv(best)), "{user} against {target}");
    }
    assert_eq!(rules::best_move(pokemon("ditto"), pokemon("mew")), None);
}

#[test]
fn the_best_of_a_choice_passes_over_what_cannot_be_used() {
    let (pikachu, blastoise) = (pokemon("pikachu"), pokemon("blastoise"));
    let of = |slugs: &[&str]| {
        let ids: Vec<_> = slugs.iter().map(|slug| mv(slug).id).collect();
        rules::best_move_of(pikachu, blastoise, &ids).map(|each| each.slug.as_str())
    };
    assert_eq!(of(&["slam", "thunder-punch"]), Some("thunder-punch"));
    assert_eq!(of(&["earthquake", "slam"]), Some("slam"));
    assert_eq!(of(&["earthquake"]), None);
    assert_eq!(of(&[]), None);
    assert_eq!(rules::best_move_of(pikachu, blastoise, &[MoveId(0), MoveId(9_999)]), None);
}

#[test]
fn a_tie_of_scores_goes_to_the_lowest_id_in_any_order() {
    let (bulbasaur, weedle) = (pokemon("bulbasaur"), pokemon("weedle"));
    let (outrage, double_edge) = (mv("outrage").id, mv("double-edge").id);
    for choice in [[outrage, double_edge], [double_edge, outrage]] {
        assert_eq!(rules::best_move_of(bulbasaur, weedle, &choice).map(|best| best.id), Some(outrage));
    }
}

#[test]
fn power_counts_by_the_kind_of_damage() {
    for (slug, kind, power) in [
        ("pin-missile", DamageKind::MultiHit, 75.0),
        ("double-kick", DamageKind::DoubleHit, 60.0),
        ("hyper-beam", DamageKind::TwoTurns, 75.0),
        ("quick-attack", DamageKind::Priority, 40.0),
        ("foul-play", DamageKind::OpponentAttack, 95.0),
        // Two hits in the games, one in the data.
        ("twineedle", DamageKind::Standard, 25.0),
    ] {
        assert_eq!((mv(slug).damage_kind, rules::effective_power(mv(slug))), (kind, power), "{slug}");
    }
}

#[test]
fn scores_count_accuracy_and_priority() {
    let (user, target) = (pokemon("pikachu"), pokemon("mewtwo"));
    assert_eq!(rules::move_score(user, mv("thunder"), target), 110.0 * 1.5 * 1.0 * 0.7);
    assert_eq!(rules::move_score(user, mv("quick-attack"), target), 40.0 + 50.0);
    assert_eq!(rules::move_score(pokemon("eevee"), mv("swift"), target), 60.0 * 1.5);
    // Even without effect, priority scores.
    assert_eq!(rules::move_score(user, mv("quick-attack"), pokemon("gastly")), 50.0);
}

#[test]
fn types_multiply() {
    let times = |attack, slug| rules::type_multiplier(attack, pokemon(slug));
    assert_eq!(times(Type::Ground, "pidgey"), 0.0);
    assert_eq!(times(Type::Grass, "charizard"), 0.25);
    assert_eq!(times(Type::Fire, "gyarados"), 0.5);
    assert_eq!(times(Type::Fire, "pikachu"), 1.0);
    assert_eq!(times(Type::Electric, "blastoise"), 2.0);
    assert_eq!(times(Type::Electric, "gyarados"), 4.0);
    // The same attack is doubled by one type and voided by the other.
    assert_eq!(times(Type::Electric, "sandshrew-alola"), 1.0);
    assert_eq!(times(Type::Ground, "charizard"), 0.0);
}

#[test]
fn stab_is_for_either_type() {
    assert_eq!(rules::stab(pokemon("gengar-mega"), mv("shadow-ball")), 1.5);
    assert_eq!(rules::stab(pokemon("gengar-mega"), mv("sludge-bomb")), 1.5);
    assert_eq!(rules::stab(pokemon("gengar-mega"), mv("thunderbolt")), 1.0);
}

#[test]
fn a_category_pits_its_own_stats() {
    assert_eq!(mv("thunder-punch").category, Category::Physical);
    assert_eq!(mv("thunderbolt").category, Category::Special);
    let (alakazam, chansey) = (pokemon("alakazam"), pokemon("chansey"));
    // 22 × 75 × 50 ÷ 5 ÷ 50 + 2 and 22 × 90 × 135 ÷ 105 ÷ 50 + 2, × 1.5 for the second.
    assert_eq!(rules::damage(alakazam, mv("fire-punch"), chansey), 332.0);
    assert_eq!(
        rules::damage(alakazam, mv("psychic"), chansey),
        (22.0 * 90.0 * 135.0 / 105.0 / 50.0 + 2.0) * 1.5
    );
}

#[test]
fn the_first_wins_a_tie_of_turns_and_the_other_needs_fewer() {
    use Side::{A, B};
    for (first, turns_a, turns_b, winner) in [
        (A, 2.0, 2.0, A),
        (B, 2.0, 2.0, B),
        (A, 1.9, 2.0, A),
        (A, 2.1, 2.0, B),
        (B, 1.9, 2.0, A),
        (B, 2.1, 2.0, B),
    ] {
        assert_eq!(
            rules::winner(first, turns_a, turns_b),
            winner,
            "{first:?} first, {turns_a} and {turns_b} turns"
        );
    }
}

#[test]
fn the_order_is_priority_then_speed_then_a() {
    let first = |a, move_a, b, move_b| {
        rules::first_to_move((&pokemon(a).stats, mv(move_a)), (&pokemon(b).stats, mv(move_b)))
    };
    assert_eq!(first("snorlax", "body-slam", "jolteon", "thunderbolt"), Side::B);
    assert_eq!(first("snorlax", "quick-attack", "jolteon", "thunderbolt"), Side::A);
    assert_eq!(first("jolteon", "quick-attack", "snorlax", "feint"), Side::B);
    assert_eq!(first("jolteon", "quick-attack", "snorlax", "quick-attack"), Side::A);
    assert_eq!(first("mew", "psychic", "mew", "psychic"), Side::A);
}

#[test]
fn what_is_not_a_battle_is_named() {
    let error = |a, b, move_a, move_b| {
        resolve(a, b, move_a, move_b).map(|battle| battle.ids()).unwrap_err().to_string()
    };
    assert_eq!(error(0, 1, 34, 34), "there is no Pokémon number 0; they are numbered from 1 to 188");
    assert_eq!(error(1, 189, 34, 34), "there is no Pokémon number 189; they are numbered from 1 to 188");
    assert_eq!(
        error(1, 1, 34, 2),
        "no Pokémon fights with a move number 2; choose one of the Pokémon's own moves"
    );
    assert_eq!(
        error(1, 1, 65_535, 34),
        "no Pokémon fights with a move number 65535; choose one of the Pokémon's own moves"
    );
    assert_eq!(error(1, 1, 34, 201), "Bulbasaur cannot fight with Thunderbolt; choose one of its own moves");
    assert_eq!(error(132, 1, 34, 34), "Ditto cannot fight with Tackle; choose one of its own moves");
    assert!(matches!(resolve(1, 1, 34, 201), Err(UnknownBattle::NotLearnt { .. })));
}

#[test]
fn things_have_names_in_both_languages() {
    assert_eq!(pokemon("eevee-starter").names.get(Lang::Fr), "Évoli Partenaire");
    assert_eq!(pokemon("eevee-starter").names.get(Lang::En), "Partner Eevee");
    assert_eq!(pokemon("charizard-mega-y").names.get(Lang::En), "Mega Charizard Y");
    assert_eq!(mv("sucker-punch").names.get(Lang::Fr), "Coup Bas");
    assert_eq!((Type::Dark.name(Lang::Fr), Type::Dark.name(Lang::En)), ("Ténèbres", "Dark"));
    assert_eq!(Type::from_slug("dark"), Ok(Type::Dark));
    assert_eq!(
        Type::from_slug("Dark").unwrap_err().to_string(),
        "there is no type \"Dark\"; a type is named by its English name in lower case, such as \"fire\""
    );
}

proptest::proptest! {
    #[test]
    fn resolving_never_panics_and_keeps_the_ids(a: u16, b: u16, move_a: u16, move_b: u16) {
        if let Ok(battle) = resolve(a, b, move_a, move_b) {
            proptest::prop_assert_eq!(battle.ids().a.0, a);
            proptest::prop_assert_eq!(battle.used_move(Side::B).id.0, move_b);
        }
    }

    #[test]
    fn every_battle_that_resolves_ends(a in 1..=188_u16, b in 1..=188_u16, at_a: proptest::sample::Index, at_b: proptest::sample::Index) {
        let pokedex = Pokedex::get();
        let moves = |id| &pokedex.pokemon_by_id(battle::PokemonId(id)).unwrap().moves;
        proptest::prop_assume!(!moves(a).is_empty() && !moves(b).is_empty());
        let outcome = resolve(a, b, at_a.get(moves(a)).0, at_b.get(moves(b)).0).unwrap().outcome();
        for number in [outcome.damage_a, outcome.damage_b, outcome.turns_a, outcome.turns_b] {
            proptest::prop_assert!(number.is_finite() && number >= 0.0);
        }
    }
}
