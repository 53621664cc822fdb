//! Parts of pages.

mod badge;
mod defenses;
mod facts;
mod icon;
mod live;
mod meter;
mod model_card;
mod move_table;
mod moves;
mod picker;
mod problem;
mod progress;
mod rules_card;
mod shell;
mod stats;
mod tags;

pub(crate) use badge::{Portrait, letters, sprite};
pub(crate) use defenses::DefensesCard;
pub(crate) use facts::{fact, facts};
pub(crate) use icon::{Icon, IconName};
pub(crate) use live::{flag, optional, part, text};
pub(crate) use meter::Meter;
pub(crate) use model_card::ModelCard;
pub(crate) use move_table::MoveTable;
pub(crate) use moves::MoveChoice;
pub(crate) use picker::Picker;
pub(crate) use problem::{ProblemPanel, RemoteNotice};
pub(crate) use progress::{Progress, ProgressBar};
pub(crate) use rules_card::RulesCard;
pub(crate) use shell::{Footer, Header};
pub(crate) use stats::StatsCard;
pub(crate) use tags::{StageTag, TypeChip, stage_lang};
