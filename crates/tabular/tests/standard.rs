//! Each operator of the standard domain answers like onnxruntime; `tools/model-zoo/standard.py` makes the cases.

mod common;

#[test]
fn every_case_passes() {
    common::pass(&common::case::checked_in("standard"), 301);
}
