//! Every test, the quickest first.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::{
    conformance,
    context::Context,
    first_load,
    registry::command_line_tool,
    run::{run, say, succeeds, timed},
    setup::{browser::Browser, debian, node, postgresql, python, toolchain::Toolchain, tools},
    site,
};

/// Which tests to run.
#[derive(Args)]
pub struct Options {
    /// Only this step; may be given several times
    #[arg(long, value_enum)]
    only: Vec<Step>,
    /// Words passed on to the end-to-end runner, such as a file name; with --no-deps, pool.spec.ts runs alone
    #[arg(last = true)]
    rest: Vec<String>,
}

/// The steps in their order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    Format,
    Lint,
    Native,
    Licences,
    Python,
    Command,
    Wasm,
    Conformance,
    Size,
    EndToEnd,
    Lighthouse,
}

/// Runs the steps; the first failure ends the run.
pub fn test(context: &Context, options: &Options) -> Result<()> {
    for step in Step::value_variants() {
        if options.only.is_empty() || options.only.contains(step) {
            step.run(context, &options.rest)?;
        }
    }
    say("all tests passed");
    Ok(())
}

impl Step {
    fn run(self, context: &Context, rest: &[String]) -> Result<()> {
        match self {
            Self::Format => timed("format", || format(context)),
            Self::Lint => timed("lint", || lint(context)),
            Self::Native => timed("native tests", || native(context)),
            Self::Licences => timed("licences and advisories", || licences(context)),
            Self::Python => timed("Python tests", || python_tests(context)),
            Self::Command => timed("the command on real MLflow servers", || command(context)),
            Self::Wasm => timed("tests in WebAssembly in Chromium", || wasm(context)),
            Self::Conformance => {
                timed("conformance of the model zoo", || conformance::measure(context).map(drop))
            }
            Self::Size => timed("size of the site", || size(context)),
            Self::EndToEnd => timed("end to end", || end_to_end(context, rest)),
            Self::Lighthouse => timed("Lighthouse", || lighthouse(context)),
        }
    }
}

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
/// The packages that run in the browser.
const BROWSER_PACKAGES: [&str; 8] =
    ["--package", "battledex-page", "--package", "worker", "--package", "conformance", "--package", "bench"];

