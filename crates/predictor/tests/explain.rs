//! Explanations of battles: sums, paths, what flips, and graphs that cannot be explained.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod registry;

use battle::features::{FeatureSet, Meaning};
use battle::{BattleIds, Matchup, Pokedex, Side, field_sample};
use predictor::explain::{BattleExplainer, STAT_RANGE, StatFlip, by_meaning, move_flips, stat_flips};
use predictor::{Expected, Model};
use prost::Message;
use tract_onnx::pb::{ModelProto, NodeProto};

const SMALL: &[u8] = include_bytes!("models/small.onnx");
const SCALED: &[u8] = include_bytes!("models/scaled.onnx");

fn load(bytes: &[u8]) -> (Model, BattleExplainer) {
    (Model::load(bytes, &Expected::default()).unwrap(), BattleExplainer::load(bytes).unwrap())
}

fn refused(change: impl FnOnce(&mut ModelProto)) -> String {
    let mut proto = ModelProto::decode(SCALED).unwrap();
    change(&mut proto);
    BattleExplainer::load(&proto.encode_to_vec()).unwrap_err().to_string()
}

fn logistic(margin: f64) -> f64 {
    1.0 / (1.0 + (-margin).exp())
}

#[test]
fn contributions_add_up_to_the_prediction_with_and_without_a_scaler() {
    for bytes in [SMALL, SCALED] {
        let (model, explainer) = load(bytes);
        assert!(explainer.log_odds() && explainer.bytes() > 500);
        let battles = field_sample(20);
        let background = explainer.background(&battles).unwrap();
        let covers = explainer.covers(&battles).unwrap();
        let mean = explainer.margins(&battles).unwrap().iter().sum::<f64>() / 20.0;
        for (&battle, probability) in battles.iter().zip(model.predict(&battles).unwrap()) {
            for found in [
                explainer.against(battle, &background).unwrap(),
                explainer.by_covers(battle, &covers).unwrap(),
            ] {
                assert!((found.base - mean).abs() < 1e-9, "{} for {mean}", found.base);
                assert!((logistic(found.margin) - f64::from(probability)).abs() < 1e-6);
                let sum = found.base + found.by_feature.iter().sum::<f64>();
                assert!((sum - found.margin).abs() < 1e-12);
                let sum = found.base + found.by_meaning.iter().map(|(.., value)| value).sum::<f64>();
                assert!((sum - found.margin).abs() < 1e-12);
            }
        }
        assert_eq!(explainer.split_counts().iter().sum::<u32>() as usize, model.info().splits);
    }
}

#[test]
fn groups_are_named_by_meaning_and_side() {
    let features = FeatureSet::parse(["a_speed", "b_speed", "speed_diff", "a_hp", "a_defense"]).unwrap();
    assert_eq!(
        by_meaning(&features, &[1.0, 2.0, 4.0, 8.0, 16.0]),
        [
            (Meaning::Speed, Some(Side::A), 1.0),
            (Meaning::Speed, Some(Side::B), 2.0),
            (Meaning::Speed, None, 4.0),
            (Meaning::Bulk, Some(Side::A), 24.0),
        ]
    );
}

#[test]
fn a_path_leads_where_its_splits_say() {
    let (_, explainer) = load(SMALL);
    for battle in field_sample(30) {
        let row = explainer.rows(&[battle]).unwrap();
        let paths = explainer.paths(battle).unwrap();
        assert_eq!(paths.len(), 6);
        for step in paths.iter().flat_map(|path| &path.steps) {
            assert_eq!(step.mode.name(), "BRANCH_LT");
            assert_eq!(step.went_true, row[step.feature] < step.threshold, "{step:?}");
        }
        let votes: f64 = paths.iter().flat_map(|path| &path.votes).map(|(_, vote)| vote).sum();
        let margin = explainer.margins(&[battle]).unwrap()[0];
        assert!((votes + explainer.explainer().base_values()[0] - margin).abs() < 1e-12);
    }
}

