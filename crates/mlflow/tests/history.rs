//! Histories of metrics, and runs by id.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may end so"
)]

mod support;

use futures::executor::block_on;
use mlflow::{Client, ErrorKind, Extent, counts_points};
use serde_json::json;
use support::{Fake, failure, html, json as answer};

const INTERVAL: &str = "metrics/get-history-bulk-interval";
const HISTORY: &str = "metrics/get-history";
const MISSING: &str = r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}"#;

fn point(run: &str, step: i64, value: &serde_json::Value) -> serde_json::Value {
    json!({ "run_id": run, "key": "loss", "step": step, "timestamp": 1000 + step, "value": value })
}

fn metrics(points: &[serde_json::Value]) -> String {
    json!({ "metrics": points }).to_string()
}

fn ids(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn runs_get_their_points_by_step_and_their_strange_values() {
    let body = metrics(&[
        point("b", 2, &json!("NaN")),
        point("b", -1, &json!(-1.797_693_134_862_315_7e308)),
        point("a", 1, &json!("Infinity")),
    ]);
    let fake = Fake::new().json(INTERVAL, &body);
    let found =
        block_on(Client::new(&fake).histories(&ids(&["a", "b", "c"]), "loss", 2500, Some(2))).unwrap();
    let shown: Vec<_> = found
        .iter()
        .map(|history| {
            let points: Vec<_> = history.points.iter().map(|point| (point.step, point.value)).collect();
            (history.run_id.as_str(), format!("{points:?}"), history.extent)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("a", "[(1, inf)]".to_owned(), Extent::Whole),
            ("b", "[(-1, -1.7976931348623157e308), (2, NaN)]".to_owned(), Extent::Whole),
            ("c", "[]".to_owned(), Extent::Whole),
        ]
    );
    let asked = fake.asked.borrow();
    let query: Vec<_> = asked[0].query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(
        query.join("&"),
        "run_ids=a&run_ids=b&run_ids=c&metric_key=loss&max_results=2500&start_step=-2147483648&end_step=2147483647"
    );
    assert_eq!(asked.len(), 1);
}

#[test]
fn the_range_is_left_open_where_steps_may_be_beyond_it() {
    let fake = Fake::new().json(INTERVAL, "{}");
    let client = Client::new(&fake);
    for last in [None, Some(3_000_000_000)] {
        block_on(client.histories(&ids(&["a"]), "loss", 9_999_999, last)).unwrap();
    }
    for request in fake.asked.borrow().iter() {
        assert!(request.query.iter().all(|(name, _)| name != "start_step"));
        assert!(request.query.contains(&("max_results".to_owned(), "2500".to_owned())));
    }
}

#[test]
fn a_history_is_whole_only_when_nothing_can_be_missing() {
    let of = |count: i64, every: i64| -> Extent {
        let points: Vec<_> = (0..count).map(|step| point("a", step / every, &json!(0.5))).collect();
        let fake = Fake::new().json(INTERVAL, &metrics(&points));
        block_on(Client::new(&fake).histories(&ids(&["a"]), "loss", 10, None)).unwrap()[0].extent
    };
    assert_eq!(of(9, 1), Extent::Whole);
    assert_eq!(of(10, 1), Extent::Sampled);
    assert_eq!(of(11, 1), Extent::Sampled);
    // Several points of a step: MLflow 2 gives them all, MLflow 3.17 gives ten.
    assert_eq!(of(20, 4), Extent::Whole);
    assert_eq!(of(10, 4), Extent::Sampled);
}

#[test]
fn the_runs_of_a_large_choice_are_asked_for_a_hundred_at_a_time() {
    let fake = Fake::new().json(INTERVAL, "{}");
    let runs: Vec<String> = (0..101).map(|run| run.to_string()).collect();
    assert_eq!(block_on(Client::new(&fake).histories(&runs, "loss", 250, None)).unwrap().len(), 101);
    assert_eq!(fake.asked.borrow().len(), 2);
}

#[test]
fn a_server_that_does_not_sample_gives_whole_histories() {
    let body = metrics(&[point("a", 1, &json!(1.0)), point("a", 0, &json!(2.0))]);
    for refusal in [html(404, "<!doctype html><title>404</title>"), answer(404, MISSING)] {
        let fake = Fake::new().on(INTERVAL, &[], refusal).json(HISTORY, &body);
        let found = block_on(Client::new(&fake).histories(&ids(&["a"]), "loss", 10, None)).unwrap();
        assert_eq!((found[0].points[0].step, found[0].points.len(), found[0].extent), (0, 2, Extent::Whole));
        assert_eq!(fake.asked.borrow().len(), 2);
    }
    let refused = Fake::new().on(
        INTERVAL,
        &[],
        answer(400, r#"{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}"#),
    );
    let error = failure(Client::new(&refused).histories(&ids(&["a"]), "loss", 10, None));
    assert!(matches!(error.kind(), ErrorKind::Refused { status: 400, .. }), "{error}");
}

#[test]
fn all_points_are_read_page_by_page() {
    let page = |step: i64, token: &str| {
        json!({ "metrics": [point("a", step, &json!(0.5))], "next_page_token": token }).to_string()
    };
    let fake = Fake::new()
        .on(HISTORY, &[("page_token", "two")], answer(200, &page(1, "")))
        .on(HISTORY, &[("page_token", "one")], answer(200, &page(2, "two")))
        .json(HISTORY, &page(3, "one"));
    let mut progress = Vec::new();
    let history =
        block_on(Client::new(&fake).whole_history("a", "loss", |count| progress.push(count))).unwrap();
    let steps: Vec<_> = history.points.iter().map(|point| point.step).collect();
    assert_eq!((steps, progress, history.extent), (vec![1, 2, 3], vec![1, 2, 3], Extent::Whole));
    let looping = Fake::new().json(HISTORY, &page(1, "again"));
    let error = failure(Client::new(&looping).whole_history("a", "loss", |_| {}));
    assert_eq!((error.kind(), error.subject()), (&ErrorKind::LoopingPages, "history of loss of run a"));
}

/// A server whose history has so many points and that pages it as MLflow 3.8 and later do.
struct Paged {
    points: usize,
    asked: std::cell::Cell<usize>,
}

impl mlflow::Transport for &Paged {
    async fn send(&self, request: &mlflow::Request) -> Result<mlflow::Response, mlflow::TransportError> {
        self.asked.set(self.asked.get() + 1);
        let token = &request.query.iter().find(|(name, _)| name == "page_token").unwrap().1;
        let offset = offset(token);
        let mut body = json!({});
        if offset < self.points {
            body["metrics"] = json!([point("a", 0, &json!(0.5))]);
        }
        if offset + 1 < self.points {
            body["next_page_token"] = json!("more");
        }
        Ok(answer(200, &body.to_string()))
    }

    fn download(&self, request: &mlflow::Request) -> Result<mlflow::Download, mlflow::TransportError> {
        Err(mlflow::TransportError::NotRecorded(request.path.clone()))
    }

    fn location(&self) -> mlflow::Location {
        mlflow::Location { url: support::URL.to_owned(), page_origin: None }
    }
}

/// The number in MLflow's page token, which is base64 of `{"offset": 7}`.
fn offset(token: &str) -> usize {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u32> =
        token.trim_end_matches('=').chars().map(|c| ALPHABET.find(c).unwrap() as u32).collect();
    let bytes: Vec<u8> = bits
        .chunks(4)
        .flat_map(|chunk| {
            let group = chunk.iter().fold(0, |group, six| group << 6 | six) << (6 * (4 - chunk.len()));
            group.to_be_bytes()[1..chunk.len()].to_vec()
        })
        .collect();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    usize::try_from(value["offset"].as_u64().unwrap()).unwrap()
}

#[test]
fn points_are_counted_without_reading_them() {
    for (points, known, guess, most) in [
        (30_000, 2500, 30_000, 1),
        (30_000, 2500, 300_000, 20),
        (30_000, 2500, 2500, 30),
        (7, 7, 7, 1),
        (8, 7, 1, 4),
    ] {
        let server = Paged { points, asked: std::cell::Cell::new(0) };
        let count = block_on(Client::new(&server).point_count("a", "loss", known, guess)).unwrap();
        assert_eq!(count, Some(points));
        assert!(server.asked.get() <= most, "{points} {guess}: {} requests", server.asked.get());
    }
}

#[test]
fn who_does_not_page_does_not_count() {
    let everything = metrics(&[point("a", 0, &json!(1.0)), point("a", 1, &json!(1.0))]);
    for fake in [
        Fake::new().json(HISTORY, &everything),
        Fake::new().on(
            HISTORY,
            &[],
            answer(500, r#"{"error_code":"INTERNAL_ERROR","message":"no pagination"}"#),
        ),
    ] {
        assert_eq!(block_on(Client::new(&fake).point_count("a", "loss", 2, 9)).unwrap(), None);
    }
    let versions = ["2.22.5", "3.7.0", "3.8.1", "3.17.2", "4.0", "", "x.y"].map(counts_points);
    assert_eq!(versions, [false, false, true, true, true, false, false]);
}

fn run(id: &str, experiment: &str) -> serde_json::Value {
    json!({ "info": { "run_id": id, "experiment_id": experiment } })
}

#[test]
fn runs_are_read_with_one_request_for_each_experiment_and_one_more() {
    let fake = Fake::new()
        .on("runs/get", &[("run_id", "a")], answer(200, &json!({ "run": run("a", "1") }).to_string()))
        .on("runs/get", &[("run_id", "d")], answer(200, &json!({ "run": run("d", "2") }).to_string()))
        .json("runs/search", &json!({ "runs": [run("c", "1"), run("b", "1"), run("x", "1")] }).to_string());
    let found = block_on(Client::new(&fake).runs_by_id(&ids(&["a", "gone", "b", "c", "d"]))).unwrap();
    let shown: Vec<_> = found
        .iter()
        .map(|(id, run)| {
            (id.as_str(), run.as_ref().map(|run| run.info.run_id.as_str()).map_err(ToString::to_string))
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("a", Ok("a")),
            ("gone", Err("Run gone not found: nothing here".to_owned())),
            ("b", Ok("b")),
            ("c", Ok("c")),
            ("d", Ok("d")),
        ]
    );
    let asked = fake.asked.borrow();
    let paths: Vec<_> = asked.iter().map(|request| request.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(paths, ["get", "search", "get", "get"]);
    assert_eq!(asked[1].body.as_ref().unwrap()["filter"], "attributes.run_id IN ('gone', 'b', 'c', 'd')");
}

#[test]
fn runs_of_servers_that_cannot_be_asked_so_are_read_one_by_one() {
    let fake = Fake::new()
        .on(
            "runs/search",
            &[],
            answer(400, r#"{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid attribute key"}"#),
        )
        .on("runs/get", &[("run_id", "a")], answer(200, &json!({ "run": run("a", "1") }).to_string()))
        .on("runs/get", &[("run_id", "b")], answer(200, &json!({ "run": run("b", "1") }).to_string()))
        .on("runs/get", &[], answer(401, ""));
    let found = block_on(Client::new(&fake).runs_by_id(&ids(&["a", "b"]))).unwrap();
    assert!(found.iter().all(|(_, run)| run.is_ok()));
    let error = failure(Client::new(&fake).runs_by_id(&ids(&["a", "b", "locked"])));
    assert_eq!(error.kind(), &ErrorKind::Unauthorized);
}
