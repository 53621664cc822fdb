//! `battledex freeze`: a registry as static files.

use std::path::{Path, PathBuf};

use mlflow::freeze::{FreezeError, Options, Report, freeze};
use serde_json::{Value, json};

use crate::models::output::{plain, print_json};
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
    /// Print one JSON object instead of lines
    #[arg(long)]
    json: bool,
}

/// Freezes a registry and says what was written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let options = Options { model: args.model.clone() };
    let frozen = futures::executor::block_on(freeze(args.server.transport()?, &args.out, &options));
    let report = frozen.map_err(|error| match error {
        FreezeError::Registry(error) => explained(&error),
        other => other.into(),
    })?;
    if args.json {
        print_json(&json(&report, &args.out));
        return Ok(());
    }
    print(&report);
    println!("written to {}", args.out.display());
    Ok(())
}

fn json(report: &Report, out: &Path) -> Value {
    let model = |(name, versions): &(String, usize)| json!({ "name": name, "versions": versions });
    json!({
        "directory": out,
        "server_version": report.server_version,
        "models": report.models.iter().map(model).collect::<Vec<Value>>(),
        "experiments": report.experiments,
        "runs": report.runs,
        "answers": report.answers,
        "files": report.files,
        "content_bytes": report.content_bytes,
        "stored_bytes": report.stored_bytes,
        "notes": report.notes,
    })
}

fn print(report: &Report) {
    println!("MLflow {}", plain(report.server_version.as_deref().unwrap_or("of unknown version")));
    for (model, versions) in &report.models {
        println!("model {}: {versions} versions", plain(model));
    }
    println!("{} experiments, {} runs", report.experiments, report.runs);
    println!(
        "{} answers of {} kB in {} files of {} kB",
        report.answers,
        report.content_bytes.div_ceil(1000),
        report.files,
        report.stored_bytes.div_ceil(1000)
    );
    for note in &report.notes {
        println!("note: {}", plain(note));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_what_people_are() {
        let report = Report {
            models: vec![("a".to_owned(), 3)],
            experiments: 1,
            runs: 2,
            answers: 5,
            files: 4,
            content_bytes: 7,
            stored_bytes: 6,
            ..Report::default()
        };
        assert_eq!(
            json(&report, Path::new("out")),
            json!({
                "directory": "out", "server_version": null, "models": [{ "name": "a", "versions": 3 }],
                "experiments": 1, "runs": 2, "answers": 5, "files": 4, "content_bytes": 7, "stored_bytes": 6, "notes": [],
            })
        );
    }
}
