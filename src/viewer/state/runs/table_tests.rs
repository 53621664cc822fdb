use mlflow::{ErrorKind, List};

use super::*;

const SUBJECT: &str = "runs of experiment 1";

/// A run from `info`, `metrics`, `params` and `tags` as MLflow writes them.
fn run(id: &str, more: &serde_json::Value) -> Run {
    let pairs = |name: &str| -> Vec<serde_json::Value> {
        let members = more[name].as_object().cloned().unwrap_or_default();
        members.into_iter().map(|(key, value)| serde_json::json!({ "key": key, "value": value })).collect()
    };
    let mut info = serde_json::json!({ "run_id": id });
    if let Some(fields) = more["info"].as_object() {
        info.as_object_mut().unwrap().extend(fields.clone());
    }
    serde_json::from_value(serde_json::json!({
        "info": info,
        "data": { "metrics": pairs("metrics"), "params": pairs("params"), "tags": pairs("tags") },
    }))
    .unwrap()
}

fn page(runs: Vec<Run>, next: Option<&str>) -> List<Run> {
    List { items: runs, skipped: Vec::new(), next_page_token: next.map(str::to_owned) }
}

fn table(runs: Vec<Run>) -> RunTable {
    let mut table = RunTable::default();
    table.append(page(runs, None), SUBJECT).unwrap();
    table
}

fn metric(key: &str) -> RunColumn {
    RunColumn::Metric(key.to_owned())
}

#[test]
fn values_are_what_was_logged_or_missing() {
    let table = table(vec![
        run(
            "a",
            &serde_json::json!({
                "info": {"run_name": "first", "status": "FINISHED", "start_time": 1000, "end_time": 3500, "user_id": "ash"},
                "metrics": {"acc": "NaN", "loss": "-Infinity", "big": 1.797_693_134_862_315_7e308},
                "params": {"depth": "7", "empty": ""}, "tags": {"team": "red", "mlflow.log-model.history": "[]"},
            }),
        ),
        run("b", &serde_json::json!({ "info": {"status": "RUNNING", "start_time": 5000} })),
        run("c", &serde_json::json!({ "info": {"status": "KILLED", "start_time": 5000} })),
    ]);
    let value =
        |row: usize, column: &str| table.value(table.get(row).unwrap(), &RunColumn::parse(column).unwrap());
    assert_eq!(value(0, "name"), Value::Text("first"));
    assert_eq!((value(0, "started"), value(0, "duration")), (Value::Time(1000), Value::Span(2500)));
    assert!(matches!(value(0, "m:acc"), Value::Number(acc) if acc.is_nan()));
    assert_eq!(value(0, "m:loss"), Value::Number(f64::NEG_INFINITY));
    assert_eq!(value(0, "m:big"), Value::Number(f64::MAX));
    assert_eq!((value(0, "p:depth"), value(0, "p:empty")), (Value::Text("7"), Value::Text("")));
    assert_eq!(
        (value(0, "t:team"), value(0, "t:mlflow.log-model.history")),
        (Value::Text("red"), Value::Missing)
    );
    assert_eq!((value(1, "name"), value(1, "m:acc")), (Value::Text("b"), Value::Missing));
    assert_eq!((value(1, "duration"), value(2, "duration")), (Value::Since(5000), Value::Missing));
}

#[test]
fn pages_follow_one_another_and_a_run_stands_once() {
    let mut table = RunTable::default();
    let bare = |id| run(id, &serde_json::json!({}));
    table.append(page(vec![bare("a"), bare("b")], Some("t1")), SUBJECT).unwrap();
    assert_eq!((table.len(), table.next()), (2, Some("t1")));
    table.append(page(vec![bare("b"), bare("c")], Some("t2")), SUBJECT).unwrap();
    assert_eq!((table.len(), table.next()), (3, Some("t2")));
    let error = table.append(page(vec![bare("d")], Some("t1")), SUBJECT).unwrap_err();
    assert_eq!((error.kind(), table.len(), table.next()), (&ErrorKind::LoopingPages, 4, None));
}

