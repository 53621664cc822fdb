//! Registered models and their versions.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Tags, lenient};

/// The stages that a version can be in.
pub mod stage {
    /// In no stage.
    pub const NONE: &str = "None";
    /// Being tried.
    pub const STAGING: &str = "Staging";
    /// In use.
    pub const PRODUCTION: &str = "Production";
    /// No longer in use.
    pub const ARCHIVED: &str = "Archived";
    /// All of them, in the order of a version's life.
    pub const ALL: [&str; 4] = [NONE, STAGING, PRODUCTION, ARCHIVED];
}

/// A model of the registry: a name with versions.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct RegisteredModel {
    /// Its unique name.
    pub name: String,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub creation_timestamp: Option<i64>,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub last_updated_timestamp: Option<i64>,
    /// Markdown, may be empty.
    #[serde(default)]
    pub description: String,
    /// The newest version of each stage, in no certain order and without aliases.
    #[serde(default)]
    pub latest_versions: Vec<ModelVersion>,
    /// Tags by key.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub tags: Tags,
    /// The version that each alias names.
    #[serde(default, deserialize_with = "lenient::aliases")]
    pub aliases: BTreeMap<String, u64>,
}

/// One version of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct ModelVersion {
    /// The model's name.
    pub name: String,
    /// Its number, from 1.
    #[serde(deserialize_with = "lenient::version")]
    pub version: u64,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub creation_timestamp: Option<i64>,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub last_updated_timestamp: Option<i64>,
    /// One of [`stage::ALL`].
    #[serde(default = "no_stage")]
    pub current_stage: String,
    /// Markdown, may be empty.
    #[serde(default)]
    pub description: String,
    /// Where its artifacts come from.
    #[serde(default)]
    pub source: String,
    /// The run that made it, empty when unknown.
    #[serde(default)]
    pub run_id: String,
    /// `READY`, `PENDING_REGISTRATION` or `FAILED_REGISTRATION`.
    #[serde(default)]
    pub status: String,
    /// More about the status.
    #[serde(default)]
    pub status_message: String,
    /// A link to the run, when it lies on another server.
    #[serde(default)]
    pub run_link: String,
    /// Tags by key.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub tags: Tags,
    /// Names of the aliases that point here.
    #[serde(default)]
    pub aliases: Vec<String>,
}

fn no_stage() -> String {
    stage::NONE.to_owned()
}
