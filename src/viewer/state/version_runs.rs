//! What the runs of a model's versions logged, as far as it has been read.

use std::collections::{BTreeMap, HashMap};

use mlflow::{ModelVersion, Run};
use registry::{Direction, Found, Verdict, direction, is_quality, verdict, who};

/// Metrics that say most about a model, the first that exists goes first.
const FIRST: [&str; 8] =
    ["test_accuracy", "accuracy", "val_accuracy", "test_roc_auc", "roc_auc", "test_f1", "f1_score", "rmse"];

/// Why a version has no metrics, or its run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Told<'a> {
    /// The version names no run.
    NoRun,
    /// It has not been read yet.
    Unread,
    /// The registry does not have it any more.
    Gone,
    /// The server's answer cannot be read.
    Unreadable,
    /// What it logged.
    Run(&'a RunFacts),
}

/// A run as far as lists of versions show it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RunFacts {
    /// Who ran it.
    pub(crate) user: Option<String>,
    /// Whether it has been deleted, and can be restored.
    pub(crate) deleted: bool,
    /// The last value of each metric, by the metric's place among the names.
    metrics: Vec<(u32, f64)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Known {
    Run(RunFacts),
    Gone,
    Unreadable,
}

/// Runs by id. Names of metrics are kept once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct VersionRuns {
    runs: HashMap<String, Known>,
    names: BTreeMap<String, u32>,
}

impl VersionRuns {
    /// Takes over what was read.
    pub(crate) fn add(&mut self, found: BTreeMap<String, Found>) {
        for (id, found) in found {
            let known = match found {
                Found::Run(run) => Known::Run(self.facts(&run)),
                Found::Gone => Known::Gone,
                Found::Unreadable(_) => Known::Unreadable,
            };
            self.runs.insert(id, known);
        }
    }

    fn facts(&mut self, run: &Run) -> RunFacts {
        let mut metrics = Vec::with_capacity(run.data.metrics.len());
        for (name, metric) in &run.data.metrics {
            let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let place = match self.names.get(name) {
                Some(place) => *place,
                None => *self.names.entry(name.clone()).or_insert(next),
            };
            metrics.push((place, metric.value));
        }
        RunFacts {
            user: who(run).map(str::to_owned),
            deleted: run.info.lifecycle_stage == "deleted",
            metrics,
        }
    }

    /// What is known of a version's run.
    pub(crate) fn of(&self, version: &ModelVersion) -> Told<'_> {
        if version.run_id.is_empty() {
            return Told::NoRun;
        }
        match self.runs.get(&version.run_id) {
            None => Told::Unread,
            Some(Known::Gone) => Told::Gone,
            Some(Known::Unreadable) => Told::Unreadable,
            Some(Known::Run(facts)) => Told::Run(facts),
        }
    }

    /// Whether a run need not be read any more.
    pub(crate) fn has(&self, run_id: &str) -> bool {
        run_id.is_empty() || self.runs.contains_key(run_id)
    }

    /// A metric of a version's run.
    pub(crate) fn metric(&self, version: &ModelVersion, name: &str) -> Option<f64> {
        let place = *self.names.get(name)?;
        match self.of(version) {
            Told::Run(facts) => {
                facts.metrics.iter().find(|(metric, _)| *metric == place).map(|(_, value)| *value)
            }
            _ => None,
        }
    }

    /// The names of all metrics.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The metric to show when none is chosen.
    pub(crate) fn default_metric(&self) -> Option<&str> {
        let known = |name: &&str| self.names.contains_key(*name);
        let quality = |name: &&str| is_quality(name) && direction(name) != Direction::Unknown;
        FIRST.into_iter().find(known).or_else(|| self.names().find(quality)).or_else(|| self.names().next())
    }

    /// The metrics of the first columns: the chosen one, and those that say most.
    pub(crate) fn columns(&self, metric: &str, count: usize) -> Vec<String> {
        let more = FIRST.into_iter().filter(|name| *name != metric && self.names.contains_key(*name));
        std::iter::once(metric)
            .chain(more)
            .filter(|name| !name.is_empty())
            .take(count)
            .map(str::to_owned)
            .collect()
    }

    /// What a version is against another by a metric.
    pub(crate) fn against(&self, base: &ModelVersion, version: &ModelVersion, metric: &str) -> Verdict {
        verdict(direction(metric), self.metric(base, metric), self.metric(version, metric))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn run(id: &str, metrics: &[(&str, f64)]) -> (String, Found) {
        let metrics: Vec<_> = metrics
            .iter()
            .map(|(key, value)| json!({ "key": key, "value": value, "timestamp": 1, "step": 0 }))
            .collect();
        let info = json!({ "run_id": id, "user_id": "ann", "lifecycle_stage": "deleted" });
        let run = serde_json::from_value(json!({ "info": info, "data": { "metrics": metrics } })).unwrap();
        (id.to_owned(), Found::Run(Box::new(run)))
    }

    fn version(run_id: &str) -> ModelVersion {
        ModelVersion { run_id: run_id.to_owned(), ..ModelVersion::default() }
    }

    fn runs() -> VersionRuns {
        let mut runs = VersionRuns::default();
        runs.add(
            [
                run("a", &[("zeta", 1.0), ("test_f1", 0.5), ("test_loss", 0.2)]),
                run("b", &[("test_loss", 0.1), ("train_time", 3.0)]),
                ("c".to_owned(), Found::Gone),
            ]
            .into(),
        );
        runs
    }

    #[test]
    fn a_version_is_told_apart_from_one_without_a_run() {
        let runs = runs();
        assert_eq!(runs.of(&version("")), Told::NoRun);
        assert_eq!(runs.of(&version("c")), Told::Gone);
        assert_eq!(runs.of(&version("d")), Told::Unread);
        assert!(
            matches!(runs.of(&version("a")), Told::Run(facts) if facts.deleted && facts.user.as_deref() == Some("ann"))
        );
        assert_eq!((runs.has(""), runs.has("c"), runs.has("d")), (true, true, false));
    }

    #[test]
    fn metrics_are_found_by_name_and_compared() {
        let runs = runs();
        assert_eq!(runs.metric(&version("b"), "test_loss"), Some(0.1));
        assert_eq!(runs.metric(&version("b"), "zeta"), None);
        assert_eq!(runs.names().collect::<Vec<_>>(), ["test_f1", "test_loss", "train_time", "zeta"]);
        assert_eq!(runs.against(&version("a"), &version("b"), "test_loss"), Verdict::Better);
        assert_eq!(runs.against(&version("b"), &version("a"), "test_loss"), Verdict::Worse);
        assert_eq!(runs.against(&version("a"), &version("c"), "test_loss"), Verdict::Unknown);
    }

    #[test]
    fn the_metric_that_says_most_is_shown_first() {
        assert_eq!(runs().default_metric(), Some("test_f1"));
        assert_eq!(runs().columns("zeta", 3), ["zeta", "test_f1"]);
        let mut other = VersionRuns::default();
        assert_eq!(other.default_metric(), None);
        assert_eq!(other.columns("", 3), Vec::<String>::new());
        other.add([run("b", &[("test_loss", 0.1), ("a_count", 3.0)])].into());
        assert_eq!(other.default_metric(), Some("test_loss"));
    }
}
