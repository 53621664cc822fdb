use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result};

use super::debian;
use crate::{
    context::Context,
    digest,
    run::{run, say},
};

/// Installs the npm packages of a folder with package.json and package-lock.json, outside the clone and once per
/// content of the lock file. Returns the `node_modules` folder.
pub fn install(context: &Context, folder: &str) -> Result<PathBuf> {
    debian::program("npm", &["nodejs", "npm"])?;
    let files = ["package.json", "package-lock.json"].map(|name| format!("{folder}/{name}"));
    let digest = digest::of(&context.root, &[&files[0], &files[1]])?;
    let home = context.cache.join("npm").join(format!("{}-{}", folder.replace('/', "-"), &digest[..16]));
    let (modules, done) = (home.join("node_modules"), home.join("complete"));
    if done.is_file() {
        return Ok(modules);
    }
    say(format!("installing the npm packages of {folder}"));
    fs::create_dir_all(&home)?;
    for file in &files {
        let from = context.root.join(file);
        let to = home.join(from.file_name().unwrap_or_default());
        fs::copy(&from, to).with_context(|| format!("cannot copy {file}"))?;
    }
    run(context.command("npm").current_dir(&home).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(done, "")?;
    Ok(modules)
}
