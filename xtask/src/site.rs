//! The static site: page, worker, registry and settings, built by Trunk.

mod offline;
mod policy;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    context::Context,
    digest,
    run::{run, say, timed},
    setup::{self, toolchain::Toolchain},
};

/// All that the compiled code depends on.
const CODE: [&str; 6] = ["Cargo.toml", "Cargo.lock", ".cargo", "src", "crates", "xtask/src/site.rs"];
/// All that the site depends on besides.
const ASSETS: [&str; 5] = ["index.html", "Trunk.toml", "style", "public", "xtask/src/site"];

/// Builds the site for a path into `dist/`.
pub fn dist(context: &Context, base: &str) -> Result<()> {
    let built = build(context, base)?;
    let dist = context.root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).context("cannot replace dist/")?;
    }
    copy(&built, &dist)?;
    say(format!("dist/ is ready to be published under {base}"));
    Ok(())
}

/// Builds the site for a path unless the same one was built before; returns its folder in the cache.
pub fn build(context: &Context, base: &str) -> Result<PathBuf> {
    check_base(base)?;
    let all: Vec<&str> = CODE.into_iter().chain(ASSETS).collect();
    let digest = digest::of_text(&format!("{base} {}", digest::of(&context.root, &all)?));
    let sites = context.cache.join("sites");
    let home = sites.join(&digest[..16]);
    if home.join("index.html").is_file() {
        return Ok(home);
    }
    let toolchain = setup::for_site(context)?;
    let unfinished = sites.join(format!("{}-unfinished", &digest[..16]));
    fs::remove_dir_all(&unfinished).ok();
    fs::create_dir_all(&unfinished)?;
    let build = build_id(context)?;
    timed("site", || {
        let mut trunk = trunk(context, &toolchain, "build", &build)?;
        run(trunk.args(["--release", "--public-url", base, "--dist"]).arg(&unfinished))
    })?;
    let page = unfinished.join("index.html");
    fs::write(&page, policy::add(&offline::mark(&fs::read_to_string(&page)?, &build)?)?)?;
    // GitHub Pages answers unknown paths with this file; the page then says that the path does not exist.
    fs::copy(&page, unfinished.join("404.html"))?;
    fs::write(unfinished.join(".nojekyll"), "")?;
    offline::add(&unfinished, &build)?;
    drop_old(&sites);
    fs::rename(&unfinished, &home).context("cannot keep the built site in the cache")?;
    Ok(home)
}

/// Trunk with the project's compiler, tools and build id.
pub fn trunk(
    context: &Context,
    toolchain: &Toolchain,
    command: &str,
    build: &str,
) -> Result<std::process::Command> {
    context.claim_target()?;
    let mut trunk = context.command("trunk");
    toolchain.apply(&mut trunk);
    trunk.arg(command).env("BATTLEDEX_BUILD_ID", build).env_remove("NO_COLOR").args(["--skip-version-check"]);
    Ok(trunk)
}

/// What tells one state of the code from another.
pub fn build_id(context: &Context) -> Result<String> {
    Ok(digest::of(&context.root, &CODE)?[..12].to_owned())
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

fn check_base(base: &str) -> Result<()> {
    if !base.starts_with('/') || !base.ends_with('/') {
        bail!("--base {base} must begin and end with a slash, such as /repo/");
    }
    Ok(())
}

/// Keeps the newest few sites.
fn drop_old(sites: &Path) {
    let mut known: Vec<_> = fs::read_dir(sites)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    known.sort();
    for (_, old) in known.iter().rev().skip(5) {
        // A leftover costs space only.
        fs::remove_dir_all(old).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::check_base;

    #[test]
    fn a_base_has_a_slash_at_both_ends() {
        assert!(check_base("/").is_ok() && check_base("/repo/").is_ok());
        for wrong in ["", "repo", "/repo", "repo/"] {
            let error = check_base(wrong).map_err(|error| error.to_string());
            assert_eq!(error, Err(format!("--base {wrong} must begin and end with a slash, such as /repo/")));
        }
    }
}
