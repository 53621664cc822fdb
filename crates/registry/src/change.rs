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
    /// A tag gets another value.
    Tag {
        /// The version that has it; none for the model itself.
        version: Option<u64>,
        /// The tag's key.
        key: String,
        /// Its value, if it has one.
        from: Option<String>,
        /// The value that it will have; none takes it away.
        to: Option<String>,
    },
    /// A description is written anew.
    Description {
        /// The version that has it; none for the model itself.
        version: Option<u64>,
        /// The text, Markdown; may be empty.
        from: String,
        /// The text that it will be.
        to: String,
    },
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Stage { version, from, to } => Self::Stage { version, from: to, to: from },
            Self::Alias { alias, from, to } => Self::Alias { alias, from: to, to: from },
            Self::Tag { version, key, from, to } => Self::Tag { version, key, from: to, to: from },
            Self::Description { version, from, to } => Self::Description { version, from: to, to: from },
        }
    }

    /// What it changes: `version 3`, `alias champion`, `tag checked of version 3`.
    #[must_use]
    pub fn what(&self) -> String {
        let of = |version: &Option<u64>| {
            version.map_or_else(|| "the model".to_owned(), |v| format!("version {v}"))
        };
        match self {
            Self::Stage { version, .. } => format!("version {version}"),
            Self::Alias { alias, .. } => format!("alias {alias}"),
            Self::Tag { version, key, .. } => format!("tag {key} of {}", of(version)),
            Self::Description { version, .. } => format!("description of {}", of(version)),
        }
    }

    /// Whether the registry is as this change leaves it.
    pub(crate) fn is_made(&self, now: &Snapshot) -> bool {
        self.inverse().difference(now).is_none()
    }

    /// Where the registry is not as this change expects it before it is made.
    fn difference(&self, now: &Snapshot) -> Option<Difference> {
        let (expected, found) = match self {
            Self::Stage { version, from, .. } => {
                let found = now.version(*version).map(|version| version.current_stage.clone());
                (Some(from.clone()), found)
            }
            Self::Alias { alias, from, .. } => {
                let named = |version: &u64| format!("version {version}");
                let found = now.model.aliases.get(alias).map(named);
                (from.as_ref().map(named), found)
            }
            Self::Tag { version, key, from, .. } => {
                let tags = match version {
                    Some(version) => now.version(*version).map(|version| &version.tags),
                    None => Some(&now.model.tags),
                };
                (from.clone(), tags.and_then(|tags| tags.get(key).cloned()))
            }
            Self::Description { version, from, .. } => {
                let text = match version {
                    Some(version) => now.version(*version).map(|version| &version.description),
                    None => Some(&now.model.description),
                };
                (Some(from.clone()), text.cloned())
            }
        };
        (expected != found).then(|| Difference { what: self.what(), expected, found })
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
            Self::Tag { from, to, .. } => write!(f, "{}: {} → {}", self.what(), short(from), short(to)),
            Self::Description { from, to, .. } => {
                write!(f, "{}: {} → {}", self.what(), short(&Some(from.clone())), short(&Some(to.clone())))
            }
        }
    }
}

/// Where the registry is not as somebody last saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `version 3` or `alias champion`.
    pub what: String,
    /// Its stage, text, or the version that it names, as it was seen; none when it was not there.
    pub expected: Option<String>,
    /// The same as it is.
    pub found: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}, not {}", self.what, short(&self.found), short(&self.expected))
    }
}

/// Characters of a text in one line of many.
const SHORT: usize = 60;

fn short(value: &Option<String>) -> String {
    match value {
        None => "missing".to_owned(),
        Some(text) if text.is_empty() => "empty".to_owned(),
        Some(text) if text.chars().count() > SHORT => text.chars().take(SHORT - 1).chain(['…']).collect(),
        Some(text) => text.clone(),
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

/// What stands against making some changes: [`differences`], versions that the server would archive with others and that the changes
/// do not know of, and such versions in Production when another comes into it.
#[must_use]
pub fn conflicts(changes: &[Change], now: &Snapshot) -> Vec<Difference> {
    let known = |number: u64| {
        changes.iter().any(|change| matches!(change, Change::Stage { version, .. } if *version == number))
    };
    let mut found = differences(changes, now);
    let fills =
        |stage: &str| changes.iter().any(|change| matches!(change, Change::Stage { to, .. } if to == stage));
    let watched = |stage: &&str| sweeps(changes, stage) || (*stage == stage::PRODUCTION && fills(stage));
    for stage in stage::ALL.into_iter().filter(watched) {
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
