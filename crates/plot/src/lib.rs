//! Charts as data: from points to what is drawn, without a browser and without words of any language.
//!
//! [`Axis`] maps values to places and finds ticks, [`columns`] thins points out for the pixels there are, [`smoothed`] smooths,
//! [`Chart::draw`] puts all of it into a [`Drawing`], which a page shows and [`Drawing::svg`] writes as a file. [`parallel`] lays
//! out parallel coordinates, [`csv`] writes tables.

mod axis;
mod calendar;
mod chart;
mod cursor;
mod decimate;
mod legend;
mod mark;
pub mod parallel;
mod smooth;
mod svg;
mod table;
mod ticks;

pub use axis::{Axis, AxisKind};
pub use calendar::{date, duration, time_of_day};
pub use chart::{Chart, Drawing, Frame, Line, Stroke, TickText};
pub use cursor::{nearest, nearest_by_x, next_x, previous_x};
pub use decimate::columns;
pub use legend::Palette;
pub use mark::{COLOURS, Style};
pub use smooth::smoothed;
pub use table::csv;
pub use ticks::Ticks;

/// One point of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right; finite.
    pub x: f64,
    /// Upwards; what is not finite breaks the line.
    pub y: f64,
}

impl Point {
    /// A point.
    #[must_use]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}
