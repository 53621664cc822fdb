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
