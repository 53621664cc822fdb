use anyhow::Result;

use crate::{
    context::Context,
    run::{run, timed},
    setup::{python, toolchain::Toolchain},
};

/// Trains every version, registers them in an MLflow server of its own and freezes that into `public/registry`.
pub fn rebuild(context: &Context) -> Result<()> {
    let battledex = command_line_tool(context)?;
    let bin = python::environment(context, "training/requirements.txt")?;
    timed("registry", || {
        run(context
            .command(bin.join("python"))
            .arg("training/registry.py")
            .arg("--work-dir")
            .arg(context.cache.join("registry"))
            .args(["--out", "public/registry"])
            .env("BATTLEDEX_BIN", battledex))
    })
}

/// Builds `battledex` and returns its path.
pub fn command_line_tool(context: &Context) -> Result<std::path::PathBuf> {
    let toolchain = Toolchain::set_up(context)?;
    timed("battledex command", || {
        run(toolchain.cargo(context)?.args(["build", "--profile", "native", "--package", "cli"]))
    })?;
    Ok(context.target().join("native/battledex"))
}
