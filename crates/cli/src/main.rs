//! `battledex`: what the project does outside the browser.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its terminal")]

mod dataset;
mod freeze;

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
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Dataset(args) => dataset::run(&args),
        Command::Freeze(args) => freeze::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
