//! Freezing, and reading what was frozen.
#![cfg(feature = "native")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may end so"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use futures::executor::block_on;
use mlflow::freeze::{FreezeError, Options, freeze};
use mlflow::{ArtifactRoot, Client, DirectorySource, ErrorKind, FrozenTransport, RunQuery, Selector};
use support::{Fake, answer, failure, file, html, json};

/// Larger than what is compressed, and not all alike.
fn onnx() -> Vec<u8> {
    (0..100_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 28) as u8).collect()
}

/// A registry with an ONNX version, a pickled one, a `NaN` and two experiments.
fn server() -> Fake {
    let run = r#"{"info": {"run_id": "r1", "experiment_id": "1", "status": "FINISHED"}, "data": {
        "metrics": [{"key": "Loss", "value": "NaN", "step": 1}, {"key": "acc", "value": 0.30000000000000004}],
        "tags": [{"key": "z", "value": "1"}, {"key": "a", "value": "2"}]}}"#;
    let version = |number: u64, stage: &str| {
        format!(
            r#"{{"name": "battle/winner", "version": "{number}", "current_stage": "{stage}", "run_id": "r1",
            "tags": [{{"key": "onnx_sha256", "value": "AB12"}}]}}"#
        )
    };
    let (one, two) = (version(1, "Archived"), version(2, "Production"));
    let model = r#"{"name": "battle/winner", "aliases": [{"alias": "champion", "version": "2"}]}"#;
    let of = |which: &'static [(&'static str, &'static str)], body: &str| (which, json(200, body));
    let mut fake = Fake::new()
        .on("version", &[], answer(200, "text/html", b"3.17.2"))
        .json("registered-models/search", &format!(r#"{{"registered_models": [{model}, {{"name": "other"}}]}}"#))
        .json(
            "experiments/search",
            r#"{"experiments": [{"experiment_id": "1", "name": "one"}, {"experiment_id": "2", "name": "two"}]}"#,
        )
        .on("runs/search", &[("experiment_ids", "1")], json(200, &format!(r#"{{"runs": [{run}]}}"#)))
        .json("runs/search", "{}")
        .json("runs/get", &format!(r#"{{"run": {run}}}"#))
        .json("artifacts/list", r#"{"files": [{"path": "golden.json", "file_size": 11}, {"path": "big.csv", "file_size": 9999999},
            {"path": "plot.png", "file_size": 3}, {"path": "model", "is_dir": true}]}"#);
    for (query, response) in [
        of(&[("name", "battle/winner")], &format!(r#"{{"registered_model": {model}}}"#)),
        of(&[("name", "other")], r#"{"registered_model": {"name": "other"}}"#),
    ] {
        fake = fake.on("registered-models/get", query, response);
    }
    for (query, response) in [
        of(&[("filter", "name='battle/winner'")], &format!(r#"{{"model_versions": [{one}, {two}]}}"#)),
        of(&[], "{}"),
    ] {
        fake = fake.on("model-versions/search", query, response);
    }
    for (query, response) in [
        of(&[("version", "1")], &format!(r#"{{"model_version": {one}}}"#)),
        of(&[("version", "2")], &format!(r#"{{"model_version": {two}}}"#)),
    ] {
        fake = fake.on("model-versions/get", query, response);
    }
    for (query, response) in [
        of(
            &[("metric_key", "Loss")],
            r#"{"metrics": [{"key": "Loss", "value": 2}, {"key": "Loss", "value": "NaN", "step": 1}]}"#,
        ),
        of(&[("metric_key", "acc")], r#"{"metrics": [{"key": "acc", "value": 0.30000000000000004}]}"#),
    ] {
        fake = fake.on("metrics/get-history", query, response);
    }
    fake.on(
        "model-versions/get-artifact",
        &[("version", "2"), ("path", "MLmodel")],
        answer(200, "text/plain", b"flavors:\n  onnx:\n    data: model.onnx\n"),
    )
    .on("model-versions/get-artifact", &[("version", "2"), ("path", "model.onnx")], file(&onnx()))
    .on(
        "model-versions/get-artifact",
        &[("version", "1"), ("path", "MLmodel")],
        answer(200, "text/plain", b"flavors:\n  sklearn:\n    data: model.pkl\n"),
    )
    .on("get-artifact", &[("path", "golden.json")], file(b"{\"battles\":1"))
}

fn all() -> Options {
    Options::default()
}

fn frozen(folder: &Path) -> Client<FrozenTransport<DirectorySource>> {
    Client::new(block_on(FrozenTransport::open(DirectorySource::new(folder))).unwrap())
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn a_frozen_registry_answers_like_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("registry");
    let server = server();
    let report = block_on(freeze(&server, &out, &all())).unwrap();
    assert_eq!(report.server_version.as_deref(), Some("3.17.2"));
    assert_eq!((report.experiments, report.runs), (2, 1));
    assert_eq!(report.models, [("battle/winner".to_owned(), 2), ("other".to_owned(), 0)]);
    assert_eq!(report.notes, ["Version 1 of model battle/winner has no ONNX file, only: sklearn"]);

    let (live, cold) = (Client::new(&server), frozen(&out));
    let name = "battle/winner";
    assert_eq!(block_on(live.server_version()), block_on(cold.server_version()));
    assert_eq!(block_on(live.experiments()), block_on(cold.experiments()));
    for experiment in ["1", "2"] {
        let query = RunQuery::of(experiment);
        assert_eq!(block_on(live.runs(&query)), block_on(cold.runs(&query)));
    }
    assert_eq!(block_on(live.run("r1")), block_on(cold.run("r1")));
    for key in ["Loss", "acc"] {
        assert_eq!(block_on(live.metric_history("r1", key)), block_on(cold.metric_history("r1", key)));
    }
    assert_eq!(block_on(live.registered_models()), block_on(cold.registered_models()));
    assert_eq!(block_on(live.model_versions(name)), block_on(cold.model_versions(name)));
    assert_eq!(block_on(live.model_version(name, 2)), block_on(cold.model_version(name, 2)));
    for selector in [Selector::Stage("Production".to_owned()), Selector::Alias("champion".to_owned())] {
        assert_eq!(block_on(cold.resolve(name, &selector)).unwrap().version, 2);
    }
    assert_eq!(failure(live.model_file(name, 1)), failure(cold.model_file(name, 1)));
    assert_eq!(block_on(cold.read_artifact(name, 2, "model.onnx", 1 << 20)).unwrap(), onnx());
    assert_eq!(block_on(cold.read_run_artifact("r1", "golden.json", 100)).unwrap(), b"{\"battles\":1");

    let versions = block_on(cold.versions_of_run("r1")).unwrap().items;
    assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(block_on(cold.versions_of_run("r2")).unwrap().items, []);
    assert_eq!(block_on(cold.experiment("2")).unwrap().name, "two");
    assert_eq!(failure(cold.experiment("3")).to_string(), "Experiment 3 is not in the frozen copy");
    let run = ArtifactRoot::Run("r1".to_owned());
    let head = block_on(cold.head(&run, "golden.json", 4)).unwrap();
    assert_eq!((head.bytes.as_slice(), head.cut), (b"{\"ba".as_slice(), true));
    assert_eq!(block_on(cold.folder(&run, "")).unwrap().items.len(), 4);

    let model = block_on(cold.model_file(name, 2)).unwrap();
    assert_eq!(
        (model.path.as_str(), model.download.size, model.download.gzip),
        ("model.onnx", Some(100_000), true)
    );
    assert!(model.download.url.ends_with("/model.onnx.gz"), "{}", model.download.url);
    assert!(fs::metadata(&model.download.url).unwrap().len() < 60_000);
}

#[test]
fn what_was_not_recorded_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("registry");
    block_on(freeze(&server(), &out, &all())).unwrap();
    let client = frozen(&out);
    let error = failure(client.run("unknown"));
    assert_eq!((error.kind(), error.is_missing()), (&ErrorKind::NotInFrozenCopy, true));
    assert_eq!(error.to_string(), "Run unknown is not in the frozen copy");
    let error = client.run_artifact("r1", "big.csv").unwrap_err();
    assert_eq!(error.to_string(), "File big.csv of run r1 is not in the frozen copy");
    assert_eq!(
        failure(client.read_artifact("battle/winner", 2, "model.onnx", 99_999)).kind(),
        &ErrorKind::TooLarge { limit: 99_999 }
    );
}

#[test]
fn the_same_registry_gives_the_same_bytes_under_portable_names() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let report = block_on(freeze(&server(), &one, &all())).unwrap();
    block_on(freeze(&server(), &two, &all())).unwrap();
    // Over a frozen registry: replaced as a whole.
    fs::write(two.join("stray"), "x").unwrap();
    block_on(freeze(&server(), &two, &all())).unwrap();
    let (one, two) = (files(&one), files(&two));
    assert_eq!(one, two);
    assert_eq!(report.stored_bytes, one.values().map(|bytes| bytes.len() as u64).sum::<u64>());
    let mut folded: Vec<String> = one.keys().map(|name| name.to_lowercase()).collect();
    folded.dedup();
    assert_eq!(folded.len(), one.len());
    for name in one.keys() {
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-_.".contains(&byte)),
            "{name}"
        );
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn one_model_can_be_frozen_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("registry");
    let options = Options { model: Some("battle/winner".to_owned()) };
    let report = block_on(freeze(&server(), &out, &options)).unwrap();
    assert_eq!((report.experiments, report.models.len()), (1, 1));
    let client = frozen(&out);
    assert_eq!(block_on(client.registered_models()).unwrap().items.len(), 1);
    assert_eq!(block_on(client.experiments()).unwrap().items[0].name, "one");
    let missing = Options { model: Some("nope".to_owned()) };
    let error = block_on(freeze(&server(), &folder.path().join("x"), &missing)).unwrap_err();
    assert_eq!(error.to_string(), "Model nope not found: nothing here");
}

#[test]
fn altered_files_are_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("registry");
    block_on(freeze(&server(), &out, &all())).unwrap();
    let client = frozen(&out);
    let model = client.artifact("battle/winner", 2, "model.onnx").unwrap().url;
    let packed = fs::read(&model).unwrap();
    let reason = || {
        let error = failure(client.read_artifact("battle/winner", 2, "model.onnx", 1 << 20));
        let ErrorKind::Corrupt { reason } = error.kind() else { panic!("{error:?}") };
        assert!(error.is_retryable());
        reason.split(": ").nth(1).unwrap().to_owned()
    };
    // A server that declares the encoding has the browser decode it.
    fs::write(&model, onnx()).unwrap();
    assert_eq!(block_on(client.read_artifact("battle/winner", 2, "model.onnx", 1 << 20)).unwrap(), onnx());
    let mut altered = onnx();
    altered[500] ^= 1;
    fs::write(&model, &altered).unwrap();
    assert_eq!(reason(), "its SHA-256 differs from the manifest's");
    fs::write(&model, b"<!doctype html>").unwrap();
    assert_eq!(reason(), "it has 15 bytes instead of 100000");
    fs::write(&model, &packed[..packed.len() / 2]).unwrap();
    assert_eq!(reason(), "it cannot be decompressed");
    fs::remove_file(&model).unwrap();
    assert_eq!(reason(), "it is missing");
}

#[test]
fn a_folder_without_a_manifest_is_no_frozen_registry() {
    let folder = tempfile::tempdir().unwrap();
    let open = || failure(FrozenTransport::open(DirectorySource::new(folder.path())));
    assert_eq!(open().kind(), &ErrorKind::Unreachable { foreign_origin: None });
    fs::write(folder.path().join("manifest.json"), "<!doctype html>").unwrap();
    let text = open().to_string();
    assert!(
        text.contains("the answer cannot be read: it is not the manifest of a frozen registry: "),
        "{text}"
    );
}

#[test]
fn other_folders_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("thesis");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("chapter-1.md"), "words").unwrap();
    let error = block_on(freeze(&server(), &out, &all())).unwrap_err();
    assert!(matches!(error, FreezeError::Occupied { .. }));
    assert_eq!(fs::read(out.join("chapter-1.md")).unwrap(), b"words");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_failure_leaves_the_old_copy_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("registry");
    block_on(freeze(&server(), &out, &all())).unwrap();
    let before = files(&out);
    let broken = Fake::new()
        .on("experiments/search", &[], html(502, "Bad gateway"))
        .json("registered-models/search", "{}");
    let error = block_on(freeze(&broken, &out, &all())).unwrap_err();
    assert_eq!(error.to_string(), "Experiments: the server refused (status 502): Bad gateway");
    assert_eq!(files(&out), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
