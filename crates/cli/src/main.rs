//! `battledex`: what the project does outside the browser.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its terminal")]

mod dataset;
mod freeze;
mod models;
mod server;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    let done = match Cli::parse().command {
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
        Command::Check(args) => return ended(args.run()),
    };
    ended(done.map(|()| ExitCode::SUCCESS))
}

fn ended(done: anyhow::Result<ExitCode>) -> ExitCode {
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {}", models::output::plain(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}
