//! Installs what the project needs, once per machine, into the cache folder; says in one line what cannot be had.

pub mod debian;
pub mod node;
pub mod python;
pub mod toolchain;
pub mod tools;
