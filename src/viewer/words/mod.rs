//! Every word of the viewer: one file for each page, with both languages side by side.
//!
//! A file holds `struct Words` and `fn words(lang) -> &'static Words`. A text that a language lacks does not compile.

pub(crate) mod alerts;
pub(crate) mod change;
pub(crate) mod chart;
pub(crate) mod compare;
pub(crate) mod compare_runs;
pub(crate) mod curves;
pub(crate) mod diagnosis;
pub(crate) mod doctor;
pub(crate) mod experiments;
pub(crate) mod inspect;
pub(crate) mod model;
pub(crate) mod models;
mod pages;
pub(crate) mod run;
pub(crate) mod runs;
pub(crate) mod shell;
pub(crate) mod values;
pub(crate) mod version;

pub(crate) use crate::state::{PageWords as ViewerWords, use_page_words as use_viewer_words};
pub(crate) use pages::title;