fn format(context: &Context) -> Result<()> {
    let cargo = || context.command("cargo");
    if !succeeds(cargo().args(["fmt", "--version"])) || !succeeds(cargo().args(["clippy", "--version"])) {
        run(context.command("rustup").args(["component", "add", "rustfmt", "clippy"]))
            .context("rustfmt and clippy are missing, and rustup cannot add them")?;
    }
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn lint(context: &Context) -> Result<()> {
    let toolchain = Toolchain::set_up(context)?;
    let clippy = || -> Result<Command> {
        let mut cargo = toolchain.cargo(context)?;
        cargo.arg("clippy");
        Ok(cargo)
    };
    run(clippy()?.args(["--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run(clippy()?.args(BROWSER_PACKAGES).args(WASM).args(["--all-targets", "--", "-D", "warnings"]))
}

fn native(context: &Context) -> Result<()> {
    run(Toolchain::set_up(context)?.cargo(context)?.args(["test", "--workspace"]))
}

fn licences(context: &Context) -> Result<()> {
    let toolchain = Toolchain::set_up(context)?;
    tools::cargo_deny(context, &toolchain)?;
    let deny = || context.command("cargo-deny");
    run(deny().args(["--workspace", "check", "bans", "licenses", "sources"]))?;
    if !succeeds(deny().args(["fetch", "db"])) {
        println!("  advisories skipped: the RustSec database cannot be fetched from here (git, github.com)");
        return Ok(());
    }
    run(deny().args(["--workspace", "check", "--disable-fetch", "advisories"]))
}

fn python_tests(context: &Context) -> Result<()> {
    let bin = python::environment(context, "training/requirements.txt")?;
    let battledex = command_line_tool(context)?;
    run(context
        .command(bin.join("python"))
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "training/tests"])
        .env("BATTLEDEX_BIN", battledex))?;
    // The values that explanations are compared with are shap's.
    let bin = python::environment(context, "tools/shap/requirements.txt")?;
    run(context.command(bin.join("python")).args(["tools/shap/expected.py", "--check", "10"]))
}

/// Requirements of each version of MLflow that is tested.
const SERVERS: [&str; 3] =
    ["tests/servers/mlflow-2.22.5.txt", "tests/servers/mlflow-3.8.1.txt", "training/requirements.txt"];

/// The one of them that keeps its registry in PostgreSQL; the others keep it in SQLite.
const ON_POSTGRESQL: &str = SERVERS[2];

fn command(context: &Context) -> Result<()> {
    let battledex = command_line_tool(context)?;
    let modules =
        std::env::join_paths(["training", "tests/servers"].map(|folder| context.root.join(folder)))?;
    for requirements in SERVERS {
        let bin = python::environment(context, requirements)?;
        say(format!("battledex with {requirements}"));
        let mut tests = context.command(bin.join("python"));
        tests
            .args(["-B", "tests/command/test_registry.py"])
            .env("PYTHONPATH", &modules)
            .env("BATTLEDEX_BIN", &battledex);
        if requirements == ON_POSTGRESQL {
            tests.env("POSTGRESQL_PROGRAMS", postgresql::programs()?);
        }
        run(&mut tests)?;
    }
    Ok(())
}

fn wasm(context: &Context) -> Result<()> {
    run(&mut conformance::browser_tests(context)?)
}

/// Greatest gzip size of the registry viewer.
const VIEWER_BUDGET: usize = 1_090_000;
/// Greatest gzip size of the lab.
const LAB_BUDGET: usize = 620_000;
/// Greatest gzip size of the worker, which reads the registry for the page.
const WORKER_BUDGET: usize = 870_000;
/// Greatest size of what must cross the wire before the first prediction: the worker, its glue and the largest model.
const PREDICTION_BUDGET: usize = 2_170_000;

fn size(context: &Context) -> Result<()> {
    let site = site::build(context, "/repo/")?;
    let page = first_load::size(&site, "/repo/")?;
    let (mut viewer, mut lab, mut worker) = (0, 0, 0);
    for entry in fs::read_dir(&site)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !entry.path().is_file() || name == "404.html" {
            continue;
        }
        let size = gzip_size(&fs::read(entry.path())?)?;
        match name.split(['.', '_', '-']).next() {
            Some("worker") => worker += size,
            // With the styles that they bring along.
            Some("viewer" | "doctor" | "inspect" | "runs" | "curves") => viewer += size,
            Some("lab" | "why" | "many" | "team") => lab += size,
            // Of the first load, or none of the programs.
            _ => {}
        }
    }
    let model = largest_model(&site.join("registry/artifacts"))?;
    let prediction = worker + model;
    println!(
        "  gzip: first load {page} of at most {} bytes, viewer {viewer} of at most {VIEWER_BUDGET}, \
         lab {lab} of at most {LAB_BUDGET}, worker {worker} of at most {WORKER_BUDGET}, \
         worker and model {prediction} of at most {PREDICTION_BUDGET}",
        first_load::BUDGET
    );
    if page > first_load::BUDGET
        || viewer > VIEWER_BUDGET
        || lab > LAB_BUDGET
        || worker > WORKER_BUDGET
        || prediction > PREDICTION_BUDGET
    {
        bail!("the site has outgrown its budget");
    }
    Ok(())
}

/// The size of the largest model of the bundled registry as it is sent.
fn largest_model(artifacts: &Path) -> Result<usize> {
    let mut largest = 0;
    for folder in fs::read_dir(artifacts)?.flatten() {
        for file in ["model.onnx.gz", "model.onnx"] {
            // What is compressed already is sent as it is.
            match fs::read(folder.path().join(file)) {
                Ok(bytes) if file.ends_with(".gz") => largest = largest.max(bytes.len()),
                Ok(bytes) => largest = largest.max(gzip_size(&bytes)?),
                Err(_) => {}
            }
        }
    }
    if largest == 0 {
        bail!("{} holds no model", artifacts.display());
    }
    Ok(largest)
}

/// The size that a static host would send.
pub fn gzip_size(bytes: &[u8]) -> Result<usize> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn end_to_end(context: &Context, rest: &[String]) -> Result<()> {
    let browser = Browser::set_up()?;
    debian::program("nginx", &["nginx-light"])?;
    let site = site::build(context, "/repo/")?;
    let battledex = command_line_tool(context)?;
    let modules = node::install(context, "tests/e2e")?;
    let link = context.root.join("tests/e2e/node_modules");
    fs::remove_file(&link).ok();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&modules, &link).context("cannot link tests/e2e/node_modules")?;
    let mut playwright = context.command(modules.join(".bin/playwright"));
    playwright
        .args(["test", "--config", "tests/e2e/playwright.config.ts"])
        .args(rest)
        .env("BATTLEDEX_SITE", site)
        .env("BATTLEDEX_BIN", battledex)
        .env("CHROMIUM", browser.program)
        .env("POSTGRESQL_PROGRAMS", postgresql::programs()?)
        .env("PYTHON_TRAINING", python::environment(context, "training/requirements.txt")?);
    for version in ["2.22.5", "3.8.1"] {
        let bin = python::environment(context, &format!("tests/servers/mlflow-{version}.txt"))?;
        playwright.env(format!("PYTHON_MLFLOW_{}", version.replace('.', "_")), bin);
    }
    run(&mut playwright)
}

/// What Lighthouse says of the built site on a phone.
fn lighthouse(context: &Context) -> Result<()> {
    let browser = Browser::set_up()?;
    let site = site::build(context, "/repo/")?;
    let modules = node::install(context, "tests/lighthouse")?;
    run(context
        .command("node")
        .arg("tests/lighthouse/main.mjs")
        .arg(site)
        .env("LIGHTHOUSE_MODULES", modules)
        .env("CHROMIUM", browser.program))
}

#[cfg(test)]
mod tests {
    use super::gzip_size;

    #[test]
    fn what_repeats_is_sent_as_less() {
        assert!(gzip_size(&[7; 100_000]).is_ok_and(|size| size < 500));
        assert!(gzip_size(b"").is_ok_and(|size| size == 20));
    }
}
