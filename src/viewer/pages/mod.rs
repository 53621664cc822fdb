//! One component for each page of the viewer.

mod change;
mod compare;
mod compare_runs;
mod curves;
mod doctor;
mod experiments;
mod history;
mod inspect;
mod model;
mod models;
mod rows;
mod run;
mod runs;
mod version;

pub(crate) use change::{Author, ChangePage, change_href};
pub(crate) use compare::ComparePage;
pub(crate) use compare_runs::CompareRunsPage;
pub(crate) use curves::CurvesPage;
pub(crate) use doctor::DoctorPage;
pub(crate) use experiments::ExperimentsPage;
pub(crate) use history::HistoryPage;
pub(crate) use inspect::InspectPage;
pub(crate) use model::ModelPage;
pub(crate) use models::ModelsPage;
pub(crate) use run::RunPage;
pub(crate) use runs::RunsPage;
pub(crate) use version::VersionPage;
