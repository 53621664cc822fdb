//! The Battledex page: who wins a Pokémon Let's Go battle, by a model from an MLflow registry that runs in the browser.

#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod app;
mod browser;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod components;
mod config;
#[allow(unreachable_pub, reason = "its interface reads like a library's")]
mod engine;
mod i18n;
#[allow(unreachable_pub, reason = "Leptos' component macro makes properties public")]
mod pages;
mod route;
mod state;

fn main() {
    app::start();
}
