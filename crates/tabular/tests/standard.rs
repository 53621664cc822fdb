//! Each operator of the standard domain answers like onnxruntime; `tools/model-zoo/standard.py` makes the cases.

mod common;

use common::case::Typed;
use tract_onnx::prelude::*;

#[test]
fn every_case_passes() {
    let (mut count, mut failures) = (0, Vec::new());
    for case in common::case::checked_in("standard") {
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
    assert!(failures.is_empty(), "{} of {count} cases fail:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 300, "only {count} cases");
}
