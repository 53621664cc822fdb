//! The prediction worker: asks registries, and downloads, verifies, compiles and runs models, behind the messages of [`protocol`].
//!
//! The page never waits for any of this: it asks, goes on, and gets events. A worker keeps one model, the one that was
//! loaded last, under the key that the page gave it.

#![cfg(target_arch = "wasm32")]

mod cancel;
mod desk;
mod download;
mod explain;
mod give_way;
mod inspect;
mod load;
mod pace;
mod predict;
mod resolve;
mod scope;
mod shared_file;

pub use cancel::Cancellation;
pub use desk::{Desk, Reply};
pub use scope::start;
