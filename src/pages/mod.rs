//! One component for each kind of address.

mod battle;
mod field;
mod model;
mod not_found;
mod registry;
mod registry_rows;
mod settings;
mod version;

pub(crate) use battle::BattlePage;
pub(crate) use field::FieldPage;
pub(crate) use model::ModelPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use registry::RegistryPage;
pub(crate) use settings::SettingsPage;
pub(crate) use version::VersionPage;
