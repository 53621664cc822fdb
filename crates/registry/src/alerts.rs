//! What is wrong with a model's versions.

use std::collections::BTreeSet;
use std::fmt;

use mlflow::{Client, ErrorKind, ModelVersion, Transport, stage};
use serde::Serialize;

use crate::change::Change;
use crate::claims::{claims, without_other_versions};
use crate::compare::{Verdict, verdict};
use crate::direction::{direction, is_quality};
use crate::number::Number;
use crate::{History, Snapshot, VersionRun};

/// Something that somebody should look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "alert")]
pub enum Alert {
    /// A version in use is worse than the one before it.
    Worse {
        /// The version.
        version: u64,
        /// Its stage.
        stage: String,
        /// The metric.
        metric: String,
        /// Its value.
        #[serde(serialize_with = "crate::number::json")]
        value: f64,
        /// The version before it.
        predecessor: u64,
        /// The value of that.
        #[serde(serialize_with = "crate::number::json")]
        before: f64,
    },
    /// A version in Production has no ONNX file, so that it cannot be run in a browser.
    NoOnnx {
        /// The version.
        version: u64,
        /// The flavours that it has instead.
        flavors: Vec<String>,
    },
    /// Whether a version in Production has an ONNX file could not be found out.
    Unreadable {
        /// The version.
        version: u64,
        /// Why not.
        reason: String,
    },
    /// An alias names a version that is not there.
    Dangling {
        /// The alias.
        alias: String,
        /// The version that it names.
        version: u64,
    },
    /// An alias that is called like a stage names a version that is not in it.
    Disagreement {
        /// The alias.
        alias: String,
        /// The version that it names.
        version: u64,
        /// The stage that it is called like.
        stage: String,
        /// The versions that are in that stage.
        in_stage: Vec<u64>,
    },
    /// A description gives another number than was logged.
    Claim {
        /// The version.
        version: u64,
        /// The metric.
        metric: String,
        /// The number of the description.
        #[serde(serialize_with = "crate::number::json")]
        claimed: f64,
        /// The one that was logged.
        #[serde(serialize_with = "crate::number::json")]
        logged: f64,
    },
    /// The description of the model itself gives another number than the version in Production has logged.
    ModelClaim {
        /// The version in Production.
        version: u64,
        /// The metric.
        metric: String,
        /// The number of the description.
        #[serde(serialize_with = "crate::number::json")]
        claimed: f64,
        /// The one that was logged.
        #[serde(serialize_with = "crate::number::json")]
        logged: f64,
    },
}

impl Alert {
    /// A short name of its kind, for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Worse { .. } => "worse",
            Self::NoOnnx { .. } => "no_onnx",
            Self::Unreadable { .. } => "unreadable",
            Self::Dangling { .. } => "dangling",
            Self::Disagreement { .. } => "disagreement",
            Self::Claim { .. } => "claim",
            Self::ModelClaim { .. } => "model_claim",
        }
    }

    /// The version that it is about.
    #[must_use]
    pub fn version(&self) -> u64 {
        match self {
            Self::Worse { version, .. }
            | Self::NoOnnx { version, .. }
            | Self::Unreadable { version, .. }
            | Self::Dangling { version, .. }
            | Self::Disagreement { version, .. }
            | Self::Claim { version, .. }
            | Self::ModelClaim { version, .. } => *version,
        }
    }
}

impl fmt::Display for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Worse { version, stage, metric, value, predecessor, before } => {
                write!(
                    f,
                    "v{version} in {stage} is worse than v{predecessor} before it: {metric} {}, was {}",
                    Number(*value),
                    Number(*before)
                )
            }
            Self::NoOnnx { version, flavors } if flavors.is_empty() => {
                write!(f, "v{version} in Production has no ONNX file")
            }
            Self::NoOnnx { version, flavors } => {
                write!(f, "v{version} in Production has no ONNX file, only: {}", flavors.join(", "))
            }
            Self::Unreadable { version, reason } => {
                write!(f, "the files of v{version} in Production cannot be read: {reason}")
            }
            Self::Dangling { alias, version } => {
                write!(f, "alias {alias} names v{version}, which does not exist")
            }
            Self::Disagreement { alias, version, stage, in_stage } => {
                let others: Vec<String> = in_stage.iter().map(|version| format!("v{version}")).collect();
                let others = if others.is_empty() { "nothing".to_owned() } else { others.join(", ") };
                write!(f, "alias {alias} names v{version}, but in {stage} is {others}")
            }
            Self::Claim { version, metric, claimed, logged } => {
                let (claimed, logged) = (Number(*claimed), Number(*logged));
                write!(f, "the description of v{version} claims {metric} {claimed}, logged is {logged}")
            }
            Self::ModelClaim { version, metric, claimed, logged } => {
                let (claimed, logged) = (Number(*claimed), Number(*logged));
                write!(
                    f,
                    "the description of the model claims {metric} {claimed}, but v{version} in Production has logged {logged}"
                )
            }
        }
    }
}

