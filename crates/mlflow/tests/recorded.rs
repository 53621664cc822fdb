//! The client over what real servers answered: MLflow 2.22.5, 3.17.2 and 3.8.1.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may end so"
)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use futures::executor::block_on;
use mlflow::{ArtifactRoot, Client, ErrorKind, Response, RunModel, RunQuery, RunView, Selector};
use support::{Fake, failure};

/// The recordings of one server.
struct Recorded {
    folder: PathBuf,
    meta: String,
}

impl Recorded {
    /// The answer that was recorded under a name.
    fn get(&self, name: &str) -> Response {
        let line = self.meta.lines().find(|line| line.split('\t').next() == Some(name)).unwrap();
        let fields: Vec<&str> = line.split('\t').collect();
        let headers = fields[5].to_ascii_lowercase();
        let kind = headers.split("content-type: ").nth(1).unwrap().split("; x-").next().unwrap();
        let body = ["json", "txt"]
            .iter()
            .find_map(|ending| fs::read(self.folder.join(format!("{name}.{ending}"))).ok());
        Response { status: fields[3].parse().unwrap(), content_type: kind.to_owned(), body: body.unwrap() }
    }

    fn fake(&self, names: &[(&'static str, &str)]) -> Fake {
        names.iter().fold(Fake::new(), |fake, (path, name)| fake.on(path, &[], self.get(name)))
    }
}

/// Runs a test on each server's recordings, when they are there.
fn each(test: impl Fn(&str, &Recorded)) {
    let responses = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/mlflow/responses");
    for server in ["v2", "v3", "v38"] {
        let folder = responses.join(server);
        match fs::read_to_string(folder.join("_meta.tsv")) {
            Ok(meta) => test(server, &Recorded { folder, meta }),
            Err(_) => {
                // Not `println!`: cargo keeps what passing tests print to itself.
                let _ =
                    writeln!(std::io::stderr(), "skipped: no recordings of {server} beside the repository");
            }
        }
    }
}

#[test]
fn the_registry_is_read() {
    each(|server, recorded| {
        let fake = recorded.fake(&[
            ("registered-models/search", "rm_search"),
            ("registered-models/get", "rm_get"),
            ("model-versions/search", "mv_search"),
            ("model-versions/get", "mv_get_2"),
        ]);
        let client = Client::new(&fake);
        let models = block_on(client.registered_models()).unwrap();
        let names: Vec<_> = models.items.iter().map(|model| model.name.as_str()).collect();
        assert_eq!(
            (names, models.skipped.len()),
            (vec!["battle_winner_predictor", "empty_model"], 0),
            "{server}"
        );
        assert_eq!(models.items[0].latest_versions.len(), 4);

        let model = block_on(client.registered_model("battle_winner_predictor")).unwrap();
        let aliases: Vec<_> =
            model.aliases.iter().map(|(alias, version)| (alias.as_str(), *version)).collect();
        assert_eq!(aliases, [("challenger", 3), ("champion", 2), ("production", 2)]);
        assert!(model.description.starts_with("# Battle winner predictor\n\nPredicts the **winner**."));
        assert_eq!(model.tags["team"], "pokemon");

        let versions = block_on(client.model_versions("battle_winner_predictor")).unwrap();
        let shown: Vec<_> = versions
            .items
            .iter()
            .map(|v| (v.version, v.current_stage.as_str(), v.aliases.join(" ")))
            .collect();
        assert_eq!(
            shown,
            [
                (4, "None", String::new()),
                (3, "Staging", "challenger".to_owned()),
                (2, "Production", "champion production".to_owned()),
                (1, "Archived", String::new()),
            ]
        );
        assert_eq!(versions.items[2].tags["n features"], "133");
        let fake = recorded.fake(&[("model-versions/search", "mv_search_byrun")]);
        let of_run = block_on(Client::new(&fake).versions_of_run(&versions.items[2].run_id)).unwrap();
        let numbers: Vec<_> = of_run.items.iter().map(|version| version.version).collect();
        assert!(numbers.contains(&2), "{server} {numbers:?}");
        assert!(fake.asked.borrow()[0].query[0].1.starts_with("run_id='"));

        let version = block_on(client.model_version("battle_winner_predictor", 2)).unwrap();
        assert_eq!(version, versions.items[2], "{server}");

        for selector in [
            Selector::Stage("Production".to_owned()),
            Selector::Alias("champion".to_owned()),
            Selector::Version("2".to_owned()),
        ] {
            assert_eq!(block_on(client.resolve("battle_winner_predictor", &selector)).unwrap(), version);
        }
        assert_eq!(
            failure(client.version_by_stage("battle_winner_predictor", "Prodution")).to_string(),
            "Model battle_winner_predictor has no version in stage Prodution; stages in use: Archived (v1), Production (v2), Staging (v3)"
        );
    });
}

#[test]
fn experiments_and_runs_are_read() {
    each(|server, recorded| {
        let fake = recorded.fake(&[
            ("experiments/search", "experiments_search_post"),
            ("runs/search", "runs_search"),
            ("runs/get", "runs_get"),
        ]);
        let client = Client::new(&fake);
        let experiments = block_on(client.experiments()).unwrap();
        assert_eq!(experiments.skipped.len(), 0);
        assert_eq!(experiments.items[0].name, "pokemon_battle_winner");
        assert_eq!(experiments.items[0].tags["project"], "pokemon");

        let runs = block_on(client.runs(&RunQuery::of("1"))).unwrap();
        let names: Vec<_> = runs.items.iter().map(mlflow::Run::name).collect();
        assert_eq!(
            (names.join(" ").as_str(), runs.skipped.len()),
            ("killed still-running crashed plain-artifact-only xgb-deep xgb-tuned xgb-baseline", 0)
        );
        assert_eq!((runs.items[1].info.status.as_str(), runs.items[1].info.end_time), ("RUNNING", None));

        let run = block_on(client.run("any")).unwrap();
        assert_eq!(run.name(), "xgb-tuned");
        assert_eq!(run.data.params["max_depth"], "7");
        assert_eq!(run.data.params["empty_param"], "");
        assert_eq!(run.metric("test_accuracy"), Some(0.91));
        if server != "v38" {
            assert!(run.metric("m_nan").unwrap().is_nan());
            assert_eq!(run.data.metrics["neg_step"].step, -3);
        }
    });
}

#[test]
fn files_of_runs_and_logged_models_are_listed() {
    each(|server, recorded| {
        let paths = |path: &'static str, name: &str, root: &ArtifactRoot| {
            let fake = recorded.fake(&[(path, name)]);
            let rows = block_on(Client::new(&fake).folder(root, "plain")).unwrap().items;
            rows.into_iter().map(|row| (row.path, row.is_dir, row.file_size)).collect::<Vec<_>>()
        };
        let run = ArtifactRoot::Run("r".to_owned());
        let plain = paths("artifacts/list", "artifacts_list_plain", &run);
        assert_eq!(plain[0], ("plain/m.onnx".to_owned(), false, Some(8_072_035)), "{server}");
        assert_eq!(plain[2], ("plain/nom avec espace é.txt".to_owned(), false, Some(14)), "{server}");
        let top = paths("artifacts/list", "artifacts_list_root", &run);
        assert!(top.contains(&("plain".to_owned(), true, None)), "{server}");
        for (name, count) in [("artifacts_list_running", 0), ("artifacts_list_missing", 0)] {
            assert_eq!(paths("artifacts/list", name, &run).len(), count, "{server} {name}");
        }

        let fake = recorded.fake(&[("runs/get", "runs_get")]);
        let models = block_on(Client::new(&fake).run("r")).unwrap().models();
        if server == "v2" {
            let flavors = vec!["onnx".to_owned(), "python_function".to_owned()];
            assert_eq!(models, [RunModel::Folder { path: "model".to_owned(), flavors }]);
            return;
        }
        let [RunModel::Logged { model_id, step: 0 }] = models.as_slice() else {
            panic!("{server} {models:?}")
        };
        let root = ArtifactRoot::LoggedModel(model_id.clone());
        let files = paths("/artifacts/directories", "lm_dirs", &root);
        assert!(files.contains(&("model.onnx".to_owned(), false, Some(8_072_035))), "{server} {files:?}");
        let fake = recorded.fake(&[(model_id_route(server), "lm_get")]);
        let model = block_on(Client::new(&fake).logged_model(model_id)).unwrap().info;
        assert_eq!(
            (&model.model_id, model.name.as_str(), model.status.as_str()),
            (model_id, "model", "LOGGED_MODEL_READY")
        );
    });
}

/// How the route of the recorded model ends.
fn model_id_route(server: &str) -> &'static str {
    if server == "v3" { "m-42df99a4e083456589c9c949a7132d6f" } else { "m-b0491d8456ce4bfc9ebdc40fc9d3ae26" }
}

