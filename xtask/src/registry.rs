use std::fs;

use anyhow::{Context as _, Result};

use crate::{
    context::Context,
    digest,
    run::{run, say, timed},
    setup::{python, toolchain::Toolchain},
};

/// All that the bundled registry is made from.
const SOURCES: [&str; 5] =
    ["training", "crates/battle", "crates/mlflow", "crates/cli", "xtask/src/registry.rs"];
const OUT: &str = "public/registry";

/// Trains every version, registers them in an MLflow server of its own and freezes that into `public/registry`, unless what
/// lies there was made from the same sources.
pub fn rebuild(context: &Context, force: bool) -> Result<()> {
    let work = context.cache.join("registry");
    let stamp = work.join("made-from");
    let state = || digest::of(&context.root, &[SOURCES.as_slice(), &[OUT]].concat());
    if !force && fs::read_to_string(&stamp).is_ok_and(|made| state().is_ok_and(|now| now == made)) {
        say(format!("{OUT} is up to date; --force makes it again"));
        return Ok(());
    }
    let battledex = command_line_tool(context)?;
    let bin = python::environment(context, "training/requirements.txt")?;
    timed("registry", || {
        run(context
            .command(bin.join("python"))
            .arg("training/registry.py")
            .arg("--work-dir")
            .arg(&work)
            .args(["--out", OUT])
            .env("BATTLEDEX_BIN", battledex))
    })?;
    fs::write(&stamp, state()?).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Builds `battledex` and returns its path.
pub fn command_line_tool(context: &Context) -> Result<std::path::PathBuf> {
    let toolchain = Toolchain::set_up(context)?;
    timed("battledex command", || {
        run(toolchain.cargo(context)?.args(["build", "--profile", "native", "--package", "cli"]))
    })?;
    Ok(context.target().join("native/battledex"))
}
