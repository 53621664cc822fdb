//! Runs and their metrics.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Tags, lenient};

/// One execution of a training.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Run {
    /// What it is.
    pub info: RunInfo,
    /// What it logged.
    #[serde(default)]
    pub data: RunData,
    /// What it read.
    #[serde(default)]
    pub inputs: RunInputs,
    /// What it made; MLflow 2 does not say it here.
    #[serde(default)]
    pub outputs: RunOutputs,
}

impl Run {
    /// The name to show: the run's name, else its id.
    #[must_use]
    pub fn name(&self) -> &str {
        let tag = self.data.tags.get("mlflow.runName").map(String::as_str);
        [self.info.run_name.as_str(), tag.unwrap_or_default()]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or(&self.info.run_id)
    }

    /// The last value of a metric.
    #[must_use]
    pub fn metric(&self, key: &str) -> Option<f64> {
        self.data.metrics.get(key).map(|metric| metric.value)
    }

    /// The note that people wrote about it, Markdown; empty when there is none.
    #[must_use]
    pub fn note(&self) -> &str {
        self.data.tags.get("mlflow.note.content").map_or("", String::as_str)
    }

    /// Whether it has not ended as far as the server knows.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self.info.status.as_str(), "RUNNING" | "SCHEDULED")
    }

    /// The models that it logged, by what the run itself says: the outputs of MLflow 3, and the folders that MLflow 2 and
    /// clients of its age note in a tag.
    #[must_use]
    pub fn models(&self) -> Vec<RunModel> {
        let outputs = self
            .outputs
            .model_outputs
            .iter()
            .map(|output| RunModel::Logged { model_id: output.model_id.clone(), step: output.step });
        let mut models: Vec<RunModel> = outputs.collect();
        let history = self.data.tags.get("mlflow.log-model.history");
        let folders = history.and_then(|text| serde_json::from_str::<Vec<LoggedFolder>>(text).ok());
        for folder in folders.unwrap_or_default() {
            // MLflow 3 before 3.2 says both.
            let known = folder
                .model_id
                .is_some_and(|id| self.outputs.model_outputs.iter().any(|output| output.model_id == id));
            let model = RunModel::Folder {
                path: folder.artifact_path,
                flavors: folder.flavors.into_keys().collect(),
            };
            if !known && !models.contains(&model) {
                models.push(model);
            }
        }
        models
    }
}

/// A model that a run logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunModel {
    /// An object of its own (MLflow 3).
    Logged {
        /// Its id, such as `m-42df99a4e083456589c9c949a7132d6f`.
        model_id: String,
        /// The training step that it belongs to.
        step: i64,
    },
    /// A folder among the run's artifacts (MLflow 2).
    Folder {
        /// The path below the run's artifacts.
        path: String,
        /// What can load it, such as `onnx` and `python_function`.
        flavors: Vec<String>,
    },
}

/// One entry of the tag `mlflow.log-model.history`.
#[derive(Deserialize)]
struct LoggedFolder {
    artifact_path: String,
    #[serde(default)]
    flavors: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    model_id: Option<String>,
}

/// What a run read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RunInputs {
    /// Data sets.
    #[serde(default)]
    pub dataset_inputs: Vec<DatasetInput>,
    /// Logged models (MLflow 3).
    #[serde(default)]
    pub model_inputs: Vec<ModelInput>,
}

/// A data set in a run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DatasetInput {
    /// The data set.
    pub dataset: Dataset,
    /// About its use; `mlflow.data.context` says for what, such as `training`.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub tags: Tags,
}

impl DatasetInput {
    /// What it was used for, may be empty.
    #[must_use]
    pub fn context(&self) -> &str {
        self.tags.get("mlflow.data.context").map_or("", String::as_str)
    }
}

/// A data set as MLflow describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Dataset {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// A short digest of its content.
    #[serde(default)]
    pub digest: String,
    /// The kind of its source, such as `local` or `http`.
    #[serde(default)]
    pub source_type: String,
    /// Where it comes from, usually JSON.
    #[serde(default)]
    pub source: String,
    /// Its columns, usually JSON; may be empty.
    #[serde(default)]
    pub schema: String,
    /// Its size, usually JSON; may be empty.
    #[serde(default)]
    pub profile: String,
}

/// A logged model that a run read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ModelInput {
    /// Its id.
    pub model_id: String,
}

/// What a run made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RunOutputs {
    /// Logged models (MLflow 3).
    #[serde(default)]
    pub model_outputs: Vec<ModelOutput>,
}

/// A logged model that a run made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ModelOutput {
    /// Its id.
    pub model_id: String,
    /// The training step that it belongs to.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub step: i64,
}

/// A model as MLflow 3 keeps it apart from the run that logged it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LoggedModel {
    /// What it is.
    pub info: LoggedModelInfo,
}

/// A logged model's own fields.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LoggedModelInfo {
    /// Its id.
    pub model_id: String,
    /// The experiment that it belongs to.
    #[serde(default)]
    pub experiment_id: String,
    /// Its name, may be empty.
    #[serde(default)]
    pub name: String,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub creation_timestamp_ms: Option<i64>,
    /// `LOGGED_MODEL_READY`, `LOGGED_MODEL_PENDING` or `LOGGED_MODEL_UPLOAD_FAILED`.
    #[serde(default)]
    pub status: String,
    /// The run that made it, may be empty.
    #[serde(default)]
    pub source_run_id: String,
    /// Where its files are.
    #[serde(default)]
    pub artifact_uri: String,
    /// Tags by key.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub tags: Tags,
}

/// A run's own fields.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RunInfo {
    /// Its id.
    pub run_id: String,
    /// Its name, may be empty.
    #[serde(default)]
    pub run_name: String,
    /// The experiment it belongs to.
    #[serde(default)]
    pub experiment_id: String,
    /// Who ran it.
    #[serde(default)]
    pub user_id: String,
    /// `RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`.
    #[serde(default)]
    pub status: String,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub start_time: Option<i64>,
    /// Milliseconds since 1970; none while it runs.
    #[serde(default, deserialize_with = "lenient::optional_integer")]
    pub end_time: Option<i64>,
    /// Where its artifacts are.
    #[serde(default)]
    pub artifact_uri: String,
    /// `active` or `deleted`.
    #[serde(default)]
    pub lifecycle_stage: String,
}

/// What a run logged.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct RunData {
    /// The last point of each metric.
    #[serde(default, deserialize_with = "lenient::metrics")]
    pub metrics: BTreeMap<String, Metric>,
    /// Parameters by key.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub params: Tags,
    /// Tags by key.
    #[serde(default, deserialize_with = "lenient::tags")]
    pub tags: Tags,
}

/// One point of a metric.
#[derive(Clone, Debug, Deserialize)]
pub struct Metric {
    /// The metric's name.
    pub key: String,
    /// The value; not a number and both infinities occur.
    #[serde(deserialize_with = "lenient::number")]
    pub value: f64,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub timestamp: i64,
    /// The step, may be negative.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub step: i64,
}

/// Points are equal when a reader sees no difference: NaN equals NaN.
impl PartialEq for Metric {
    fn eq(&self, other: &Self) -> bool {
        let value = self.value == other.value || (self.value.is_nan() && other.value.is_nan());
        value && self.key == other.key && self.timestamp == other.timestamp && self.step == other.step
    }
}
