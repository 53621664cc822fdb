//! Ensembles of nodes of a graph, to be looked at: ONNX's own test models, of doubles and with sets.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use forest::inspect::Anatomy;
use forest::{Aggregate, Kind, NodeMode, PostTransform};
use tabular::TreesAsTheyAre;
use tract_onnx::pb::NodeProto;
use tract_onnx::prelude::*;

fn inspect(name: &str) -> TractResult<Option<TreesAsTheyAre>> {
    let path = format!("{}/tests/node/{name}/model.onnx", env!("CARGO_MANIFEST_DIR"));
    let model = onnx().proto_model_for_path(path).unwrap();
    tabular::inspect(&model.graph.unwrap().node[0])
}

fn leaf(anatomy: &Anatomy, row: &[f64]) -> Vec<(u32, f64)> {
    let tree = anatomy.tree(0).unwrap();
    tree.votes(*tree.path(row).unwrap().last().unwrap()).to_vec()
}

/// The outputs that ONNX states for this model.
#[test]
fn sets_are_read() {
    let found = inspect("tree_ensemble_set_membership").unwrap().unwrap();
    assert_eq!((found.doubles, found.post_transform), (false, PostTransform::None));
    assert_eq!(found.kind, Kind::Regressor { targets: 4, aggregate: Aggregate::Sum });
    assert_eq!((found.anatomy.trees(), found.anatomy.margins()), (1, 4));
    let modes = found.anatomy.statistics().modes;
    assert!(modes.iter().any(|(mode, _)| *mode == NodeMode::Member), "{modes:?}");
    for (x, vote) in
        [(1.2, (0, 1.0)), (3.4, (3, 100.0)), (f64::NAN, (2, 1000.0)), (12.0, (2, 1000.0)), (7.0, (1, 10.0))]
    {
        // The model's floats, not the numbers that they are nearest to.
        assert_eq!(leaf(&found.anatomy, &[f64::from(x as f32)]), [vote], "{x}");
    }
}

/// Splits at 3.14, and then at 1.2 and 4.2.
#[test]
#[allow(clippy::approx_constant, reason = "a value of the case, not the number")]
fn doubles_are_doubles() {
    let found = inspect("tree_ensemble_single_tree").unwrap().unwrap();
    assert!(found.doubles);
    let statistics = found.anatomy.statistics();
    assert_eq!((statistics.splits, statistics.leaves, statistics.depth.most), (3, 4, 2));
    for (x, vote) in [(1.2, (0, 5.23)), (3.0, (0, -12.23)), (4.2, (1, 12.12)), (4.21, (1, 7.21))] {
        assert_eq!(leaf(&found.anatomy, &[x]), [vote], "{x}");
    }
}

#[test]
fn other_nodes_have_none() {
    assert!(inspect("binarizer").unwrap().is_none());
    let node = NodeProto { op_type: "TreeEnsembleClassifier".to_owned(), ..NodeProto::default() };
    assert!(tabular::inspect(&node).is_err(), "a node without attributes");
}
