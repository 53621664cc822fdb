//! What people do with a model registry, apart from any surface: the page and the command line tool are thin above it.
//!
//! - A [`Snapshot`] is a model and its versions as they were read.
//! - A [`Plan`] is what a promotion or its undoing would change, made from a snapshot without sending anything.
//! - [`apply`] carries a plan out, unless the registry has changed since, and records it in a tag of the version.
//! - [`history`] reads those records back.
//! - [`compare`] puts versions side by side, [`Contents`] what they are made of; [`best`] chooses one by a metric.
//! - [`servable`] finds the version that is to predict, and its files.
//! - [`alerts`] says what is wrong; [`exposition`] says it to Prometheus.

mod alerts;
mod apply;
mod best;
mod change;
mod claims;
mod compare;
mod direction;
mod facts;
mod history;
mod number;
mod plan;
mod prometheus;
mod runs;
mod servable;
mod snapshot;

pub use alerts::{Alert, Limits, alerts, without_onnx, worth_checking};
pub use apply::{Applied, ApplyError, apply, is_lost};
pub use best::{BestError, best};
pub use change::{Change, Difference, conflicts, differences};
pub use claims::{Claim, claims};
pub use compare::{
    Comparison, MetricRow, Tally, TextRow, Verdict, compare, compare_with, reference, verdict,
};
pub use direction::{Direction, direction, is_quality};
pub use facts::{Contents, FileRow, Held, VersionFacts, all_version_facts, version_facts};
pub use history::{Entry, HISTORY_PREFIX, History, history};
pub use number::{Number, logged};
pub use plan::{AliasProblem, MAX_REASON, Plan, PlanError};
pub use prometheus::exposition;
pub use runs::{Found, RunReader, who, with_runs};
pub use servable::{Servable, servable, stated};
pub use snapshot::{Snapshot, VersionRun};
