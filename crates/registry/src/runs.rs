//! Reading the runs of versions: together where that is possible, and only those that are wanted.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::join_all;
use mlflow::{Client, Error, ErrorKind, ModelVersion, Run, Transport};

use crate::VersionRun;

/// Runs asked for in one search.
const TOGETHER: usize = 100;
/// Requests for single runs under way at once.
const AT_ONCE: usize = 6;
/// Experiments that may hold none of the other runs, before runs are no longer looked for together.
const BARREN: usize = 3;
/// Experiments that are searched at once.
const EXPERIMENTS: usize = 20;

/// A run that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// It is there; it may have been deleted, which its `lifecycle_stage` says.
    Run(Box<Run>),
    /// The registry does not have it any more.
    Gone,
    /// The answer cannot be read.
    Unreadable(Error),
}

/// Reads runs by their ids, a hundred at a time, and remembers which experiments they are in.
///
/// Runs can only be searched in an experiment, so that one of them is read by itself first. A frozen registry knows runs only one
/// by one, and so does a server of which only GETs pass: a search is a POST.
#[derive(Clone, Debug, Default)]
pub struct RunReader {
    /// Where runs were found, the last first.
    experiments: Vec<String>,
    barren: usize,
    alone: bool,
}

impl RunReader {
    /// Whether every run is a request of its own here, so that only those that are looked at are worth it.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// Reads some runs.
    ///
    /// # Errors
    /// Those of the client, but for missing and unreadable runs.
    pub async fn read<T: Transport>(
        &mut self,
        client: &Client<T>,
        ids: impl IntoIterator<Item = String>,
    ) -> Result<BTreeMap<String, Found>, Error> {
        let mut left: BTreeSet<String> = ids.into_iter().filter(|id| !id.is_empty()).collect();
        let mut found = BTreeMap::new();
        if !self.experiments.is_empty() && left.len() > 1 {
            self.together(client, &self.experiments.clone(), &mut left, &mut found).await?;
        }
        while !left.is_empty() {
            let few = if self.experiments.is_empty() && !self.alone { 1 } else { AT_ONCE };
            let some: Vec<String> = left.iter().take(few).cloned().collect();
            let runs = join_all(some.iter().map(|id| client.run(id))).await;
            let mut new = Vec::new();
            for (id, run) in some.into_iter().zip(runs) {
                left.remove(&id);
                let run = match run {
                    Ok(run) => {
                        let experiment = run.info.experiment_id.clone();
                        if !experiment.is_empty() && !self.experiments.contains(&experiment) {
                            self.experiments.insert(0, experiment.clone());
                            self.experiments.truncate(EXPERIMENTS);
                            new.push(experiment);
                        }
                        Found::Run(Box::new(run))
                    }
                    Err(error) if error.is_missing() => Found::Gone,
                    Err(error) if matches!(error.kind(), ErrorKind::InvalidAnswer { .. }) => {
                        Found::Unreadable(error)
                    }
                    Err(error) => return Err(error),
                };
                found.insert(id, run);
            }
            if !new.is_empty() && !left.is_empty() {
                let before = left.len();
                self.together(client, &new, &mut left, &mut found).await?;
                self.barren += usize::from(left.len() == before);
            }
        }
        Ok(found)
    }

    async fn together<T: Transport>(
        &mut self,
        client: &Client<T>,
        experiments: &[String],
        left: &mut BTreeSet<String>,
        found: &mut BTreeMap<String, Found>,
    ) -> Result<(), Error> {
        if self.alone || self.barren >= BARREN {
            return Ok(());
        }
        let asked: Vec<String> = left.iter().cloned().collect();
        for some in asked.chunks(TOGETHER) {
            let runs = match client.runs_among(experiments, some).await {
                Err(error) if passes_no_search(error.kind()) => {
                    self.alone = true;
                    return Ok(());
                }
                runs => runs?,
            };
            for run in runs.items {
                left.remove(&run.info.run_id);
                found.insert(run.info.run_id.clone(), Found::Run(Box::new(run)));
            }
        }
        Ok(())
    }
}

/// Whether an answer to a search, beside a run that was read, means that no search is answered here. What keeps GETs from passing, too, is
/// found out by the next of them.
fn passes_no_search(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::NotInFrozenCopy
        | ErrorKind::Unauthorized
        | ErrorKind::Forbidden { .. }
        | ErrorKind::NotFound { .. }
        | ErrorKind::NotMlflow { .. }
        | ErrorKind::Unreachable { foreign_origin: Some(_) } => true,
        ErrorKind::Refused { status, .. } => matches!(status, 405 | 501),
        _ => false,
    }
}

/// Reads the runs of some versions, a hundred at a time. A run that is not there any more leaves its version without metrics.
///
/// # Errors
/// Those of the client, but for missing runs.
pub async fn with_runs<T: Transport>(
    client: &Client<T>,
    versions: impl IntoIterator<Item = ModelVersion>,
) -> Result<Vec<VersionRun>, Error> {
    let versions: Vec<ModelVersion> = versions.into_iter().collect();
    let ids = versions.iter().map(|version| version.run_id.clone());
    let mut runs = BTreeMap::new();
    for (id, found) in RunReader::default().read(client, ids).await? {
        match found {
            Found::Run(run) => drop(runs.insert(id, *run)),
            Found::Gone => {}
            Found::Unreadable(error) => return Err(error),
        }
    }
    let with = |version: ModelVersion| VersionRun { run: runs.get(&version.run_id).cloned(), version };
    Ok(versions.into_iter().map(with).collect())
}

/// Who ran a run, where that is known.
#[must_use]
pub fn who(run: &Run) -> Option<&str> {
    let tag = run.data.tags.get("mlflow.user").map(String::as_str);
    // MLflow writes `unknown` for clients that do not say.
    [Some(run.info.user_id.as_str()), tag]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty() && *name != "unknown")
}
