//! What there is to see in model files: exact values of small models, of the bundled ones, and of hostile ones.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;
mod registry;

use battle::{BattleIds, PokemonId, field_sample};
use common::build::{SCALED, SMALL, changed, node, with_nodes, zeros};
use inspector::{
    Attribute, Dimension, EnsembleOutputs, FeatureUse, ModelDescription, Number, Opset, Place, Spread,
    TreeNode, TreePart, TreeSize, ValueType, What,
};
use predictor::explain::BattleExplainer;
use predictor::inspect::{Inspector, TreeQuestion};
use prost::Message;
use tract_onnx::pb::{AttributeProto, GraphProto, ModelProto, NodeProto, StringStringEntryProto};

fn described(bytes: &[u8]) -> ModelDescription {
    let description = Inspector::load(bytes).unwrap().description().clone();
    let json = serde_json::to_string(&description).unwrap();
    assert_eq!(
        serde_json::from_str::<ModelDescription>(&json).unwrap(),
        description,
        "it crosses JSON whole"
    );
    description
}

fn spread(least: usize, median: usize, most: usize) -> Spread {
    Spread { least, median, most }
}

fn kind(text: &str) -> ValueType {
    let (element, shape) = text.split_once('[').unwrap();
    let dimensions = shape.trim_end_matches(']').split(", ").filter(|part| !part.is_empty());
    let dimension = |part: &str| match (part, part.parse()) {
        ("?", _) => Dimension::Unknown,
        (_, Ok(number)) => Dimension::Known(number),
        (name, _) => Dimension::Named(name.to_owned()),
    };
    ValueType { element: Some(element.to_owned()), shape: Some(dimensions.map(dimension).collect()) }
}

fn splits(part: &TreePart) -> Vec<(String, usize)> {
    let nodes = part.nodes.iter().filter_map(|node| match &node.what {
        What::Split(split) => {
            let right = split.right(part.doubles);
            Some((format!("{} {} {right}", split.column_name(), split.sign()), split.splits))
        }
        What::Leaf(_) => None,
    });
    nodes.collect()
}

#[test]
fn a_small_model_says_everything_of_itself() {
    let found = described(SMALL);
    assert_eq!((found.ir_version, found.model_version, found.functions), (8, 0, 0));
    assert_eq!(found.opsets.shown, [Opset { domain: "ai.onnx.ml".to_owned(), version: 1 }]);
    assert_eq!((found.producer.as_str(), found.producer_version.as_str()), ("OnnxMLTools", "1.16.0"));
    assert_eq!(
        (found.domain.as_str(), found.graph_name.as_str()),
        ("onnxml", "9c38b6369f844f2ca58fc1a3790662f9")
    );
    assert_eq!((found.metadata.total, found.metadata.shown[0].key.as_str()), (1, "feature_names"));
    assert!(found.metadata.shown[0].value.shown.starts_with("[\"a_hp\", \"a_attack\","));
    assert_eq!(found.metadata.shown[0].value.cut, None);
    assert_eq!(found.not_runnable, None);
    assert_eq!(found.inputs.shown[0].name, "input");
    assert_eq!(found.inputs.shown[0].kind, kind("float[?, 12]"));
    let outputs: Vec<_> =
        found.outputs.shown.iter().map(|value| (value.name.as_str(), value.kind.text())).collect();
    assert_eq!(outputs, [("label", "int64[?]".to_owned()), ("probabilities", "float[?, 2]".to_owned())]);

    let [node] = found.nodes.shown.as_slice() else { panic!("{:?}", found.nodes) };
    assert_eq!(
        (node.operator.as_str(), node.domain.as_str(), node.version),
        ("TreeEnsembleClassifier", "ai.onnx.ml", Some(1))
    );
    assert_eq!(node.needed, Some(true));
    assert_eq!(
        (node.inputs.shown[0].constant, node.inputs.shown[0].value.kind.text()),
        (false, "float[rows, 12]".to_owned())
    );
    let outputs: Vec<_> = node.outputs.shown.iter().map(|value| value.kind.text()).collect();
    assert_eq!(outputs, ["int64[rows]", "float[rows, 2]"]);
    let attribute =
        |name: &str| node.attributes.shown.iter().find(|attribute| attribute.name == name).unwrap();
    let text = |kind: &str, name: &str, value: &str, cut| Attribute {
        name: name.to_owned(),
        kind: kind.to_owned(),
        value: value.to_owned(),
        cut,
    };
    assert_eq!(node.attributes.total, 15);
    assert_eq!(*attribute("post_transform"), text("string", "post_transform", "LOGISTIC", None));
    assert_eq!(*attribute("classlabels_int64s"), text("ints", "classlabels_int64s", "0, 1", None));
    assert_eq!(*attribute("base_values"), text("floats", "base_values", "0.033673156", None));
    let twelve = "8, 5, 4, 0, 0, 7, 0, 0, 12, 11, 0, 0";
    assert_eq!(*attribute("nodes_falsenodeids"), text("ints", "nodes_falsenodeids", twelve, Some(90)));

    let edges: Vec<_> =
        found.edges.shown.iter().map(|edge| (edge.from, edge.to, edge.value.name.as_str())).collect();
    assert_eq!(
        edges,
        [
            (Place::Input(0), Place::Node(0), "input"),
            (Place::Node(0), Place::Output(0), "label"),
            (Place::Node(0), Place::Output(1), "probabilities"),
        ]
    );
}

