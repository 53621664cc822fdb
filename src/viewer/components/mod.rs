//! Parts of the viewer's pages.

mod actions;
mod alerts;
mod changes;
mod charts;
mod markdown;
mod nav;
mod paste;
mod read_only;
mod table;
mod value;

pub(crate) use actions::{ModelActions, VersionActions, promote_link};
pub(crate) use alerts::Alerts;
pub(crate) use changes::changes_table;
pub(crate) use charts::CurveChart;
pub(crate) use markdown::markdown;
pub(crate) use nav::ViewerNav;
pub(crate) use paste::pasted;
pub(crate) use read_only::ReadOnlyNotice;
pub(crate) use table::{Cell, Choice, Column, Sort, Table};
pub(crate) use value::{metric_cell, metric_value, missing_cell, running_for, status};
