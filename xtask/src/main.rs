//! `cargo xtask`: everything that is done with this repository, from a fresh clone to a published site.

mod bench;
mod conformance;
mod context;
mod digest;
mod first_load;
mod fuzz;
mod many;
mod registry;
mod run;
mod serve;
mod setup;
mod site;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use context::Context;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Battledex: serve, test, publish and retrain")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what building the page takes, and do nothing else
    Setup,
    /// Install what is missing, build the page and serve it
    Serve(serve::Options),
    /// Run every test
    Test(test::Options),
    /// Build the static site into dist/
    Dist {
        /// Path under which the site will be published, such as /repo/
        #[arg(long, default_value = "/")]
        base: String,
    },
    /// Train, register and freeze: rebuild the bundled registry in public/registry from nothing
    Registry {
        /// Even if it was made from the same sources
        #[arg(long)]
        force: bool,
    },
    /// Train and export the model zoo, and list how far each model's answers are from onnxruntime's
    Conformance(conformance::Options),
    /// Try what no model file should do to us, with AddressSanitizer
    Fuzz(fuzz::Options),
    /// Measure size and speed
    Bench(bench::Options),
    /// Measure the registry viewer beside MLflow's own interface, on a server of very many runs and models
    Many(many::Options),
}

fn main() -> ExitCode {
    match carry_out(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\x1b[31merror\x1b[0m: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> anyhow::Result<()> {
    let context = Context::find()?;
    match command {
        Command::Setup => setup::for_site(&context).map(drop),
        Command::Serve(options) => serve::serve(&context, &options),
        Command::Test(options) => test::test(&context, &options),
        Command::Dist { base } => site::dist(&context, &base),
        Command::Registry { force } => registry::rebuild(&context, force),
        Command::Conformance(options) => conformance::conformance(&context, &options),
        Command::Fuzz(options) => fuzz::fuzz(&context, &options),
        Command::Bench(options) => bench::bench(&context, &options),
        Command::Many(options) => many::many(&context, &options),
    }
}
