//! Models and versions by the page, and what a version is made of.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may end so")]

mod support;

use std::{future::ready, path::PathBuf};

use futures::executor::block_on;
use mlflow::{
    By, Client, FrozenTransport, Listed, ModelQuery, ModelVersion, Order, RegisteredModel, VersionQuery,
};
use support::{Fake, html, json};

const MODELS: &str =
    r#"{"registered_models": [{"name": "Winner_1"}, {"name": "winner-1"}], "next_page_token": "t"}"#;

fn asked(fake: &Fake, name: &str) -> Option<String> {
    let asked = fake.asked.borrow();
    asked.last().unwrap().query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
}

fn names<T>(items: &[T], name: impl Fn(&T) -> String) -> Vec<String> {
    items.iter().map(name).collect()
}

#[test]
fn a_search_asks_the_server_for_more_and_keeps_what_fits() {
    let fake = Fake::new().json("registered-models/search", MODELS);
    let client = Client::new(&fake);
    let order = Order { by: By::Updated, descending: true };
    let query = ModelQuery { contains: "NER_1".to_owned(), order, page_token: None, rows: 100 };
    let page = block_on(client.models_page(&query)).unwrap();
    assert_eq!(names(&page.items, |model| model.name.clone()), ["Winner_1"]);
    assert_eq!(page.next_page_token.as_deref(), Some("t"));
    assert_eq!(asked(&fake, "filter").as_deref(), Some("name ILIKE '%NER_1%'"));
    assert_eq!(asked(&fake, "order_by").as_deref(), Some("last_updated_timestamp DESC"));
    assert_eq!(asked(&fake, "max_results").as_deref(), Some("100"));
    assert_eq!(asked(&fake, "page_token"), None);

    let hostile = ModelQuery { contains: r#"a'"\%é"#.to_owned(), page_token: Some("t".to_owned()), ..query };
    assert!(block_on(client.models_page(&hostile)).unwrap().items.is_empty());
    assert_eq!(asked(&fake, "filter").as_deref(), Some("name ILIKE '%a_____%'"));
    assert_eq!(asked(&fake, "page_token").as_deref(), Some("t"));

    block_on(client.models_page(&ModelQuery { rows: 5, ..ModelQuery::default() })).unwrap();
    assert_eq!((asked(&fake, "filter"), asked(&fake, "order_by").as_deref()), (None, Some("name ASC")));
}

#[test]
fn a_page_of_versions_has_aliases_and_no_other_models_versions() {
    let body = r#"{"model_versions": [{"name": "m", "version": "7"}, {"name": "M", "version": "7"}], "next_page_token": "n"}"#;
    let fake = Fake::new().json("model-versions/search", body);
    let aliases = [("champion", 7), ("old", 2)].map(|(alias, version)| (alias.to_owned(), version));
    let model =
        RegisteredModel { name: "m".to_owned(), aliases: aliases.into(), ..RegisteredModel::default() };
    let order = Order { by: By::Name, descending: true };
    let query = VersionQuery { order, page_token: None, rows: 200 };
    let page = block_on(Client::new(&fake).versions_page("m", ready(model), &query)).unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(
        (page.items[0].version, page.items[0].aliases.as_slice()),
        (7, ["champion".to_owned()].as_slice())
    );
    assert_eq!(page.next_page_token.as_deref(), Some("n"));
    assert_eq!(asked(&fake, "filter").as_deref(), Some("name='m'"));
    assert_eq!(asked(&fake, "order_by").as_deref(), Some("version_number DESC"));
}

/// Files in memory.
struct Files(std::collections::BTreeMap<String, Vec<u8>>);

impl mlflow::FileSource for Files {
    async fn read(&self, path: &str, _max_bytes: u64) -> Result<Vec<u8>, mlflow::TransportError> {
        self.0.get(path).cloned().ok_or_else(|| mlflow::TransportError::Unreachable(path.to_owned()))
    }

    fn url(&self, path: &str) -> String {
        path.to_owned()
    }

    fn location(&self) -> mlflow::Location {
        mlflow::Location { url: "frozen".to_owned(), page_origin: None }
    }
}

fn bundled() -> Files {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../public/registry");
    let mut files = std::collections::BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    Files(files)
}

#[test]
fn a_frozen_registry_gives_all_at_once_and_sorts_here() {
    let client = Client::new(block_on(FrozenTransport::open(bundled())).unwrap());
    let find = |text: &str| {
        let query = ModelQuery { contains: text.to_owned(), rows: 100, ..ModelQuery::default() };
        block_on(client.models_page(&query)).unwrap().items.len()
    };
    assert_eq!((find(""), find("BATTLE"), find("none such")), (1, 1, 0));
    let model = block_on(client.registered_model("battle_winner_predictor")).unwrap();
    let numbers = |by, descending| {
        let query = VersionQuery { order: Order { by, descending }, page_token: None, rows: 2 };
        names(
            &block_on(client.versions_page(&model.name, ready(model.clone()), &query)).unwrap().items,
            |version| version.version.to_string(),
        )
    };
    assert_eq!(numbers(By::Name, true), ["4", "3", "2", "1"]);
    assert_eq!(numbers(By::Created, false), ["1", "2", "3", "4"]);

    let version = block_on(client.model_version("battle_winner_predictor", 3)).unwrap();
    let mlmodel = block_on(client.mlmodel("battle_winner_predictor", 3)).unwrap().unwrap();
    let files = block_on(client.version_files(&version, Some(&mlmodel))).unwrap();
    assert_eq!(files.listing, Listed::Named);
    let sizes: Vec<_> = files.files.iter().map(|file| (file.path.as_str(), file.file_size)).collect();
    assert_eq!(sizes, [("MLmodel", Some(1054)), ("model.onnx", Some(65_111))]);
    let signature = mlmodel.signature.unwrap().unwrap();
    assert_eq!((signature.inputs[0].kind.as_str(), signature.outputs.len()), ("float32 [-1, 44]", 2));
    assert_eq!(mlmodel.size, Some(65_111));
}

fn version(source: &str) -> ModelVersion {
    ModelVersion {
        name: "m".to_owned(),
        version: 1,
        source: source.to_owned(),
        run_id: "r1".to_owned(),
        ..ModelVersion::default()
    }
}

fn paths(fake: &Fake, source: &str) -> (Vec<String>, Listed) {
    let files = block_on(Client::new(fake).version_files(&version(source), None)).unwrap();
    (names(&files.files, |file| format!("{} {}", file.path, file.file_size.unwrap())), files.listing)
}

#[test]
fn files_are_listed_by_the_call_that_knows_them() {
    let fake = Fake::new()
        .on(
            "logged-models/m-1/artifacts/directories",
            &[("artifact_directory_path", "code")],
            json(200, r#"{"files": [{"path": "code/x.py", "file_size": 3}]}"#),
        )
        .json(
            "logged-models/m-1/artifacts/directories",
            r#"{"files": [{"path": "model.onnx", "file_size": 9}, {"path": "code", "is_dir": true}]}"#,
        );
    assert_eq!(
        paths(&fake, "models:/m-1"),
        (vec!["code/x.py 3".to_owned(), "model.onnx 9".to_owned()], Listed::Whole)
    );

    let fake = Fake::new().on(
        "artifacts/list",
        &[("run_id", "r1"), ("path", "model")],
        json(200, r#"{"files": [{"path": "model/MLmodel", "file_size": 7}, {"path": "elsewhere"}]}"#),
    );
    assert_eq!(paths(&fake, "mlflow-artifacts:/1/r1/artifacts/model").0, ["MLmodel 7"]);

    let fake = Fake::new()
        .json("get-download-uri", r#"{"artifact_uri": "mlflow-artifacts:/1/abc/model"}"#)
        .on(
            "mlflow-artifacts/artifacts",
            &[("path", "1/abc/model/data")],
            json(200, r#"{"files": [{"path": "w.bin", "file_size": 2}]}"#),
        )
        .on(
            "mlflow-artifacts/artifacts",
            &[("path", "1/abc/model")],
            json(
                200,
                r#"{"files": [{"path": "data", "is_dir": true}, {"path": "MLmodel", "file_size": 7}]}"#,
            ),
        );
    assert_eq!(paths(&fake, "mlflow-artifacts:/1/abc/model").0, ["MLmodel 7", "data/w.bin 2"]);
}

#[test]
fn where_nothing_lists_files_those_with_known_names_remain() {
    let named = (Vec::new(), Listed::Named);
    let stored = r#"{"artifact_uri": "s3://bucket/model"}"#;
    assert_eq!(paths(&Fake::new().json("get-download-uri", stored), "s3://bucket/model"), named);
    assert_eq!(paths(&Fake::new().always(html(404, "no such route")), "models:/m-1"), named);
    assert_eq!(paths(&Fake::new().always(json(200, "{}")), "x/r1/artifacts/model"), named);
    let endless = r#"{"files": [{"path": "a", "is_dir": true}, {"path": "f", "file_size": 1}]}"#;
    let (files, listing) = paths(&Fake::new().json("directories", endless), "models:/m-1");
    assert_eq!((files.len(), listing), (30, Listed::Part));
}

#[test]
fn runs_are_found_by_id_in_several_experiments_also_deleted_ones() {
    let fake = Fake::new()
        .json("runs/search", r#"{"runs": [{"info": {"run_id": "a", "lifecycle_stage": "deleted"}}]}"#);
    let ids = ["a", "b'"].map(str::to_owned);
    let runs = block_on(Client::new(&fake).runs_among(&["1".to_owned(), "2".to_owned()], &ids)).unwrap();
    assert_eq!(runs.items[0].info.lifecycle_stage, "deleted");
    let body = fake.asked.borrow()[0].body.clone().unwrap();
    assert_eq!(body["filter"], "attributes.run_id IN ('a', 'b')");
    assert_eq!((body["run_view_type"].as_str(), body["max_results"].as_u64()), (Some("ALL"), Some(2)));
    assert_eq!(body["experiment_ids"], serde_json::json!(["1", "2"]));
}
