use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};

use super::debian;
use crate::{
    context::Context,
    digest,
    run::{run, say, succeeds},
};

/// A virtual environment with the packages of a requirements file, made once per content of that file.
/// Returns its `bin` folder.
pub fn environment(context: &Context, requirements: &str) -> Result<PathBuf> {
    interpreter(context)?;
    let text = fs::read_to_string(context.root.join(requirements))
        .with_context(|| format!("cannot read {requirements}"))?;
    let name = requirements.trim_end_matches(".txt").replace('/', "-");
    let home = context.cache.join("python").join(format!("{name}-{}", &digest::of_text(&text)[..16]));
    let (bin, done) = (home.join("bin"), home.join("complete"));
    if done.is_file() {
        return Ok(bin);
    }
    say(format!("installing the Python packages of {requirements}"));
    run(context.command("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
    run(context.command(bin.join("pip")).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        requirements,
    ]))?;
    fs::write(done, "")?;
    Ok(bin)
}

/// Python 3.11 or newer that can make virtual environments.
fn interpreter(context: &Context) -> Result<()> {
    debian::program("python3", &["python3", "python3-venv"])?;
    let python = |code: &str| succeeds(context.command("python3").args(["-c", code]));
    if !python("import sys; sys.exit(sys.version_info < (3, 11))") {
        bail!("python3 is older than 3.11: put a newer one first on PATH");
    }
    if !python("import ensurepip") {
        debian::install(&["python3-venv"])?;
    }
    Ok(())
}