/// How strict to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// By what share of its value a metric may be worse than that of the version before: 0.01 lets 0.95 become 0.9405.
    pub worse_by: f64,
    /// The metrics to look at; none for all whose direction is known, but for times and those of the training data.
    pub metrics: Vec<String>,
}

impl Default for Limits {
    /// A hundredth, of every metric that tells how good a model is.
    fn default() -> Self {
        Self { worse_by: 0.01, metrics: Vec::new() }
    }
}

/// Names that teams give to the alias of what is in a stage.
const CALLED: [(&str, &str); 4] = [
    ("production", stage::PRODUCTION),
    ("prod", stage::PRODUCTION),
    ("champion", stage::PRODUCTION),
    ("staging", stage::STAGING),
];

/// Newest versions whose descriptions are read for claims, where there are very many.
const NEWEST: usize = 20;
/// Versions before one in use that may be the one that it is compared with.
const BEFORE: usize = 3;

/// The versions whose runs [`alerts`] needs most, where a model has so many that not all can be read: those in use or with an alias, those
/// that were in their stage before or are a little older, and the newest ones.
#[must_use]
pub fn worth_checking(snapshot: &Snapshot, history: &History) -> Vec<ModelVersion> {
    let mut numbers: BTreeSet<u64> = snapshot.model.aliases.values().copied().collect();
    numbers.extend(snapshot.versions.iter().take(NEWEST).map(|version| version.version));
    for used in snapshot.versions.iter().filter(|version| in_use(&version.current_stage)) {
        let older = snapshot.versions.iter().filter(|older| older.version < used.version);
        numbers
            .extend(older.filter(|older| !older.run_id.is_empty()).take(BEFORE).map(|older| older.version));
        numbers.insert(used.version);
        numbers.extend(left_for(used.version, &used.current_stage, history));
    }
    snapshot.versions.iter().filter(|version| numbers.contains(&version.version)).cloned().collect()
}

/// What can be seen without the versions' files. `versions` are all of the snapshot with their runs.
#[must_use]
pub fn alerts(
    snapshot: &Snapshot,
    versions: &[VersionRun],
    history: &History,
    limits: &Limits,
) -> Vec<Alert> {
    let mut alerts = Vec::new();
    for in_use in versions.iter().filter(|v| in_use(&v.version.current_stage)) {
        alerts.extend(worse(in_use, versions, history, limits));
    }
    for (alias, &version) in &snapshot.model.aliases {
        if snapshot.version(version).is_none() {
            alerts.push(Alert::Dangling { alias: alias.clone(), version });
            continue;
        }
        let called = CALLED.into_iter().find(|(name, _)| alias.eq_ignore_ascii_case(name));
        let Some((_, stage)) = called else { continue };
        let in_stage: Vec<u64> = snapshot.in_stage(stage).map(|version| version.version).collect();
        // Who uses no stages at all has nothing to disagree with.
        if !in_stage.is_empty() && !in_stage.contains(&version) {
            alerts.push(Alert::Disagreement {
                alias: alias.clone(),
                version,
                stage: stage.to_owned(),
                in_stage,
            });
        }
    }
    for version in versions {
        alerts.extend(false_claims(version));
    }
    alerts.extend(false_claims_of_the_model(snapshot, versions));
    alerts
}

/// Versions in Production without an ONNX file, and those of which that cannot be found out: one request for each version there.
pub async fn without_onnx<T: Transport>(client: &Client<T>, snapshot: &Snapshot) -> Vec<Alert> {
    let mut alerts = Vec::new();
    for version in snapshot.in_stage(stage::PRODUCTION) {
        let Err(error) = client.model_file(&snapshot.model.name, version.version).await else { continue };
        let version = version.version;
        alerts.push(match error.kind() {
            ErrorKind::NoOnnx { flavors } => Alert::NoOnnx { version, flavors: flavors.clone() },
            _ => Alert::Unreadable { version, reason: error.to_string() },
        });
    }
    alerts
}

