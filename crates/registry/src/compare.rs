//! Versions side by side.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::VersionRun;
use crate::direction::{Direction, direction};

/// How a value compares with that of the first version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Better.
    Better,
    /// Worse.
    Worse,
    /// The same number.
    Equal,
    /// One of them is missing or not a number, or nobody knows which is better.
    Unknown,
}

/// A metric of all versions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricRow {
    /// The metric's name.
    pub key: String,
    /// Which values are better.
    pub direction: Direction,
    /// The last value of each version; none where it has no such metric.
    pub values: Vec<Option<f64>>,
    /// By how much each differs from the first.
    pub deltas: Vec<Option<f64>>,
    /// What each is against the first.
    pub verdicts: Vec<Verdict>,
}

/// A parameter or tag of all versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextRow {
    /// Its name.
    pub key: String,
    /// The value of each version; none where it has no such thing.
    pub values: Vec<Option<String>>,
    /// Whether all are the same.
    pub same: bool,
}

/// Versions side by side; the first is what the others are compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Numbers of the versions.
    pub versions: Vec<u64>,
    /// Their stages.
    pub stages: Vec<String>,
    /// Metrics by name.
    pub metrics: Vec<MetricRow>,
    /// Parameters by name.
    pub params: Vec<TextRow>,
    /// Tags by name, without those that MLflow or the history keeps for itself.
    pub tags: Vec<TextRow>,
}

impl Comparison {
    /// Only the rows in which versions differ.
    #[must_use]
    pub fn differences_only(mut self) -> Self {
        self.metrics.retain(|row| row.verdicts.iter().skip(1).any(|verdict| *verdict != Verdict::Equal));
        self.params.retain(|row| !row.same);
        self.tags.retain(|row| !row.same);
        self
    }
}

/// Puts versions side by side.
#[must_use]
pub fn compare(versions: &[VersionRun]) -> Comparison {
    let keys =
        |of: &dyn Fn(&VersionRun) -> Vec<String>| versions.iter().flat_map(of).collect::<BTreeSet<String>>();
    let metrics = keys(&|v| v.run.iter().flat_map(|run| run.data.metrics.keys().cloned()).collect());
    let params = keys(&|v| v.run.iter().flat_map(|run| run.data.params.keys().cloned()).collect());
    let tags = keys(&|v| v.version.tags.keys().filter(|key| !private(key)).cloned().collect());
    let text = |key: String, of: &dyn Fn(&VersionRun, &str) -> Option<String>| {
        let values: Vec<Option<String>> = versions.iter().map(|version| of(version, &key)).collect();
        let same = values.windows(2).all(|pair| pair[0] == pair[1]);
        TextRow { key, values, same }
    };
    Comparison {
        versions: versions.iter().map(|version| version.version.version).collect(),
        stages: versions.iter().map(|version| version.version.current_stage.clone()).collect(),
        metrics: metrics.into_iter().map(|key| metric_row(versions, key)).collect(),
        params: params
            .into_iter()
            .map(|key| text(key, &|version, key| version.run.as_ref()?.data.params.get(key).cloned()))
            .collect(),
        tags: tags
            .into_iter()
            .map(|key| text(key, &|version, key| version.version.tags.get(key).cloned()))
            .collect(),
    }
}

fn private(key: &str) -> bool {
    key.starts_with("mlflow.") || key.starts_with(crate::HISTORY_PREFIX)
}

fn metric_row(versions: &[VersionRun], key: String) -> MetricRow {
    let direction = direction(&key);
    let values: Vec<Option<f64>> =
        versions.iter().map(|version| version.run.as_ref()?.metric(&key)).collect();
    let first = values.first().copied().flatten();
    let deltas =
        values.iter().map(|value| Some((*value)? - first?).filter(|delta| delta.is_finite())).collect();
    let verdicts = values.iter().map(|value| verdict(direction, first, *value)).collect();
    MetricRow { key, direction, values, deltas, verdicts }
}

/// What a value is against another.
pub(crate) fn verdict(direction: Direction, base: Option<f64>, value: Option<f64>) -> Verdict {
    let (Some(base), Some(value)) = (base, value) else { return Verdict::Unknown };
    let Some(order) = value.partial_cmp(&base) else { return Verdict::Unknown };
    match (order, direction) {
        (std::cmp::Ordering::Equal, _) => Verdict::Equal,
        (_, Direction::Unknown) => Verdict::Unknown,
        (std::cmp::Ordering::Greater, Direction::Higher) | (std::cmp::Ordering::Less, Direction::Lower) => {
            Verdict::Better
        }
        _ => Verdict::Worse,
    }
}
