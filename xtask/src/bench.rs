//! Measures the project's runtime beside its rivals, all in one run, and the built site.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::{
    context::Context,
    digest,
    run::{last_line, run, timed},
    setup::{self, browser::Browser, debian, node, python},
    site,
};

/// How to report.
#[derive(Args)]
pub struct Options {
    /// Print one JSON object on the last line
    #[arg(long)]
    json: bool,
    /// Print the README's table
    #[arg(long)]
    markdown: bool,
    /// Report what was measured last instead of measuring
    #[arg(long)]
    last: bool,
}

/// All that the module for the browser is made from.
const SOURCES: [&str; 5] = ["Cargo.toml", "Cargo.lock", ".cargo", "crates", "xtask/src/bench.rs"];

/// Measures in Chromium and natively, one thread each: batches, single rows, loading, and what the site's worker takes for battles.
pub fn bench(context: &Context, options: &Options) -> Result<()> {
    let folder = context.cache.join("bench");
    let last = folder.join("last.json");
    if !options.last {
        let measured = timed("benchmark", || measure(context, &folder))?;
        fs::write(&last, measured)?;
    }
    let measured = fs::read_to_string(&last).context("nothing was measured yet: run this without --last")?;
    if options.markdown || !options.json {
        debian::program("node", &["nodejs"])?;
        run(context.command("node").arg("tests/bench/table.mjs").arg(&last))?;
    }
    if options.json {
        println!("{measured}");
    }
    Ok(())
}

/// Runs everything; what is measured is the last line.
fn measure(context: &Context, folder: &PathBuf) -> Result<String> {
    fs::create_dir_all(folder)?;
    let browser = Browser::set_up()?;
    debian::program("gcc", &["gcc", "libc6-dev"])?;
    let site = site::build(context, "/")?;
    let rivals = python::environment(context, "tests/bench/requirements.txt")?;
    let module = module(context)?;
    let program = program(context)?;
    let mut node = context.command("node");
    node.arg("tests/bench/main.mjs")
        .env("PLAYWRIGHT", node::install(context, "tests/e2e")?.join("playwright-core"))
        .env("CHROMIUM", browser.program)
        .env("BATTLEDEX_SITE", site)
        .env("BENCH_CACHE", folder)
        .env("BENCH_MODULES", node::install(context, "tests/bench")?)
        .env("BENCH_NATIVE", program)
        .env("BENCH_PYTHON", rivals.join("python"))
        .env("BENCH_WASM", module);
    last_line(&mut node)
}

/// `crates/bench` as a native program.
fn program(context: &Context) -> Result<PathBuf> {
    let toolchain = setup::for_site(context)?;
    run(toolchain.cargo(context)?.args(["build", "--profile", "native", "--package", "bench"]))?;
    Ok(context.target().join("native/bench"))
}

/// `crates/bench` as a module for the browser, compiled with the site's settings; returns its folder in the cache.
fn module(context: &Context) -> Result<PathBuf> {
    let sources = digest::of(&context.root, &SOURCES)?;
    let home = context.cache.join("bench/modules").join(&sources[..16]);
    if home.join("complete").is_file() {
        return Ok(home);
    }
    let toolchain = setup::for_site(context)?;
    let target = "wasm32-unknown-unknown";
    timed("runtime for the browser", || {
        run(toolchain.cargo(context)?.args([
            "build",
            "--release",
            "--package",
            "bench",
            "--target",
            target,
        ]))?;
        run(context
            .command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(&home)
            .arg(context.target().join(target).join("release/bench.wasm")))?;
        let wasm = home.join("bench_bg.wasm");
        run(context.command("wasm-opt").args(["-Os"]).arg(&wasm).arg("-o").arg(&wasm))?;
        Ok(fs::write(home.join("complete"), "")?)
    })?;
    Ok(home)
}
