//! Trunk, wasm-bindgen, wasm-opt, cargo-deny and cargo-fuzz, each at one version, in the cache folder.

use std::fs;

use anyhow::{Context as _, Result};

use super::{node, toolchain::Toolchain};
use crate::{
    context::Context,
    run::{output, run, say, succeeds},
};

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const CARGO_FUZZ: &str = "0.13.2";

/// What building the site takes.
pub fn for_site(context: &Context, toolchain: &Toolchain) -> Result<()> {
    cargo_tool(
        context,
        toolchain,
        "trunk",
        TRUNK,
        &["--locked", "--no-default-features", "--features", "rustls"],
    )?;
    let wasm_bindgen = locked_version(context, "wasm-bindgen")?;
    cargo_tool(context, toolchain, "wasm-bindgen-cli", &wasm_bindgen, &[])?;
    wasm_opt(context)
}

/// What checking licences and advisories takes.
pub fn cargo_deny(context: &Context, toolchain: &Toolchain) -> Result<()> {
    cargo_tool(context, toolchain, "cargo-deny", CARGO_DENY, &["--locked", "--no-default-features"])
}

/// What fuzzing takes.
pub fn cargo_fuzz(context: &Context, toolchain: &Toolchain) -> Result<()> {
    cargo_tool(context, toolchain, "cargo-fuzz", CARGO_FUZZ, &[])
}

fn cargo_tool(
    context: &Context,
    toolchain: &Toolchain,
    package: &str,
    version: &str,
    flags: &[&str],
) -> Result<()> {
    let program = if package == "wasm-bindgen-cli" { "wasm-bindgen" } else { package };
    let installed = context.tools().join(program);
    if installed.is_file()
        && output(context.command(&installed).arg("--version")).is_ok_and(|words| words.contains(version))
    {
        return Ok(());
    }
    let root = context.cache.join("tools");
    let named = format!("{package}@{version}");
    if succeeds(context.command("cargo").args(["binstall", "-V"]))
        && run(context.command("cargo").args(["binstall", "--no-confirm", "--root"]).arg(&root).arg(&named))
            .is_ok()
    {
        return Ok(());
    }
    say(format!("building {named} (once, some minutes)"));
    // These programs run for seconds: how fast they compile counts for more than how fast they are.
    run(toolchain
        .apply(&mut context.command("cargo"))
        .env("CARGO_TARGET_DIR", context.cache.join("tools-target"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .args(["install", "--force", "--root"])
        .arg(root)
        .args(flags)
        .arg(named))?;
    // The compiled parts are of no further use.
    fs::remove_dir_all(context.cache.join("tools-target")).ok();
    Ok(())
}

/// The version of a package in Cargo.lock: the tool and the crate must be the same.
fn locked_version(context: &Context, package: &str) -> Result<String> {
    let lock = fs::read_to_string(context.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let heading = format!("name = \"{package}\"\nversion = \"");
    let after = lock.split(&heading).nth(1).with_context(|| format!("{package} is not in Cargo.lock"))?;
    Ok(after.chars().take_while(|&letter| letter != '"').collect())
}

/// The npm package `binaryen` carries wasm-opt as a Node program; Trunk wants an executable on PATH.
fn wasm_opt(context: &Context) -> Result<()> {
    let modules = node::install(context, "xtask/binaryen")?;
    let shim = context.tools().join("wasm-opt");
    let script =
        format!("#!/bin/sh\nexec node \"{}\" \"$@\"\n", modules.join("binaryen/bin/wasm-opt").display());
    if fs::read_to_string(&shim).is_ok_and(|there| there == script) {
        return Ok(());
    }
    fs::create_dir_all(context.tools())?;
    fs::write(&shim, script)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&shim, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
