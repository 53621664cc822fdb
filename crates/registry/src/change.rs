//! What can be changed about a model's versions.

use std::fmt;

use mlflow::stage;
use serde::{Deserialize, Serialize};

use crate::Snapshot;

/// One change, with what was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// A version goes from one stage to another.
    Stage {
        /// The version's number.
        version: u64,
        /// Where it is.
        from: String,
        /// Where it will be.
        to: String,
    },
    /// An alias goes from one version to another.
    Alias {
        /// The alias.
        alias: String,
        /// The version that it names, if any.
        from: Option<u64>,
        /// The version that it will name; none takes it away.
        to: Option<u64>,
    },
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Stage { version, from, to } => Self::Stage { version, from: to, to: from },
            Self::Alias { alias, from, to } => Self::Alias { alias, from: to, to: from },
        }
    }

    /// Where the registry is not as this change expects it before it is made.
    fn difference(&self, now: &Snapshot) -> Option<Difference> {
        let (what, expected, found) = match self {
            Self::Stage { version, from, .. } => {
                let found = now.version(*version).map(|version| version.current_stage.clone());
                (format!("version {version}"), Some(from.clone()), found)
            }
            Self::Alias { alias, from, .. } => {
                let named = |version: &u64| format!("version {version}");
                let found = now.model.aliases.get(alias).map(named);
                (format!("alias {alias}"), from.as_ref().map(named), found)
            }
        };
        (expected != found).then_some(Difference { what, expected, found })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version =
            |version: &Option<u64>| version.map_or_else(|| "nothing".to_owned(), |v| format!("v{v}"));
        match self {
            Self::Stage { version, from, to } => write!(f, "v{version}: {from} → {to}"),
            Self::Alias { alias, from, to } => {
                write!(f, "alias {alias}: {} → {}", version(from), version(to))
            }
        }
    }
}

/// Where the registry is not as somebody last saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `version 3` or `alias champion`.
    pub what: String,
    /// Its stage, or the version that it names, as it was seen; none when it was not there.
    pub expected: Option<String>,
    /// The same as it is.
    pub found: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "missing".to_owned());
        write!(f, "{} is {}, not {}", self.what, shown(&self.found), shown(&self.expected))
    }
}

/// Whether the server is asked to archive all others of a stage when a version comes into it: when one version does, and others leave.
pub(crate) fn sweeps(changes: &[Change], stage: &str) -> bool {
    let count = |fits: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| fits(change)).count();
    let filling = count(&|change| matches!(change, Change::Stage { to, .. } if to == stage));
    let leaving = count(&|change| matches!(change, Change::Stage { from, .. } if from == stage));
    archives(stage) && filling == 1 && leaving > 0
}

/// Whether a stage has one version at a time.
pub(crate) fn archives(stage: &str) -> bool {
    [stage::STAGING, stage::PRODUCTION].contains(&stage)
}

/// What stands against making some changes: [`differences`], and versions that the server would archive with others and that
/// the changes do not know of.
#[must_use]
pub fn conflicts(changes: &[Change], now: &Snapshot) -> Vec<Difference> {
    let known = |number: u64| {
        changes.iter().any(|change| matches!(change, Change::Stage { version, .. } if *version == number))
    };
    let mut found = differences(changes, now);
    for stage in stage::ALL.into_iter().filter(|stage| sweeps(changes, stage)) {
        for version in now.in_stage(stage).filter(|version| !known(version.version)) {
            found.push(Difference {
                what: format!("version {}", version.version),
                expected: Some(format!("outside of {stage}")),
                found: Some(stage.to_owned()),
            });
        }
    }
    found
}

/// Where the registry is not as some changes expect it before they are made.
#[must_use]
pub fn differences(changes: &[Change], now: &Snapshot) -> Vec<Difference> {
    changes.iter().filter_map(|change| change.difference(now)).collect()
}
