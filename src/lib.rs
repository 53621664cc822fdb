//! Battledex in a browser: who wins a Pokémon Let's Go battle, by a model from an MLflow registry.
//!
//! Two programs are made of it: the *page*, which is small and comes first (`main.rs`: battles and settings), and the
//! *viewer* (`bin/viewer.rs`: everything about the registry), which the page fetches when one of its addresses is opened.

#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod app;
mod browser;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod components;
mod config;
#[allow(unreachable_pub, reason = "its interface reads like a library's")]
mod engine;
mod handover;
mod i18n;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod pages;
mod route;
mod state;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
pub mod viewer;

pub use app::start as start_page;
