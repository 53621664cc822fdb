//! What a promotion or its undoing would change.

use mlflow::stage;

use crate::change::{Change, Difference, archives, conflicts, differences};
use crate::{Entry, HISTORY_PREFIX, Snapshot};

/// The most characters of a reason: with the changes beside it, it must fit a tag of MLflow 2, which has 5,000.
pub const MAX_REASON: usize = 1000;

/// Changes that belong together, and why they are made. Nothing has been sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The model's name.
    pub model: String,
    /// The version that it is about: its tags will tell.
    pub version: u64,
    /// What changes, the most important first.
    pub changes: Vec<Change>,
    /// Why.
    pub reason: String,
    /// The key of the history's entry that this undoes.
    pub undoes: Option<String>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// No such version.
    #[error("model {model} has no version {version}")]
    NoSuchVersion {
        /// The model.
        model: String,
        /// The number.
        version: u64,
    },
    /// The version has not been registered completely.
    #[error("version {version} is not ready: {status}")]
    NotReady {
        /// The number.
        version: u64,
        /// MLflow's word for it.
        status: String,
    },
    /// The version is where it should go.
    #[error("version {version} is in stage {stage} already")]
    AlreadyThere {
        /// The number.
        version: u64,
        /// The stage.
        stage: String,
    },
    /// The alias names the version.
    #[error("alias {alias} names version {version} already")]
    NamedAlready {
        /// The alias.
        alias: String,
        /// The version.
        version: u64,
    },
    /// There is no such alias to take away.
    #[error("model {model} has no alias {alias}")]
    NoSuchAlias {
        /// The model.
        model: String,
        /// The alias.
        alias: String,
    },
    /// MLflow has no alias of such a name.
    #[error("an alias cannot be called '{}': {problem}", short(.alias))]
    BadAlias {
        /// The name.
        alias: String,
        /// What is wrong with it.
        problem: AliasProblem,
    },
    /// MLflow knows four stages.
    #[error("there is no stage '{0}'; there are None, Staging, Production and Archived")]
    NoSuchStage(String),
    /// Everything is as it should become.
    #[error("{0} is so already")]
    Unchanged(String),
    /// The tag is one of the history's.
    #[error(
        "the tag {0} cannot be changed: tags that begin with {HISTORY_PREFIX} are the history's; others need a key"
    )]
    ReservedTag(String),
    /// A change of the model itself is recorded in its newest version.
    #[error("model {0} has no version in which the change could be recorded")]
    NothingToRecordIn(String),
    /// A change needs a reason.
    #[error("a reason is needed, of {MAX_REASON} characters at most")]
    Reason,
    /// No change was recorded that is not undone.
    #[error("no change of model {0} is recorded that could be undone")]
    NothingToUndo(String),
    /// The registry has been changed by other means since the change that should be undone.
    #[error("it cannot be undone, as more has changed since: {}", list(.0))]
    MovedOn(Vec<Difference>),
}

/// Why an alias cannot be called so: MLflow 2.22 and 3 have the same rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AliasProblem {
    /// There is no name.
    #[error("it needs a name")]
    Empty,
    /// Something else than letters, digits, `_` and `-`.
    #[error("only letters, digits, _ and - may be in its name")]
    Character,
    /// More characters than MLflow stores.
    #[error("its name may have {MAX_ALIAS} characters at most")]
    TooLong,
    /// `latest`, however it is written.
    #[error("MLflow keeps 'latest' for the newest version")]
    Latest,
    /// `v9`.
    #[error("MLflow keeps v and a number for the version of that number")]
    Version,
}

/// The most characters of an alias.
const MAX_ALIAS: usize = 255;

impl AliasProblem {
    fn of(alias: &str) -> Option<Self> {
        let is_allowed = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let number = alias.strip_prefix(['v', 'V']).unwrap_or_default();
        if alias.is_empty() {
            Some(Self::Empty)
        } else if !alias.chars().all(is_allowed) {
            Some(Self::Character)
        } else if alias.chars().count() > MAX_ALIAS {
            Some(Self::TooLong)
        } else if alias.eq_ignore_ascii_case("latest") {
            Some(Self::Latest)
        } else if !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()) {
            Some(Self::Version)
        } else {
            None
        }
    }
}

