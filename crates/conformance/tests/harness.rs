//! The harness itself: answers that are wrong by a little are found.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use conformance::{Case, check};
use prost::Message as _;
use tract_onnx::pb::TensorProto;

fn case(name: &str) -> Case {
    Case::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("models").join(name)).unwrap()
}

/// Changes the numbers of a tensor, little-endian.
fn change<const N: usize>(file: &mut Vec<u8>, change: impl Fn(usize, [u8; N]) -> [u8; N]) {
    let mut tensor = TensorProto::decode(file.as_slice()).unwrap();
    let numbers = tensor.raw_data.chunks_exact(N).enumerate();
    tensor.raw_data = numbers.flat_map(|(i, bytes)| change(i, bytes.try_into().unwrap())).collect();
    *file = tensor.encode_to_vec();
}

fn scale(file: &mut Vec<u8>, factor: f32) {
    change(file, |_, bytes| (f32::from_le_bytes(bytes) * factor).to_le_bytes());
}

/// What is wrong with a case once it has been changed.
fn failure(name: &str, break_it: impl FnOnce(&mut Case)) -> String {
    let mut case = case(name);
    break_it(&mut case);
    format!("{:#}", check(&case).unwrap_err())
}

#[test]
fn scores_of_trees_are_held_to_the_bound() {
    let mut near = case("xgboost-multiclass");
    scale(&mut near.outputs[1], 1.0 + 5e-7);
    let outcome = check(&near).unwrap();
    // 360 rows and the last five of them again, three classes.
    assert_eq!((outcome.labels, outcome.scores), (365, 1095));
    assert!((3e-7..=7e-7).contains(&outcome.difference.relative), "{outcome:?}");
    assert_eq!(outcome.rounding, None);

    let far = failure("xgboost-multiclass", |case| scale(&mut case.outputs[1], 1.0 + 2e-6));
    assert!(far.starts_with("output 1: score 0 is "), "{far}");
    let last = failure("xgboost-multiclass", |case| {
        change(&mut case.outputs[1], |i, bytes| if i == 1079 { f32::NAN.to_le_bytes() } else { bytes });
    });
    assert!(last.starts_with("output 1: score 1079 is ") && last.ends_with("instead of NaN"), "{last}");
}

#[test]
fn labels_are_equal_or_wrong() {
    let number = failure("xgboost-multiclass", |case| {
        change(&mut case.outputs[0], |i, bytes: [u8; 8]| if i == 359 { [9; 8] } else { bytes });
    });
    assert!(number.starts_with("output 0: "), "{number}");
    let word = failure("lightgbm-words", |case| {
        let mut tensor = TensorProto::decode(case.outputs[0].as_slice()).unwrap();
        tensor.string_data[7] = b"loses?".to_vec();
        case.outputs[0] = tensor.encode_to_vec();
    });
    assert!(word.starts_with("output 0: "), "{word}");
    let missing = failure("xgboost-multiclass", |case| {
        case.outputs.truncate(1);
    });
    assert_eq!(missing, "2 outputs instead of 1");
}

#[test]
fn a_score_off_onnxruntimes_has_to_be_near_the_exact_one() {
    let outcome = check(&case("pytorch-mlp")).unwrap();
    let errors = outcome.rounding.unwrap();
    assert!(outcome.difference.relative > 1e-6, "the rule is needed: {outcome:?}");
    assert!(errors.own.absolute <= 2.0 * errors.onnxruntime.absolute, "{outcome:?}");

    let blind = failure("pytorch-mlp", |case| case.exact = None);
    assert!(blind.starts_with("output 0: score "), "{blind}");
    let moved = failure("pytorch-mlp", |case| {
        let exact = case.exact.as_mut().unwrap();
        change(exact, |_, bytes| (f64::from_le_bytes(bytes) * 1.001_f64).to_le_bytes());
    });
    assert!(moved.starts_with("onnxruntime is off the exact scores by 0.00"), "{moved}");
    // Both are where the model is not.
    let far = failure("pytorch-mlp", |case| {
        scale(&mut case.outputs[0], 1.0 - 4e-6);
        let exact = case.exact.as_mut().unwrap();
        change(exact, |_, bytes| (f64::from_le_bytes(bytes) * (1.0 - 4e-6)).to_le_bytes());
    });
    assert!(far.starts_with("output 0: score "), "{far}");
}
