//! The dashboard and the alerting rules use what the exposition writes.
#![allow(clippy::unwrap_used, reason = "a test may end so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use mlflow::RegisteredModel;
use registry::{Snapshot, exposition};

/// The words of a text that begin so.
fn words(text: &str, start: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with(start)).map(str::to_owned).collect()
}

/// The values of a label that a text compares with.
fn values(text: &str, label: &str) -> BTreeSet<String> {
    let start = format!("{label}=\"");
    text.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn every_name_exists() {
    let snapshot = Snapshot { model: RegisteredModel::default(), versions: Vec::new() };
    let written = exposition(&snapshot, &[], &[]);
    let ops = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ops");
    let rules = fs::read_to_string(ops.join("alerts.yml")).unwrap();
    let dashboard = fs::read_to_string(ops.join("grafana-dashboard.json")).unwrap();
    let parsed: serde_json::Value = serde_json::from_str(&dashboard).unwrap();
    assert_eq!(parsed["panels"].as_array().unwrap().len(), 6);
    let known = words(&written, "battledex_model_");
    for text in [&rules, &dashboard] {
        let used = words(text, "battledex_model_");
        assert!(used.len() > 1 && used.is_subset(&known), "{used:?}");
    }
    assert_eq!(values(&rules, "kind"), values(&written, "kind"));
    let explained = fs::read_to_string(ops.join("README.md")).unwrap();
    assert_eq!(words(&explained, "battledex_model_"), known);
}
