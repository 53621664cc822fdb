//! What the viewer knows, apart from how it looks. Plain and tested natively, but for the signals themselves.

mod ask;
mod chart;
mod compare_runs;
mod cursor;
mod curves;
mod draft;
mod experiments;
pub(crate) mod inspect;

mod matrix;
mod order;
mod paged;
mod predicting;
pub(crate) mod preview;
mod prose;
mod rights;
mod run_queue;
mod runs;
mod session;
mod shared;
mod tab;
mod version_facts;
mod version_runs;
mod window;

/// Where the reader is in the viewer.
pub(crate) type Place = crate::state::Place<crate::route::ViewPage>;

pub(crate) use ask::ask;
pub(crate) use chart::{Plot, PlotLine, length, moment, tick_text};
pub(crate) use compare_runs::{Field, Group, Held, INFO, Side, SideRow};
pub(crate) use cursor::{Cursor, Step};
pub(crate) use curves::{
    By, MAX_RUNS, MetricCurve, curves_csv, curves_plot, metric_keys, place_of_row, points_per_run, told,
    usual_metric, written,
};
pub(crate) use draft::{Deed, Draft, Undecided};
pub(crate) use experiments::experiments_found;
pub(crate) use matrix::{Entry, MatrixGroup, MatrixRow, matrix};
pub(crate) use order::{next_order, parse_order};
pub(crate) use paged::{Paged, Pages, once_there, use_pages};
pub(crate) use predicting::Predicting;
pub(crate) use prose::{Node, Prose, first_words, prose};
pub(crate) use rights::Rights;
pub(crate) use run_queue::{RunQueue, use_run_queue};
pub(crate) use runs::{Offer, Order, Row, RunColumn, RunTable, Value, examples};
pub(crate) use session::{keep_text, kept_text};
pub(crate) use shared::Shared;
pub(crate) use tab::TabName;
pub(crate) use version_facts::{VersionFacts, all_version_facts, version_facts};
pub(crate) use version_runs::{Told, VersionRuns};
pub(crate) use window::{ROW_HEIGHT, rows_in_sight};