fn in_use(stage: &str) -> bool {
    [stage::PRODUCTION, stage::STAGING].contains(&stage)
}

/// The version that was in the stage before, if the history tells; else the newest of the older ones.
fn predecessor<'a>(of: &VersionRun, versions: &'a [VersionRun], history: &History) -> Option<&'a VersionRun> {
    let number = of.version.version;
    let left = left_for(number, &of.version.current_stage, history);
    let recorded = left.and_then(|left| versions.iter().find(|other| other.version.version == left));
    let older = versions.iter().filter(|other| other.version.version < number && other.run.is_some());
    recorded.or_else(|| older.max_by_key(|other| other.version.version))
}

/// The version that left a stage when another came into it, if the history tells.
fn left_for(number: u64, stage: &str, history: &History) -> Option<u64> {
    let came = |change: &Change| matches!(change, Change::Stage { version, to, .. } if *version == number && to == stage);
    let mut entries = history.entries.iter();
    let entry = entries
        .find(|entry| entry.undoes.is_none() && !entry.unfinished && entry.changes.iter().any(came))?;
    entry.changes.iter().find_map(|change| match change {
        Change::Stage { version, from, .. } if *version != number && from == stage => Some(*version),
        _ => None,
    })
}

fn worse(of: &VersionRun, versions: &[VersionRun], history: &History, limits: &Limits) -> Vec<Alert> {
    let before = predecessor(of, versions, history);
    let (Some(run), Some(before)) = (&of.run, before) else { return Vec::new() };
    let mut alerts = Vec::new();
    for metric in run.data.metrics.values() {
        let all = limits.metrics.is_empty() && is_quality(&metric.key);
        let wanted = all || limits.metrics.contains(&metric.key);
        let old = before.run.as_ref().and_then(|run| run.metric(&metric.key));
        let Some(old) = old.filter(|_| wanted) else { continue };
        let is_worse = verdict(direction(&metric.key), Some(old), Some(metric.value)) == Verdict::Worse;
        // A share of infinity is no measure.
        let by_much = old.is_infinite() || (metric.value - old).abs() > limits.worse_by * old.abs();
        if is_worse && by_much {
            alerts.push(Alert::Worse {
                version: of.version.version,
                stage: of.version.current_stage.clone(),
                metric: metric.key.clone(),
                value: metric.value,
                predecessor: before.version.version,
                before: old,
            });
        }
    }
    alerts
}

fn false_claims(version: &VersionRun) -> Vec<Alert> {
    let number = version.version.version;
    let differs = differing(&version.version.description, version).into_iter();
    differs
        .map(|(metric, claimed, logged)| Alert::Claim { version: number, metric, claimed, logged })
        .collect()
}

/// What the model's own description says is taken for what its newest version in Production does.
fn false_claims_of_the_model(snapshot: &Snapshot, versions: &[VersionRun]) -> Vec<Alert> {
    let used = versions.iter().filter(|version| version.version.current_stage == stage::PRODUCTION);
    let Some(used) = used.max_by_key(|version| version.version.version) else { return Vec::new() };
    let version = used.version.version;
    let text = without_other_versions(&snapshot.model.description, version);
    let differs = differing(&text, used).into_iter();
    differs.map(|(metric, claimed, logged)| Alert::ModelClaim { version, metric, claimed, logged }).collect()
}

/// Metrics for which a text gives another number than the version's run has logged: metric, number of the text, logged number.
fn differing(text: &str, version: &VersionRun) -> Vec<(String, f64, f64)> {
    let Some(run) = &version.run else { return Vec::new() };
    let claims = claims(text, run.data.metrics.keys().map(String::as_str)).into_iter();
    let differs = claims.filter_map(|claim| {
        let logged = run.metric(&claim.metric)?;
        // A little more than rounding, since neither number is exact in binary.
        let near = (claim.value - logged).abs() <= claim.tolerance * (1.0 + 1e-6);
        (!near).then_some((claim.metric, claim.value, logged))
    });
    differs.collect()
}
