#![doc = include_str!("../README.md")]

mod alone;
mod attributes;
mod canonical;
mod check;
mod crown;
mod ensemble;
mod error;
pub mod explain;
mod finish;
mod grid;
pub mod inspect;
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
