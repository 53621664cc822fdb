//! A model as it was read.

use std::collections::{BTreeMap, BTreeSet};

use mlflow::{Client, Error, ErrorKind, ModelVersion, RegisteredModel, Run, Transport};

/// A registered model with all its versions, as they were at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The model, with its aliases.
    pub model: RegisteredModel,
    /// Its versions with their aliases, newest first.
    pub versions: Vec<ModelVersion>,
}

impl Snapshot {
    /// Reads a model and its versions.
    ///
    /// # Errors
    /// Those of the client. A version that cannot be read is an error too: a change that does not see all versions could
    /// archive one unawares.
    pub async fn read<T: Transport>(client: &Client<T>, name: &str) -> Result<Self, Error> {
        let model = client.registered_model(name).await?;
        let versions = client.versions_of(&model).await?;
        versions.whole(&format!("versions of model {name}"))?;
        Ok(Self { model, versions: versions.items })
    }

    /// A version by its number.
    #[must_use]
    pub fn version(&self, number: u64) -> Option<&ModelVersion> {
        self.versions.iter().find(|version| version.version == number)
    }

    /// The versions in a stage, newest first.
    pub fn in_stage(&self, stage: &str) -> impl Iterator<Item = &ModelVersion> {
        self.versions.iter().filter(move |version| version.current_stage == stage)
    }
}

/// A version and the run that made it, where that is known and can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRun {
    /// The version.
    pub version: ModelVersion,
    /// Its run.
    pub run: Option<Run>,
}

/// Runs asked for in one search.
const TOGETHER: usize = 100;
/// Experiments that may hold one run only, before runs are no longer looked for together.
const BARREN: usize = 3;

/// Reads the runs of some versions, a hundred at a time. A run that is not there any more leaves its version without metrics.
///
/// Runs can only be searched in an experiment, so that one of them is read by itself, and then those of its experiment.
///
/// # Errors
/// Those of the client, but for missing runs.
pub async fn with_runs<T: Transport>(
    client: &Client<T>,
    versions: impl IntoIterator<Item = ModelVersion>,
) -> Result<Vec<VersionRun>, Error> {
    let versions: Vec<ModelVersion> = versions.into_iter().collect();
    let ids = versions.iter().map(|version| &version.run_id).filter(|id| !id.is_empty());
    let mut left: BTreeSet<String> = ids.cloned().collect();
    let mut runs: BTreeMap<String, Run> = BTreeMap::new();
    let mut barren = 0;
    while let Some(id) = left.pop_first() {
        let run = match client.run(&id).await {
            Err(error) if error.is_missing() => continue,
            run => run?,
        };
        let experiment = run.info.experiment_id.clone();
        runs.insert(id, run);
        if experiment.is_empty() || barren == BARREN {
            continue;
        }
        let asked: Vec<String> = left.iter().cloned().collect();
        for some in asked.chunks(TOGETHER) {
            let found = match client.runs_named(&experiment, some).await {
                // A frozen copy knows each run by itself only.
                Err(error) if matches!(error.kind(), ErrorKind::NotInFrozenCopy) => {
                    barren = BARREN;
                    break;
                }
                found => found?,
            };
            for run in found.items {
                left.remove(&run.info.run_id);
                runs.insert(run.info.run_id.clone(), run);
            }
        }
        barren += usize::from(left.len() == asked.len() && !asked.is_empty() && barren < BARREN);
    }
    let with = |version: ModelVersion| VersionRun { run: runs.get(&version.run_id).cloned(), version };
    Ok(versions.into_iter().map(with).collect())
}
