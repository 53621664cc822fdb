//! Parts of the lab's pages.

mod badge;
mod fields;
mod nav;
mod types;
mod waiting;

pub(crate) use badge::{PokemonLink, pokemon_link};
pub(crate) use fields::{Fields, number};
pub(crate) use nav::LabNav;
pub(crate) use types::{effect_groups, type_chip, type_link, types_of};
pub(crate) use waiting::{bar, battle_link, progress_bar, with_matrix, without_model};
