//! Changes that were begun, and most of them ended, as they are recorded in tags of the versions.
//!
//! The tag's key is [`HISTORY_PREFIX`] and the time in milliseconds, its value JSON, so that whoever reads the registry by
//! other means sees them too. A record that is longer than a tag of MLflow 2 goes on in tags whose keys end in `.2`, `.3` and so on.

use serde::{Deserialize, Serialize};

use crate::Snapshot;
use crate::change::Change;

/// What the key of each record begins with; milliseconds since 1970 follow.
pub const HISTORY_PREFIX: &str = "battledex.history.";
/// Characters of a tag in MLflow 2, which has less room than MLflow 3.
const MAX_TAG: usize = 5000;

/// How far a change is. All have names of one length, so that a record keeps its parts when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Begun,
    Ended,
    /// Nothing of it was made, and the record could not be taken away.
    Blank,
}

impl State {
    /// Records without a state were written when all was changed.
    fn ended() -> Self {
        Self::Ended
    }
}

/// A change that was made, or begun.
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
    /// Whether it is not known to have come to its end: it is under way, or was interrupted.
    pub unfinished: bool,
}

/// An entry as the tag holds it.
#[derive(Serialize, Deserialize)]
struct Record {
    #[serde(default = "State::ended")]
    state: State,
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
            let Some(at) = key.strip_prefix(HISTORY_PREFIX).filter(|at| !is_continued(at)) else { continue };
            let further = (2..).map_while(|part| version.tags.get(&format!("{key}.{part}")));
            let record = further.fold(value.clone(), |record, part| record + part);
            match (at.parse(), serde_json::from_str(&record)) {
                (Ok(_), Ok(Record { state: State::Blank, .. })) => {}
                (Ok(at), Ok(Record { state, by, reason, changes, undoes })) => history.entries.push(Entry {
                    key: key.clone(),
                    version: version.version,
                    at,
                    by,
                    reason,
                    changes,
                    undoes,
                    unfinished: state == State::Begun,
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

/// Whether what follows the prefix names a further part of a record.
fn is_continued(at: &str) -> bool {
    at.split_once('.').is_some_and(|(at, part)| at.parse::<u64>().is_ok() && part.parse::<usize>().is_ok())
}

impl Entry {
    /// Those of its changes that the registry shows: all of them, unless it was interrupted or others have changed it since.
    #[must_use]
    pub fn made(&self, now: &Snapshot) -> Vec<Change> {
        self.changes.iter().filter(|change| change.is_made(now)).cloned().collect()
    }

    /// Whether another entry has undone it: one that ended, or of which something was made.
    #[must_use]
    pub fn is_undone(&self, history: &[Self], now: &Snapshot) -> bool {
        history
            .iter()
            .any(|other| other.undoes_entry(self) && !(other.unfinished && other.made(now).is_empty()))
    }

    /// Whether it undoes another entry, or was to.
    #[must_use]
    pub fn undoes_entry(&self, other: &Self) -> bool {
        self.version == other.version && self.undoes.as_ref() == Some(&other.key)
    }

    /// Key and value of its first tag when nothing of it was made.
    pub(crate) fn blank(&self) -> Option<(String, String)> {
        self.written(State::Blank).into_iter().next()
    }

    /// Keys and values of its tags, the one that makes it a record first; that one alone tells whether it is finished.
    pub(crate) fn tags(&self) -> Vec<(String, String)> {
        self.written(if self.unfinished { State::Begun } else { State::Ended })
    }

    fn written(&self, state: State) -> Vec<(String, String)> {
        let Self { key, by, reason, changes, undoes, .. } = self.clone();
        // Maps with texts for keys are all that can fail, and there is none.
        let record =
            serde_json::to_string(&Record { state, by, reason, changes, undoes }).unwrap_or_default();
        let characters: Vec<char> = record.chars().collect();
        let parts = characters.chunks(MAX_TAG).map(|part| part.iter().collect());
        let keys = std::iter::once(key.clone()).chain((2..).map(|part: usize| format!("{key}.{part}")));
        keys.zip(parts).collect()
    }
}
