//! A model as it was read.

use mlflow::{Client, Error, ModelVersion, RegisteredModel, Run, Transport};

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
