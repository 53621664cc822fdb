//! Explainers of nodes of a graph: of ONNX's own test models, and of nodes that have none.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use forest::explain::Explainer;
use tract_onnx::pb::NodeProto;
use tract_onnx::prelude::*;

fn explainer(name: &str) -> TractResult<Option<Explainer>> {
    let path = format!("{}/tests/node/{name}/model.onnx", env!("CARGO_MANIFEST_DIR"));
    let model = onnx().proto_model_for_path(path).unwrap();
    tabular::explainer(&model.graph.unwrap().node[0])
}

/// The output that ONNX states for this model.
#[test]
fn margins_are_the_models_scores() {
    let explainer = explainer("tree_ensemble_set_membership").unwrap().unwrap();
    assert_eq!((explainer.trees(), explainer.margins_per_row(), explainer.features()), (1, 4, 1));
    for (x, margins) in [
        (1.2, [1.0, 0.0, 0.0, 0.0]),
        (3.4, [0.0, 0.0, 0.0, 100.0]),
        (-0.12, [0.0, 0.0, 0.0, 100.0]),
        (f32::NAN, [0.0, 0.0, 1000.0, 0.0]),
        (12.0, [0.0, 0.0, 1000.0, 0.0]),
        (7.0, [0.0, 10.0, 0.0, 0.0]),
    ] {
        assert_eq!(explainer.margins(&[x]).unwrap(), margins, "{x}");
        let background = explainer.background(&[1.2], 1).unwrap();
        let explanation = explainer.interventional(&[x], &background).unwrap();
        assert_eq!(explanation.base(0), 1.0);
        for (margin, value) in margins.into_iter().enumerate() {
            assert_eq!(explanation.total(margin), value, "margin {margin} of {x}");
        }
    }
}

#[test]
fn trees_of_doubles_are_refused() {
    let error = explainer("tree_ensemble_single_tree").unwrap_err();
    let text = format!("{error:#}");
    assert!(text.contains("trees of doubles cannot be explained; export the model in float"), "{text}");
}

#[test]
fn other_nodes_have_none() {
    assert!(explainer("binarizer").unwrap().is_none());
    let node = NodeProto { op_type: "TreeEnsembleClassifier".to_owned(), ..NodeProto::default() };
    assert!(tabular::explainer(&node).is_err(), "a node without attributes");
}
