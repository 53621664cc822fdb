//! The page's side of the prediction worker: starts it, numbers the requests, and hands out the answers as futures.

mod connection;
mod status;

pub use connection::Engine;
pub use status::EngineStatus;