#[test]
fn a_small_ensemble_in_numbers() {
    let found = described(SMALL);
    let [ensemble] = found.ensembles.as_slice() else { panic!("{:?}", found.ensembles) };
    assert_eq!((ensemble.node, ensemble.name.as_str()), (0, "TreeEnsembleClassifier"));
    assert_eq!((ensemble.trees.total, ensemble.splits, ensemble.leaves), (6, 42, 48));
    assert_eq!(ensemble.trees.shown[5], TreeSize { id: 5, splits: 7, leaves: 8, depth: 3 });
    assert_eq!(
        (ensemble.depth, ensemble.splits_per_tree, ensemble.leaf_depth),
        (spread(3, 3, 3), spread(7, 7, 7), spread(3, 3, 3))
    );
    assert_eq!(ensemble.features.total, 12);
    let used = |column, name: &str, splits| FeatureUse { column, name: Some(name.to_owned()), splits };
    assert_eq!(
        ensemble.features.shown[..4],
        [
            used(10, "b_sp_defense", 6),
            used(3, "a_sp_attack", 5),
            used(7, "b_attack", 5),
            used(1, "a_attack", 4)
        ]
    );
    let EnsembleOutputs::Classes(classes) = &ensemble.outputs else { panic!("{:?}", ensemble.outputs) };
    assert_eq!(classes.shown, ["0", "1"]);
    assert_eq!((ensemble.aggregate.as_str(), ensemble.post_transform.as_str()), ("SUM", "LOGISTIC"));
    assert_eq!(ensemble.base_values.shown, [Number(0.033_673_156_052_827_835)]);
    assert_eq!(ensemble.modes, [("BRANCH_LT".to_owned(), 42)]);
    assert_eq!(ensemble.weights, Some((Number(-0.863_736_748_695_373_5), Number(0.883_203_625_679_016_1))));
    assert_eq!((ensemble.missing_tracks_true, ensemble.doubles), (0, false));
    assert!(ensemble.compiled_bytes.unwrap() > 500);
}

