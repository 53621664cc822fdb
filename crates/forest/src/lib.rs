//! Tree ensembles of ONNX models: attributes → checked → compiled → evaluated.
//!
//! [`EnsembleAttributes`] holds what a `TreeEnsembleClassifier` or `TreeEnsembleRegressor` node of the
//! `ai.onnx.ml` domain (versions 1 to 4) carries. [`Ensemble::new`] checks every id and length in it, so that
//! evaluation needs no further checks and cannot fail, loop or read out of bounds, whatever the file said.
//!
//! ```
//! use forest::{Ensemble, EnsembleAttributes, Kind, NodeMode, Nodes, PostTransform, Aggregate, Votes};
//!
//! // One split: x[0] <= 0.5 gives 10, otherwise 20.
//! let ensemble = Ensemble::new(&EnsembleAttributes {
//!     nodes: Nodes {
//!         tree_ids: &[0, 0, 0],
//!         node_ids: &[0, 1, 2],
//!         feature_ids: &[0, 0, 0],
//!         modes: &[NodeMode::LessOrEqual, NodeMode::Leaf, NodeMode::Leaf],
//!         values: &[0.5, 0.0, 0.0],
//!         true_ids: &[1, 0, 0],
//!         false_ids: &[2, 0, 0],
//!         missing_tracks_true: &[],
//!         members: &[],
//!     },
//!     votes: Votes { tree_ids: &[0, 0], node_ids: &[1, 2], ids: &[0, 0], weights: &[10.0, 20.0] },
//!     base_values: &[],
//!     post_transform: PostTransform::None,
//!     kind: Kind::Regressor { targets: 1, aggregate: Aggregate::Sum },
//! })?;
//! let mut scores = [0.0; 2];
//! ensemble.scores(&[0.5, 0.6], 1, &mut scores)?;
//! assert_eq!(scores, [10.0, 20.0]);
//! # Ok::<(), forest::ForestError>(())
//! ```
//!
//! Shapes: rows are row-major `f32`, `rows × features`; scores are row-major `rows × outputs`.
//! Results follow onnxruntime: `f32` sums in the order of the trees, then the base value, then the
//! post transform. A row's result does not depend on the rows beside it.

mod attributes;
mod canonical;
mod check;
mod crown;
mod ensemble;
mod error;
pub mod explain;
mod finish;
mod grid;
mod lanes;
mod layout;
mod number;
mod packed;
mod plan;
mod post_transform;
mod rank;
mod table;
mod trees;
mod walk;

pub use attributes::{Aggregate, EnsembleAttributes, Kind, Labels, NodeMode, Nodes, Votes};
pub use ensemble::{Ensemble, Summary};
pub use error::{ForestError, NodeRef};
pub use number::Number;
pub use post_transform::PostTransform;
