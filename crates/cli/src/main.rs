//! `battledex`: what the project does outside the browser.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its terminal")]

mod dataset;
mod freeze;
mod models;
mod server;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use serde_json::json;

#[derive(Parser)]
#[command(
    name = "battledex",
    version,
    about = "Battles of Pokémon Let's Go, and the models that predict them"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write simulated battles as a Parquet file
    Dataset(dataset::Args),
    /// Write an MLflow registry as static files
    Freeze(freeze::Args),
    /// List the models of a registry
    Models(models::Models),
    /// List the versions of a model
    Versions(models::Versions),
    /// Put versions side by side
    Compare(models::Compare),
    /// Put a version into Production, or into another stage
    Promote(models::Promote),
    /// Put the best version by a metric into Production
    PromoteBest(models::PromoteBest),
    /// Make an alias name a version
    Alias(models::Alias),
    /// Show the changes that were made with this tool or the page
    History(models::History),
    /// Say what is wrong with a model: for people, CI and Prometheus
    Check(models::Check),
    /// Take back the last change
    Rollback(models::Rollback),
}

fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    let json = wants_json(&matches);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let done = match cli.command {
        Command::Dataset(args) => dataset::run(&args),
        Command::Freeze(args) => freeze::run(&args),
        Command::Models(args) => args.run(),
        Command::Versions(args) => args.run(),
        Command::Compare(args) => args.run(),
        Command::Promote(args) => args.run(),
        Command::PromoteBest(args) => args.run(),
        Command::Alias(args) => args.run(),
        Command::History(args) => args.run(),
        Command::Rollback(args) => args.run(),
        Command::Check(args) => return ended(args.run(), json),
    };
    ended(done.map(|()| ExitCode::SUCCESS), json)
}

/// Whether the command that was given prints JSON, which it then does of its failure, too.
fn wants_json(matches: &ArgMatches) -> bool {
    let of = |(_, command): (_, &ArgMatches)| command.try_get_one::<bool>("json").ok().flatten().copied();
    matches.subcommand().and_then(of).unwrap_or(false)
}

fn ended(done: anyhow::Result<ExitCode>, json: bool) -> ExitCode {
    match done {
        Ok(code) => code,
        Err(error) if json => {
            eprintln!("{}", json!({ "error": format!("{error:#}") }));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {}", models::output::plain(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_a_choice_of_each_command() {
        Cli::command().debug_assert();
        let wants = |line: &str| {
            Cli::command().try_get_matches_from(line.split(' ')).is_ok_and(|given| wants_json(&given))
        };
        assert!(wants("battledex models --tracking-uri http://h --json"));
        assert!(wants("battledex versions --tracking-uri http://h --model m --json"));
        assert!(!wants("battledex models --tracking-uri http://h"));
        assert!(!wants("battledex dataset --out f"));
    }
}
