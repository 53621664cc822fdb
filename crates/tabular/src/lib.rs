//! Operator builders of `ai.onnx.ml` for tract, so that tract runs graphs of tabular models.

mod attributes;
mod explain;
mod inspect;
mod labels;
mod ml;
mod operator;
mod standard;
mod trees;
mod values;

use tract_onnx::Onnx;

pub use explain::explainer;
pub use inspect::{TreesAsTheyAre, inspect};
pub use trees::TreeEnsemble;

/// Registers the operators of `ai.onnx.ml` 1 to 5, and `Sigmoid`, in place of tract's own where it has them.
///
/// The former are `TreeEnsembleClassifier`, `TreeEnsembleRegressor`, `TreeEnsemble`, `LinearClassifier`,
/// `LinearRegressor`, `SVMClassifier`, `SVMRegressor`, `ArrayFeatureExtractor`, `Binarizer`, `CategoryMapper`,
/// `FeatureVectorizer`, `Imputer`, `LabelEncoder`, `Normalizer`, `OneHotEncoder`, `Scaler` and `ZipMap`.
/// `CastMap` and `DictVectorizer` are left out: their inputs are maps, and tract knows only tensors. For the same
/// reason `ZipMap` passes the tensor of scores through: column i is the score of its class label i.
///
/// The batch may be symbolic or a number; the number of columns must be known or found by tract's analysis.
/// Where the standard is silent, results are onnxruntime's.
///
/// # Errors
/// A builder's error names the node and the attribute. What types and shapes have to do with it is found by tract's
/// analysis, which names the node.
pub fn register(onnx: &mut Onnx) {
    trees::register(onnx);
    ml::register(onnx);
    standard::register(onnx);
}