/// Scaler → trees → ZipMap, and a Cast of the label, which the prediction does not need.
#[test]
fn a_pipeline_is_a_graph() {
    let found = described(SCALED);
    let nodes: Vec<_> = found
        .nodes
        .shown
        .iter()
        .map(|node| (node.operator.as_str(), node.domain.as_str(), node.version, node.needed))
        .collect();
    assert_eq!(
        nodes,
        [
            ("Scaler", "ai.onnx.ml", Some(1), Some(true)),
            ("TreeEnsembleClassifier", "ai.onnx.ml", Some(1), Some(true)),
            ("Cast", "ai.onnx", Some(13), Some(false)),
            ("ZipMap", "ai.onnx.ml", Some(1), Some(true)),
        ]
    );
    let edges: Vec<_> = found
        .edges
        .shown
        .iter()
        .map(|edge| (edge.from, edge.to, format!("{}: {}", edge.value.name, edge.value.kind.text())))
        .collect();
    let (input, node, output) = (Place::Input, Place::Node, Place::Output);
    assert_eq!(
        edges,
        [
            (input(0), node(0), "input: float[rows, 12]".to_owned()),
            (node(0), node(1), "variable: float[rows, 12]".to_owned()),
            (node(1), node(2), "label: int64[rows]".to_owned()),
            (node(1), node(3), "proba_output: float[rows, 2]".to_owned()),
            (node(2), output(0), "output_label: int64[?]".to_owned()),
            (node(3), output(1), "output_probability: float[rows, 2]".to_owned()),
        ]
    );
    let ensemble = &found.ensembles[0];
    assert_eq!(
        (ensemble.node, ensemble.trees.total, ensemble.splits, ensemble.depth),
        (1, 4, 12, spread(2, 2, 2))
    );
    assert_eq!(ensemble.features.shown[0].name.as_deref(), Some("b_sp_defense"));
    assert_eq!((ensemble.features.total, ensemble.features.shown[0].splits), (5, 6));
    assert_eq!(found.opsets.shown.len(), 2);
}

/// Counted from the file with Python's `onnx`.
#[test]
fn the_bundled_models_in_numbers() {
    for (version, splits, leaves, depth, per_tree, leaf_depth, used, first) in [
        (
            1,
            36_141,
            36_341,
            spread(10, 10, 10),
            spread(56, 145, 480),
            spread(2, 9, 10),
            133,
            ("stat_ratio", 2495),
        ),
        (
            2,
            117_544,
            117_744,
            spread(10, 10, 10),
            spread(272, 563, 899),
            spread(3, 10, 10),
            133,
            ("effective_power_diff", 8634),
        ),
        (3, 974, 1074, spread(5, 6, 6), spread(6, 10, 13), spread(1, 5, 6), 38, ("hit_share_diff", 234)),
        (
            4,
            25_226,
            25_426,
            spread(10, 10, 10),
            spread(36, 94, 344),
            spread(1, 9, 10),
            126,
            ("effective_power_diff", 1873),
        ),
    ] {
        let found = described(&registry::version(version).0);
        let ensemble = &found.ensembles[0];
        assert_eq!(found.graph_name, "battle_winner");
        assert_eq!(ensemble.trees.total, if version == 3 { 100 } else { 200 });
        assert_eq!((ensemble.splits, ensemble.leaves, ensemble.depth), (splits, leaves, depth));
        assert_eq!(
            (ensemble.splits_per_tree, ensemble.leaf_depth, ensemble.features.total),
            (per_tree, leaf_depth, used)
        );
        let most = &ensemble.features.shown[0];
        assert_eq!((most.name.as_deref().unwrap(), most.splits), first);
        assert_eq!(ensemble.trees.shown.iter().map(|tree| tree.splits).sum::<usize>(), splits);
    }
}

