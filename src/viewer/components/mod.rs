//! Parts of the viewer's pages.

mod actions;
mod alerts;
mod changes;
mod chart;
mod chart_files;
mod legend;
mod markdown;
mod measure;
mod nav;
mod other_registry;
mod paste;
mod read_only;
mod run_curve;
mod run_list;
mod table;
mod value;
mod waiting;

pub(crate) use actions::{ModelActions, VersionActions, promote_link};
pub(crate) use alerts::Alerts;
pub(crate) use changes::changes_table;
mod pick;

pub(crate) use crate::browser::save_text;
pub(crate) use chart::Chart;
pub(crate) use legend::swatch;
pub(crate) use markdown::markdown;
pub(crate) use measure::use_size;
pub(crate) use nav::ViewerNav;
pub(crate) use other_registry::OtherRegistry;
pub(crate) use paste::pasted;
pub(crate) use pick::Pick;
pub(crate) use read_only::ReadOnlyNotice;
pub(crate) use run_curve::RunCurve;
pub(crate) use run_list::{RunList, Runs};
pub(crate) use table::{Cell, Choice, Column, Sort, Table};
pub(crate) use value::{metric_cell, metric_value, missing_cell, now, running_for, status};
pub(crate) use waiting::Waiting;
