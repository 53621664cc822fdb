//! Reads the runs of those versions that are looked at, some at a time.

use std::{collections::HashSet, mem};

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use registry::RunReader;

use super::VersionRuns;
use crate::{
    browser,
    config::RegistryPlace,
    state::{Problem, Registry},
};

/// Runs read at once, and where each is a request of its own.
const BATCH: usize = 100;
const BATCH_ALONE: usize = 12;
/// Runs that nobody looks at and that are read nevertheless where each is a request of its own.
const FAR_ALONE: usize = 24;
/// Rows come into sight one by one: milliseconds until they are asked for together.
const PAUSE: i32 = 30;

/// Runs that are read as they are wanted.
#[derive(Clone, Copy)]
pub(crate) struct RunQueue {
    /// What has been read.
    pub(crate) runs: RwSignal<VersionRuns>,
    /// Why the last runs could not be read.
    pub(crate) problem: RwSignal<Option<Problem>>,
    /// Whether all runs are being read.
    pub(crate) reading_all: RwSignal<bool>,
    registry: Registry,
    owner: StoredValue<Option<Owner>>,
    waiting: StoredValue<Waiting>,
}

#[derive(Default)]
struct Waiting {
    /// In sight, the last at the end.
    near: Vec<String>,
    /// The rest, when all are wanted.
    far: Vec<String>,
    asked: HashSet<String>,
    reader: RunReader,
    running: bool,
    /// Counts registries, so that an old one's answer is not taken for one of the new.
    epoch: u32,
}

impl Waiting {
    /// The next runs to read: of those in sight the last, of the rest the first.
    fn take(&mut self) -> Vec<String> {
        let alone = self.reader.is_alone();
        let batch = if alone { BATCH_ALONE } else { BATCH };
        if self.near.is_empty() {
            let count = self.far.len().min(batch);
            return self.far.drain(..count).collect();
        }
        self.pass_by(BATCH);
        self.near.split_off(self.near.len().saturating_sub(batch))
    }

    /// Forgets those in sight before the last so many: they have been scrolled past.
    fn pass_by(&mut self, keep: usize) {
        let passed = self.near.len().saturating_sub(keep);
        for id in self.near.drain(..passed) {
            self.asked.remove(&id);
        }
    }

    /// Of what nobody asked for, only a few are read where each is a request of its own.
    fn spare(&mut self) {
        if self.reader.is_alone() && self.far.len() > FAR_ALONE {
            for id in self.far.drain(FAR_ALONE..) {
                self.asked.remove(&id);
            }
        }
    }
}

/// Starts with nothing read, and anew whenever the registry changes.
pub(crate) fn use_run_queue() -> RunQueue {
    let registry = expect_context::<Registry>();
    let queue = RunQueue {
        runs: RwSignal::new(VersionRuns::default()),
        problem: RwSignal::new(None),
        reading_all: RwSignal::new(false),
        registry,
        owner: StoredValue::new(Owner::current()),
        waiting: StoredValue::new(Waiting::default()),
    };
    Effect::new(move |before: Option<()>| {
        registry.door();
        if before.is_some() {
            queue.forget();
        }
    });
    queue
}

impl RunQueue {
    /// Asks for a run unless that was done before.
    pub(crate) fn want(self, run_id: &str) {
        let start = self.waiting.try_update_value(|waiting| {
            if run_id.is_empty() || !waiting.asked.insert(run_id.to_owned()) {
                return false;
            }
            waiting.near.push(run_id.to_owned());
            !mem::replace(&mut waiting.running, true)
        });
        self.start(start == Some(true));
    }

