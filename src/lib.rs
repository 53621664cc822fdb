//! Battledex in a browser: who wins a Pokémon Let's Go battle, by a model from an MLflow registry.
//!
//! Three programs are made of it: the *page*, which is small and comes first (`main.rs`: battles and settings), and two that the
//! page fetches when one of their addresses is opened: the *viewer* (`bin/viewer.rs`: everything about the registry) and the *lab*
//! (`bin/lab.rs`: Pokémon, moves and types, and their battles all together).

#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod app;
mod browser;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod components;
mod config;
#[allow(unreachable_pub, reason = "its interface reads like a library's")]
mod engine;
mod guest;
mod handover;
mod i18n;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
pub mod lab;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod pages;
mod route;
mod state;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
pub mod viewer;

pub use app::start as start_page;
