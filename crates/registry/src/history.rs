//! Changes that were made, as they are recorded in tags of the versions.
//!
//! The tag's key is [`HISTORY_PREFIX`] and the time in milliseconds, its value JSON, so that whoever reads the registry by
//! other means sees them too.

use serde::{Deserialize, Serialize};

use crate::Snapshot;
use crate::change::Change;

/// What the key of each record begins with; milliseconds since 1970 follow.
pub const HISTORY_PREFIX: &str = "battledex.history.";

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Key of the tag that holds it.
    pub key: String,
    /// The version that it is about, whose tag it is.
    pub version: u64,
    /// Milliseconds since 1970.
    pub at: u64,
    /// Who made it, if that was said.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
    /// What changed.
    pub changes: Vec<Change>,
    /// The key of the entry that it undid.
    pub undoes: Option<String>,
}

/// An entry as the tag holds it.
#[derive(Serialize, Deserialize)]
struct Record {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    reason: String,
    changes: Vec<Change>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undoes: Option<String>,
}

/// What is recorded of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Keys of tags that look like records and cannot be read, with the reason.
    pub unreadable: Vec<String>,
}

/// Reads the records of all versions.
#[must_use]
pub fn history(snapshot: &Snapshot) -> History {
    let mut history = History::default();
    for version in &snapshot.versions {
        for (key, value) in &version.tags {
            let Some(at) = key.strip_prefix(HISTORY_PREFIX) else { continue };
            match (at.parse(), serde_json::from_str(value)) {
                (Ok(at), Ok(Record { by, reason, changes, undoes })) => history.entries.push(Entry {
                    key: key.clone(),
                    version: version.version,
                    at,
                    by,
                    reason,
                    changes,
                    undoes,
                }),
                (Err(_), _) => {
                    history
                        .unreadable
                        .push(format!("{key} of version {}: it names no time", version.version));
                }
                (_, Err(error)) => {
                    history.unreadable.push(format!("{key} of version {}: {error}", version.version));
                }
            }
        }
    }
    history.entries.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.version.cmp(&a.version)));
    history
}

impl Entry {
    /// The value of its tag.
    pub(crate) fn value(&self) -> String {
        let Self { by, reason, changes, undoes, .. } = self.clone();
        // Maps with texts for keys are all that can fail, and there is none.
        serde_json::to_string(&Record { by, reason, changes, undoes }).unwrap_or_default()
    }
}
