//! The best version by a metric.

use std::collections::BTreeSet;

use crate::VersionRun;
use crate::compare::{Verdict, verdict};
use crate::direction::Direction;
use crate::number::{Number, logged};

/// Why there is no best version.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BestError {
    /// No version that is ready has logged a finite number for the metric.
    #[error("no version has a number for the metric '{metric}'; there are: {}", if .existing.is_empty() { "none".to_owned() } else { .existing.join(", ") })]
    NoSuchMetric {
        /// The metric.
        metric: String,
        /// The metrics for which one has.
        existing: Vec<String>,
    },
    /// Nobody knows which values are better.
    #[error("'{0}' does not say whether more is better: say it")]
    UnknownDirection(String),
    /// The best is not good enough.
    #[error("the best version, {version}, has {metric} {}, which does not reach {bound}", Number(*.value))]
    NotGoodEnough {
        /// The version.
        version: u64,
        /// The metric.
        metric: String,
        /// Its value.
        value: f64,
        /// What it has to reach.
        bound: f64,
    },
}

/// The version with the best finite value of a metric, the newest of equals, if it reaches a bound. Versions that are archived count
/// too; those that are not ready do not.
///
/// # Errors
/// See [`BestError`].
pub fn best<'a>(
    versions: &'a [VersionRun],
    metric: &str,
    direction: Direction,
    bound: Option<f64>,
) -> Result<(&'a VersionRun, f64), BestError> {
    let ready = || versions.iter().filter(|version| ["", "READY"].contains(&version.version.status.as_str()));
    let of = |version: &VersionRun, key: &str| {
        version.run.as_ref().and_then(|run| run.metric(key)).filter(|value| logged(*value).is_finite())
    };
    let mut best: Option<(&VersionRun, f64)> = None;
    for version in ready() {
        let Some(value) = of(version, metric) else { continue };
        let better = best.is_none_or(|(than, old)| match verdict(direction, Some(old), Some(value)) {
            Verdict::Better => true,
            Verdict::Equal => version.version.version > than.version.version,
            Verdict::Worse | Verdict::Unknown => false,
        });
        if better {
            best = Some((version, value));
        }
    }
    let Some((version, value)) = best else {
        let keys = |version: &'a VersionRun| version.run.iter().flat_map(|run| run.data.metrics.keys());
        let existing: BTreeSet<&String> =
            ready().flat_map(|version| keys(version).filter(move |key| of(version, key).is_some())).collect();
        let existing = existing.into_iter().cloned().collect();
        return Err(BestError::NoSuchMetric { metric: metric.to_owned(), existing });
    };
    if direction == Direction::Unknown {
        return Err(BestError::UnknownDirection(metric.to_owned()));
    }
    match bound {
        Some(bound) if verdict(direction, Some(bound), Some(value)) == Verdict::Worse => {
            Err(BestError::NotGoodEnough {
                version: version.version.version,
                metric: metric.to_owned(),
                value,
                bound,
            })
        }
        _ => Ok((version, value)),
    }
}
