//! Freezing: recording the answers of a server into static files, so that [`crate::FrozenTransport`] answers like it.
//!
//! What is recorded is what a [`Client`] asks for, by asking through it: the server's version, experiments, the runs of
//! each, every metric's history, registered models, their versions and aliases, and per version its `MLmodel` file, its ONNX
//! file and the small text files at the top of its run's artifacts. The same answers give the same bytes.

mod error;
mod names;
mod recorder;
mod target;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;

use crate::client::{Client, RunQuery};
use crate::error::{Error, ErrorKind};
use crate::transport::Transport;
use crate::types::{List, ModelVersion};
pub use error::FreezeError;
use recorder::Recorder;
use target::Target;
use writer::Writer;

/// The most runs that are frozen; each is a request and one more for each of its metrics.
const MAX_RUNS: usize = 10_000;
const MAX_MODEL_BYTES: u64 = 1 << 30;
const MAX_TEXT_BYTES: u64 = 1 << 20;
const MAX_GOLDEN_BYTES: u64 = 32 << 20;
/// The file of expected predictions that a training logs beside its model.
const GOLDEN_FILE: &str = "golden.json";
const TEXT_ENDINGS: [&str; 6] = [".json", ".txt", ".md", ".csv", ".yaml", ".yml"];

/// What to freeze.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Only this model, and the experiments that made its versions.
    pub model: Option<String>,
}

/// What was frozen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The server's version, when it says it.
    pub server_version: Option<String>,
    /// Experiments.
    pub experiments: usize,
    /// Runs.
    pub runs: usize,
    /// Models, each with the number of its versions.
    pub models: Vec<(String, usize)>,
    /// Recorded answers.
    pub answers: usize,
    /// Files; equal answers share one.
    pub files: usize,
    /// Bytes of all answers.
    pub content_bytes: u64,
    /// Bytes of all files.
    pub stored_bytes: u64,
    /// What was left out, and why.
    pub notes: Vec<String>,
}

/// Writes all that `transport` answers into the folder `out`, which is replaced as a whole once everything was read.
///
/// # Errors
/// [`FreezeError`]: the registry cannot be read, the folder cannot be written or holds something else. Then `out` is as before.
pub async fn freeze<T: Transport>(
    transport: T,
    out: &Path,
    options: &Options,
) -> Result<Report, FreezeError> {
    let target = Target::new(out)?;
    let recorder = Recorder::new(transport, Writer::new(target.partial()));
    if let Some(model) = &options.model {
        recorder.keep_model(model);
    }
    let mut work = Work { client: Client::new(recorder), report: Report::default(), runs: BTreeSet::new() };
    work.server_version().await?;
    work.models(options).await?;
    if options.model.is_some() {
        work.keep_experiments_of_runs().await?;
    }
    work.experiments().await?;
    work.all_runs().await?;
    let Work { client, mut report, .. } = work;
    let totals = client.into_transport().finish()?;
    target.replace()?;
    report.answers = totals.answers;
    report.files = totals.files;
    report.content_bytes = totals.content_bytes;
    report.stored_bytes = totals.stored_bytes;
    Ok(report)
}

struct Work<T> {
    client: Client<Recorder<T>>,
    report: Report,
    /// Runs to record, by id.
    runs: BTreeSet<String>,
}

