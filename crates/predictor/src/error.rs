//! Why a model cannot be used.

use battle::features::UnknownFeatures;
use battle::{BattleIds, UnknownBattle};

use crate::LooksLike;

/// Why bytes are not a usable model, or a model cannot predict.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PredictorError {
    /// The file is shorter or longer than the registry states.
    #[error("the model file has {found} bytes, but the registry states {expected}; download it again")]
    Size {
        /// Bytes that the registry states.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// The file is not the one that the registry states.
    #[error(
        "the model file was altered: its SHA-256 is not the registry's (got {found}, expected {expected})"
    )]
    Digest {
        /// SHA-256 that the registry states.
        expected: String,
        /// SHA-256 of the bytes.
        found: String,
    },
    /// The bytes are something else.
    #[error("this is {0}, not an ONNX model")]
    NotOnnx(LooksLike),
    /// The bytes begin like an ONNX model but end early, or are damaged.
    #[error("the ONNX file is truncated or damaged after {size} bytes ({detail}); download it again")]
    Damaged {
        /// Bytes there are.
        size: u64,
        /// What the decoder says.
        detail: String,
    },
    /// A well-formed file with a graph that cannot be run.
    #[error("this ONNX model cannot be run here: {0}")]
    Unsupported(String),
    /// No feature names in the metadata.
    #[error(
        "the model does not name its features: add a metadata entry 'feature_names' to the ONNX file, a JSON array \
         of the column names in order (in Python: onnx.helper.set_model_props(model, {{'feature_names': \
         json.dumps(names)}}))"
    )]
    NoFeatureNames,
    /// Feature names that cannot be read.
    #[error("the model's metadata entry 'feature_names' is not a JSON array of text: {0}")]
    FeatureNames(String),
    /// Names and columns disagree.
    #[error("the model names {names} features, but its graph takes {columns} columns")]
    FeatureCount {
        /// Number of names.
        names: usize,
        /// Columns of the graph's input.
        columns: usize,
    },
    /// Names that nobody can compute.
    #[error("the model wants features that are unknown here: {0}")]
    UnknownFeatures(UnknownFeatures),
    /// Ids that are not a battle.
    #[error("battle {number} ({} against {}): {error}", ids.a, ids.b)]
    Battle {
        /// Position in the request, from 1.
        number: usize,
        /// The ids.
        ids: BattleIds,
        /// What is wrong with them.
        error: UnknownBattle,
    },
    /// A buffer of rows that is not a whole number of rows.
    #[error("the rows hold {found} numbers, not a multiple of the model's {columns} columns")]
    Rows {
        /// Numbers in the buffer.
        found: usize,
        /// Columns of the model.
        columns: usize,
    },
    /// The model answered with something that is no probability.
    #[error("the model's answer for battle {number} is {value}, which is not a probability between 0 and 1")]
    NotAProbability {
        /// Position in the request, from 1.
        number: usize,
        /// The answer.
        value: f32,
    },
    /// A tree that the model does not have.
    #[error("the model has no tree {tree} there: it has {trees}, numbered from 0")]
    NoSuchTree {
        /// Its number, from 0.
        tree: usize,
        /// Trees of the ensemble.
        trees: usize,
    },
    /// The graph failed while it ran.
    #[error("the model could not be evaluated: {0}")]
    Run(String),
}

/// The closed set of reasons, for a caller that acts or words it by reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Size or SHA-256 differ from what the registry states.
    DigestMismatch,
    /// The bytes are no ONNX model, or a damaged one.
    NotOnnx,
    /// An ONNX model that cannot be run.
    Unsupported,
    /// The features are unknown, missing, or do not fit the graph.
    Features,
    /// A battle that does not exist.
    UnknownBattle,
}

impl PredictorError {
    /// Which kind of reason it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Size { .. } | Self::Digest { .. } => ErrorKind::DigestMismatch,
            Self::NotOnnx(_) | Self::Damaged { .. } => ErrorKind::NotOnnx,
            Self::Unsupported(_)
            | Self::Rows { .. }
            | Self::NotAProbability { .. }
            | Self::NoSuchTree { .. }
            | Self::Run(_) => ErrorKind::Unsupported,
            Self::NoFeatureNames
            | Self::FeatureNames(_)
            | Self::FeatureCount { .. }
            | Self::UnknownFeatures(_) => ErrorKind::Features,
            Self::Battle { .. } => ErrorKind::UnknownBattle,
        }
    }
}
