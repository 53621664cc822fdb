use anyhow::Result;
use clap::Args;

use crate::{
    context::Context,
    run::run,
    setup::{browser::Browser, node},
    site,
};

/// How to report.
#[derive(Args)]
pub struct Options {
    /// Print one JSON object on the last line
    #[arg(long)]
    json: bool,
}

/// Measures the built site's worker in Chromium: load and prediction times of the Production model, and sizes.
pub fn bench(context: &Context, options: &Options) -> Result<()> {
    let browser = Browser::set_up()?;
    let site = site::build(context, "/")?;
    let modules = node::install(context, "tests/e2e")?;
    let mut node = context.command("node");
    node.arg("tests/bench/worker.mjs")
        .env("PLAYWRIGHT", modules.join("playwright-core"))
        .env("BATTLEDEX_SITE", site)
        .env("CHROMIUM", browser.program);
    if options.json {
        node.arg("--json");
    }
    run(&mut node)
}