#[test]
fn pages_of_runs_are_read() {
    each(|server, recorded| {
        let page = |name: &str, query: &RunQuery| {
            let fake = recorded.fake(&[("runs/search", name)]);
            block_on(Client::new(&fake).runs(query)).unwrap()
        };
        let small = RunQuery { max_results: Some(2), ..RunQuery::of("1") };
        let first = page("runs_search_page1", &small);
        let token = first.next_page_token.clone();
        assert_eq!((first.items.len(), token.is_some()), (2, true), "{server}");
        let second = page("runs_search_page2", &RunQuery { page_token: token, ..small });
        assert!(second.items.iter().all(|run| first.items.iter().all(|r| r.info.run_id != run.info.run_id)));
        let deleted = page("runs_search_deleted", &RunQuery { view: RunView::Deleted, ..RunQuery::of("1") });
        let names: Vec<_> =
            deleted.items.iter().map(|run| (run.name(), run.info.lifecycle_stage.as_str())).collect();
        assert_eq!(names, [("deleted-one", "deleted")], "{server}");
    });
}

#[test]
fn histories_are_read() {
    each(|server, recorded| {
        if server == "v38" {
            // Without a limit this server sends an empty page that names itself as the next.
            let fake = recorded.fake(&[("metrics/get-history", "metrics_get_history")]);
            let error = failure(Client::new(&fake).metric_history("r", "val_logloss"));
            assert_eq!(error.kind(), &ErrorKind::LoopingPages);
        } else {
            let fake = recorded.fake(&[("metrics/get-history", "metrics_get_history_specials")]);
            let history = block_on(Client::new(&fake).metric_history("r", "specials")).unwrap();
            let values: Vec<_> = history.items.iter().map(|point| point.value.to_string()).collect();
            assert_eq!(values[0], "1");
            assert_eq!(values[1], "NaN");
            assert_eq!(history.items[4].value, 1e-320);
            assert_eq!((values[6].as_str(), history.items[6].step), ("0.30000000000000004", 6));
        }
        let fake = recorded.fake(&[("metrics/get-history", "metrics_get_history_max_25000")]);
        let client = Client::new(&fake);
        let history = block_on(client.metric_history("r", "val_logloss")).unwrap();
        assert_eq!((history.items.len(), history.next_page_token), (300, None), "{server}");
        let asked = fake.asked.borrow();
        assert!(asked[0].query.contains(&("max_results".to_owned(), "25000".to_owned())));
    });
}

