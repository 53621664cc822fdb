//! What each bad answer becomes, to the word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may end so"
)]

mod support;

use mlflow::{Client, ErrorKind, Gate, MAX_ANSWER_BYTES, Metric, RunQuery, Selector, TransportError};

use futures::executor::block_on;
use support::{Fake, URL, answer, failure, html, json};

fn model_error(fake: &Fake) -> mlflow::Error {
    failure(Client::new(fake).registered_model("battle_winner_predictor"))
}

#[test]
fn a_web_page_is_not_mlflow() {
    for status in [200, 404] {
        let error = model_error(&Fake::new().always(html(status, " \n<!DOCTYPE html><title>Hi</title>")));
        assert_eq!(error.kind(), &ErrorKind::NotMlflow { status });
        assert_eq!(error.to_string(), format!("{URL}: what answers is not MLflow's API (status {status})"));
        assert!(!error.is_retryable());
    }
    let error = failure(Client::new(&Fake::new().always(html(200, "<html>"))).server_version());
    assert_eq!(error.kind(), &ErrorKind::NotMlflow { status: 200 });
    let error =
        failure(Client::new(&Fake::new().always(html(200, "<html>"))).read_artifact("m", 1, "model.onnx", 9));
    assert_eq!(error.kind(), &ErrorKind::NotMlflow { status: 200 });
}