/// Every whole number for every stat, one by one: the definition of the nearest flip.
#[test]
fn stats_that_flip_are_the_nearest_ones() {
    let (bytes, golden) = registry::version(2);
    let model = Model::load(&bytes, &Expected::default()).unwrap();
    let features = FeatureSet::parse(model.features()).unwrap();
    let mut found = 0;
    for &ids in golden.iter().step_by(80) {
        let battle = Matchup::resolve(ids).unwrap();
        let predict = |battle: &Matchup| {
            let mut row = vec![0.0; features.len()];
            features.fill(battle, &mut row);
            model.predict_rows(&row).unwrap()[0]
        };
        let now = predict(&battle) >= 0.5;
        let flips = stat_flips(&model, ids).unwrap();
        assert!(flips.is_sorted_by_key(StatFlip::points), "{flips:?}");
        for side in [Side::A, Side::B] {
            for stat in battle::Stat::ALL {
                let from = battle.stats(side).get(stat);
                let values =
                    STAT_RANGE.filter(|&value| (predict(&battle.with_stat(side, stat, value)) >= 0.5) != now);
                let nearest = values.min_by_key(|value| value.abs_diff(from));
                let flip = flips.iter().find(|flip| (flip.side, flip.stat) == (side, stat));
                assert_eq!(flip.map(|flip| flip.to), nearest, "{side:?} {stat:?} from {from}");
                if let Some(flip) = flip {
                    assert_eq!(flip.from, from);
                    assert_eq!(flip.probability, predict(&battle.with_stat(side, stat, flip.to)));
                    found += 1;
                }
            }
        }
    }
    assert!(found > 5, "{found}");
}

#[test]
fn moves_that_flip_are_all_of_them() {
    let (bytes, golden) = registry::version(2);
    let model = Model::load(&bytes, &Expected::default()).unwrap();
    let mut found = 0;
    for &ids in golden.iter().step_by(16) {
        let predict = |ids| model.predict(&[ids]).unwrap()[0];
        let now = predict(ids) >= 0.5;
        let moves = |of: battle::PokemonId| Pokedex::get().pokemon_by_id(of).unwrap().moves.clone();
        let others_a = moves(ids.a).into_iter().map(|move_a| (Side::A, move_a, BattleIds { move_a, ..ids }));
        let others_b = moves(ids.b).into_iter().map(|move_b| (Side::B, move_b, BattleIds { move_b, ..ids }));
        let expected: Vec<_> = others_a
            .chain(others_b)
            .map(|(side, mv, ids)| (side, mv, predict(ids)))
            .filter(|(.., probability)| (*probability >= 0.5) != now)
            .collect();
        let flips = move_flips(&model, ids).unwrap();
        found += flips.len();
        assert_eq!(
            flips.iter().map(|flip| (flip.side, flip.mv, flip.probability)).collect::<Vec<_>>(),
            expected
        );
    }
    assert!(found > 10, "{found}");
}

#[test]
fn what_cannot_be_explained_says_why() {
    let trees = |proto: &mut ModelProto| {
        let nodes = &mut proto.graph.as_mut().unwrap().node;
        nodes.iter().position(|node| node.op_type.starts_with("TreeEnsemble")).unwrap()
    };
    let text = refused(|proto| {
        let at = trees(proto);
        let node = &mut proto.graph.as_mut().unwrap().node[at];
        let modes = node.attribute.iter_mut().find(|attribute| attribute.name == "nodes_modes").unwrap();
        modes.strings[0] = b"BRANCH_NEAR".to_vec();
    });
    assert!(text.contains("it cannot be explained") && text.contains("BRANCH_NEAR"), "{text}");
    let text = refused(|proto| {
        let at = trees(proto);
        let graph = proto.graph.as_mut().unwrap();
        let before = graph.node[at].input[0].clone();
        graph.node[at].input[0] = "mixed".to_owned();
        graph.node.insert(
            at,
            NodeProto {
                op_type: "Softmax".to_owned(),
                input: vec![before],
                output: vec!["mixed".to_owned()],
                ..NodeProto::default()
            },
        );
    });
    assert!(text.ends_with("it cannot be explained: its trees do not see the columns one by one"), "{text}");
}

#[test]
fn unknown_battles_and_empty_backgrounds_are_refused() {
    let (model, explainer) = load(SMALL);
    let mut ids = field_sample(1)[0];
    ids.a = battle::PokemonId(999);
    for text in [
        explainer.margins(&[ids]).unwrap_err().to_string(),
        stat_flips(&model, ids).unwrap_err().to_string(),
        move_flips(&model, ids).unwrap_err().to_string(),
    ] {
        assert!(text.starts_with("battle 1 (999 against "), "{text}");
    }
    assert!(explainer.background(&[]).unwrap_err().to_string().contains("the background holds 0 numbers"));
}