#[test]
fn a_tree_is_shown_as_far_as_it_is_unfolded() {
    let inspector = Inspector::load(SMALL).unwrap();
    let ask = |unfolded: &[i64], levels| {
        inspector
            .tree(&TreeQuestion { unfolded: unfolded.to_vec(), levels, ..TreeQuestion::default() })
            .unwrap()
    };
    let root = ask(&[], 0);
    assert_eq!((root.id, root.splits, root.depth, root.refused, root.sample), (0, 7, 3, 0, None));
    assert_eq!(splits(&root), [("a_sp_defense < 60".to_owned(), 7)]);
    let some = ask(&[5], 0);
    let expected = [
        ("a_sp_defense < 60", 7),
        ("b_sp_defense < 45", 3),
        ("b_attack < 76", 1),
        ("a_sp_attack < 95", 1),
        ("b_sp_defense < 70", 3),
    ];
    assert_eq!(splits(&some), expected.map(|(text, splits)| (text.to_owned(), splits)));
    let shape: Vec<_> =
        some.nodes.iter().map(|node| (node.id, node.parent, node.is_true, node.depth)).collect();
    assert_eq!(
        shape,
        [
            (0, None, true, 0),
            (1, Some(0), true, 1),
            (2, Some(1), true, 2),
            (5, Some(1), false, 2),
            (6, Some(3), true, 3),
            (7, Some(3), false, 3),
            (8, Some(0), false, 1),
        ]
    );
    let What::Leaf(votes) = &some.nodes[5].what else { panic!("{:?}", some.nodes[5]) };
    assert_eq!(
        (votes.total, votes.shown[0].output, votes.shown[0].weight.text(false)),
        (1, 0, "-0.10470744".to_owned())
    );
    assert_eq!(ask(&[], 9).nodes.len(), 15);
    assert_eq!(ask(&[-3, 77], 0), root, "numbers that the tree does not have");
    assert_eq!(some.children()[1], [2, 3]);
}

fn way(part: &TreePart) -> Vec<&TreeNode> {
    part.nodes.iter().filter(|node| node.lit).collect()
}

/// Of every battle the lit leaves' votes add up to the margin, and each split agrees with the explainer's path.
#[test]
fn the_lit_way_is_the_battles_own() {
    let bundled = registry::version(2).0;
    for (bytes, trees, battles) in [(SMALL, 6, 20), (SCALED, 4, 20), (bundled.as_slice(), 200, 2)] {
        let inspector = Inspector::load(bytes).unwrap();
        let explainer = BattleExplainer::load(bytes).unwrap();
        for battle in field_sample(battles) {
            let row = explainer.rows(&[battle]).unwrap();
            let paths = explainer.paths(battle).unwrap();
            let mut margin = explainer.base_value();
            for (tree, path) in paths.iter().enumerate().take(trees) {
                let question = TreeQuestion { tree, battle: Some(battle), ..TreeQuestion::default() };
                let part = inspector.tree(&question).unwrap();
                let lit = way(&part);
                assert_eq!(lit.len(), path.steps.len() + 1);
                for ((node, next), step) in lit.iter().zip(&lit[1..]).zip(&path.steps) {
                    let What::Split(split) = &node.what else { panic!("{node:?}") };
                    assert_eq!((split.column, split.mode.as_str()), (step.feature, step.mode.name()));
                    assert_eq!((split.threshold.0 as f32, split.unfolded), (step.threshold, true));
                    assert_eq!(split.value, Some(Number(row[step.feature].into())));
                    assert_eq!((next.is_true, next.depth), (step.went_true, node.depth + 1));
                }
                // Beside the way there is one folded sibling for every split.
                assert_eq!(part.nodes.len(), 2 * path.steps.len() + 1);
                let What::Leaf(votes) = &part.lit_leaf().unwrap().what else { panic!("{part:?}") };
                margin += votes.shown.iter().map(|vote| vote.weight.0).sum::<f64>();
            }
            let expected = explainer.margins(&[battle]).unwrap()[0];
            assert!((margin - expected).abs() < 1e-9, "{margin} for {expected}");
        }
    }
}

#[test]
fn battles_of_a_sample_are_counted() {
    let inspector = Inspector::load(SCALED).unwrap();
    let part =
        inspector.tree(&TreeQuestion { tree: 2, sample: 500, levels: 9, ..TreeQuestion::default() }).unwrap();
    assert_eq!(part.sample.unwrap().battles, 500);
    let cover = |place: usize| part.nodes[place].cover.unwrap();
    assert_eq!(cover(0), 500);
    for (place, children) in part.children().iter().enumerate().filter(|(_, children)| !children.is_empty()) {
        assert_eq!(cover(place), children.iter().map(|&child| cover(child)).sum::<u32>());
    }
    let explainer = BattleExplainer::load(SCALED).unwrap();
    let sample = field_sample(500);
    let to_true =
        sample.iter().filter(|&&battle| explainer.paths(battle).unwrap()[2].steps[0].went_true).count();
    assert_eq!(cover(1) as usize, to_true);
}

