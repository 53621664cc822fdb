//! The ensemble of a node of the graph, to be looked at.

use forest::inspect::Anatomy;
use forest::{EnsembleAttributes, ForestError, Kind, Number, PostTransform};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::TractResult;

use crate::trees;

/// A tree ensemble as the file has it.
#[derive(Clone, Debug)]
pub struct TreesAsTheyAre {
    /// The trees.
    pub anatomy: Anatomy,
    /// Whether thresholds and weights are doubles.
    pub doubles: bool,
    /// Classes or targets.
    pub kind: Kind,
    /// What is applied to the scores.
    pub post_transform: PostTransform,
}

impl TreesAsTheyAre {
    pub(crate) fn new<T: Number>(
        attributes: &EnsembleAttributes<'_, T>,
        doubles: bool,
    ) -> Result<Self, ForestError> {
        Ok(Self {
            anatomy: Anatomy::new(attributes)?,
            doubles,
            kind: attributes.kind.clone(),
            post_transform: attributes.post_transform,
        })
    }
}

/// The trees of a node; `None` when the node is no tree ensemble. Built anew each time.
///
/// # Errors
/// When the attributes are unsound.
pub fn inspect(node: &NodeProto) -> TractResult<Option<TreesAsTheyAre>> {
    match node.op_type.as_str() {
        "TreeEnsembleClassifier" => trees::inspect_classifier(node).map(Some),
        "TreeEnsembleRegressor" => trees::inspect_regressor(node).map(Some),
        "TreeEnsemble" => trees::inspect_tree_ensemble(node).map(Some),
        _ => Ok(None),
    }
}
