//! What the lab knows, apart from how it looks. Plain and tested natively, but for the signals themselves.

mod dex;
mod model;
mod moves;
mod quiz;
pub(crate) mod why;

pub(crate) use dex::{DexFilter, DexOrder, FORMS, RARITIES};
pub(crate) use model::Model;
pub(crate) use moves::{
    BANDS, CATEGORIES, Learnt, MOVE_ORDERS, MoveFilter, TOP, WAYS, expected_power, learners, strongest,
};
pub(crate) use quiz::{ANSWERS, ANSWERS_OF_ONE, Best, Question, SEEDS, Score};

/// Where the reader is in the lab.
pub(crate) type Place = crate::state::Place<crate::route::LabPage>;
