//! What is wrong with a model's versions, and how Prometheus is told.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

mod support;

use futures::executor::block_on;
use mlflow::Run;
use registry::{
    History, Limits, Plan, Snapshot, VersionRun, alerts, apply, exposition, history, without_onnx,
    worth_checking,
};
use serde_json::json;
use support::{Fake, MODEL};

fn read(fake: &Fake) -> Snapshot {
    block_on(Snapshot::read(&fake.client(), MODEL)).unwrap()
}

/// The versions of a snapshot with one metric each.
fn runs(snapshot: &Snapshot, accuracy: &[(u64, f64)]) -> Vec<VersionRun> {
    let run = |value: f64| -> Run {
        // As MLflow writes numbers that JSON has none for.
        let number = |value: f64| match value {
            f64::NEG_INFINITY => json!("-Infinity"),
            f64::INFINITY => json!("Infinity"),
            value if value.is_nan() => json!("NaN"),
            value => json!(value),
        };
        let metric =
            |key: &str, value: f64| json!({ "key": key, "value": number(value), "timestamp": 1, "step": 0 });
        let metrics = [metric("test_accuracy", value), metric("rows", value)];
        serde_json::from_value(json!({ "info": { "run_id": "r" }, "data": { "metrics": metrics } })).unwrap()
    };
    let with = |version: &mlflow::ModelVersion| {
        let value = accuracy.iter().find(|(number, _)| *number == version.version);
        VersionRun { version: version.clone(), run: value.map(|&(_, value)| run(value)) }
    };
    snapshot.versions.iter().map(with).collect()
}

