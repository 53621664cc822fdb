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
    /// The server refused a change, or its answer was lost, in which case it may have been made all the same. What was made is
    /// recorded as begun, and [`Plan::rollback`] takes it back.
    Stopped {
        /// What has been changed: as the registry says now, or if that could not be read, as the server has answered.
        done: Vec<Change>,
        /// What was to be changed next.
        at: Box<Change>,
        /// Why it was not.
        error: Error,
        /// The registry as it is, if it could be read.
        now: Option<Box<Snapshot>>,
    },
    /// The change could not be recorded, and so was not begun.
    NotRecorded {
        /// Why not.
        error: Error,
    },
    /// All was sent, but the registry is not as it should be now: somebody else has changed it meanwhile.
    Overtaken {
        /// What is otherwise.
        differences: Vec<Difference>,
    },
    /// All was changed, but its record could not be ended, or what the registry is now not be read.
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
            Self::Stopped { done, at, error, now } => {
                write!(f, "stopped at '{at}': {error}; ")?;
                if done.is_empty() {
                    return f.write_str(match is_lost(error) {
                        true => "whether it was made is not known: look at the history before you try again",
                        false => "nothing was changed",
                    });
                }
                if now.is_none() && is_lost(error) {
                    f.write_str("whether it was made is not known; ")?;
                }
                let done: Vec<String> = done.iter().map(ToString::to_string).collect();
                write!(f, "changed so far, recorded, and taken back by a rollback: {}", done.join(", "))
            }
            Self::NotRecorded { error } => {
                write!(f, "nothing was changed, as it could not be recorded: {error}")
            }
            Self::Overtaken { differences } => {
                write!(
                    f,
                    "all was changed and recorded, but somebody else has changed it since: {}",
                    list(differences)
                )
            }
            Self::NotConfirmed(error) => {
                write!(f, "all was changed and recorded; the result could not be confirmed: {error}")
            }
        }
    }
}

impl std::error::Error for ApplyError {}

/// Carries a plan out, if the registry is still as the plan expects it, and records it in a tag of the version: as begun before the
/// first change and as ended after the last, so that whatever interrupts it leaves a record of what may have been changed.
///
/// `at` is the time in milliseconds since 1970, `by` who does it. The registry is read again first and at the end; MLflow has no
/// way to change a thing only if it has not changed, so that the time of the request that records the change is left between the
/// reading and the change, in which another's change can be overwritten unseen. What is changed after that, [`ApplyError::Overtaken`] tells.
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
    // The first part comes last: without it the others are no record.
    for (place, (key, value)) in tags.iter().enumerate().rev() {
        if place == 0 && tags.len() > 1 {
            // The others took their time.
            let now = Snapshot::read(client, &plan.model).await.map_err(ApplyError::Read)?;
            let differences = conflicts(&plan.changes, &now);
            if !differences.is_empty() {
                withdraw(client, plan, &entry).await;
                return Err(ApplyError::Changed { differences, now: Box::new(now) });
            }
        }
        if let Err(error) = client.set_version_tag(&plan.model, plan.version, key, value).await {
            withdraw(client, plan, &entry).await;
            return Err(ApplyError::NotRecorded { error });
        }
    }
    if let Err(halt) = send(client, plan).await {
        looked_at(client, plan, &entry, halt).await?;
    }
    let entry = Entry { unfinished: false, ..entry };
    if let Some((key, value)) = entry.tags().first() {
        let ended = client.set_version_tag(&plan.model, plan.version, key, value).await;
        ended.map_err(ApplyError::NotConfirmed)?;
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

/// What was made before a change stopped.
struct Halt {
    done: Vec<Change>,
    at: Box<Change>,
    error: Error,
}

/// What a change that stopped has made, from the registry itself if it can be read: no error if that is all of it. A record of nothing
/// is taken away again.
async fn looked_at<T: Transport>(
    client: &Client<T>,
    plan: &Plan,
    entry: &Entry,
    halt: Halt,
) -> Result<(), ApplyError> {
    let Halt { done, at, error } = halt;
    if done.is_empty() && !is_lost(&error) {
        withdraw(client, plan, entry).await;
    }
    let now = Snapshot::read(client, &plan.model).await.ok().map(Box::new);
    let done = match &now {
        Some(now) => plan.changes.iter().filter(|change| change.is_made(now)).cloned().collect(),
        None => done,
    };
    if done.len() == plan.changes.len() {
        return Ok(());
    }
    Err(ApplyError::Stopped { done, at, error, now })
}

/// Takes a record of nothing away again. Who may not delete a tag may still write that it stands for nothing.
async fn withdraw<T: Transport>(client: &Client<T>, plan: &Plan, entry: &Entry) {
    let mut stays = false;
    for (place, (key, _)) in entry.tags().iter().enumerate() {
        let gone = client.delete_version_tag(&plan.model, plan.version, key).await;
        let is_there = gone.is_err_and(|error| !error.is_missing());
        stays |= place == 0 && is_there;
    }
    if let Some((key, value)) = entry.blank().filter(|_| stays) {
        // Then it is the record of a change that was begun and of which nothing was made, which the history tells.
        let _ = client.set_version_tag(&plan.model, plan.version, &key, &value).await;
    }
}

/// Whether a change may have been made, though the server has not said so: all but a plain refusal.
#[must_use]
pub fn is_lost(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::InvalidUrl { .. }
        | ErrorKind::InvalidCredentials { .. }
        | ErrorKind::Unauthorized
        | ErrorKind::Forbidden { .. }
        | ErrorKind::NotFound { .. } => false,
        ErrorKind::Refused { status, .. } => *status >= 500,
        _ => true,
    }
}

async fn send<T: Transport>(client: &Client<T>, plan: &Plan) -> Result<(), Halt> {
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
            Err(error) => return Err(Halt { done, at: Box::new(change.clone()), error }),
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
        unfinished: true,
    }
}