#[test]
fn the_onnx_file_is_found() {
    each(|server, recorded| {
        let fake = recorded.fake(&[("model-versions/get-artifact", "dl_mv_MLmodel")]);
        let file = block_on(Client::new(&fake).model_file("battle_winner_predictor", 2)).unwrap();
        assert_eq!(file.path, "model.onnx", "{server}");
    });
}

#[test]
fn the_servers_version_is_read() {
    each(|server, recorded| {
        let fake = recorded.fake(&[("version", "version")]);
        let version = block_on(Client::new(&fake).server_version()).unwrap();
        let wanted = [("v2", "2.22.5"), ("v3", "3.17.2"), ("v38", "3.8.1")];
        assert!(wanted.contains(&(server, version.as_str())), "{server} {version}");
    });
}

#[test]
fn refusals_become_errors() {
    each(|server, recorded| {
        let error = |name: &str| {
            let fake = Fake::new().always(recorded.get(name));
            failure(Client::new(&fake).registered_model("nope"))
        };
        assert_eq!(
            error("err_rm_get_missing").to_string(),
            "Model nope not found: Registered Model with name=nope not found",
            "{server}"
        );
        assert_eq!(error("err_404_api").kind(), &ErrorKind::NotMlflow { status: 404 });
        assert_eq!(error("runs_search_get_405").kind(), &ErrorKind::NotMlflow { status: 405 });
        assert_eq!(error("ui_root").kind(), &ErrorKind::NotMlflow { status: 200 });
        let refused = error("runs_search_badfilter");
        let ErrorKind::Refused { status: 400, code, message } = refused.kind() else { panic!("{refused:?}") };
        assert_eq!(code, "INVALID_PARAMETER_VALUE");
        assert!(message.contains("banana"), "{message}");

        for name in ["dl_mv_missing_file", "dl_mv_missing_version", "dl_mv_missing_model"] {
            let fake = Fake::new().always(recorded.get(name));
            let error =
                failure(Client::new(&fake).read_artifact("battle_winner_predictor", 2, "nope.onnx", 100));
            assert!(error.is_missing(), "{server} {name}: {error}");
        }
    });
}
