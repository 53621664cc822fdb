//! Each operator answers like onnxruntime; `tools/model-zoo/operators` tells where the expected outputs differ from it.

mod common;

#[test]
fn every_case_passes() {
    common::pass(&common::case::all(), 101);
}
