//! Each operator answers like onnxruntime; `tools/model-zoo/operators.py` tells where the expected outputs differ from it.

mod common;

use std::path::PathBuf;

use common::case::{Case, Typed};
use tract_onnx::prelude::*;

/// Where the cases are, or others that `operators.py` has written.
fn folder() -> PathBuf {
    let checked_in = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/operators");
    std::env::var_os("OPERATOR_CASES").map_or(checked_in, PathBuf::from)
}

#[test]
fn every_case_passes() {
    let mut files: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut count, mut failures) = (0, Vec::new());
    for file in files {
        let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for case in &cases {
            let expected: Vec<Tensor> = case.outputs.iter().map(Typed::tensor).collect();
            for any_rows in [false, true] {
                let result = case.run(any_rows).and_then(|found| common::compare(&found, &expected));
                if let Err(error) = result {
                    let name = format!("{}: {} (any rows: {any_rows})", case.operator, case.name);
                    failures.push(format!("{name}: {error:#}"));
                }
            }
            count += 1;
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases fail:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 100, "only {count} cases");
}
