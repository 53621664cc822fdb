//! Operator builders of `ai.onnx.ml` for tract, so that tract runs graphs with tree ensembles in them.

mod attributes;
mod explain;
mod scaler;
mod tree_ensemble;
mod zip_map;

use tract_onnx::Onnx;

pub use explain::explainer;
pub use tree_ensemble::TreeEnsemble;

/// Registers `TreeEnsembleClassifier`, `TreeEnsembleRegressor`, `Scaler` and `ZipMap`, in place of tract's own.
///
/// The batch may be symbolic or a number; the number of columns must be known or found by tract's analysis.
/// `ZipMap` passes the tensor of scores through: tract knows no sequences of maps, and the class labels that the
/// maps would name are the ensemble's.
pub fn register(onnx: &mut Onnx) {
    onnx.op_register.insert("TreeEnsembleClassifier", tree_ensemble::classifier);
    onnx.op_register.insert("TreeEnsembleRegressor", tree_ensemble::regressor);
    onnx.op_register.insert("Scaler", scaler::scaler);
    onnx.op_register.insert("ZipMap", zip_map::zip_map);
}
