//! From the bytes of a model file to probabilities of battles.
//!
//! Each stage is a type, so that a caller can report progress and every failure names its object:
//! bytes → [`verify`] → [`Digest`]; bytes → [`parse`] → [`Graph`]; [`Graph::compile`] → [`Model`].
//! [`Model::load`] does all of it. [`Golden`] then recomputes battles whose answers the trainer wrote down.
//!
//! Model files are untrusted: whatever the bytes are, the answer is a model or a [`PredictorError`].

mod columns;
mod constants;
mod digest;
mod error;
pub mod explain;
mod golden;
mod graph;
pub mod inspect;
mod looks_like;
mod metadata;
mod model;
mod operators;
mod parts;
mod plan;
mod sizes;

pub use digest::{Digest, Expected, verify};
pub use error::{ErrorKind, PredictorError};
pub use golden::{Golden, GoldenBattle, GoldenError, GoldenReport};
pub use graph::{Graph, parse};
pub use looks_like::LooksLike;
pub use model::{Model, ModelInfo};
