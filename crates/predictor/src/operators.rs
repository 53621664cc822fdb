//! The operators that models may use: those that exporters of tabular models write.
//!
//! Operators that make tensors of any size from a few bytes, or that hold graphs of their own, are left out on
//! purpose: a model file is untrusted.

use tract_onnx::Onnx;

const ALLOWED: &[&str] = &[
    "Abs",
    "Add",
    "ArgMax",
    "ArrayFeatureExtractor",
    "Binarizer",
    "Cast",
    "CategoryMapper",
    "Clip",
    "Concat",
    "Constant",
    "Div",
    "Equal",
    "Exp",
    "FeatureVectorizer",
    "Flatten",
    "Gather",
    "Gemm",
    "Greater",
    "Identity",
    "Imputer",
    "LabelEncoder",
    "LeakyRelu",
    "Less",
    "LinearClassifier",
    "LinearRegressor",
    "Log",
    "MatMul",
    "Max",
    "Min",
    "Mul",
    "Neg",
    "Normalizer",
    "Not",
    "OneHotEncoder",
    "Pow",
    "Reciprocal",
    "ReduceMax",
    "ReduceMean",
    "ReduceSum",
    "Relu",
    "Reshape",
    "SVMClassifier",
    "SVMRegressor",
    "Scaler",
    "Sigmoid",
    "Softmax",
    "Sqrt",
    "Squeeze",
    "Sub",
    "Sum",
    "Tanh",
    "Transpose",
    "TreeEnsemble",
    "TreeEnsembleClassifier",
    "TreeEnsembleRegressor",
    "Unsqueeze",
    "Where",
    "ZipMap",
];

/// A tract that knows the allowed operators, ours in place of its own.
pub(crate) fn onnx() -> Onnx {
    let mut onnx = tract_onnx::onnx().with_ignore_value_info(true).with_ignore_output_types(true);
    tabular::register(&mut onnx);
    onnx.op_register.0.retain(|name, _| ALLOWED.contains(&name.as_str()));
    onnx
}

/// Whether models may use this operator.
pub(crate) fn is_allowed(name: &str) -> bool {
    ALLOWED.contains(&name)
}
