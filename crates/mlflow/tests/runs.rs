//! Runs in pages, and the files of runs and logged models.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may end so"
)]

mod support;

use futures::executor::block_on;
use mlflow::{ArtifactRoot, Client, ErrorKind, Head, PageTokens, Run, RunModel, RunQuery, RunView};
use serde_json::json;
use support::{Fake, failure, file, html, json as answer};

fn run(body: &serde_json::Value) -> Run {
    let fake = Fake::new().json("runs/get", &json!({ "run": body }).to_string());
    block_on(Client::new(&fake).run("r")).unwrap()
}

#[test]
fn a_query_is_sent_as_mlflow_reads_it() {
    let fake = Fake::new().json("runs/search", "{}");
    let client = Client::new(&fake);
    let full = RunQuery {
        filter: "metrics.`a b` > 0.5".to_owned(),
        order_by: vec!["params.depth ASC".to_owned()],
        page_token: Some("t".to_owned()),
        view: RunView::All,
        max_results: Some(100),
        ..RunQuery::of("7")
    };
    let deleted = RunQuery { view: RunView::Deleted, ..RunQuery::of("7") };
    for query in [&full, &deleted, &RunQuery::of("7")] {
        assert_eq!(block_on(client.runs(query)).unwrap().items, []);
    }
    let asked = fake.asked.borrow();
    let bodies: Vec<_> = asked.iter().map(|request| request.body.clone().unwrap()).collect();
    assert_eq!(
        bodies,
        [
            json!({
                "experiment_ids": ["7"], "max_results": 100, "filter": "metrics.`a b` > 0.5",
                "order_by": ["params.depth ASC"], "page_token": "t", "run_view_type": "ALL",
            }),
            json!({ "experiment_ids": ["7"], "max_results": 1000, "run_view_type": "DELETED_ONLY" }),
            // What frozen registries have recorded.
            json!({ "experiment_ids": ["7"], "max_results": 1000 }),
        ]
    );
}

#[test]
fn a_page_token_that_comes_again_ends_the_reading() {
    let mut tokens = PageTokens::default();
    assert_eq!(tokens.accept("a", "runs of experiment 1"), Ok(()));
    assert_eq!(tokens.accept("b", "runs of experiment 1"), Ok(()));
    let error = tokens.accept("a", "runs of experiment 1").unwrap_err();
    assert_eq!((error.kind(), error.subject()), (&ErrorKind::LoopingPages, "runs of experiment 1"));
}

#[test]
fn a_run_says_what_it_read_made_and_means() {
    let body = json!({
        "info": {"run_id": "r", "status": "RUNNING"},
        "data": {"tags": [{"key": "mlflow.note.content", "value": "# Note"}]},
        "inputs": {"dataset_inputs": [{
            "tags": [{"key": "mlflow.data.context", "value": "training"}],
            "dataset": {"name": "battles", "digest": "ab12", "source_type": "local", "source": "{\"uri\": \"x.csv\"}",
                "schema": "{\"mlflow_colspec\": []}", "profile": "{\"num_rows\": 3}"},
        }], "model_inputs": [{"model_id": "m-0"}]},
        "outputs": {"model_outputs": [{"model_id": "m-1", "step": 7}]},
    });
    let run = run(&body);
    assert_eq!((run.note(), run.is_unfinished()), ("# Note", true));
    let input = &run.inputs.dataset_inputs[0];
    assert_eq!(
        (input.context(), input.dataset.name.as_str(), input.dataset.digest.as_str()),
        ("training", "battles", "ab12")
    );
    assert_eq!(input.dataset.profile, "{\"num_rows\": 3}");
    assert_eq!(run.inputs.model_inputs[0].model_id, "m-0");
    assert_eq!(run.models(), [RunModel::Logged { model_id: "m-1".to_owned(), step: 7 }]);
}

