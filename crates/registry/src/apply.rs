//! From a plan to a changed registry.

use std::fmt;

use mlflow::{Client, Error, Transport, stage};

use crate::change::{Change, Difference, differences};
use crate::plan::{Plan, list};
use crate::{Entry, HISTORY_PREFIX, Snapshot};

/// A plan that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// How it is recorded.
    pub entry: Entry,
    /// The registry afterwards.
    pub after: Snapshot,
}

/// Why a plan was not carried out, or not to its end.
#[derive(Clone, Debug, PartialEq)]
pub enum ApplyError {
    /// Somebody else has changed what the plan changes. Nothing was sent.
    Changed {
        /// What is not as the plan expects it.
        differences: Vec<Difference>,
        /// The registry as it is.
        now: Box<Snapshot>,
    },
    /// The registry could not be read. Nothing was sent.
    Read(Error),
    /// The server refused a change, or its answer was lost, in which case it may have been made all the same.
    Stopped {
        /// What has been changed.
        done: Vec<Change>,
        /// What was to be changed next.
        at: Change,
        /// Why it was not.
        error: Error,
    },
    /// All was changed, but not recorded: it cannot be rolled back from here.
    NotRecorded {
        /// Why not.
        error: Error,
    },
    /// All was sent, but the registry is not as it should be now: somebody else has changed it meanwhile.
    Overtaken {
        /// What is otherwise.
        differences: Vec<Difference>,
    },
    /// All was changed and recorded, but what it is now could not be read.
    NotConfirmed(Error),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { differences, .. } => {
                write!(f, "nothing was changed, as the registry is not as it was seen: {}", list(differences))
            }
            Self::Read(error) => write!(f, "nothing was changed: {error}"),
            Self::Stopped { done, at, error } => {
                write!(f, "stopped at '{at}': {error}; ")?;
                if done.is_empty() {
                    return f.write_str("nothing was changed before it");
                }
                let done: Vec<String> = done.iter().map(ToString::to_string).collect();
                write!(f, "changed before it: {}", done.join(", "))
            }
            Self::NotRecorded { error } => {
                write!(
                    f,
                    "all was changed, but it could not be recorded, so that it cannot be rolled back: {error}"
                )
            }
            Self::Overtaken { differences } => {
                write!(f, "somebody else changed the registry meanwhile: {}", list(differences))
            }
            Self::NotConfirmed(error) => write!(f, "all was changed; the result could not be read: {error}"),
        }
    }
}

impl std::error::Error for ApplyError {}

/// Carries a plan out, if the registry is still as the plan expects it, and records it in a tag of the version.
///
/// `at` is the time in milliseconds since 1970, `by` who does it. The registry is read again first and at the end; MLflow has no
/// way to change a thing only if it has not changed, so that between the two some milliseconds are left in which another's
/// change can be overwritten: then [`ApplyError::Overtaken`] or the history tells.
///
/// # Errors
/// See [`ApplyError`]; nothing is sent twice.
pub async fn apply<T: Transport>(
    client: &Client<T>,
    plan: &Plan,
    by: Option<&str>,
    at: u64,
) -> Result<Applied, ApplyError> {
    let now = Snapshot::read(client, &plan.model).await.map_err(ApplyError::Read)?;
    let found = differences(&plan.changes, &now);
    let joined = newcomers(plan, &now);
    if !found.is_empty() || !joined.is_empty() {
        let differences = found.into_iter().chain(joined).collect();
        return Err(ApplyError::Changed { differences, now: Box::new(now) });
    }
    send(client, plan).await?;
    let entry = record(client, plan, &now, by, at).await?;
    let after = Snapshot::read(client, &plan.model).await.map_err(ApplyError::NotConfirmed)?;
    let made: Vec<Change> = plan.changes.iter().map(Change::inverse).collect();
    let differences = differences(&made, &after);
    if differences.is_empty() {
        Ok(Applied { entry, after })
    } else {
        Err(ApplyError::Overtaken { differences })
    }
}

/// Versions in a stage that the plan fills, which it does not know of: the server would archive them unasked.
fn newcomers(plan: &Plan, now: &Snapshot) -> Vec<Difference> {
    let known = |number: u64| {
        plan.changes
            .iter()
            .any(|change| matches!(change, Change::Stage { version, .. } if *version == number))
    };
    let filled = plan.changes.iter().filter_map(|change| match change {
        Change::Stage { to, .. } if archives(to) => Some(to),
        _ => None,
    });
    let mut newcomers = Vec::new();
    for stage in filled {
        for version in now.in_stage(stage).filter(|version| !known(version.version)) {
            newcomers.push(Difference {
                what: format!("version {}", version.version),
                expected: Some(format!("outside of {stage}")),
                found: Some(stage.clone()),
            });
        }
    }
    newcomers
}

fn archives(stage: &str) -> bool {
    [stage::STAGING, stage::PRODUCTION].contains(&stage)
}

async fn send<T: Transport>(client: &Client<T>, plan: &Plan) -> Result<(), ApplyError> {
    let mut done: Vec<Change> = Vec::new();
    // A version comes into a stage before another leaves it, and in one step with that where the server can.
    let (filling, others): (Vec<&Change>, Vec<&Change>) =
        plan.changes.iter().partition(|change| matches!(change, Change::Stage { to, .. } if archives(to)));
    for change in filling.into_iter().chain(others) {
        if done.contains(change) {
            continue;
        }
        let sent = match change {
            Change::Stage { version, to, .. } => {
                let leaving: Vec<&Change> = plan
                    .changes
                    .iter()
                    .filter(|other| matches!(other, Change::Stage { from, .. } if from == to))
                    .collect();
                let sent = client.set_stage(&plan.model, *version, to, !leaving.is_empty()).await;
                if sent.is_ok() && archives(to) {
                    let archived =
                        |other: &&Change| matches!(other, Change::Stage { to, .. } if to == stage::ARCHIVED);
                    done.extend(leaving.into_iter().filter(archived).cloned());
                }
                sent
            }
            Change::Alias { alias, to: Some(version), .. } => {
                client.set_alias(&plan.model, alias, *version).await
            }
            Change::Alias { alias, to: None, .. } => client.delete_alias(&plan.model, alias).await,
        };
        match sent {
            Ok(()) => done.push(change.clone()),
            Err(error) => return Err(ApplyError::Stopped { done, at: change.clone(), error }),
        }
    }
    Ok(())
}

async fn record<T: Transport>(
    client: &Client<T>,
    plan: &Plan,
    now: &Snapshot,
    by: Option<&str>,
    at: u64,
) -> Result<Entry, ApplyError> {
    let key = |at: u64| format!("{HISTORY_PREFIX}{at}");
    // Two changes never share a key, be it that they are made in the same millisecond or that a clock was set back.
    let tags: Vec<&str> =
        now.versions.iter().flat_map(|version| version.tags.keys().map(String::as_str)).collect();
    let newest = tags.iter().filter_map(|key| key.strip_prefix(HISTORY_PREFIX)?.parse::<u64>().ok()).max();
    let at = newest.map_or(at, |newest| at.max(newest.saturating_add(1)));
    let entry = Entry {
        key: key(at),
        version: plan.version,
        at,
        by: by.map(str::trim).filter(|by| !by.is_empty()).map(str::to_owned),
        reason: plan.reason.clone(),
        changes: plan.changes.clone(),
        undoes: plan.undoes.clone(),
    };
    let recorded = client.set_version_tag(&plan.model, plan.version, &entry.key, &entry.value()).await;
    recorded.map(|()| entry).map_err(|error| ApplyError::NotRecorded { error })
}
