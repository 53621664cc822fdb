//! Parts of the viewer's pages.

mod charts;
mod markdown;
mod nav;
mod table;

pub(crate) use charts::CurveChart;
pub(crate) use markdown::markdown;
pub(crate) use nav::ViewerNav;
pub(crate) use table::{Cell, Choice, Column, Sort, Table};
