//! Every word of the lab: one file for each page, with both languages side by side.
//!
//! A file holds `struct Words` and `fn words(lang) -> &'static Words`. A text that a language lacks does not compile.

pub(crate) mod about;
pub(crate) mod common;
pub(crate) mod field;
pub(crate) mod many;
pub(crate) mod moves;
mod pages;
pub(crate) mod pokedex;
pub(crate) mod pokemon;
pub(crate) mod quiz;
pub(crate) mod recent;
pub(crate) mod shell;
pub(crate) mod team;
pub(crate) mod tournament;
pub(crate) mod types;
pub(crate) mod why;

pub(crate) use crate::state::use_page_words as use_lab_words;
pub(crate) use pages::title;
