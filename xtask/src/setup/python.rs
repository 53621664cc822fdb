use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result};

use super::debian;
use crate::{
    context::Context,
    digest,
    run::{run, say},
};

/// A virtual environment with the packages of a requirements file, made once per content of that file.
/// Returns its `bin` folder.
pub fn environment(context: &Context, requirements: &str) -> Result<PathBuf> {
    debian::program("python3", &["python3", "python3-venv"])?;
    let text = fs::read_to_string(context.root.join(requirements))
        .with_context(|| format!("cannot read {requirements}"))?;
    let name = requirements.trim_end_matches(".txt").replace('/', "-");
    let home = context.cache.join("python").join(format!("{name}-{}", &digest::of_text(&text)[..16]));
    let (bin, done) = (home.join("bin"), home.join("complete"));
    if done.is_file() {
        return Ok(bin);
    }
    say(format!("installing the Python packages of {requirements}"));
    run(context.command("python3").args(["-m", "venv", "--clear"]).arg(&home))
        .context("cannot make a virtual environment: on Debian, apt-get install python3-venv")?;
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