#[test]
fn what_most_runs_logged_is_shown_at_first() {
    let row = |id: &str, depth: &str, extra: &str| {
        run(
            id,
            &serde_json::json!({
                "metrics": {"acc": 1, "loss": 2, "system/cpu": 3, extra: 4},
                "params": {"same": "1", "depth": depth},
            }),
        )
    };
    let table = table(vec![row("a", "1", "x"), row("b", "2", "y"), row("c", "3", "z")]);
    let ids: Vec<_> = table.defaults().iter().map(RunColumn::id).collect();
    assert_eq!(ids, ["name", "started", "duration", "status", "m:acc", "m:loss", "p:depth", "p:same"]);
}

#[test]
fn what_one_run_of_many_logged_is_shown_where_the_others_logged_nothing() {
    let bare = |id| run(id, &serde_json::json!({ "metrics": {"system/cpu": 3} }));
    let one = run("a", &serde_json::json!({ "metrics": {"acc": 1, "b": 1, "c": 1, "d": 1, "e": 1} }));
    let table = table(vec![bare("b"), one, bare("c"), bare("d")]);
    let ids: Vec<_> = table.defaults().iter().map(RunColumn::id).collect();
    assert_eq!(ids[4..], ["m:acc", "m:b", "m:c", "m:d"]);
}

#[test]
fn the_picker_offers_the_chosen_first_and_finds_a_key_among_thousands() {
    let metrics: serde_json::Map<String, serde_json::Value> =
        (0..12_000).map(|number| (format!("metric_{number:05}"), number.into())).collect();
    let table = table(vec![
        run("a", &serde_json::json!({ "metrics": metrics, "params": {"depth": "1"} })),
        run("b", &serde_json::json!({ "params": {"depth": "2"} })),
    ]);
    let chosen = [RunColumn::Name, metric("gone")];
    let (offers, total) = table.offers(&chosen, "", 100);
    assert_eq!((offers.len(), total), (100, 2 + 6 + 12_000 + 1));
    assert_eq!(offers[1], Offer { column: metric("gone"), rows: 0 });
    let (offers, total) = table.offers(&chosen, " METRIC_11999 ", 100);
    assert_eq!((offers.len(), total), (3, 3));
    assert_eq!(offers[2], Offer { column: metric("metric_11999"), rows: 1 });
    let (offers, _) = table.offers(&[], "depth", 100);
    assert_eq!(offers, [Offer { column: RunColumn::Param("depth".to_owned()), rows: 2 }]);
}

#[test]
fn rows_are_found_by_words_and_ordered_with_the_missing_last() {
    let row = |id: &str, acc: serde_json::Value, depth: &str| {
        run(
            id,
            &serde_json::json!({ "metrics": {"acc": acc}, "params": {"depth": depth}, "tags": {"team": "Rocket"} }),
        )
    };
    let table = table(vec![
        row("a", "NaN".into(), "10"),
        row("b", 0.5.into(), "9"),
        run("c", &serde_json::json!({})),
        row("d", "Infinity".into(), "2"),
        row("e", (-1).into(), "x"),
    ]);
    let ids = |search: &str, order: Option<&str>| {
        let order = order.and_then(Order::parse);
        let places = table.found(search, order.as_ref());
        places.into_iter().map(|place| table.get(place).unwrap().id.to_string()).collect::<String>()
    };
    assert_eq!(ids("", None), "abcde");
    assert_eq!(ids("", Some("-m:acc")), "dbeac");
    assert_eq!(ids("", Some("m:acc")), "ebdac");
    assert_eq!(ids("rocket team=", None), "abde");
    assert_eq!(ids("rocket depth=9", None), "b");
    assert_eq!(ids("nobody", None), "");
    assert_eq!(ids("depth=1", Some("p:depth")), "a");
    assert_eq!(&ids("", Some("p:depth"))[..3], "dba");
}

#[test]
fn long_values_are_cut_in_the_table() {
    let table = table(vec![run("a", &serde_json::json!({ "params": {"long": "é".repeat(500)} }))]);
    let Value::Text(text) = table.value(table.get(0).unwrap(), &RunColumn::Param("long".to_owned())) else {
        panic!("a text")
    };
    assert_eq!((text.chars().count(), text.ends_with('…')), (301, true));
}
