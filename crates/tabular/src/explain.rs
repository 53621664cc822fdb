//! The ensemble of a node of the graph as it explains itself.

use forest::explain::Explainer;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::TractResult;

use crate::trees;

/// The explainer of a node; `None` when the node is no tree ensemble. Built anew each time: models that nobody asks to
/// explain themselves need no memory for it.
///
/// # Errors
/// When the attributes are unsound or of doubles, or the ensemble is not a sum of its trees.
pub fn explainer(node: &NodeProto) -> TractResult<Option<Explainer>> {
    match node.op_type.as_str() {
        "TreeEnsembleClassifier" => trees::explain_classifier(node).map(Some),
        "TreeEnsembleRegressor" => trees::explain_regressor(node).map(Some),
        "TreeEnsemble" => trees::explain_tree_ensemble(node).map(Some),
        _ => Ok(None),
    }
}
