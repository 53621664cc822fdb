//! `battledex freeze`: a registry as static files.

use std::path::PathBuf;

use mlflow::freeze::{FreezeError, Options, Report, freeze};

use crate::server::{Server, explained};

/// Arguments of `battledex freeze`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    server: Server,
    /// The folder to write; a frozen registry there is replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only this model, and the experiments of its runs
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
}

/// Freezes a registry and says what was written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let options = Options { model: args.model.clone() };
    let frozen = futures::executor::block_on(freeze(args.server.transport()?, &args.out, &options));
    let report = frozen.map_err(|error| match error {
        FreezeError::Registry(error) => explained(&error),
        other => other.into(),
    })?;
    print(&report);
    println!("written to {}", args.out.display());
    Ok(())
}

fn print(report: &Report) {
    println!("MLflow {}", report.server_version.as_deref().unwrap_or("of unknown version"));
    for (model, versions) in &report.models {
        println!("model {model}: {versions} versions");
    }
    println!("{} experiments, {} runs", report.experiments, report.runs);
    println!(
        "{} answers of {} kB in files of {} kB",
        report.answers,
        report.content_bytes.div_ceil(1000),
        report.stored_bytes.div_ceil(1000)
    );
    for note in &report.notes {
        println!("note: {note}");
    }
}