#[test]
fn what_is_not_there_is_named() {
    let inspector = Inspector::load(SMALL).unwrap();
    let refused = |question: &TreeQuestion| inspector.tree(question).unwrap_err().to_string();
    assert_eq!(
        refused(&TreeQuestion { tree: 6, ..TreeQuestion::default() }),
        "the model has no tree 6 there: it has 6, numbered from 0"
    );
    assert_eq!(
        refused(&TreeQuestion { ensemble: 1, ..TreeQuestion::default() }),
        "the model has no tree 0 there: it has 0, numbered from 0"
    );
    let nobody = BattleIds { a: PokemonId(999), ..field_sample(1)[0] };
    let text = refused(&TreeQuestion { battle: Some(nobody), ..TreeQuestion::default() });
    assert!(text.starts_with("battle 1 (999 against "), "{text}");
    assert_eq!(Inspector::load(b"<html>").unwrap_err().kind(), predictor::ErrorKind::NotOnnx);
}

/// A file that cannot be run is shown all the same, with the reason.
#[test]
fn models_that_do_not_run_are_shown() {
    let unknown = described(&with_nodes(vec![node("Loop", &["input"], "looped")], vec![], "looped"));
    assert_eq!(
        unknown.not_runnable.as_deref(),
        Some("this ONNX model cannot be run here: operator Loop (node 'looped') is not a supported operator")
    );
    assert_eq!(
        (unknown.nodes.total, unknown.nodes.shown[0].version, unknown.nodes.shown[0].needed),
        (2, None, None)
    );
    assert_eq!((unknown.ensembles[0].splits, unknown.ensembles[0].compiled_bytes), (42, None));
    // Nobody knows what the columns are behind that.
    assert_eq!(unknown.ensembles[0].features.shown[0].name, None);
    assert_eq!(unknown.edges.shown[0].value.kind, kind("float[?, 12]"));

    let nameless = changed(|proto| proto.metadata_props.clear());
    let inspector = Inspector::load(&nameless).unwrap();
    assert!(
        inspector
            .description()
            .not_runnable
            .as_deref()
            .unwrap()
            .starts_with("the model does not name its features")
    );
    let battle = Some(field_sample(1)[0]);
    let part = inspector.tree(&TreeQuestion::default()).unwrap();
    assert_eq!(splits(&part), [("[4] < 60".to_owned(), 7)]);
    let error = inspector.tree(&TreeQuestion { battle, ..TreeQuestion::default() }).unwrap_err();
    assert_eq!(error.kind(), predictor::ErrorKind::Features);

    let empty = described(&ModelProto { ir_version: 8, ..ModelProto::default() }.encode_to_vec());
    assert_eq!(
        (empty.nodes.total, empty.not_runnable.as_deref()),
        (0, Some("this ONNX model cannot be run here: the file holds no graph"))
    );
}

#[test]
fn constants_are_no_vertices() {
    let add = node("Add", &["input", "offset"], "sum");
    let found = described(&with_nodes(vec![add], vec![zeros("offset", &[12])], "sum"));
    assert_eq!(found.not_runnable, None);
    assert_eq!(
        (found.initializers.total, found.initializers.shown[0].kind.text()),
        (1, "float[12]".to_owned())
    );
    let inputs: Vec<_> = found.nodes.shown[0]
        .inputs
        .shown
        .iter()
        .map(|input| (input.value.name.as_str(), input.constant))
        .collect();
    assert_eq!(inputs, [("input", false), ("offset", true)]);
    assert_eq!(found.edges.total, 4);
    // Columns that something is added to are the same columns.
    assert_eq!(found.ensembles[0].features.shown[0].name.as_deref(), Some("b_sp_defense"));
}

