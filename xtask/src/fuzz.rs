//! Fuzzing: every target of every crate for a time, with AddressSanitizer, beginning with the corpora.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::{
    context::Context,
    run::{run, say, show},
    setup::{debian, toolchain::Toolchain, tools},
};

/// Where the targets are, and which.
const TARGETS: [(&str, &str); 3] =
    [("crates/forest", "ensemble"), ("crates/predictor", "graph"), ("crates/predictor", "bytes")];

/// How long to fuzz, and what.
#[derive(Args)]
pub struct Options {
    /// Minutes for all targets together
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// Only this target; may be given several times
    #[arg(long)]
    only: Vec<String>,
    /// Replace each checked-in corpus by the fewest files that reach as much of the code, what was found included
    #[arg(long)]
    minimise: bool,
    /// Run the tests of forest and tabular under AddressSanitizer instead
    #[arg(long)]
    sanitize_tests: bool,
}

/// Fuzzes; a crash ends the run, and its file is under `fuzz/artifacts` of the crate.
pub fn fuzz(context: &Context, options: &Options) -> Result<()> {
    if options.sanitize_tests {
        return sanitize_tests(context);
    }
    let chosen = |target: &str| options.only.is_empty() || options.only.iter().any(|only| only == target);
    let targets: Vec<_> = TARGETS.into_iter().filter(|(_, target)| chosen(target)).collect();
    if targets.is_empty() {
        bail!("there is no such target: {}", options.only.join(", "));
    }
    // libFuzzer is C++.
    debian::program("c++", &["g++"])?;
    tools::cargo_fuzz(context, &Toolchain::set_up(context)?)?;
    let seconds = options.minutes * 60 / targets.len() as u64;
    let mut counts = Vec::new();
    for (folder, target) in targets {
        let found = context.cache.join("fuzz").join(target);
        fs::create_dir_all(&found)?;
        let corpus = format!("fuzz/corpus/{target}");
        if options.minimise {
            say(format!("minimising {folder}/{corpus}"));
            // `cmin` works on one folder, which must hold all.
            let old = context.root.join(folder).join(&corpus);
            for file in fs::read_dir(&found)?.flatten() {
                fs::copy(file.path(), old.join(file.file_name()))?;
            }
            run(cargo_fuzz(context, folder).args(["cmin", target, &corpus]))?;
            continue;
        }
        say(format!("fuzzing {folder}: {target}, for {seconds} s"));
        let mut command = cargo_fuzz(context, folder);
        command.args(["run", target]).arg(&found).arg(&corpus);
        let limit = format!("-max_total_time={seconds}");
        command.args(["--", &limit, "-timeout=60", "-rss_limit_mb=4096", "-print_final_stats=1"]);
        counts.push((target, executions(&mut command, &found.with_extension("log"))?));
    }
    for (target, count) in counts {
        println!("  {target}: {count} executions");
    }
    Ok(())
}

/// cargo-fuzz with what makes a stable compiler take the sanitizer's switches; a nightly one ignores it.
fn cargo_fuzz(context: &Context, folder: &str) -> Command {
    let mut command = context.command("cargo");
    command.arg("fuzz").current_dir(context.root.join(folder)).env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_TARGET_DIR", context.cache.join("fuzz-target"));
    command
}

/// Runs a target, keeps what it says in a file, and returns how many inputs it has run.
fn executions(command: &mut Command, log: &Path) -> Result<u64> {
    let shown = show(command);
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let status = command.stderr(Stdio::from(file)).status();
    let status = status.with_context(|| format!("cannot start `{shown}`"))?;
    let lines = BufReader::new(File::open(log)?).lines().map_while(Result::ok).collect::<Vec<_>>();
    if !status.success() {
        let last = lines.len().saturating_sub(40);
        bail!("`{shown}` ended with {status}:\n{}", lines[last..].join("\n"));
    }
    let count = lines.iter().find_map(|line| executed(line));
    count.with_context(|| format!("{} does not say how many inputs were run", log.display()))
}

/// The number in libFuzzer's line about executed units.
fn executed(line: &str) -> Option<u64> {
    line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok()
}

/// The tests of the crates with `unsafe` code in reach. Doc tests are left out: they are not built for the sanitizer.
fn sanitize_tests(context: &Context) -> Result<()> {
    let host = crate::run::output(context.command("rustc").args(["--print", "host-tuple"]))?;
    run(context
        .command("cargo")
        .args(["test", "--tests", "--package", "forest", "--package", "tabular", "--target", &host])
        .env("CARGO_TARGET_DIR", context.cache.join("sanitizer-target"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zsanitizer=address"))
}

#[cfg(test)]
mod tests {
    use super::executed;

    #[test]
    fn the_count_is_read_from_its_line() {
        assert_eq!(executed("stat::number_of_executed_units: 12345"), Some(12345));
        assert_eq!(executed("stat::new_units_added:          7"), None);
    }
}