#[test]
fn models_are_told_by_outputs_and_by_the_tag_each_once() {
    let history = |text: &str| {
        let tags = [json!({"key": "mlflow.log-model.history", "value": text})];
        run(&json!({
            "info": {"run_id": "r"}, "data": {"tags": tags},
            "outputs": {"model_outputs": [{"model_id": "m-1"}]},
        }))
        .models()
    };
    let logged = RunModel::Logged { model_id: "m-1".to_owned(), step: 0 };
    let folder = RunModel::Folder {
        path: "model".to_owned(),
        flavors: vec!["onnx".to_owned(), "python_function".to_owned()],
    };
    let entry = r#"{"artifact_path": "model", "flavors": {"python_function": {}, "onnx": {}}}"#;
    assert_eq!(history(&format!("[{entry}, {entry}]")), [logged.clone(), folder]);
    assert_eq!(history(r#"[{"artifact_path": "model", "model_id": "m-1"}]"#), std::slice::from_ref(&logged));
    for broken in ["", "{}", "[3]", "[{}]", "null"] {
        assert_eq!(history(broken), std::slice::from_ref(&logged), "{broken}");
    }
}

#[test]
fn folders_are_listed_one_by_one() {
    let fake = Fake::new()
        .on(
            "artifacts/list",
            &[("path", "plain")],
            answer(200, r#"{"files": [{"path": "plain/m.onnx", "file_size": 8}]}"#),
        )
        .json("artifacts/list", r#"{"files": [{"path": "plain", "is_dir": true}]}"#)
        .on(
            "logged-models/m-1/artifacts/directories",
            &[("artifact_directory_path", "data")],
            answer(200, r#"{"files": [{"path": "data/x.csv"}]}"#),
        )
        .json(
            "logged-models/m-1/artifacts/directories",
            r#"{"files": [{"path": "MLmodel", "file_size": "12"}]}"#,
        );
    let client = Client::new(&fake);
    let (run, model) = (ArtifactRoot::Run("r".to_owned()), ArtifactRoot::LoggedModel("m-1".to_owned()));
    let list = |root: &ArtifactRoot, path: &str| {
        let rows = block_on(client.folder(root, path)).unwrap().items;
        rows.into_iter().map(|row| (row.path, row.is_dir, row.file_size)).collect::<Vec<_>>()
    };
    assert_eq!(list(&run, ""), [("plain".to_owned(), true, None)]);
    assert_eq!(list(&run, "plain"), [("plain/m.onnx".to_owned(), false, Some(8))]);
    assert_eq!(list(&model, ""), [("MLmodel".to_owned(), false, Some(12))]);
    assert_eq!(list(&model, "data"), [("data/x.csv".to_owned(), false, None)]);
    // The key that a frozen registry has recorded.
    assert_eq!(fake.asked.borrow()[0].key(), "GET ajax-api/2.0/mlflow/artifacts/list?run_id=r");
}

#[test]
fn a_head_is_cut_and_says_so() {
    let fake = Fake::new().on("get-artifact", &[("path", "a.txt"), ("run_uuid", "r")], file(b"Pika"));
    let client = Client::new(&fake);
    let root = ArtifactRoot::Run("r".to_owned());
    let head = |bytes: u64| block_on(client.head(&root, "a.txt", bytes)).unwrap();
    assert_eq!(head(3), Head { bytes: b"Pik".to_vec(), cut: true });
    assert_eq!(head(4), Head { bytes: b"Pika".to_vec(), cut: false });
    let asked = fake.asked.borrow();
    assert!(asked[0].head && asked[0].max_bytes == 4, "{:?}", asked[0]);
}

#[test]
fn a_web_page_is_a_file_only_when_one_was_asked_for() {
    let fake = Fake::new().on("get-artifact", &[], html(200, "<!doctype html>hi"));
    let client = Client::new(&fake);
    let root = ArtifactRoot::Run("r".to_owned());
    assert_eq!(block_on(client.read_file(&root, "plots/Page.HTML", 100)).unwrap(), b"<!doctype html>hi");
    let error = failure(client.read_file(&root, "html/model.onnx", 100));
    assert_eq!(error.kind(), &ErrorKind::NotMlflow { status: 200 });
}

#[test]
fn files_of_logged_models_have_their_own_route_and_ids_do_not_leave_it() {
    let fake = Fake::new()
        .on("logged-models/m-1/artifacts/files", &[("artifact_file_path", "MLmodel")], file(b"flavors:"))
        .json(
            "logged-models/m-1",
            r#"{"model": {"info": {"model_id": "m-1", "name": "model", "source_run_id": "r"}}}"#,
        );
    let client = Client::new(&fake);
    let root = ArtifactRoot::LoggedModel("m-1".to_owned());
    assert_eq!(block_on(client.read_file(&root, "MLmodel", 100)).unwrap(), b"flavors:");
    assert_eq!(
        client.file(&root, "MLmodel").unwrap().url,
        format!("{}/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files", support::URL)
    );
    let model = block_on(client.logged_model("m-1")).unwrap().info;
    assert_eq!((model.name.as_str(), model.source_run_id.as_str()), ("model", "r"));

    let count = fake.asked.borrow().len();
    for id in ["", "../x", "m-1/../m-2", "m 1", "m?x"] {
        let error = failure(client.logged_model(id));
        assert_eq!(
            error.to_string(),
            format!(
                "Logged model {id}: the answer cannot be read: a logged model's id holds letters, digits, - and _ only"
            )
        );
        assert!(client.file(&ArtifactRoot::LoggedModel(id.to_owned()), "x").is_err());
    }
    assert_eq!(fake.asked.borrow().len(), count);
}

#[test]
fn an_experiment_is_read_by_its_id() {
    let fake = Fake::new().on(
        "experiments/get",
        &[("experiment_id", "7")],
        answer(
            200,
            r#"{"experiment": {"experiment_id": "7", "name": "seven", "lifecycle_stage": "deleted"}}"#,
        ),
    );
    let client = Client::new(&fake);
    let experiment = block_on(client.experiment("7")).unwrap();
    assert_eq!((experiment.name.as_str(), experiment.lifecycle_stage.as_str()), ("seven", "deleted"));
    assert_eq!(failure(client.experiment("8")).to_string(), "Experiment 8 not found: nothing here");
}
