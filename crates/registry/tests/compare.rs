//! Versions side by side, and the best of them.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

use mlflow::{ModelVersion, Run};
use registry::{Direction, Tally, Verdict, VersionRun, best, compare, compare_with, direction, reference};
use serde_json::{Value, json};

fn version(number: u64, metrics: &Value, params: &[(&str, &str)]) -> VersionRun {
    let metric =
        |(key, value): (&String, &Value)| json!({ "key": key, "value": value, "timestamp": 1, "step": 0 });
    let metrics: Vec<Value> = metrics.as_object().unwrap().iter().map(metric).collect();
    let params: Vec<Value> =
        params.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    let run: Run = serde_json::from_value(
        json!({ "info": { "run_id": "r" }, "data": { "metrics": metrics, "params": params } }),
    )
    .unwrap();
    let mut version = ModelVersion { name: "m".to_owned(), version: number, ..ModelVersion::default() };
    version.tags.insert("team".to_owned(), if number == 1 { "a" } else { "b" }.to_owned());
    version.tags.insert(format!("battledex.history.{number}"), "{}".to_owned());
    VersionRun { version, run: Some(run) }
}

fn three() -> Vec<VersionRun> {
    vec![
        version(
            1,
            &json!({ "test_accuracy": 0.9, "test_logloss": 0.3, "rows": 10, "odd": "NaN" }),
            &[("depth", "7"), ("same", "x")],
        ),
        version(
            2,
            &json!({ "test_accuracy": 0.95, "test_logloss": 0.4, "rows": 11 }),
            &[("depth", "10"), ("same", "x")],
        ),
        version(3, &json!({ "test_accuracy": 0.9, "test_logloss": 0.25 }), &[("same", "x")]),
    ]
}

#[test]
fn the_first_is_what_the_others_are_compared_with() {
    let comparison = compare(&three());
    let row = |key: &str| comparison.metrics.iter().find(|row| row.key == key).unwrap();
    use Verdict::{Better, Equal, Unknown, Worse};
    assert_eq!(row("test_accuracy").verdicts, [Equal, Better, Equal]);
    assert_eq!(row("test_logloss").verdicts, [Equal, Worse, Better]);
    assert_eq!(row("rows").verdicts, [Equal, Unknown, Unknown]);
    assert_eq!(row("odd").verdicts, [Unknown; 3]);
    assert_eq!(row("rows").values, [Some(10.0), Some(11.0), None]);
    assert_eq!(row("rows").deltas, [Some(0.0), Some(1.0), None]);
    assert_eq!(comparison.tags.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["team"]);
}

#[test]
fn any_of_them_can_be_the_base() {
    let comparison = compare_with(&three(), 1);
    let row = |key: &str| comparison.metrics.iter().find(|row| row.key == key).unwrap();
    use Verdict::{Equal, Unknown, Worse};
    assert_eq!(row("test_accuracy").verdicts, [Worse, Equal, Worse]);
    assert_eq!(row("rows").deltas, [Some(-1.0), Some(0.0), None]);
    assert_eq!(row("rows").verdicts, [Unknown, Equal, Unknown]);
    assert_eq!(comparison.tally(0), Tally { better: 1, worse: 1, equal: 0 });
    assert_eq!(comparison.tally(1), Tally { better: 0, worse: 0, equal: 2 });
    assert_eq!(comparison.tally(9), Tally::default());
    assert_eq!(compare_with(&three(), 9).tally(0), Tally::default());
}

#[test]
fn production_is_the_reference_if_it_is_there() {
    let mut versions = three();
    assert_eq!((reference(&versions), reference(&[])), (0, 0));
    versions[2].version.current_stage = "Production".to_owned();
    assert_eq!(reference(&versions), 2);
    versions[1].version.current_stage = "Production".to_owned();
    versions.swap(1, 2);
    assert_eq!(reference(&versions), 1);
}

#[test]
fn what_is_nowhere_a_number_is_no_difference() {
    let nan = |number| version(number, &json!({ "a": "NaN", "b": 1 }), &[]);
    assert_eq!(compare(&[nan(1), nan(1)]).differences_only().metrics, []);
    let other = version(2, &json!({ "b": 1 }), &[]);
    let rows = compare(&[nan(1), other]).differences_only().metrics;
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn only_differences() {
    let comparison = compare(&three()).differences_only();
    let keys: Vec<&str> = comparison.params.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["depth"]);
    let comparison = compare(&three()[..1]).differences_only();
    assert_eq!((comparison.metrics.len(), comparison.params.len(), comparison.tags.len()), (0, 0, 0));
}

#[test]
fn names_of_metrics_tell_their_direction() {
    for (name, wanted) in [
        ("test_accuracy", Direction::Higher),
        ("val-roc_auc", Direction::Higher),
        ("F1", Direction::Higher),
        ("test_logloss", Direction::Lower),
        ("eval/RMSE", Direction::Lower),
        ("fit_seconds", Direction::Lower),
        ("overfitting", Direction::Lower),
        ("neg_log_loss", Direction::Higher),
        ("negative_log_likelihood", Direction::Lower),
        ("error_score", Direction::Unknown),
        ("rows", Direction::Unknown),
        ("", Direction::Unknown),
    ] {
        assert_eq!(direction(name), wanted, "{name}");
    }
}

#[test]
fn the_best_is_the_newest_of_equals_and_must_reach_the_bound() {
    let versions = three();
    let best = |metric, direction, bound| {
        best(&versions, metric, direction, bound)
            .map(|(version, value)| (version.version.version, value))
            .map_err(|e| e.to_string())
    };
    assert_eq!(best("test_accuracy", Direction::Higher, Some(0.95)), Ok((2, 0.95)));
    assert_eq!(best("test_logloss", Direction::Lower, Some(0.25)), Ok((3, 0.25)));
    assert_eq!(
        best("rows", Direction::Unknown, None).unwrap_err(),
        "'rows' does not say whether more is better: say it"
    );
    assert_eq!(
        best("test_accuracy", Direction::Higher, Some(0.96)).unwrap_err(),
        "the best version, 2, has test_accuracy 0.95, which does not reach 0.96"
    );
    assert_eq!(
        best("odd", Direction::Higher, None).unwrap_err(),
        "no version has a number for the metric 'odd'; there are: rows, test_accuracy, test_logloss"
    );
    // That it is not there comes before what its name says.
    assert_eq!(
        best("nosuch", Direction::Unknown, None).unwrap_err(),
        "no version has a number for the metric 'nosuch'; there are: rows, test_accuracy, test_logloss"
    );
    let mut infinite = three();
    infinite[0] = version(1, &json!({ "test_accuracy": f64::MAX, "only": "Infinity" }), &[]);
    assert_eq!(registry::best(&infinite, "test_accuracy", Direction::Higher, None).unwrap().1, 0.95);
    assert!(
        !registry::best(&infinite, "only", Direction::Higher, None)
            .unwrap_err()
            .to_string()
            .contains("only,")
    );
    let mut same = three();
    same.iter_mut()
        .for_each(|v| v.run.as_mut().unwrap().data.metrics.retain(|key, _| key == "test_accuracy"));
    same.remove(1);
    assert_eq!(registry::best(&same, "test_accuracy", Direction::Higher, None).unwrap().0.version.version, 3);
    same[1].version.status = "PENDING_REGISTRATION".to_owned();
    assert_eq!(registry::best(&same, "test_accuracy", Direction::Higher, None).unwrap().0.version.version, 1);
}
