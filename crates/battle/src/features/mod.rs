//! What a model sees of a battle: columns of numbers, each with a name.
//!
//! A model names the columns that it wants; [`FeatureSet`] computes them. Every value is computed in `f64` and becomes an
//! `f32` at the very end.

mod column;
mod meaning;
mod name;
mod one_hot;
mod set;
mod v2;

pub use column::{Feature, Hit, MoveFact, Pair, Slot};
pub use meaning::Meaning;
pub use name::UnknownFeature;
pub use set::{FeatureSet, UnknownFeatures};
pub use v2::v2_names;