/// Much of everything: bounded, with the rest counted.
#[test]
fn hostile_files_are_bounded() {
    let many = 20_000;
    let long = "<script>alert(1)</script>\u{202e}\u{0}".repeat(400);
    // Longer than what is shown of a name.
    let alike = "a".repeat(100);
    let entry =
        |number: usize| StringStringEntryProto { key: format!("{number}{long}"), value: long.clone() };
    let reads_all: Vec<String> = (0..many).map(|number| format!("{alike}{number}")).collect();
    let nodes = (0..many).map(|number| NodeProto {
        op_type: "Add".to_owned(),
        output: vec![format!("{alike}{number}")],
        input: if number == 0 { reads_all.clone() } else { vec![format!("{alike}{}", number - 1)] },
        ..NodeProto::default()
    });
    let mut nodes: Vec<NodeProto> = nodes.collect();
    nodes[1].attribute = (0..500)
        .map(|_| AttributeProto {
            name: long.clone(),
            r#type: 3,
            s: long.clone().into_bytes(),
            ..AttributeProto::default()
        })
        .collect();
    let graph =
        GraphProto { node: nodes, name: long.clone(), doc_string: long.clone(), ..GraphProto::default() };
    let proto = ModelProto {
        ir_version: 8,
        producer_name: long.clone(),
        metadata_props: (0..500).map(entry).collect(),
        graph: Some(graph),
        ..ModelProto::default()
    };
    let found = described(&proto.encode_to_vec());
    assert_eq!((found.nodes.shown.len(), found.nodes.rest()), (1000, 19_000));
    assert_eq!((found.nodes.shown[0].inputs.shown.len(), found.nodes.shown[0].inputs.total), (64, many));
    assert_eq!(
        (found.nodes.shown[1].attributes.shown.len(), found.nodes.shown[1].attributes.total),
        (64, 500)
    );
    assert_eq!(found.nodes.shown[1].attributes.shown[0].cut, Some(10_800));
    assert_eq!((found.metadata.shown.len(), found.metadata.total), (200, 500));
    // Names that begin alike are told apart: 999 nodes read the one before, and the first reads all that are shown.
    assert_eq!(found.edges.total, 1999);
    assert_eq!(found.edges.shown[1000].from, Place::Node(0));
    assert!(found.producer.chars().count() <= 80 && !found.producer.contains('\u{0}'));
    assert_eq!(found.graph_doc_string.cut, Some(long.len()));
    assert!(serde_json::to_string(&found).unwrap().len() < 4_000_000);
}

/// A loop in what leads to the trees ends, and thresholds that JSON does not know cross it.
#[test]
fn loops_and_infinities_are_shown() {
    let looped = changed(|proto| {
        let graph = proto.graph.as_mut().unwrap();
        graph.node[0].input[0] = "b".to_owned();
        graph.node.push(node("Identity", &["a"], "b"));
        graph.node.push(node("Identity", &["b"], "a"));
    });
    let inspector = Inspector::load(&looped).unwrap();
    assert!(inspector.description().not_runnable.as_deref().unwrap().contains("a loop"));
    assert_eq!(inspector.description().ensembles[0].features.shown[0].name, None);
    let error = inspector.tree(&TreeQuestion { battle: Some(field_sample(1)[0]), ..TreeQuestion::default() });
    assert!(error.unwrap_err().to_string().contains("a loop"));

    let infinite = changed(|proto| {
        let values = &mut proto.graph.as_mut().unwrap().node[0].attribute;
        let at = |values: &[AttributeProto], name: &str| {
            values.iter().position(|attribute| attribute.name == name).unwrap()
        };
        let (thresholds, weights) = (at(values, "nodes_values"), at(values, "class_weights"));
        values[thresholds].floats[0] = f32::INFINITY;
        values[weights].floats[0] = f32::NAN;
    });
    let inspector = Inspector::load(&infinite).unwrap();
    let part = inspector.tree(&TreeQuestion::default()).unwrap();
    let json = serde_json::to_string(&part).unwrap();
    assert_eq!(splits(&serde_json::from_str(&json).unwrap()), [("a_sp_defense < ∞".to_owned(), 7)]);
    assert!(inspector.description().ensembles[0].weights.unwrap().0.0.is_nan());
}
