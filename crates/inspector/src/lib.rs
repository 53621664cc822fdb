//! What there is to see in a model file, and where to draw it.
//!
//! The types say what a file holds: its graph ([`ModelDescription`]), its tree ensembles ([`Ensemble`]) and a part of one tree
//! ([`TreePart`]). They are filled where the file is read and travel to where it is drawn, so they are bounded: a list
//! shows its first elements and says how many there are ([`Listed`]), and so does a text ([`Text`]).
//!
//! [`layered`](fn@layered) and [`tidy`](fn@tidy) lay graphs and trees out. Both are pure, deterministic and know no browser.

mod bounded;
mod ensemble;
mod layered;
mod model;
mod number;
mod tidy;
mod tree;

pub use bounded::{Listed, Text};
pub use ensemble::{Ensemble, EnsembleOutputs, FeatureUse, Spread, TreeSize};
pub use layered::{Gaps, Layered, layered};
pub use model::{
    Attribute, Dimension, Edge, Initializer, Input, ModelDescription, Node, Opset, Place, Property, Value,
    ValueType,
};
pub use number::Number;
pub use tidy::{Tidy, tidy};
pub use tree::{Sample, Split, TreeNode, TreePart, Vote, What};

/// The width and height of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Left to right.
    pub width: f64,
    /// Top to bottom.
    pub height: f64,
}

/// A place in a drawing; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}