#[test]
fn json_that_is_something_else_is_an_invalid_answer() {
    for (body, reason) in [
        ("{}", "it has no registered_model"),
        ("[]", "it is not a JSON object"),
        ("{", "EOF while parsing an object at line 1 column 1"),
        (r#"{"registered_model": {"name": 7}}"#, "invalid type: integer `7`, expected a string"),
        (r#"{"registered_model": null}"#, "it has no registered_model"),
    ] {
        let error = model_error(&Fake::new().always(json(200, body)));
        assert_eq!(error.kind(), &ErrorKind::InvalidAnswer { reason: reason.to_owned() }, "{body}");
    }
    let error =
        failure(Client::new(&Fake::new().always(json(200, r#"{"runs": 3}"#))).runs(&RunQuery::of("1")));
    assert_eq!(error.to_string(), "Runs of experiment 1: the answer cannot be read: runs is not a list");
}

#[test]
fn doors_that_stay_shut_say_which_key_they_want() {
    let error = model_error(&Fake::new().always(html(401, "You are not authenticated.")));
    assert_eq!(error.kind(), &ErrorKind::Unauthorized);
    assert_eq!(error.to_string(), "Model battle_winner_predictor: the server asks for credentials");

    let page = Some("https://ash.example".to_owned());
    for (body, by) in [
        ("Permission denied", Gate::Permission),
        ("Cross-origin request blocked", Gate::Origin),
        ("Invalid Host header - possible DNS rebinding attack detected", Gate::Host),
    ] {
        let mut fake = Fake::new().always(answer(403, "text/plain", body.as_bytes()));
        fake.page_origin.clone_from(&page);
        let error = model_error(&fake);
        assert_eq!(error.kind(), &ErrorKind::Forbidden { by, page_origin: page.clone() });
        if by == Gate::Origin {
            assert_eq!(
                error.hint().unwrap(),
                "Start MLflow with --cors-allowed-origins https://ash.example, or let the proxy in front of it drop the Origin header"
            );
        }
    }
}

#[test]
fn no_answer_across_origins_explains_all_three_causes() {
    let lost = TransportError::Unreachable("TypeError: Failed to fetch".to_owned());
    let mut fake = Fake::new().fails(lost.clone());
    fake.page_origin = Some("https://ash.example".to_owned());
    let error = model_error(&fake);
    assert_eq!(error.to_string(), "Could not reach http://mlflow.test");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "TypeError: Failed to fetch");
    assert!(error.is_retryable());
    let hint = error.hint().unwrap();
    for part in ["down", "--cors-allowed-origins https://ash.example;", "proxy", "local-network permission"] {
        assert!(hint.contains(part), "{part}: {hint}");
    }

    fake.page_origin = Some(URL.to_owned());
    assert_eq!(model_error(&fake).kind(), &ErrorKind::Unreachable { foreign_origin: None });
    assert_eq!(model_error(&Fake::new().fails(TransportError::Cancelled)).kind(), &ErrorKind::Cancelled);
}

#[test]
fn refusals_keep_the_servers_code_and_words() {
    let body = r#"{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid clause 'banana'"}"#;
    let error = model_error(&Fake::new().always(json(400, body)));
    assert_eq!(
        error.to_string(),
        "Model battle_winner_predictor: the server refused (status 400, INVALID_PARAMETER_VALUE): Invalid clause 'banana'"
    );
    assert!(!error.is_retryable());
    let error = model_error(&Fake::new().always(json(422, r#"{"detail":"Field required"}"#)));
    assert_eq!(
        error.to_string(),
        "Model battle_winner_predictor: the server refused (status 422): Field required"
    );
    let error = model_error(&Fake::new().always(answer(503, "text/plain", "é".repeat(1000).as_bytes())));
    let words = "é".repeat(300) + "…";
    assert_eq!(error.kind(), &ErrorKind::Refused { status: 503, code: String::new(), message: words });
    assert!(error.is_retryable());
    let error = model_error(&Fake::new().always(html(502, "<html>Bad gateway</html>")));
    assert_eq!(error.to_string(), "Model battle_winner_predictor: the server refused (status 502)");
}

#[test]
fn pages_together_are_no_larger_than_one_answer_may_be() {
    let row = format!(r#"{{"name": "{}"}}"#, "x".repeat(MAX_ANSWER_BYTES as usize / 2));
    let page = |token: &str| format!(r#"{{"registered_models": [{row}]{token}}}"#);
    let fake = Fake::new()
        .on("registered-models/search", &[("page_token", "t")], json(200, &page("")))
        .json("registered-models/search", &page(r#", "next_page_token": "t""#));
    let error = failure(Client::new(&fake).registered_models());
    assert_eq!(error.kind(), &ErrorKind::TooLarge { limit: MAX_ANSWER_BYTES });
    assert_eq!(fake.asked.borrow().len(), 2);
}

#[test]
fn a_list_that_never_ends_is_an_error() {
    let fake = Fake::new().json("experiments/search", r#"{"experiments": [], "next_page_token": "t"}"#);
    let error = failure(Client::new(&fake).experiments());
    assert_eq!(error.kind(), &ErrorKind::LoopingPages);
    assert_eq!(fake.asked.borrow().len(), 2);
}

#[test]
fn pages_are_followed_to_their_end() {
    let page = |id: &str, token: &str| {
        json(200, &format!(r#"{{"runs": [{{"info": {{"run_id": "{id}"}}}}], "next_page_token": "{token}"}}"#))
    };
    let fake = Fake::new()
        .on("runs/search", &[("page_token", "two")], page("b", "three"))
        .on("runs/search", &[("page_token", "three")], page("c", ""))
        .on("runs/search", &[], page("a", "two"));
    let runs = block_on(Client::new(&fake).all_runs(&RunQuery::of("1"))).unwrap();
    let ids: Vec<_> = runs.items.iter().map(|run| run.info.run_id.as_str()).collect();
    assert_eq!((ids, runs.next_page_token), (vec!["a", "b", "c"], None));
    let one = block_on(Client::new(&fake).runs(&RunQuery::of("1"))).unwrap();
    assert_eq!(one.next_page_token.as_deref(), Some("two"));
}

#[test]
fn one_bad_row_does_not_lose_the_others() {
    let fake = Fake::new().json(
        "runs/search",
        r#"{"runs": [{"info": {"run_id": "a", "end_time": null}}, {"info": {}}, 7,
            {"info": {"run_id": "b", "start_time": "12"}, "data": {"metrics": [{"key": "m", "value": "NaN"}]}},
            {"info": {"run_id": "c"}, "data": {"metrics": [{"key": "m", "value": "high"}]}}]}"#,
    );
    let runs = block_on(Client::new(&fake).runs(&RunQuery::of("1"))).unwrap();
    assert_eq!(runs.items.len(), 2);
    assert_eq!(runs.items[1].info.start_time, Some(12));
    assert!(runs.items[1].metric("m").unwrap().is_nan());
    assert_eq!(
        runs.skipped,
        [
            "runs[1]: missing field `run_id`",
            "runs[2]: invalid type: integer `7`, expected struct Run",
            "runs[4]: high is not a number",
        ]
    );
}

#[test]
fn a_version_that_cannot_be_read_is_not_replaced_by_an_older_one() {
    let fake = Fake::new()
        .json(
            "registered-models/get",
            r#"{"registered_model": {"name": "m", "aliases": [{"alias": "old", "version": "1"}]}}"#,
        )
        .json(
            "model-versions/search",
            r#"{"model_versions": [{"name": "m", "version": "two", "current_stage": "Production"},
                {"name": "m", "version": "1", "current_stage": "Production"}]}"#,
        );
    let client = Client::new(&fake);
    let resolve = |selector| block_on(client.resolve("m", &selector));
    let error = resolve(Selector::Stage("Production".to_owned())).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::InvalidAnswer { .. }), "{error}");
    assert!(
        error.to_string().contains("a version that may be the wanted one cannot be read: model_versions[0]"),
        "{error}"
    );
    assert!(matches!(
        resolve(Selector::Version("2".to_owned())).unwrap_err().kind(),
        ErrorKind::InvalidAnswer { .. }
    ));
    assert_eq!(resolve(Selector::Alias("old".to_owned())).unwrap().version, 1);
}

#[test]
fn a_version_is_found_without_reading_all_of_them() {
    let version = r#"{"name": "m", "version": "7", "current_stage": "Production", "aliases": ["champion"]}"#;
    let fake = Fake::new()
        .json(
            "registered-models/get",
            &format!(
                r#"{{"registered_model": {{"name": "m", "latest_versions": [{version}],
                    "aliases": [{{"alias": "champion", "version": "7"}}]}}}}"#
            ),
        )
        .json("model-versions/get", &format!(r#"{{"model_version": {version}}}"#));
    for (selector, asked) in [
        (
            Selector::Stage("production".to_owned()),
            ["registered-models/get", "model-versions/get"].as_slice(),
        ),
        (Selector::Alias("champion".to_owned()), &["registered-models/get", "model-versions/get"]),
        (Selector::Version(" 7".to_owned()), &["model-versions/get"]),
    ] {
        fake.asked.borrow_mut().clear();
        assert_eq!(block_on(Client::new(&fake).resolve("m", &selector)).unwrap().version, 7);
        let paths: Vec<_> = fake.asked.borrow().iter().map(|request| request.path.clone()).collect();
        assert_eq!(paths.len(), asked.len(), "{paths:?}");
        assert!(paths.iter().zip(asked).all(|(path, end)| path.ends_with(end)), "{paths:?}");
    }
}

#[test]
fn a_version_that_has_left_its_stage_since_is_not_taken() {
    let fake = Fake::new()
        .json(
            "registered-models/get",
            r#"{"registered_model": {"name": "m", "latest_versions": [{"name": "m", "version": "7", "current_stage": "Production"}]}}"#,
        )
        .json("model-versions/get", r#"{"model_version": {"name": "m", "version": "7", "current_stage": "Archived"}}"#)
        .json(
            "model-versions/search",
            r#"{"model_versions": [{"name": "m", "version": "8", "current_stage": "Production"},
                {"name": "m", "version": "7", "current_stage": "Archived"}]}"#,
        );
    let selector = Selector::Stage("Production".to_owned());
    assert_eq!(block_on(Client::new(&fake).resolve("m", &selector)).unwrap().version, 8);
}

#[test]
fn numbers_that_json_lacks_are_read() {
    let fake = Fake::new().json(
        "get-history",
        r#"{"metrics": [{"key": "m", "value": "NaN"}, {"key": "m", "value": "-Infinity", "step": "-3"},
            {"key": "m", "value": "Infinity"}, {"key": "m", "value": 3}, {"key": "m", "value": 0.30000000000000004}]}"#,
    );
    let history = block_on(Client::new(&fake).metric_history("r", "m")).unwrap().items;
    let point = |value, step| Metric { key: "m".to_owned(), value, timestamp: 0, step };
    assert_eq!(
        history,
        [
            point(f64::NAN, 0),
            point(f64::NEG_INFINITY, -3),
            point(f64::INFINITY, 0),
            point(3.0, 0),
            point(0.300_000_000_000_000_04, 0)
        ]
    );
    assert_ne!(point(f64::NAN, 0), point(0.0, 0));
}

#[test]
fn a_version_of_pickles_says_what_it_has() {
    let version = r#"{"model_version": {"name": "m", "version": "1"}}"#;
    let fake = Fake::new().on(
        "get-artifact",
        &[("path", "MLmodel")],
        answer(
            200,
            "text/plain",
            b"flavors:\n  python_function:\n    x: y\n  xgboost:\n    data: model.xgb\n",
        ),
    );
    let error = failure(Client::new(&fake).model_file("m", 1));
    assert_eq!(error.to_string(), "Version 1 of model m has no ONNX file, only: python_function, xgboost");

    for missing in [html(500, "<!doctype html>"), json(404, r#"{"error_code": "RESOURCE_DOES_NOT_EXIST"}"#)] {
        let fake = Fake::new().on("get-artifact", &[], missing.clone()).json("model-versions/get", version);
        let error = failure(Client::new(&fake).model_file("m", 1));
        assert_eq!(error.kind(), &ErrorKind::NoOnnx { flavors: Vec::new() });
        let fake = Fake::new().on("get-artifact", &[], missing);
        let error = failure(Client::new(&fake).model_file("m", 1));
        assert_eq!(error.to_string(), "Version 1 of model m not found: nothing here");
    }

    let fake = Fake::new().on(
        "get-artifact",
        &[],
        answer(200, "text/plain", b"flavors:\n  onnx:\n    data: ../x\n"),
    );
    let error = failure(Client::new(&fake).model_file("m", 1));
    assert_eq!(
        error.to_string(),
        "File MLmodel of version 1 of model m: the answer cannot be read: the ONNX path ../x leaves the model's folder"
    );
}
