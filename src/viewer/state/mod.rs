//! What the viewer knows, apart from how it looks. Plain and tested natively, but for the signals themselves.

mod curve;
mod place;
mod predicting;
mod window;

pub(crate) use curve::{Curve, curve};
pub(crate) use place::Place;
pub(crate) use predicting::Predicting;
pub(crate) use window::{ROW_HEIGHT, rows_in_sight};