fn short(alias: &str) -> String {
    const SHOWN: usize = 60;
    let rest = if alias.chars().count() > SHOWN { "…" } else { "" };
    alias.chars().take(SHOWN).collect::<String>() + rest
}

pub(crate) fn list(differences: &[Difference]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Plan {
    /// To put a version into a stage. Of Staging and Production, a model has one version at a time: the ones that are there
    /// are archived, and with `move_aliases` the aliases of those in Production go to the new one.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn promote(
        snapshot: &Snapshot,
        version: u64,
        stage: &str,
        move_aliases: bool,
        reason: &str,
    ) -> Result<Self, PlanError> {
        let reason = checked(reason)?;
        let model = snapshot.model.name.clone();
        let known = stage::ALL.into_iter().find(|known| known.eq_ignore_ascii_case(stage.trim()));
        let stage = known.ok_or_else(|| PlanError::NoSuchStage(stage.to_owned()))?;
        let Some(found) = snapshot.version(version) else {
            return Err(PlanError::NoSuchVersion { model, version });
        };
        if !["", "READY"].contains(&found.status.as_str()) {
            return Err(PlanError::NotReady { version, status: found.status.clone() });
        }
        if found.current_stage == stage {
            return Err(PlanError::AlreadyThere { version, stage: stage.to_owned() });
        }
        let into = |version: u64, from: &str, to: &str| Change::Stage {
            version,
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let mut changes = vec![into(version, &found.current_stage, stage)];
        if archives(stage) {
            let old: Vec<u64> = snapshot.in_stage(stage).map(|old| old.version).collect();
            changes.extend(old.iter().map(|&old| into(old, stage, stage::ARCHIVED)));
            if move_aliases && stage == stage::PRODUCTION {
                let aliases = snapshot.model.aliases.iter().filter(|(_, named)| old.contains(named));
                changes.extend(aliases.map(|(alias, &named)| Change::Alias {
                    alias: alias.clone(),
                    from: Some(named),
                    to: Some(version),
                }));
            }
        }
        Ok(Self { model, version, changes, reason, undoes: None })
    }

    /// To make an alias name a version, or with none to take it away.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn alias(
        snapshot: &Snapshot,
        alias: &str,
        version: Option<u64>,
        reason: &str,
    ) -> Result<Self, PlanError> {
        let reason = checked(reason)?;
        let model = snapshot.model.name.clone();
        // One that is there, however it came to be, can be taken away.
        if let Some(problem) = version.and_then(|_| AliasProblem::of(alias)) {
            return Err(PlanError::BadAlias { alias: alias.to_owned(), problem });
        }
        let from = snapshot.model.aliases.get(alias).copied();
        if let Some(missing) = version.filter(|&version| snapshot.version(version).is_none()) {
            return Err(PlanError::NoSuchVersion { model, version: missing });
        }
        let alias = alias.to_owned();
        let about = match (from, version) {
            (None, None) => return Err(PlanError::NoSuchAlias { model, alias }),
            (Some(from), Some(version)) if from == version => {
                return Err(PlanError::NamedAlready { alias, version });
            }
            (_, Some(version)) | (Some(version), None) => version,
        };
        let changes = vec![Change::Alias { alias, from, to: version }];
        Ok(Self { model, version: about, changes, reason, undoes: None })
    }

    /// To give a tag of a version, or with none of the model itself, another value, or with none to take it away.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn tag(
        snapshot: &Snapshot,
        version: Option<u64>,
        key: &str,
        value: Option<&str>,
        reason: &str,
    ) -> Result<Self, PlanError> {
        let reason = checked(reason)?;
        let about = about(snapshot, version)?;
        if key.trim().is_empty() || key.starts_with(HISTORY_PREFIX) {
            return Err(PlanError::ReservedTag(key.to_owned()));
        }
        let tags = version.map_or(Some(&snapshot.model.tags), |number| {
            snapshot.version(number).map(|version| &version.tags)
        });
        let from = tags.and_then(|tags| tags.get(key).cloned());
        let change = Change::Tag { version, key: key.to_owned(), from, to: value.map(str::to_owned) };
        Self::of_one(snapshot, about, change, reason)
    }

    /// To write the description of a version, or with none of the model itself, anew.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn describe(
        snapshot: &Snapshot,
        version: Option<u64>,
        text: &str,
        reason: &str,
    ) -> Result<Self, PlanError> {
        let reason = checked(reason)?;
        let about = about(snapshot, version)?;
        let old = version.map_or(Some(&snapshot.model.description), |number| {
            snapshot.version(number).map(|version| &version.description)
        });
        let from = old.cloned().unwrap_or_default();
        Self::of_one(snapshot, about, Change::Description { version, from, to: text.to_owned() }, reason)
    }

    fn of_one(snapshot: &Snapshot, version: u64, change: Change, reason: String) -> Result<Self, PlanError> {
        if change == change.inverse() {
            return Err(PlanError::Unchanged(change.what()));
        }
        let model = snapshot.model.name.clone();
        Ok(Self { model, version, changes: vec![change], reason, undoes: None })
    }

    /// To take back the newest change of the history that is neither undone nor an undoing itself. Of one that was interrupted, what
    /// was made is taken back; an undoing that was interrupted is brought to its end first.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn rollback(snapshot: &Snapshot, history: &[Entry], reason: &str) -> Result<Self, PlanError> {
        let reason = checked(reason)?;
        let model = snapshot.model.name.clone();
        let interrupted = history.first().filter(|entry| entry.unfinished && entry.undoes.is_some());
        if let Some(entry) = interrupted {
            let left = entry.changes.iter().filter(|change| !change.is_made(snapshot));
            let changes: Vec<Change> = left.map(|change| swept(change, snapshot)).collect();
            if !changes.is_empty() {
                return Self::undoing(snapshot, entry.version, changes, reason, entry.undoes.clone());
            }
        }
        let nothing = |entry: &Entry| entry.unfinished && entry.made(snapshot).is_empty();
        let newest = history
            .iter()
            .find(|entry| entry.undoes.is_none() && !entry.is_undone(history, snapshot) && !nothing(entry));
        let Some(entry) = newest else { return Err(PlanError::NothingToUndo(model)) };
        let made = if entry.unfinished { entry.made(snapshot) } else { entry.changes.clone() };
        // What an interrupted change has not made is as it was before, or somebody else has changed it.
        let unmade: Vec<Change> =
            entry.changes.iter().filter(|change| !made.contains(change)).cloned().collect();
        let moved = differences(&unmade, snapshot);
        if !moved.is_empty() {
            return Err(PlanError::MovedOn(moved));
        }
        // What was archived for it comes back first, so that a stage is not without a version in between.
        let changes: Vec<Change> = made.iter().rev().map(Change::inverse).collect();
        Self::undoing(snapshot, entry.version, changes, reason, Some(entry.key.clone()))
    }

    fn undoing(
        snapshot: &Snapshot,
        version: u64,
        changes: Vec<Change>,
        reason: String,
        undoes: Option<String>,
    ) -> Result<Self, PlanError> {
        let differences = conflicts(&changes, snapshot);
        if !differences.is_empty() {
            return Err(PlanError::MovedOn(differences));
        }
        Ok(Self { model: snapshot.model.name.clone(), version, changes, reason, undoes })
    }
}

