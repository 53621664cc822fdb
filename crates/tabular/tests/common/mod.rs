//! Graphs of one operator, and comparison of what they answer.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

pub(crate) mod case;

use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;

/// A tract with our operators.
pub(crate) fn loader() -> tract_onnx::Onnx {
    let mut onnx = onnx();
    tabular::register(&mut onnx);
    onnx
}

/// Numbers are equal within 1e-6 relative (absolute below 1), all else exactly; types and shapes too.
pub(crate) fn assert_equal(name: &str, found: &[TValue], expected: &[Tensor]) {
    assert_eq!(found.len(), expected.len(), "{name}: outputs");
    for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found.datum_type(), expected.datum_type(), "{name}: type of output {i}");
        assert_eq!(found.shape(), expected.shape(), "{name}: shape of output {i}");
        if !expected.datum_type().is_float() {
            assert_eq!(**found, *expected, "{name}: output {i}");
            continue;
        }
        let (found, expected) = (found.cast_to::<f64>().unwrap(), expected.cast_to::<f64>().unwrap());
        let (found, expected) = (found.try_as_plain_ram().unwrap(), expected.try_as_plain_ram().unwrap());
        let pairs = found.as_slice::<f64>().unwrap().iter().zip(expected.as_slice::<f64>().unwrap());
        for (at, (&found, &expected)) in pairs.enumerate() {
            let near = (found - expected).abs() <= 1e-6 * expected.abs().max(1.0);
            let same = found == expected || (found.is_nan() && expected.is_nan());
            assert!(near || same, "{name}: {found} for {expected}, element {at} of output {i}");
        }
    }
}
