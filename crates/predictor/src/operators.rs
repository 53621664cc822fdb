//! The operators that models may use: those that exporters of tabular models write.
//!
//! Operators that make tensors of any size from a few bytes, or that hold graphs of their own, are left out on
//! purpose: a model file is untrusted.

use tract_onnx::Onnx;

const ALLOWED: &[&str] = &[
    "Abs",
    "Add",
    "And",
    "ArgMax",
    "ArgMin",
    "ArrayFeatureExtractor",
    "BatchNormalization",
    "Binarizer",
    "Cast",
    "CategoryMapper",
    "Ceil",
    "Clip",
    "Concat",
    "Constant",
    "Div",
    "Dropout",
    "Elu",
    "Equal",
    "Erf",
    "Exp",
    "FeatureVectorizer",
    "Flatten",
    "Floor",
    "Gather",
    "Gemm",
    "Greater",
    "GreaterOrEqual",
    "HardSigmoid",
    "Identity",
    "Imputer",
    "IsNaN",
    "LabelEncoder",
    "LeakyRelu",
    "Less",
    "LessOrEqual",
    "LinearClassifier",
    "LinearRegressor",
    "Log",
    "LogSoftmax",
    "MatMul",
    "Max",
    "Mean",
    "Min",
    "Mod",
    "Mul",
    "Neg",
    "Normalizer",
    "Not",
    "OneHotEncoder",
    "Or",
    "Pow",
    "Reciprocal",
    "ReduceL1",
    "ReduceL2",
    "ReduceLogSum",
    "ReduceMax",
    "ReduceMean",
    "ReduceMin",
    "ReduceProd",
    "ReduceSum",
    "ReduceSumSquare",
    "Relu",
    "Reshape",
    "Round",
    "SVMClassifier",
    "SVMRegressor",
    "Scaler",
    "Selu",
    "Sigmoid",
    "Sign",
    "Slice",
    "Softmax",
    "Softplus",
    "Softsign",
    "Sqrt",
    "Squeeze",
    "Sub",
    "Sum",
    "Tanh",
    "ThresholdedRelu",
    "TopK",
    "Transpose",
    "TreeEnsemble",
    "TreeEnsembleClassifier",
    "TreeEnsembleRegressor",
    "Unsqueeze",
    "Where",
    "Xor",
    "ZipMap",
];

/// A tract that knows the allowed operators, and no others: its own would bring megabytes along.
pub(crate) fn onnx() -> Onnx {
    let mut onnx = Onnx::default().with_ignore_value_info(true).with_ignore_output_types(true);
    tabular::register(&mut onnx);
    onnx
}

/// Whether models may use this operator.
pub(crate) fn is_allowed(name: &str) -> bool {
    ALLOWED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{ALLOWED, onnx};

    #[test]
    fn what_is_allowed_is_what_is_registered() {
        let mut registered: Vec<String> = onnx().op_register.0.into_keys().collect();
        registered.sort();
        assert_eq!(registered, ALLOWED);
    }
}
