//! Pipelines with one input for each column, texts among them, answer like onnxruntime: see `tools/model-zoo/pipelines.py`.
#![expect(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::case::Typed;
use serde::Deserialize;
use tract_onnx::prelude::*;

#[derive(Deserialize)]
struct Expected {
    inputs: Vec<Typed>,
    /// Labels, and the scores behind `ZipMap`.
    outputs: Vec<Typed>,
}

fn check(name: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines");
    let json = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
    let expected: Expected = serde_json::from_slice(&json).unwrap();
    let mut model = common::loader().model_for_path(folder.join(format!("{name}.onnx"))).unwrap();
    let rows = model.symbols.sym("rows").to_dim();
    // Columns that the model does not use are no inputs of it.
    let names: Vec<_> =
        model.input_outlets().unwrap().iter().map(|input| model.node(input.node).name.clone()).collect();
    let columns = ["height", "weight", "kind", "level"];
    let mut inputs = tvec!();
    for (i, name) in names.iter().enumerate() {
        let tensor = expected.inputs[columns.iter().position(|column| column == name).unwrap()].tensor();
        model.set_input_fact(i, tensor.datum_type().fact([rows.clone(), 1.to_dim()]).into()).unwrap();
        inputs.push(tensor.into_tvalue());
    }
    let model = model.into_optimized().unwrap().into_runnable().unwrap();
    let outputs: Vec<Tensor> = expected.outputs.iter().map(Typed::tensor).collect();
    let found = model.run(inputs).unwrap();
    common::compare(&found, &outputs).unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn logistic_regression_behind_imputer_scaler_and_one_hot_encoders() {
    check("logistic_regression");
}

#[test]
fn random_forest_behind_imputer_scaler_and_one_hot_encoders() {
    check("random_forest");
}

#[test]
fn support_vectors_behind_normalizer_and_one_hot_encoder() {
    check("svc");
}

#[test]
fn logistic_regression_behind_binarizer_ordinals_and_bins() {
    check("ordinal");
}
