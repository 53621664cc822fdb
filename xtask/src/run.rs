use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

/// Says what is being done.
pub fn say(what: impl std::fmt::Display) {
    println!("\x1b[1m▸ {what}\x1b[0m");
}

/// Runs a command with its output shown; an exit code other than 0 is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// Runs a command and returns what it printed, without the last line end.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` ended with {}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Runs a command that measures, shows what it prints but for the last line, and returns that.
pub fn last_line(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{shown}`"))?;
    let mut last: Option<String> = None;
    for line in BufReader::new(child.stdout.take().context("it has no output")?).lines() {
        if let Some(before) = last.replace(line?) {
            println!("{before}");
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    last.with_context(|| format!("`{shown}` said nothing"))
}

/// Whether a command starts and ends well; what it prints is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs a step and says how long it took.
pub fn timed<T>(name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
    say(name);
    let start = Instant::now();
    let result = step().with_context(|| format!("step '{name}' failed"))?;
    println!("  {name}: {}", seconds(start.elapsed()));
    Ok(result)
}

/// A duration for people.
pub fn seconds(duration: Duration) -> String {
    let all = duration.as_secs();
    if all >= 60 {
        format!("{} min {} s", all / 60, all % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// A command as one would type it.
pub fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
