//! What MLflow's API answers, as plain types. Fields that a server left out have their default value; fields that this
//! client does not know are ignored.

mod lenient;
mod model;
mod run;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, ErrorKind};

pub(crate) use lenient::rows;
pub use model::{ModelVersion, RegisteredModel, stage};
pub use run::{
    Dataset, DatasetInput, LoggedModel, LoggedModelInfo, Metric, ModelInput, ModelOutput, Run, RunData,
    RunInfo, RunInputs, RunModel, RunOutputs,
};

/// Tags and parameters: values by key.
pub type Tags = BTreeMap<String, String>;

/// A group of runs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Experiment {
    /// Its id, a number as text.
    pub experiment_id: String,
    /// Its unique name.
    pub name: String,
    /// Where its runs' artifacts go.
    #[serde(default)]
    pub artifact_location: String,
    /// `active` or `deleted`.
    #[serde(default)]
    pub lifecycle_stage: String,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub creation_time: Option<i64>,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub last_update_time: Option<i64>,
    /// Tags by key.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub tags: Tags,
}

/// A file or folder among a run's artifacts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Artifact {
    /// The path below the run's artifacts.
    pub path: String,
    /// Whether it is a folder.
    #[serde(default)]
    pub is_dir: bool,
    /// Bytes of a file.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub file_size: Option<i64>,
}

/// Rows of a list, those that could be read and those that could not.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    /// The rows in the order of the answer, or the one that the call documents.
    pub items: Vec<T>,
    /// One line for each row that could not be read: its place and the reason.
    pub skipped: Vec<String>,
    /// Set when there are more rows than were asked for or than a client reads.
    pub next_page_token: Option<String>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { items: Vec::new(), skipped: Vec::new(), next_page_token: None }
    }
}

impl<T> List<T> {
    /// Fails when a row could not be read or there are more: for those who need all of them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAnswer`] names the first row that could not be read.
    pub fn whole(&self, subject: &str) -> Result<(), Error> {
        let reason = match (self.skipped.first(), &self.next_page_token) {
            (Some(row), _) => format!("a row cannot be read: {row}"),
            (None, Some(_)) => "there are more rows than can be read".to_owned(),
            (None, None) => return Ok(()),
        };
        Err(Error::new(ErrorKind::InvalidAnswer { reason }, subject))
    }
}
