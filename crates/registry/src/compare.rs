//! Versions side by side.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::VersionRun;
use crate::direction::{Direction, direction, is_quality};

/// How a value compares with that of the base.
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
    #[serde(serialize_with = "crate::number::json_list")]
    pub values: Vec<Option<f64>>,
    /// By how much each differs from the base.
    #[serde(serialize_with = "crate::number::json_list")]
    pub deltas: Vec<Option<f64>>,
    /// What each is against the base.
    pub verdicts: Vec<Verdict>,
}

impl MetricRow {
    /// Whether all values are the same; that none is a number is the same, too.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => a == b || (a.is_nan() && b.is_nan()),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.values.windows(2).all(|pair| same(pair[0], pair[1]))
    }
}

/// In how many metrics a version is better and worse than the base: those whose direction is known, but for times and those of
/// the training data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Better in so many.
    pub better: usize,
    /// Worse in so many.
    pub worse: usize,
    /// Equal in so many.
    pub equal: usize,
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

/// Versions side by side; one of them, the base, is what the others are compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Numbers of the versions.
    pub versions: Vec<u64>,
    /// The place of the base among them.
    pub base: usize,
    /// Their stages.
    pub stages: Vec<String>,
    /// Their aliases.
    pub aliases: Vec<Vec<String>>,
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
        self.metrics.retain(|row| !row.is_same());
        self.params.retain(|row| !row.same);
        self.tags.retain(|row| !row.same);
        self
    }

    /// What the version at a place is against the base.
    #[must_use]
    pub fn tally(&self, place: usize) -> Tally {
        let mut tally = Tally::default();
        for row in
            self.metrics.iter().filter(|row| is_quality(&row.key) && row.direction != Direction::Unknown)
        {
            match row.verdicts.get(place) {
                Some(Verdict::Better) => tally.better += 1,
                Some(Verdict::Worse) => tally.worse += 1,
                Some(Verdict::Equal) => tally.equal += 1,
                Some(Verdict::Unknown) | None => {}
            }
        }
        tally
    }
}

/// Puts versions side by side; the first is what the others are compared with.
#[must_use]
pub fn compare(versions: &[VersionRun]) -> Comparison {
    compare_with(versions, 0)
}

/// Puts versions side by side; the one at the place `base` is what the others are compared with.
#[must_use]
pub fn compare_with(versions: &[VersionRun], base: usize) -> Comparison {
    let keys =
        |of: &dyn Fn(&VersionRun) -> Vec<String>| versions.iter().flat_map(of).collect::<BTreeSet<String>>();
    let metrics = keys(&|v| v.run.iter().flat_map(|run| run.data.metrics.keys().cloned()).collect());
    let params = keys(&|v| v.run.iter().flat_map(|run| run.data.params.keys().cloned()).collect());
    let tags = keys(&|v| v.version.tags.keys().filter(|key| !private(key)).cloned().collect());
    let text = |key: String, of: &dyn Fn(&VersionRun, &str) -> Option<String>| {
        let values: Vec<Option<String>> = versions.iter().map(|version| of(version, &key)).collect();
        TextRow { key, same: all_same(&values), values }
    };
    Comparison {
        versions: versions.iter().map(|version| version.version.version).collect(),
        base,
        stages: versions.iter().map(|version| version.version.current_stage.clone()).collect(),
        aliases: versions.iter().map(|version| version.version.aliases.clone()).collect(),
        metrics: metrics.into_iter().map(|key| metric_row(versions, key, base)).collect(),
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

/// The place of the version that others are compared with unless somebody says otherwise: the newest in Production, else the first.
#[must_use]
pub fn reference(versions: &[VersionRun]) -> usize {
    let used =
        versions.iter().enumerate().filter(|(_, v)| v.version.current_stage == mlflow::stage::PRODUCTION);
    used.max_by_key(|(_, version)| version.version.version).map_or(0, |(place, _)| place)
}

pub(crate) fn all_same<V: PartialEq>(values: &[V]) -> bool {
    values.windows(2).all(|pair| pair[0] == pair[1])
}

fn private(key: &str) -> bool {
    key.starts_with("mlflow.") || key.starts_with(crate::HISTORY_PREFIX)
}

fn metric_row(versions: &[VersionRun], key: String, base: usize) -> MetricRow {
    let direction = direction(&key);
    let values: Vec<Option<f64>> =
        versions.iter().map(|version| version.run.as_ref()?.metric(&key)).collect();
    let first = values.get(base).copied().flatten();
    let deltas =
        values.iter().map(|value| Some((*value)? - first?).filter(|delta| delta.is_finite())).collect();
    let verdicts = values.iter().map(|value| verdict(direction, first, *value)).collect();
    MetricRow { key, direction, values, deltas, verdicts }
}

/// What a value is against another.
#[must_use]
pub fn verdict(direction: Direction, base: Option<f64>, value: Option<f64>) -> Verdict {
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
