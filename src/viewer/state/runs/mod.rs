//! Runs of an experiment as rows of a table.

mod column;
mod examples;
mod keys;
mod order;
mod table;

pub(crate) use column::RunColumn;
pub(crate) use examples::examples;
pub(crate) use order::Order;
pub(crate) use table::{Offer, Row, RunTable, Value};