    /// Asks for all of these.
    pub(crate) fn want_all<'a>(self, run_ids: impl Iterator<Item = &'a str>) {
        let start = self.waiting.try_update_value(|waiting| {
            for id in run_ids {
                if !id.is_empty() && waiting.asked.insert(id.to_owned()) {
                    waiting.far.push(id.to_owned());
                }
            }
            !waiting.far.is_empty() && !mem::replace(&mut waiting.running, true)
        });
        self.start(start == Some(true));
    }

    /// Only those in sight are read from now on.
    pub(crate) fn stop(self) {
        self.reading_all.set(false);
        self.waiting.update_value(|waiting| {
            for id in mem::take(&mut waiting.far) {
                waiting.asked.remove(&id);
            }
        });
    }

    /// Tries again what could not be read.
    pub(crate) fn retry(self) {
        self.problem.set(None);
        let start = self.waiting.try_update_value(|waiting| !mem::replace(&mut waiting.running, true));
        self.start(start == Some(true));
    }

    fn forget(self) {
        self.waiting.update_value(|waiting| {
            *waiting = Waiting { epoch: waiting.epoch + 1, ..Waiting::default() };
        });
        self.runs.set(VersionRuns::default());
        self.problem.set(None);
        self.reading_all.set(false);
    }

    fn start(self, start: bool) {
        if !start {
            return;
        }
        // Not the owner of the row that asks: it may go away at once.
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn_local_scoped_with_cancellation(self.work()));
        }
    }

    async fn work(self) {
        loop {
            browser::sleep(PAUSE).await;
            let taken = self.waiting.try_update_value(|waiting| {
                let ids = waiting.take();
                waiting.running = !ids.is_empty();
                (ids, waiting.reader.clone(), waiting.epoch)
            });
            let Some((ids, mut reader, epoch)) = taken.filter(|(ids, ..)| !ids.is_empty()) else { return };
            let door = untrack(|| self.registry.door());
            // Its files cost little.
            let frozen = !matches!(door.place, RegistryPlace::Mlflow { .. });
            let read = match self.registry.client(door).await {
                Ok(client) => reader.read(&client, ids.iter().cloned()).await,
                Err(error) => Err(error),
            };
            if self.waiting.with_value(|waiting| waiting.epoch) != epoch {
                continue;
            }
            match read {
                Ok(found) => {
                    let all = frozen || self.reading_all.get_untracked();
                    self.waiting.update_value(|waiting| {
                        waiting.reader = reader;
                        if !all {
                            waiting.spare();
                        }
                    });
                    self.runs.update(|runs| runs.add(found));
                    self.problem.update(|problem| *problem = None);
                }
                Err(error) => {
                    self.waiting.update_value(|waiting| {
                        waiting.near.extend(ids);
                        waiting.running = false;
                    });
                    self.problem.set(Some(error.into()));
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use mlflow::{Client, Download, Location, Request, Response, Transport, TransportError};
    use serde_json::json;

    use super::*;

    /// A server of which only GETs pass.
    struct OnlyGets;

    impl Transport for &OnlyGets {
        async fn send(&self, request: &Request) -> Result<Response, TransportError> {
            let content_type = "application/json".to_owned();
            if request.body.is_some() {
                return Ok(Response { status: 403, content_type, body: b"no".to_vec() });
            }
            let id = &request.query.iter().find(|(name, _)| name == "run_id").unwrap().1;
            let run = json!({ "run": { "info": { "run_id": id, "experiment_id": "1" }, "data": {} } });
            Ok(Response { status: 200, content_type, body: run.to_string().into_bytes() })
        }

        fn download(&self, request: &Request) -> Result<Download, TransportError> {
            Err(TransportError::NotRecorded(request.path.clone()))
        }

        fn location(&self) -> Location {
            Location { url: "http://mlflow.test".to_owned(), page_origin: None }
        }
    }

    #[test]
    fn where_each_run_is_a_request_those_in_sight_are_read_a_few_at_a_time() {
        let server = OnlyGets;
        let mut reader = RunReader::default();
        let some = ["1", "2"].map(str::to_owned);
        futures::executor::block_on(reader.read(&Client::new(&server), some)).unwrap();
        assert!(reader.is_alone());
        let ids: Vec<String> = (0..30).map(|id| id.to_string()).collect();
        let mut waiting = Waiting { near: ids.clone(), far: ids.clone(), reader, ..Waiting::default() };
        waiting.asked = ids.iter().cloned().collect();
        waiting.spare();
        assert_eq!(waiting.far.len(), FAR_ALONE);
        assert!(!waiting.asked.contains("29"));
        assert_eq!(waiting.take(), ids[18..]);
        assert_eq!(waiting.take(), ids[6..18]);
        assert_eq!(waiting.take(), ids[..6]);
        assert_eq!(waiting.take(), ids[..BATCH_ALONE]);
    }

    #[test]
    fn what_has_been_passed_by_is_not_read_and_can_be_asked_for_again() {
        let ids: Vec<String> = (0..150).map(|id| id.to_string()).collect();
        let mut waiting =
            Waiting { near: ids.clone(), asked: ids.iter().cloned().collect(), ..Waiting::default() };
        waiting.far = vec!["far".to_owned()];
        assert_eq!(waiting.take(), ids[50..]);
        assert!(!waiting.asked.contains("49") && waiting.asked.contains("50"));
        assert_eq!(waiting.take(), ["far"]);
        assert_eq!(waiting.take(), Vec::<String>::new());
    }
}
