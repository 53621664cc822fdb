//! What an ONNX node says about its trees, unchecked and borrowed from wherever it was decoded.

use std::str::FromStr;

use crate::{ForestError, PostTransform};

/// The attributes of one node of the graph: `TreeEnsembleClassifier`, `TreeEnsembleRegressor` or `TreeEnsemble`.
///
/// `T` is the type of thresholds, weights and rows: `f32`, or `f64` where a model says so.
#[derive(Clone, Debug)]
pub struct EnsembleAttributes<'a, T = f32> {
    /// The nodes of all trees (`nodes_*`).
    pub nodes: Nodes<'a, T>,
    /// What the leaves say (`class_*`, `target_*` or `leaf_*`).
    pub votes: Votes<'a, T>,
    /// Added to the aggregated votes: one per output, none, or a single one for a two-class model.
    pub base_values: &'a [T],
    /// Applied to the scores of a row at the end.
    pub post_transform: PostTransform,
    /// Classifier or regressor.
    pub kind: Kind,
}

/// Nodes of all trees as parallel vectors: element `i` of each describes the same node.
///
/// A node is known by its tree and node id. The first node listed of a tree is its root, and trees are
/// summed in the order in which they are listed.
#[derive(Clone, Copy, Debug)]
pub struct Nodes<'a, T = f32> {
    /// `nodes_treeids`
    pub tree_ids: &'a [i64],
    /// `nodes_nodeids`
    pub node_ids: &'a [i64],
    /// `nodes_featureids`: column of the input that a split compares; ignored on leaves.
    pub feature_ids: &'a [i64],
    /// `nodes_modes`
    pub modes: &'a [NodeMode],
    /// `nodes_values`: threshold of a split; ignored on leaves and by [`NodeMode::Member`].
    pub values: &'a [T],
    /// `nodes_truenodeids`: child when the comparison holds; ignored on leaves.
    pub true_ids: &'a [i64],
    /// `nodes_falsenodeids`: child when it does not; ignored on leaves.
    pub false_ids: &'a [i64],
    /// `nodes_missing_value_tracks_true`: whether NaN goes to the true child; empty means never.
    pub missing_tracks_true: &'a [i64],
    /// The set of each [`NodeMode::Member`] node, which other nodes ignore; empty where no node has that mode.
    pub members: &'a [Vec<T>],
}

/// Votes of the leaves as parallel vectors; a leaf may cast none, one or several.
#[derive(Clone, Copy, Debug)]
pub struct Votes<'a, T = f32> {
    /// `class_treeids` or `target_treeids`
    pub tree_ids: &'a [i64],
    /// `class_nodeids` or `target_nodeids`
    pub node_ids: &'a [i64],
    /// `class_ids` or `target_ids`: which output the vote is for.
    pub ids: &'a [i64],
    /// `class_weights` or `target_weights`
    pub weights: &'a [T],
}

/// How a node decides: value of `nodes_modes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeMode {
    /// `BRANCH_LEQ`: x ≤ value
    LessOrEqual,
    /// `BRANCH_LT`: x < value
    Less,
    /// `BRANCH_GTE`: x ≥ value
    GreaterOrEqual,
    /// `BRANCH_GT`: x > value
    Greater,
    /// `BRANCH_EQ`: x = value
    Equal,
    /// `BRANCH_NEQ`: x ≠ value
    NotEqual,
    /// `BRANCH_MEMBER`: x is one of the node's set
    Member,
    /// `LEAF`: no decision
    Leaf,
}

impl NodeMode {
    /// The word of the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::LessOrEqual => "BRANCH_LEQ",
            Self::Less => "BRANCH_LT",
            Self::GreaterOrEqual => "BRANCH_GTE",
            Self::Greater => "BRANCH_GT",
            Self::Equal => "BRANCH_EQ",
            Self::NotEqual => "BRANCH_NEQ",
            Self::Member => "BRANCH_MEMBER",
            Self::Leaf => "LEAF",
        }
    }
}

impl FromStr for NodeMode {
    type Err = ForestError;

    fn from_str(text: &str) -> Result<Self, ForestError> {
        Ok(match text {
            "BRANCH_LEQ" => Self::LessOrEqual,
            "BRANCH_LT" => Self::Less,
            "BRANCH_GTE" => Self::GreaterOrEqual,
            "BRANCH_GT" => Self::Greater,
            "BRANCH_EQ" => Self::Equal,
            "BRANCH_NEQ" => Self::NotEqual,
            "BRANCH_MEMBER" => Self::Member,
            "LEAF" => Self::Leaf,
            _ => return Err(ForestError::unknown_value("nodes_modes", text)),
        })
    }
}

/// What the outputs of an ensemble mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One score per class, and a label.
    Classifier {
        /// The classes in the order of the scores.
        labels: Labels,
    },
    /// One score per target.
    Regressor {
        /// Number of targets (`n_targets`).
        targets: i64,
        /// How the votes of the trees become one score.
        aggregate: Aggregate,
    },
}

/// Class labels of a classifier: `classlabels_int64s` or `classlabels_strings`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Integer labels.
    Int64s(Vec<i64>),
    /// Text labels.
    Strings(Vec<String>),
}

impl Labels {
    /// Number of classes.
    pub fn len(&self) -> usize {
        match self {
            Self::Int64s(labels) => labels.len(),
            Self::Strings(labels) => labels.len(),
        }
    }

    /// Whether there is no class.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How the votes of all trees for one target become its score: value of `aggregate_function`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aggregate {
    /// `SUM`
    #[default]
    Sum,
    /// `AVERAGE`: the sum divided by the number of trees.
    Average,
    /// `MIN`
    Min,
    /// `MAX`
    Max,
}

impl Aggregate {
    /// The word of the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sum => "SUM",
            Self::Average => "AVERAGE",
            Self::Min => "MIN",
            Self::Max => "MAX",
        }
    }
}

impl FromStr for Aggregate {
    type Err = ForestError;

    fn from_str(text: &str) -> Result<Self, ForestError> {
        Ok(match text {
            "SUM" => Self::Sum,
            "AVERAGE" => Self::Average,
            "MIN" => Self::Min,
            "MAX" => Self::Max,
            _ => return Err(ForestError::unknown_value("aggregate_function", text)),
        })
    }
}