fn shown(snapshot: &Snapshot, versions: &[VersionRun], limits: &Limits) -> Vec<String> {
    let found = alerts(snapshot, versions, &history(snapshot), limits);
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn all_is_well() {
    let snapshot = read(&Fake::new());
    let versions = runs(&snapshot, &[(1, 0.9), (2, 0.95), (3, 0.95)]);
    assert_eq!(shown(&snapshot, &versions, &Limits::default()), Vec::<String>::new());
}

#[test]
fn a_version_in_use_is_worse_than_the_one_before_it() {
    let snapshot = read(&Fake::new());
    let versions = runs(&snapshot, &[(1, 0.95), (2, 0.9), (3, 0.8949), (4, 0.1)]);
    assert_eq!(
        shown(&snapshot, &versions, &Limits::default()),
        ["v2 in Production is worse than v1 before it: test_accuracy 0.9, was 0.95"]
    );
    let strict = Limits { worse_by: 0.0, ..Limits::default() };
    assert_eq!(shown(&snapshot, &versions, &strict).len(), 2);
    let other = Limits { metrics: vec!["rows".to_owned()], ..Limits::default() };
    assert_eq!(shown(&snapshot, &versions, &other).len(), 0);
}

#[test]
fn an_infinite_value_is_called_so() {
    let snapshot = read(&Fake::new());
    let versions = runs(&snapshot, &[(1, f64::MAX), (2, 0.9)]);
    let found = alerts(&snapshot, &versions, &history(&snapshot), &Limits::default());
    assert_eq!(
        found[0].to_string(),
        "v2 in Production is worse than v1 before it: test_accuracy 0.9, was ∞ (stored as 1.797e308)"
    );
    let versions = runs(&snapshot, &[(1, f64::INFINITY), (2, 0.9)]);
    assert_eq!(
        shown(&snapshot, &versions, &Limits::default()),
        ["v2 in Production is worse than v1 before it: test_accuracy 0.9, was ∞"]
    );
    let versions = runs(&snapshot, &[(1, 0.9), (2, f64::NEG_INFINITY)]);
    let found = alerts(&snapshot, &versions, &history(&snapshot), &Limits::default());
    let value = serde_json::to_value(&found[0]).unwrap();
    assert_eq!((&value["value"], &value["before"]), (&json!("-Infinity"), &json!(0.9)));
}

#[test]
fn the_history_knows_what_was_there_before() {
    let fake = Fake::new();
    let plan = Plan::promote(&read(&fake), 4, "Production", true, "why").unwrap();
    block_on(apply(&fake.client(), &plan, None, 1)).unwrap();
    let snapshot = read(&fake);
    // By number it would be version 3.
    let versions = runs(&snapshot, &[(2, 0.95), (3, 0.905), (4, 0.9)]);
    assert_eq!(
        shown(&snapshot, &versions, &Limits::default()),
        [
            "v4 in Production is worse than v2 before it: test_accuracy 0.9, was 0.95",
            "v3 in Staging is worse than v2 before it: test_accuracy 0.905, was 0.95"
        ]
    );
}

#[test]
fn aliases_that_are_wrong() {
    let fake = Fake::new();
    fake.state.borrow_mut().aliases = [("Champion", 3), ("canary", 9), ("staging", 3), ("other", 1)]
        .map(|(alias, to)| (alias.to_owned(), to))
        .into();
    let snapshot = read(&fake);
    assert_eq!(
        shown(&snapshot, &runs(&snapshot, &[]), &Limits::default()),
        ["alias Champion names v3, but in Production is v2", "alias canary names v9, which does not exist"]
    );
    for version in fake.state.borrow_mut().versions.values_mut() {
        version.stage = "None".to_owned();
    }
    assert_eq!(shown(&read(&fake), &[], &Limits::default()).len(), 1);
}

#[test]
fn a_description_that_claims_something_else() {
    let snapshot = read(&Fake::new());
    let mut versions = runs(&snapshot, &[(1, 0.912_34)]);
    let describe = |versions: &mut Vec<VersionRun>, text: &str| {
        text.clone_into(&mut versions[3].version.description);
        shown(&snapshot, versions, &Limits::default())
    };
    assert_eq!(describe(&mut versions, "test accuracy: 91.2 %"), Vec::<String>::new());
    assert_eq!(
        describe(&mut versions, "# v1\n\ntest accuracy: 0.9624"),
        ["the description of v1 claims test_accuracy 0.9624, logged is 0.91234"]
    );
}

#[test]
fn a_description_of_the_model_that_claims_something_else() {
    let mut snapshot = read(&Fake::new());
    let versions = runs(&snapshot, &[(1, 0.95), (2, 0.93), (3, 0.95)]);
    let mut said = |text: &str| {
        text.clone_into(&mut snapshot.model.description);
        shown(&snapshot, &versions, &Limits { worse_by: 1.0, ..Limits::default() })
    };
    assert_eq!(
        said("A model.\n\nTest accuracy: 0.95"),
        ["the description of the model claims test_accuracy 0.95, but v2 in Production has logged 0.93"]
    );
    for right in ["Test accuracy: 93 %", "v1: test accuracy 0.95", "Staging: test accuracy 0.95", ""] {
        assert_eq!(said(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn a_production_without_onnx() {
    let fake = Fake::new();
    let snapshot = read(&fake);
    let found = block_on(without_onnx(&fake.client(), &snapshot));
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["v2 in Production has no ONNX file, only: sklearn"]
    );
    *fake.refuses.borrow_mut() = Some("model-versions/get-artifact");
    let found = block_on(without_onnx(&fake.client(), &snapshot));
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "the files of v2 in Production cannot be read: File MLmodel of version 2 of model battle_winner_predictor: the \
          server does not permit it"
        ]
    );
}

#[test]
fn prometheus_is_told() {
    let mut snapshot = read(&Fake::new());
    snapshot.model.name = "a\"b\\c\nd".to_owned();
    let versions = runs(&snapshot, &[(1, f64::NAN), (2, f64::NEG_INFINITY), (3, f64::MAX), (4, 1.0)]);
    let found = alerts(&snapshot, &versions, &History::default(), &Limits::default());
    let text = exposition(&snapshot, &versions, &found);
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.starts_with('#') && !line.contains("rows")).collect();
    let name = r#"model="a\"b\\c\nd""#;
    assert_eq!(
        lines[..3],
        [
            format!(
                r#"battledex_model_version_metric{{{name},version="3",stage="Staging",metric="test_accuracy"}} +Inf"#
            ),
            format!(
                r#"battledex_model_version_metric{{{name},version="2",stage="Production",metric="test_accuracy"}} -Inf"#
            ),
            format!(
                r#"battledex_model_version_metric{{{name},version="1",stage="Archived",metric="test_accuracy"}} NaN"#
            ),
        ]
    );
    assert!(
        lines.contains(&format!(r#"battledex_model_stage_version{{{name},stage="Production"}} 2"#).as_str())
    );
    assert!(
        lines.contains(&format!(r#"battledex_model_alias_version{{{name},alias="champion"}} 2"#).as_str())
    );
    assert!(lines.contains(&format!(r#"battledex_model_alert{{{name},kind="worse"}} 0"#).as_str()));
    assert_eq!(text.lines().filter(|line| line.starts_with("# TYPE ")).count(), 4);
}

#[test]
fn of_very_many_versions_those_in_use_and_around_them_are_worth_checking() {
    let fake = Fake::new();
    {
        let mut state = fake.state.borrow_mut();
        let archived = support::Version { stage: "Archived".to_owned(), ..support::Version::default() };
        state.versions.extend((5..=100).map(|number| (number, archived.clone())));
        state.versions.get_mut(&50).unwrap().stage = "Production".to_owned();
        state.aliases.insert("old".to_owned(), 7);
        state.aliases.insert("gone".to_owned(), 1000);
    }
    let mut snapshot = read(&fake);
    snapshot.versions.iter_mut().for_each(|version| version.run_id = "r".to_owned());
    snapshot
        .versions
        .iter_mut()
        .filter(|version| version.version == 48)
        .for_each(|version| version.run_id.clear());
    let numbers = |snapshot: &Snapshot| -> Vec<u64> {
        worth_checking(snapshot, &history(snapshot)).iter().map(|version| version.version).collect()
    };
    let newest: Vec<u64> = (81..=100).rev().collect();
    // Version 2 is in Production, 3 in Staging; 2 has one version before it.
    assert_eq!(numbers(&snapshot), [newest.as_slice(), &[50, 49, 47, 46, 7, 3, 2, 1]].concat());
}
