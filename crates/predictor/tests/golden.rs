//! Golden battles agree with the trainer's numbers, and a difference is found and described.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write as _;
use std::path::Path;

use predictor::{Expected, Golden, GoldenReport, Model};
use serde_json::{Value, json};

const SMALL: &[u8] = include_bytes!("models/small.onnx");
const SMALL_GOLDEN: &[u8] = include_bytes!("models/small.golden.json");
const SCALED: &[u8] = include_bytes!("models/scaled.onnx");
const SCALED_GOLDEN: &[u8] = include_bytes!("models/scaled.golden.json");

fn check(model: &[u8], golden: &[u8]) -> GoldenReport {
    let model = Model::load(model, &Expected::default()).unwrap();
    Golden::parse(golden).unwrap().check(&model).unwrap()
}

/// The small model's golden battles, changed.
fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut golden = serde_json::from_slice(SMALL_GOLDEN).unwrap();
    change(&mut golden);
    serde_json::to_vec(&golden).unwrap()
}

fn refused(golden: &[u8]) -> String {
    let model = Model::load(SMALL, &Expected::default()).unwrap();
    Golden::parse(golden).and_then(|golden| golden.check(&model)).unwrap_err().to_string()
}

#[test]
fn equal() {
    for (model, golden) in [(SMALL, SMALL_GOLDEN), (SCALED, SCALED_GOLDEN)] {
        let report = check(model, golden);
        assert_eq!(
            (report.battles, report.features_equal, report.probabilities_within),
            (16, 16, 16),
            "{report:?}"
        );
        assert_eq!((report.max_feature_difference, &report.first_mismatch), (0.0, &None));
        assert!(report.max_probability_difference <= 1e-6);
        assert!(report.passed());
    }
}

#[test]
fn different_feature() {
    let golden = changed(|golden| golden["battles"][2]["features"][1] = json!(1.5));
    let report = check(SMALL, &golden);
    assert_eq!((report.features_equal, report.probabilities_within), (15, 16));
    assert!(!report.passed());
    let text = report.first_mismatch.unwrap();
    assert!(text.starts_with("battle 3 (Pokémon "), "{text}");
    assert!(text.contains(": a_attack is ") && text.ends_with(", expected 1.5"), "{text}");
}

#[test]
fn different_probability() {
    let golden = changed(|golden| golden["battles"][0]["probability"] = json!(2.0));
    let report = check(SMALL, &golden);
    assert_eq!((report.features_equal, report.probabilities_within), (16, 15));
    assert!(report.max_probability_difference >= 1.0);
    assert!(report.first_mismatch.unwrap().ends_with(", expected 2"));
}

#[test]
fn files_that_cannot_be_used() {
    assert_eq!(refused(b"<html>"), "golden.json cannot be read: expected value at line 1 column 1");
    let format = changed(|golden| golden["format"] = json!(2));
    assert_eq!(refused(&format), "golden.json has format 2, but this version reads format 1");
    let empty = changed(|golden| golden["battles"] = json!([]));
    assert_eq!(refused(&empty), "golden.json has no battles");
    let width = changed(|golden| golden["battles"][1]["features"] = json!([1.0]));
    assert_eq!(refused(&width), "golden battle 2 has 1 features, but golden.json names 12");
    let other = changed(|golden| golden["features"][3] = json!("a_luck"));
    assert_eq!(
        refused(&other),
        "golden.json is not of this model: its features are others, from 'a_luck' on"
    );
    let ids = changed(|golden| golden["battles"][4]["a"] = json!(9999));
    assert!(refused(&ids).starts_with("golden battles cannot be recomputed: battle 5 (9999 against "));
}

/// The bundled registry's models, wherever they are: every `model.onnx` with a `golden.json` below the folder that
/// `BATTLEDEX_MODELS` names.
#[test]
fn trained_models() {
    let Some(folder) = std::env::var_os("BATTLEDEX_MODELS") else {
        // Not `println!`: cargo keeps what passing tests print to itself.
        let _ = writeln!(std::io::stderr(), "skipped: BATTLEDEX_MODELS names no folder of trained models");
        return;
    };
    let mut checked = 0;
    for entry in std::fs::read_dir(Path::new(&folder)).unwrap() {
        let path = entry.unwrap().path();
        let Ok(golden) = std::fs::read(path.join("golden.json")) else { continue };
        let report = check(&std::fs::read(path.join("model.onnx")).unwrap(), &golden);
        println!("{}: {report:?}", path.display());
        assert!(report.passed(), "{}: {:?}", path.display(), report.first_mismatch);
        checked += 1;
    }
    assert!(checked > 0, "no model.onnx with a golden.json below the folder that BATTLEDEX_MODELS names");
}
