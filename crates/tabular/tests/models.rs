//! Models as their exporters write them answer like onnxruntime: scores within 1e-6 relative, labels equal.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use serde::Deserialize;
use tract_onnx::prelude::*;

/// What `tools/model-zoo/make.py` wrote down.
#[derive(Deserialize)]
struct Expected {
    rows: Vec<Vec<Option<f32>>>,
    scores: Vec<Vec<f32>>,
    labels: Option<Vec<i64>>,
}

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

/// A model for a known number of rows, or for any.
fn load(name: &str, rows: Option<usize>) -> Arc<TypedRunnableModel> {
    let mut loader = onnx();
    tabular::register(&mut loader);
    let mut model = loader.model_for_path(folder().join(format!("{name}.onnx"))).unwrap();
    let rows = rows.map_or_else(|| model.symbols.sym("rows").to_dim(), |rows| rows.to_dim());
    model.set_input_fact(0, f32::fact([rows, 6.to_dim()]).into()).unwrap();
    model.into_optimized().unwrap().into_runnable().unwrap()
}

fn check(name: &str) {
    let json = std::fs::read(folder().join(format!("{name}.json"))).unwrap();
    let expected: Expected = serde_json::from_slice(&json).unwrap();
    let rows: Vec<f32> = expected.rows.iter().flatten().map(|value| value.unwrap_or(f32::NAN)).collect();
    let count = expected.rows.len();
    for model in [load(name, Some(count)), load(name, None)] {
        let input = Tensor::from_shape(&[count, 6], &rows).unwrap();
        let outputs = model.run(tvec!(input.into_tvalue())).unwrap();
        if let Some(labels) = &expected.labels {
            let plain = outputs[0].try_as_plain_ram().unwrap();
            assert_eq!(plain.as_slice::<i64>().unwrap(), labels, "{name}: labels");
        }
        let scores = outputs.last().unwrap();
        assert_eq!(scores.shape(), [count, expected.scores[0].len()], "{name}: shape of the scores");
        let plain = scores.try_as_plain_ram().unwrap();
        for (found, &wanted) in plain.as_slice::<f32>().unwrap().iter().zip(expected.scores.iter().flatten())
        {
            let difference = (found - wanted).abs();
            assert!(difference <= 1e-6 * wanted.abs().max(1.0), "{name}: {found} for {wanted}");
        }
    }
}

#[test]
fn xgboost_binary() {
    check("xgboost_binary");
}

#[test]
fn xgboost_binary_with_missing_values() {
    check("xgboost_binary_missing");
}

#[test]
fn xgboost_multiclass() {
    check("xgboost_multiclass");
}

#[test]
fn xgboost_regression() {
    check("xgboost_regression");
}

#[test]
fn sklearn_forest_behind_a_scaler() {
    check("sklearn_forest_scaled");
}

#[test]
fn sklearn_forest_of_three_classes() {
    check("sklearn_forest_three");
}

#[test]
fn sklearn_forest_regression() {
    check("sklearn_forest_regression");
}

#[test]
fn sklearn_gradient_boosting() {
    check("sklearn_boosting");
}
