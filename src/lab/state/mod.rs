//! What the lab knows, apart from how it looks. Plain and tested natively, but for the signals themselves.

mod model;
pub(crate) mod why;

pub(crate) use model::Model;

/// Where the reader is in the lab.
pub(crate) type Place = crate::state::Place<crate::route::LabPage>;
