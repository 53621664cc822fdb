//! A tree ensemble in numbers.

use serde::{Deserialize, Serialize};

use crate::{Listed, Number};

/// A node of the graph that is a tree ensemble.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ensemble {
    /// Place of the node in [`ModelDescription::nodes`](crate::ModelDescription).
    pub node: usize,
    /// Name of that node.
    pub name: String,
    /// Splits in all trees.
    pub splits: usize,
    /// Leaves in all trees.
    pub leaves: usize,
    /// Splits on the longest path of the trees.
    pub depth: Spread,
    /// Splits of the trees.
    pub splits_per_tree: Spread,
    /// Splits on the way to the leaves.
    pub leaf_depth: Spread,
    /// The trees in the order of the file.
    pub trees: Listed<TreeSize>,
    /// Columns that are compared, those with the most splits first.
    pub features: Listed<FeatureUse>,
    /// What comes out.
    pub outputs: EnsembleOutputs,
    /// How the votes of the trees become one score: `SUM`.
    pub aggregate: String,
    /// What is applied to the scores: `LOGISTIC`.
    pub post_transform: String,
    /// What is added to the votes.
    pub base_values: Listed<Number>,
    /// How many splits compare how, by ONNX's name: `BRANCH_LT`.
    pub modes: Vec<(String, usize)>,
    /// Splits that send NaN to their true child.
    pub missing_tracks_true: usize,
    /// The least and the greatest weight of a leaf.
    pub weights: Option<(Number, Number)>,
    /// Whether thresholds and weights are doubles.
    pub doubles: bool,
    /// Memory of the compiled trees, where they could be compiled.
    pub compiled_bytes: Option<usize>,
}

/// The least, the middle and the greatest of some numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Least.
    pub least: usize,
    /// Middle.
    pub median: usize,
    /// Greatest.
    pub most: usize,
}

/// How large a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeSize {
    /// The file's number of the tree.
    pub id: i64,
    /// Nodes that compare a column.
    pub splits: usize,
    /// Nodes that vote.
    pub leaves: usize,
    /// Splits on the longest path.
    pub depth: usize,
}

/// A column that is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureUse {
    /// Column, from 0.
    pub column: usize,
    /// Its name, where the columns that reach the trees have names.
    pub name: Option<String>,
    /// How many splits compare it.
    pub splits: usize,
}

/// What comes out of an ensemble.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnsembleOutputs {
    /// A score for each class, by label.
    Classes(Listed<String>),
    /// A score for each of so many targets.
    Targets(usize),
}
