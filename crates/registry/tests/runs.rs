//! Runs of many versions are read together.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

mod support;

use std::cell::Cell;

use futures::executor::block_on;
use mlflow::{Client, Download, Location, ModelVersion, Request, Response, Transport, TransportError};
use registry::{Found, RunReader, who, with_runs};
use serde_json::{Value, json};
use support::{json_answer, nowhere};

#[derive(Clone, Copy)]
enum Searches {
    Answered,
    /// It is a frozen copy.
    Frozen,
    /// With this status and a page.
    Refused(u16),
}

/// A server with runs `0`, `1` and so on, of which so many are in an experiment; every tenth is gone.
struct Runs {
    each: u64,
    /// How it answers searches.
    searches: Searches,
    asked: Cell<usize>,
}

impl Runs {
    fn run(&self, id: &str) -> Option<Value> {
        let number: u64 = id.parse().unwrap();
        let info = json!({ "run_id": id, "experiment_id": (number / self.each).to_string() });
        let metric = json!({ "key": "number", "value": number, "timestamp": 1, "step": 0 });
        (number % 10 != 9).then(|| json!({ "info": info, "data": { "metrics": [metric] } }))
    }
}

impl Transport for &Runs {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        self.asked.set(self.asked.get() + 1);
        let missing = json!({ "error_code": "RESOURCE_DOES_NOT_EXIST", "message": "gone" });
        let (status, answer) = match &request.body {
            None => {
                let id = request.query.iter().find(|(name, _)| name == "run_id").unwrap();
                self.run(&id.1).map_or((404, missing), |run| (200, json!({ "run": run })))
            }
            Some(body) => {
                match self.searches {
                    Searches::Answered => {}
                    Searches::Frozen => return Err(TransportError::NotRecorded(request.path.clone())),
                    Searches::Refused(status) => {
                        let body = b"<h1>GET only</h1>".to_vec();
                        return Ok(Response { status, content_type: "text/html".to_owned(), body });
                    }
                }
                let filter = body["filter"].as_str().unwrap();
                let ids =
                    filter.strip_prefix("attributes.run_id IN (").unwrap().trim_end_matches(')').split(", ");
                let found = ids.filter_map(|id| self.run(id.trim_matches('\'')));
                let runs: Vec<Value> =
                    found.filter(|run| run["info"]["experiment_id"] == body["experiment_ids"][0]).collect();
                (200, json!({ "runs": runs }))
            }
        };
        Ok(json_answer(status, &answer))
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Err(TransportError::NotRecorded(request.path.clone()))
    }

    fn location(&self) -> Location {
        nowhere()
    }
}

/// Requests for the runs of 1,000 versions, so many in an experiment.
fn requests(each: u64, searches: Searches) -> usize {
    let server = Runs { each, searches, asked: Cell::new(0) };
    let version =
        |number: u64| ModelVersion { version: number, run_id: number.to_string(), ..ModelVersion::default() };
    let read = block_on(with_runs(&Client::new(&server), (0..1000).map(version))).unwrap();
    assert_eq!(read.len(), 1000);
    for (number, version) in (0..).zip(&read) {
        let wanted = (number % 10 != 9).then_some(number as f64);
        assert_eq!(version.run.as_ref().and_then(|run| run.metric("number")), wanted);
        assert_eq!(version.version.version, number);
    }
    server.asked.get()
}

#[test]
fn runs_of_one_experiment_are_read_a_hundred_at_a_time() {
    // One to learn the experiment, ten searches, and one for each that is gone.
    assert_eq!(requests(1000, Searches::Answered), 1 + 10 + 100);
}

#[test]
fn runs_of_as_many_experiments_are_read_one_by_one() {
    // And three times ten searches before that is known.
    assert_eq!(requests(1, Searches::Answered), 1000 + 3 * 10);
}

#[test]
fn runs_of_a_frozen_copy_are_read_one_by_one() {
    assert_eq!(requests(1000, Searches::Frozen), 1000 + 1);
}

#[test]
fn runs_are_read_one_by_one_where_only_gets_pass() {
    for status in [401, 403, 404, 405, 501] {
        assert_eq!(requests(1000, Searches::Refused(status)), 1000 + 1, "status {status}");
    }
}

#[test]
fn a_server_that_fails_is_not_taken_for_one_that_passes_only_gets() {
    let server = Runs { each: 1000, searches: Searches::Refused(500), asked: Cell::new(0) };
    let client = Client::new(&server);
    let mut reader = RunReader::default();
    assert!(block_on(reader.read(&client, ["1", "2"].map(str::to_owned))).is_err());
    assert!(!reader.is_alone());
}

#[test]
fn what_was_learnt_of_experiments_serves_the_next_reading() {
    let server = Runs { each: 1000, searches: Searches::Answered, asked: Cell::new(0) };
    let client = Client::new(&server);
    let mut reader = RunReader::default();
    let read = |reader: &mut RunReader, ids: &[&str]| {
        server.asked.set(0);
        let found = block_on(reader.read(&client, ids.iter().map(|id| (*id).to_owned()))).unwrap();
        (found.values().filter(|found| **found == Found::Gone).count(), found.len(), server.asked.get())
    };
    assert_eq!(read(&mut reader, &["1", "2", "", "9"]), (1, 3, 3));
    assert_eq!(read(&mut reader, &["3", "4", "5"]), (0, 3, 1));
    // The last two are in an experiment that is not known yet, and are read at once.
    assert_eq!(read(&mut reader, &["6", "1500", "1501"]), (0, 3, 3));
    assert_eq!(read(&mut reader, &[]), (0, 0, 0));
}

#[test]
fn who_ran_a_run_is_told_by_the_run_or_its_tag() {
    let run = |user: &str, tag: &str| {
        let tags = json!([{ "key": "mlflow.user", "value": tag }]);
        serde_json::from_value(
            json!({ "info": { "run_id": "r", "user_id": user }, "data": { "tags": tags } }),
        )
        .unwrap()
    };
    assert_eq!(who(&run("ann", "bob")), Some("ann"));
    assert_eq!(who(&run("unknown", "bob")), Some("bob"));
    assert_eq!(who(&run("", "unknown")), None);
}
