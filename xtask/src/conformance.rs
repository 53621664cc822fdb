//! Whether models as their exporters write them answer like onnxruntime, natively and in Chromium.

mod list;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::{
    context::Context,
    digest,
    run::{run, say},
    setup::{self, browser::Browser, python},
};

const SCRIPTS: &str = "tools/model-zoo";
/// ONNX's own cases.
const NODES: &str = "crates/tabular/tests/node";
const LIST: &str = "docs/conformance.md";

/// What to do with what was measured.
#[derive(Args)]
pub struct Options {
    /// Write docs/conformance.md
    #[arg(long)]
    write: bool,
}

/// Runs the model zoo in both places and prints the list, or writes it.
pub fn conformance(context: &Context, options: &Options) -> Result<()> {
    let list = measure(context)?;
    if options.write {
        fs::write(context.root.join(LIST), list).with_context(|| format!("cannot write {LIST}"))?;
        say(format!("{LIST} is written"));
    } else {
        println!("{list}");
    }
    Ok(())
}

/// Runs all cases natively and in Chromium; returns the list. One that fails, or was not run, is an error.
pub fn measure(context: &Context) -> Result<String> {
    let zoo = zoo(context)?;
    let native = native(context, &zoo)?;
    let browser = browser(context, &zoo)?;
    let cases = fs::read_to_string(zoo.join("zoo.json")).context("cannot read the zoo's list")?;
    let nodes = fs::read_dir(context.root.join(NODES)).with_context(|| format!("cannot list {NODES}"))?;
    let nodes = nodes.flatten().filter(|entry| entry.path().is_dir());
    let mut nodes: Vec<_> = nodes.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    nodes.sort();
    let list = list::markdown(&serde_json::from_str(&cases)?, &nodes, &native, &browser)?;
    println!("  {} models and cases conform natively, {} in Chromium", native.len(), browser.len());
    Ok(list)
}

/// The folder with all models and what onnxruntime answers, made once per content of the scripts.
fn zoo(context: &Context) -> Result<PathBuf> {
    let bin = python::environment(context, &format!("{SCRIPTS}/requirements.txt"))?;
    let digest = digest::of(&context.root, &[SCRIPTS])?;
    let folder = context.cache.join("zoo").join(&digest[..16]);
    // Written last.
    if !folder.join("zoo.json").is_file() {
        say("training and exporting the model zoo");
        run(context.command(bin.join("python")).arg(format!("{SCRIPTS}/make.py")).arg(&folder))?;
    }
    Ok(folder)
}

/// The outcome of every model in native code.
fn native(context: &Context, zoo: &Path) -> Result<Vec<Value>> {
    let mut cargo = setup::toolchain::Toolchain::set_up(context)?.cargo(context)?;
    // The whole workspace, so that tract is compiled as for the other tests.
    outcomes(cargo.args(["test", "--quiet", "--workspace", "--test", "zoo"]), zoo)
}

/// The outcome of every model in WebAssembly in a worker of Chromium.
fn browser(context: &Context, zoo: &Path) -> Result<Vec<Value>> {
    let mut cargo = browser_tests(context)?;
    outcomes(cargo.args(["--test", "browser"]), zoo)
}

/// `cargo test` of what is tested in a browser.
pub fn browser_tests(context: &Context) -> Result<Command> {
    let toolchain = setup::for_site(context)?;
    let browser = Browser::set_up()?;
    let mut cargo = toolchain.cargo(context)?;
    cargo
        .args(["test", "--package", "worker", "--package", "conformance"])
        .args(["--target", "wasm32-unknown-unknown"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", context.tools().join("wasm-bindgen-test-runner"))
        .env("CHROMEDRIVER", browser.driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    Ok(cargo)
}

/// Runs tests with the zoo and reads the outcomes that they print; where one fails, all of it is shown.
fn outcomes(cargo: &mut Command, zoo: &Path) -> Result<Vec<Value>> {
    cargo.env("BATTLEDEX_ZOO", zoo).args(["--", "--nocapture", "listed"]).stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start cargo")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("models do not conform:\n{printed}");
    }
    parse(&printed)
}

/// The outcomes among the lines that a test printed.
fn parse(printed: &str) -> Result<Vec<Value>> {
    let lines = printed.lines().filter_map(|line| line.split_once("conformance: "));
    lines.map(|(_, json)| serde_json::from_str(json).context("an outcome is not JSON")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_from_what_tests_print() -> Result<()> {
        let printed = "running 1 test\n    log: conformance: {\"name\":\"a\"}\nconformance: {\"name\":\"b\"}\ntest … ok";
        let names: Vec<_> = parse(printed)?.iter().map(|outcome| outcome["name"].clone()).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(parse("conformance: {").is_err());
        Ok(())
    }
}
