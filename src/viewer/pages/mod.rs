//! One component for each page of the viewer.

mod model;
mod models;
mod rows;
mod version;

pub(crate) use model::ModelPage;
pub(crate) use models::ModelsPage;
pub(crate) use version::VersionPage;
