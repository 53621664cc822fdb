//! Graphs of one operator, and comparison of what they answer.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

pub(crate) mod case;
pub(crate) mod refused;

use case::{Case, Typed};
use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;

/// A tract with our operators.
pub(crate) fn loader() -> tract_onnx::Onnx {
    let mut onnx = tract_onnx::Onnx::default();
    tabular::register(&mut onnx);
    onnx
}

/// Numbers must be equal within 1e-6 relative (absolute below 1), all else exactly; types and shapes too.
pub(crate) fn compare(found: &[TValue], expected: &[Tensor]) -> TractResult<()> {
    ensure!(found.len() == expected.len(), "{} outputs for {}", found.len(), expected.len());
    for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
        let types = (found.datum_type(), expected.datum_type());
        ensure!(types.0 == types.1, "output {i} is of {:?}, expected {:?}", types.0, types.1);
        let shapes = (found.shape(), expected.shape());
        ensure!(shapes.0 == shapes.1, "output {i} has the shape {:?}, expected {:?}", shapes.0, shapes.1);
        if !expected.datum_type().is_float() {
            ensure!(**found == *expected, "output {i} is {found:?}, expected {expected:?}");
            continue;
        }
        let (found, expected) = (found.cast_to::<f64>()?, expected.cast_to::<f64>()?);
        let (found, expected) = (found.try_as_plain_ram()?, expected.try_as_plain_ram()?);
        let pairs = found.as_slice::<f64>()?.iter().zip(expected.as_slice::<f64>()?);
        for (at, (&found, &expected)) in pairs.enumerate() {
            let near = (found - expected).abs() <= 1e-6 * expected.abs().max(1.0);
            let same = found == expected || (found.is_nan() && expected.is_nan());
            ensure!(near || same, "{found} for {expected}, element {at} of output {i}");
        }
    }
    Ok(())
}

/// Every case must give what it expects, with a known number of rows and with any; there must be at least so many.
pub(crate) fn pass(cases: &[Case], at_least: usize) {
    let mut failures = Vec::new();
    for case in cases {
        let expected: Vec<Tensor> = case.outputs.iter().map(Typed::tensor).collect();
        for any_rows in [false, true] {
            let result = case.run(any_rows).and_then(|found| compare(&found, &expected));
            if let Err(error) = result {
                let name = format!("{}: {} (any rows: {any_rows})", case.operator, case.name);
                failures.push(format!("{name}: {error:#}"));
            }
        }
    }
    let count = cases.len();
    assert!(failures.is_empty(), "{} of {count} cases fail:\n{}", failures.len(), failures.join("\n"));
    assert!(count >= at_least, "only {count} cases");
}
