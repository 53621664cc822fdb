//! The page's side of the prediction workers: starts them, numbers the requests, and hands out the answers as futures.

mod connection;
mod failures;
mod link;
mod pool;
mod run;
mod schedule;
mod status;
mod ticket;

pub use connection::Engine;
pub use pool::{Job, Pool};
pub use schedule::{Part, Progress};
pub use status::EngineStatus;