impl<T: Transport> Work<T> {
    async fn server_version(&mut self) -> Result<(), FreezeError> {
        match self.client.server_version().await {
            Ok(version) => self.report.server_version = Some(version),
            // A static prefix or a proxy may hide it.
            Err(error) if error.is_missing() || matches!(error.kind(), ErrorKind::NotMlflow { .. }) => {
                self.note(format!("the server's version is unknown: {error}"));
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    async fn models(&mut self, options: &Options) -> Result<(), FreezeError> {
        if let Some(name) = &options.model {
            self.client.registered_model(name).await?;
        }
        let models = self.client.registered_models().await?;
        self.complete(&models, "registered models")?;
        for listed in &models.items {
            let model = self.client.registered_model(&listed.name).await?;
            let versions = self.client.versions_of(&model).await?;
            self.complete(&versions, &format!("versions of model {}", model.name))?;
            for version in &versions.items {
                self.version(version).await?;
                self.client.transport().check()?;
            }
            self.report.models.push((model.name, versions.items.len()));
        }
        Ok(())
    }

    async fn version(&mut self, version: &ModelVersion) -> Result<(), FreezeError> {
        let ModelVersion { name, version: number, run_id, .. } = version;
        self.client.model_version(name, *number).await?;
        match self.client.onnx_path(name, *number).await {
            Ok(path) => {
                let read = self.client.read_artifact(name, *number, &path, MAX_MODEL_BYTES).await;
                self.left_out(read)?;
            }
            Err(error) if matches!(error.kind(), ErrorKind::NoOnnx { .. }) => self.note(error.to_string()),
            Err(error) => return Err(error.into()),
        }
        if !run_id.is_empty() && self.left_out(self.client.run(run_id).await)?.is_some() {
            self.runs.insert(run_id.clone());
            self.texts(run_id).await?;
        }
        Ok(())
    }

    /// The small text files at the top of a run's artifacts.
    async fn texts(&mut self, run_id: &str) -> Result<(), FreezeError> {
        let files = self.client.run_artifacts(run_id).await?;
        for file in files.items.iter().filter(|file| !file.is_dir) {
            let limit = if file.path == GOLDEN_FILE { MAX_GOLDEN_BYTES } else { MAX_TEXT_BYTES };
            let size = file.file_size.and_then(|size| u64::try_from(size).ok());
            let is_text = TEXT_ENDINGS.iter().any(|ending| file.path.to_ascii_lowercase().ends_with(ending));
            if is_text && size.is_some_and(|size| size <= limit) {
                self.client.read_run_artifact(run_id, &file.path, limit).await?;
            }
        }
        Ok(())
    }

    async fn keep_experiments_of_runs(&mut self) -> Result<(), FreezeError> {
        let mut ids = BTreeSet::new();
        for run_id in &self.runs {
            ids.insert(self.client.run(run_id).await?.info.experiment_id);
        }
        self.client.transport().keep_experiments(ids);
        Ok(())
    }

    async fn experiments(&mut self) -> Result<(), FreezeError> {
        let experiments = self.client.experiments().await?;
        self.complete(&experiments, "experiments")?;
        for experiment in &experiments.items {
            let runs = self.client.all_runs(&RunQuery::of(&experiment.experiment_id)).await?;
            self.complete(&runs, &format!("runs of experiment {}", experiment.name))?;
            self.runs.extend(runs.items.into_iter().map(|run| run.info.run_id));
            if self.runs.len() > MAX_RUNS {
                return Err(FreezeError::TooMany { what: "runs".to_owned(), limit: MAX_RUNS });
            }
        }
        self.report.experiments = experiments.items.len();
        Ok(())
    }

    async fn all_runs(&mut self) -> Result<(), FreezeError> {
        for run_id in std::mem::take(&mut self.runs) {
            let Some(run) = self.left_out(self.client.run(&run_id).await)? else { continue };
            for key in run.data.metrics.keys() {
                let history = self.client.metric_history(&run_id, key).await?;
                self.complete(&history, &format!("history of {key} of run {run_id}"))?;
            }
            self.client.transport().check()?;
            self.report.runs += 1;
        }
        Ok(())
    }

    /// Notes the rows that could not be read; a list without an end is an error.
    fn complete<R>(&mut self, list: &List<R>, what: &str) -> Result<(), FreezeError> {
        if list.next_page_token.is_some() {
            return Err(FreezeError::TooMany { what: what.to_owned(), limit: list.items.len() });
        }
        let skipped = list.skipped.iter().map(|row| format!("{what}: a row was skipped: {row}"));
        self.report.notes.extend(skipped);
        Ok(())
    }

    /// Nothing, with a note, when the server lacks the thing.
    fn left_out<R>(&mut self, result: Result<R, Error>) -> Result<Option<R>, FreezeError> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.is_missing() => {
                self.note(error.to_string());
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn note(&mut self, note: String) {
        self.report.notes.push(note);
    }
}
