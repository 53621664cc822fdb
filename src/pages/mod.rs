//! One component for each kind of address.

mod battle;
mod not_found;
mod program;
mod settings;

pub(crate) use battle::BattlePage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use program::ProgramFrame;
pub(crate) use settings::SettingsPage;
