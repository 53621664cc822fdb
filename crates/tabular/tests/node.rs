//! The ONNX backend node tests of `ai.onnx.ml` pass: see `node/README.md`.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use std::path::Path;

use tract_onnx::prelude::*;
use tract_onnx::tensor::{load_tensor, proto_from_reader};

/// `prefix_0.pb`, `prefix_1.pb`, … of a folder.
fn tensors(folder: &Path, prefix: &str) -> TVec<Tensor> {
    let paths = (0..).map(|i| folder.join(format!("{prefix}_{i}.pb"))).take_while(|path| path.exists());
    let load = |path| {
        let proto = proto_from_reader(std::fs::File::open(path).unwrap()).unwrap();
        load_tensor(&*onnx().provider, &proto, None).unwrap()
    };
    paths.map(load).collect()
}

#[test]
fn every_case_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    for case in &cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let (inputs, expected) = (tensors(case, "input"), tensors(case, "output"));
        assert!(!inputs.is_empty() && !expected.is_empty(), "{name} has no data");
        let model = common::loader().model_for_path(case.join("model.onnx")).unwrap();
        let model = model.into_optimized().unwrap().into_runnable().unwrap();
        let outputs = model.run(inputs.into_iter().map(IntoTValue::into_tvalue).collect()).unwrap();
        common::compare(&outputs, &expected).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert_eq!(cases.len(), 8, "cases");
}
