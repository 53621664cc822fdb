//! Why a battle is predicted as it is, from the numbers of a model.

mod analysis;
mod shared;
mod strike;
mod versions;
mod waterfall;

pub(crate) use analysis::{Analysis, Analyst, Other};
pub(crate) use shared::Shared;
pub(crate) use strike::{Because, left_out, strike};
pub(crate) use versions::{Choice, choices};
pub(crate) use waterfall::{Bar, Waterfall, waterfall};
