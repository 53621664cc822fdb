//! What the lab knows, apart from how it looks. Plain and tested natively, but for the signals themselves.

mod agreement;
mod battles;
mod board;
mod consistency;
mod dex;
mod matrix;
mod model;
mod moves;
mod order;
mod quiz;
mod random;
mod team;
mod tournament;
mod viewport;
pub(crate) mod why;

pub(crate) use agreement::{Agreement, CLASH_ORDERS, ClashFilter, SCENARIOS, Share, sort_clashes};
pub(crate) use battles::Battles;
pub(crate) use board::{Board, NAMED};
pub(crate) use consistency::Consistency;
pub(crate) use dex::{DexFilter, DexOrder, FORMS, RARITIES, named, sortable};
pub(crate) use matrix::{Matrix, Sides};
pub(crate) use model::Model;
pub(crate) use moves::{
    BANDS, CATEGORIES, Learnt, MOVE_ORDERS, MoveFilter, TOP, WAYS, expected_power, learners, strongest,
};
pub(crate) use order::{ORDERS, Order};
pub(crate) use quiz::{ANSWERS, ANSWERS_OF_ONE, Best, Question, SEEDS, Score};
pub(crate) use team::{Analysis, Team, additions, filled};
pub(crate) use tournament::{DEFAULT_SIZE, Match, SIZES, Tournament};
pub(crate) use viewport::Viewport;

/// Where the reader is in the lab.
pub(crate) type Place = crate::state::Place<crate::route::LabPage>;
