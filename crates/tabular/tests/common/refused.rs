//! Nodes that make no sense, and the errors they get.
#![allow(clippy::panic, reason = "helpers of tests")]

use tract_onnx::prelude::TractError;

use super::case::{Attribute, Case, Number, Typed, Values};

pub(crate) fn ints(values: &[i64]) -> Attribute {
    Attribute::Ints(values.to_vec())
}

pub(crate) fn floats(values: &[f64]) -> Attribute {
    Attribute::Floats(values.iter().copied().map(Number).collect())
}

pub(crate) fn texts(values: &[&str]) -> Attribute {
    Attribute::Texts(values.iter().map(|&value| value.to_owned()).collect())
}

pub(crate) fn text(value: &str) -> Attribute {
    Attribute::Text(value.to_owned())
}

pub(crate) fn list(values: Values, length: usize) -> Attribute {
    Attribute::Tensor(Typed { shape: vec![length], values })
}

pub(crate) fn doubles(values: &[f64]) -> Attribute {
    list(Values::Double(values.iter().copied().map(Number).collect()), values.len())
}

pub(crate) fn singles(values: &[f64]) -> Attribute {
    list(Values::Float(values.iter().copied().map(Number).collect()), values.len())
}

/// Two rows of two columns, of floats.
pub(crate) fn rows() -> Typed {
    Typed { shape: vec![2, 2], values: Values::Float([1., 2., 3., 4.].map(Number).to_vec()) }
}

/// The same, of strings.
pub(crate) fn words() -> Typed {
    Typed { shape: vec![2, 2], values: Values::String(["a", "b", "c", "d"].map(str::to_owned).to_vec()) }
}

pub(crate) fn case(
    operator: &str,
    inputs: Vec<Typed>,
    outputs: usize,
    attributes: &[(&str, Attribute)],
) -> Case {
    Case {
        name: String::new(),
        operator: operator.to_owned(),
        domain: "ai.onnx.ml".to_owned(),
        version: 5,
        names: Vec::new(),
        constants: 0,
        rows: true,
        attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        outputs: vec![rows(); outputs],
        inputs,
    }
}

/// The root of an error, the whole of which names the node.
pub(crate) fn error(case: &Case) -> String {
    let describe = |error: TractError| (format!("{error:#}"), error.root_cause().to_string());
    let (whole, root) =
        case.run(false).map_or_else(describe, |outputs| panic!("{} answered {outputs:?}", case.operator));
    assert!(whole.contains("lone"), "{whole}");
    root
}

/// An operator with one input and one output is refused.
pub(crate) fn refused(operator: &str, input: Typed, attributes: &[(&str, Attribute)], expected: &str) {
    assert_eq!(error(&case(operator, vec![input], 1, attributes)), expected, "{operator}");
}
