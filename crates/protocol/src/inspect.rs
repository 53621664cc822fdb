use battle::BattleIds;
use inspector::{ModelDescription, TreePart};
use serde::{Deserialize, Serialize};

/// What the page wants to see of a model file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Inspect {
    /// What it says of itself: its graph and its ensembles in numbers.
    Description,
    /// A part of one tree.
    Tree {
        /// Which ensemble of the description.
        ensemble: usize,
        /// Which tree, from 0.
        tree: usize,
        /// The battle whose way is lit and unfolded.
        battle: Option<BattleIds>,
        /// Nodes that are unfolded together with all that leads to them, by the file's numbers.
        unfolded: Vec<i64>,
        /// Splits above this depth are unfolded in any case.
        levels: usize,
        /// So many battles of the field are counted at every node.
        sample: usize,
    },
    /// What counts on the whole: the mean of the absolute contributions (interventional SHAP values) over battles of the
    /// field, against others of it.
    Importance {
        /// Battles that are explained, at most [`MAX_EXPLAINED`](crate::MAX_EXPLAINED).
        battles: usize,
        /// Battles that they are compared with, at most 1024.
        background: usize,
    },
}

/// Answers to [`Inspect`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Inspected {
    /// The file.
    Description(Box<ModelDescription>),
    /// The part of the tree.
    Tree(Box<TreePart>),
    /// By column of the model.
    Importance {
        /// Mean of the absolute contributions.
        mean_absolute: Vec<f64>,
        /// Whether they are in the logarithm of the odds; otherwise in the model's own score.
        log_odds: bool,
    },
}
