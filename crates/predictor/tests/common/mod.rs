//! What fuzz targets do with their bytes, and what tests of the corpus do again.
#![allow(dead_code, reason = "each target and test uses its part")]

pub(crate) mod build;
pub(crate) mod bytes;
pub(crate) mod damage;
pub(crate) mod graph;
pub(crate) mod operators;
