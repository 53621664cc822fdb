//! One component for each kind of address.

mod battle;
mod field;
mod not_found;
mod settings;
mod viewer;

pub(crate) use battle::BattlePage;
pub(crate) use field::FieldPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use settings::SettingsPage;
pub(crate) use viewer::ViewerFrame;
