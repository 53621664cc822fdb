//! From a plan to a changed registry.

use std::fmt;

use mlflow::{Client, Error, ErrorKind, Transport, stage};

use crate::change::{Change, Difference, archives, conflicts, differences, sweeps};
use crate::plan::{Plan, list};
use crate::{Entry, HISTORY_PREFIX, Snapshot};

/// The most parts of a record, each in a tag of its own.
const MAX_PARTS: usize = 20;
/// Records of a time so far ahead, in milliseconds, are not believed.
const AHEAD: u64 = 24 * 60 * 60 * 1000;

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
    /// The record of the change would take more tags than a change may. Nothing was sent.
    TooLong {
        /// The tags.
        parts: usize,
    },
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
            Self::TooLong { parts } => write!(
                f,
                "nothing was changed: its record would take {parts} tags, more than the {MAX_PARTS} that one change may take"
            ),
            Self::Stopped { done, at, error } => {
                write!(f, "stopped at '{at}': {error}; ")?;
                if matches!(error.kind(), ErrorKind::Unreachable { .. } | ErrorKind::Silent { .. }) {
                    f.write_str("whether it was made is not known; ")?;
                }
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
                write!(
                    f,
                    "all was changed and recorded, but somebody else has changed it since: {}",
                    list(differences)
                )
            }
            Self::NotConfirmed(error) => write!(f, "all was changed; the result could not be read: {error}"),
        }
    }
}

impl std::error::Error for ApplyError {}

/// Carries a plan out, if the registry is still as the plan expects it, and records it in a tag of the version.
///
/// `at` is the time in milliseconds since 1970, `by` who does it. The registry is read again first and at the end; MLflow has no
/// way to change a thing only if it has not changed, so that some milliseconds are left between the reading and the change in which
/// another's change can be overwritten unseen. What is changed after that, [`ApplyError::Overtaken`] tells.
///
/// # Errors
/// See [`ApplyError`]; nothing is sent twice, unless the server has refused to archive in the same step.
pub async fn apply<T: Transport>(
    client: &Client<T>,
    plan: &Plan,
    by: Option<&str>,
    at: u64,
) -> Result<Applied, ApplyError> {
    let now = Snapshot::read(client, &plan.model).await.map_err(ApplyError::Read)?;
    let differences_now = conflicts(&plan.changes, &now);
    if !differences_now.is_empty() {
        return Err(ApplyError::Changed { differences: differences_now, now: Box::new(now) });
    }
    let entry = entry(plan, &now, by, at);
    let tags = entry.tags();
    if tags.len() > MAX_PARTS {
        return Err(ApplyError::TooLong { parts: tags.len() });
    }
    send(client, plan).await?;
    // The first part comes last: without it the others are no record.
    for (key, value) in tags.iter().rev() {
        let recorded = client.set_version_tag(&plan.model, plan.version, key, value).await;
        recorded.map_err(|error| ApplyError::NotRecorded { error })?;
    }
    let after = Snapshot::read(client, &plan.model).await.map_err(ApplyError::NotConfirmed)?;
    let made: Vec<Change> = plan.changes.iter().map(Change::inverse).collect();
    let differences = differences(&made, &after);
    if differences.is_empty() {
        Ok(Applied { entry, after })
    } else {
        Err(ApplyError::Overtaken { differences })
    }
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
                let sweep = sweeps(&plan.changes, to);
                let mut sent = client.set_stage(&plan.model, *version, to, sweep).await;
                if sweep && sent.as_ref().is_err_and(cannot_archive) {
                    // Nothing was changed; those that leave the stage follow one by one.
                    sent = client.set_stage(&plan.model, *version, to, false).await;
                } else if sweep && sent.is_ok() {
                    let archived = |other: &&Change| matches!(other, Change::Stage { from, to: left, .. } if from == to && left == stage::ARCHIVED);
                    done.extend(plan.changes.iter().filter(archived).cloned());
                }
                sent
            }
            Change::Alias { alias, to: Some(version), .. } => {
                client.set_alias(&plan.model, alias, *version).await
            }
            Change::Alias { alias, to: None, .. } => client.delete_alias(&plan.model, alias).await,
            Change::Tag { version: Some(version), key, to: Some(to), .. } => {
                client.set_version_tag(&plan.model, *version, key, to).await
            }
            Change::Tag { version: Some(version), key, to: None, .. } => {
                client.delete_version_tag(&plan.model, *version, key).await
            }
            Change::Tag { version: None, key, to: Some(to), .. } => {
                client.set_model_tag(&plan.model, key, to).await
            }
            Change::Tag { version: None, key, to: None, .. } => {
                client.delete_model_tag(&plan.model, key).await
            }
            Change::Description { version: Some(version), to, .. } => {
                client.describe_version(&plan.model, *version, to).await
            }
            Change::Description { version: None, to, .. } => client.describe_model(&plan.model, to).await,
        };
        match sent {
            Ok(()) => done.push(change.clone()),
            Err(error) => return Err(ApplyError::Stopped { done, at: change.clone(), error }),
        }
    }
    Ok(())
}

/// Whether a server may have refused to archive, rather than the change itself. MLflow 3.14 to 3.18 on PostgreSQL with psycopg 3 do: they
/// compare the version's number with a text then, and pass the database's complaint on (mlflow/mlflow#24592).
fn cannot_archive(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Refused { status: 400, .. })
}

/// How a plan will be recorded. Its key is later than all others of the model, also when it is made in the same millisecond or a clock
/// was set back; only two who act on one version at once can still choose the same.
fn entry(plan: &Plan, now: &Snapshot, by: Option<&str>, at: u64) -> Entry {
    let keys = now.versions.iter().flat_map(|version| version.tags.keys());
    let times = keys.filter_map(|key| key.strip_prefix(HISTORY_PREFIX)?.parse::<u64>().ok());
    let newest = times.filter(|time| time.saturating_sub(at) <= AHEAD).max();
    let at = newest.map_or(at, |newest| at.max(newest + 1));
    Entry {
        key: format!("{HISTORY_PREFIX}{at}"),
        version: plan.version,
        at,
        by: by.map(str::trim).filter(|by| !by.is_empty()).map(str::to_owned),
        reason: plan.reason.clone(),
        changes: plan.changes.clone(),
        undoes: plan.undoes.clone(),
    }
}
