//! Opens the same screens of a server of very many runs and models in MLflow's own interface and in the site, in one run.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::{
    context::Context,
    digest,
    run::{last_line, run, timed},
    setup::{browser::Browser, debian, node, python},
    site,
};

/// How to measure and to report.
#[derive(Args)]
pub struct Options {
    /// Print one JSON object on the last line
    #[arg(long)]
    json: bool,
    /// Report what was measured last instead of measuring
    #[arg(long)]
    last: bool,
    /// How often each screen is opened in each interface
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Only these screens, such as runs,curve
    #[arg(long, default_value = "")]
    only: String,
    /// A server of much less, which is made in seconds: to try this
    #[arg(long)]
    small: bool,
    /// Ask the server with MLflow's own client whether all is there instead of measuring
    #[arg(long)]
    check: bool,
}

/// What a store is made by.
const GENERATOR: [&str; 4] =
    ["tests/many/generate.py", "tests/many/plan.py", "tests/many/store.py", REQUIREMENTS];
/// They bring the MLflow that makes and serves the store.
const REQUIREMENTS: &str = "training/requirements.txt";

/// Makes the server's store if it is not there, measures, and prints a table.
pub fn many(context: &Context, options: &Options) -> Result<()> {
    let folder = context.cache.join("many");
    let last = folder.join("last.json");
    if options.check {
        let store = store(context, options.small)?;
        let python = python::environment(context, REQUIREMENTS)?.join("python");
        return run(served(context, &store)?.arg(python).args(["-B", "tests/many/check.py"]).arg(&store));
    }
    if !options.last {
        let measured = timed("very many", || measure(context, options))?;
        fs::write(&last, measured)?;
    }
    let measured = fs::read_to_string(&last).context("nothing was measured yet: run this without --last")?;
    debian::program("node", &["nodejs"])?;
    run(context.command("node").arg("tests/many/table.mjs").arg(&last))?;
    if options.json {
        println!("{measured}");
    }
    Ok(())
}

fn measure(context: &Context, options: &Options) -> Result<String> {
    let browser = Browser::set_up()?;
    debian::program("node", &["nodejs"])?;
    let store = store(context, options.small)?;
    let mut command = served(context, &store)?;
    command
        .args(["node", "tests/many/main.mjs"])
        .env("PLAYWRIGHT", node::install(context, "tests/e2e")?.join("playwright-core"))
        .env("CHROMIUM", browser.program)
        .env("BATTLEDEX_SITE", site::build(context, "/repo/")?)
        .env("MANY_STORE", &store)
        .env("MANY_ROUNDS", options.rounds.to_string())
        .env("MANY_ONLY", &options.only);
    last_line(&mut command)
}

/// The folder of a store in the cache, made once per content of what makes it.
pub fn store(context: &Context, small: bool) -> Result<PathBuf> {
    let made_by = digest::of(&context.root, &GENERATOR)?;
    let name = format!("{}-{}", if small { "small" } else { "full" }, &made_by[..16]);
    let store = context.cache.join("many").join(name);
    if !store.join("many.json").is_file() {
        let bin = python::environment(context, REQUIREMENTS)?;
        timed("a server of very many", || {
            let mut generate = context.command(bin.join("python"));
            generate.args(["-B", "tests/many/generate.py", "--out"]).arg(&store);
            run(generate.args(small.then_some("--small")))
        })?;
    }
    Ok(store)
}

/// A command that runs, with the words added to it, while MLflow serves a store.
fn served(context: &Context, store: &Path) -> Result<std::process::Command> {
    let bin = python::environment(context, REQUIREMENTS)?;
    let mut command = context.command(bin.join("python"));
    command.env("PYTHONPATH", context.root.join("training"));
    command.args(["-B", "tests/many/with_server.py"]).arg(store);
    Ok(command)
}
