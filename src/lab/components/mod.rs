//! Parts of the lab's pages.

mod asking;
mod badge;
mod fields;
mod nav;
mod sides;
mod sorting;
mod types;
mod waiting;

pub(crate) use asking::{asking, seconds};
pub(crate) use badge::{PokemonLink, pokemon_link};
pub(crate) use fields::{Fields, number};
pub(crate) use nav::LabNav;
pub(crate) use sides::{sides, which_sides};
pub(crate) use sorting::sort_head;
pub(crate) use types::{effect_groups, type_chip, type_link, types_of};
pub(crate) use waiting::{battle_link, with_matrix};
