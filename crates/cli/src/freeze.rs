//! `battledex freeze`: a registry as static files.

use std::env;
use std::error::Error as _;
use std::path::PathBuf;

use mlflow::freeze::{FreezeError, Options, Report, freeze};
use mlflow::{BaseUrl, Credentials, HttpTransport};

/// Arguments of `battledex freeze`. Credentials come from the environment, as MLflow's own client takes them.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A server that asks for credentials: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."
)]
pub(crate) struct Args {
    /// The MLflow server, such as http://127.0.0.1:5000
    #[arg(long, value_name = "URL")]
    tracking_uri: String,
    /// The folder to write; a frozen registry there is replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only this model, and the experiments of its runs
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
}

/// Freezes a registry and says what was written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let base = BaseUrl::parse(&args.tracking_uri).map_err(|error| explained(&error))?;
    let credentials = credentials().map_err(|error| explained(&error))?;
    let transport = HttpTransport::new(base, credentials).map_err(|error| explained(&error))?;
    let options = Options { model: args.model.clone() };
    let frozen = futures::executor::block_on(freeze(transport, &args.out, &options));
    let report = frozen.map_err(|error| match error {
        FreezeError::Registry(error) => explained(&error),
        other => other.into(),
    })?;
    print(&report);
    println!("written to {}", args.out.display());
    Ok(())
}

fn credentials() -> Result<Option<Credentials>, mlflow::Error> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(token) = variable("MLFLOW_TRACKING_TOKEN") {
        return Credentials::bearer(&token).map(Some);
    }
    let Some(user) = variable("MLFLOW_TRACKING_USERNAME") else { return Ok(None) };
    let password = variable("MLFLOW_TRACKING_PASSWORD").unwrap_or_default();
    Credentials::basic(&user, &password).map(Some)
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

/// The error, its cause and the way out, in one line.
fn explained(error: &mlflow::Error) -> anyhow::Error {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let hint = error.hint().map(|hint| format!(". {hint}")).unwrap_or_default();
    anyhow::anyhow!("{error}{cause}{hint}")
}