/// A change that is left of an interrupted one: the server may have archived its version with the change before it.
fn swept(change: &Change, now: &Snapshot) -> Change {
    match change.clone() {
        Change::Stage { version, from, to } if archives(&from) => {
            let is_archived = now.version(version).is_some_and(|now| now.current_stage == stage::ARCHIVED);
            Change::Stage { version, from: if is_archived { stage::ARCHIVED.to_owned() } else { from }, to }
        }
        other => other,
    }
}

/// The version whose tags tell of a change of a version, or of the model itself.
fn about(snapshot: &Snapshot, version: Option<u64>) -> Result<u64, PlanError> {
    let model = || snapshot.model.name.clone();
    match version {
        Some(version) if snapshot.version(version).is_none() => {
            Err(PlanError::NoSuchVersion { model: model(), version })
        }
        Some(version) => Ok(version),
        None => {
            let newest = snapshot.versions.iter().map(|version| version.version).max();
            newest.ok_or_else(|| PlanError::NothingToRecordIn(model()))
        }
    }
}

fn checked(reason: &str) -> Result<String, PlanError> {
    let reason = reason.trim();
    let right = !reason.is_empty() && reason.chars().count() <= MAX_REASON;
    if right { Ok(reason.to_owned()) } else { Err(PlanError::Reason) }
}
