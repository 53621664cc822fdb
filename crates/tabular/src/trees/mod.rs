//! Tree ensembles: attributes of ONNX → forest's ensembles → operators of tract.

mod by_id;
mod by_position;
mod expansion;
mod operator;

use forest::Number;
use tract_onnx::Onnx;
use tract_onnx::tract_hir::internal::*;

use crate::values::Values;

pub(crate) use by_id::{explain_classifier, explain_regressor, inspect_classifier, inspect_regressor};
pub(crate) use by_position::{explain as explain_tree_ensemble, inspect as inspect_tree_ensemble};
pub use operator::TreeEnsemble;

/// Registers the three operators with trees.
pub(crate) fn register(onnx: &mut Onnx) {
    onnx.op_register.insert("TreeEnsembleClassifier", by_id::classifier);
    onnx.op_register.insert("TreeEnsembleRegressor", by_id::regressor);
    onnx.op_register.insert("TreeEnsemble", by_position::tree_ensemble);
}

/// What thresholds, weights and rows are of.
pub(crate) trait Element: Number + Datum {
    /// The same numbers in this type.
    fn list(floats: &[f32]) -> Cow<'_, [Self]>;
    /// The numbers of a tensor of this type or one that it holds without loss, else the type that it is of.
    fn of(values: Values) -> Result<Vec<Self>, DatumType>;
    /// A score of a model that answers with floats.
    fn to_float(self) -> f32;
}

impl Element for f32 {
    fn list(floats: &[f32]) -> Cow<'_, [Self]> {
        Cow::Borrowed(floats)
    }

    fn of(values: Values) -> Result<Vec<Self>, DatumType> {
        match values {
            Values::Halves(values) => Ok(values.into_iter().map(f16::to_f32).collect()),
            Values::Floats(values) => Ok(values),
            values => Err(values.datum_type()),
        }
    }

    fn to_float(self) -> f32 {
        self
    }
}

impl Element for f64 {
    fn list(floats: &[f32]) -> Cow<'_, [Self]> {
        Cow::Owned(floats.iter().map(|&x| x.into()).collect())
    }

    fn of(values: Values) -> Result<Vec<Self>, DatumType> {
        match values {
            Values::Floats(values) => Ok(values.into_iter().map(f64::from).collect()),
            Values::Doubles(values) => Ok(values),
            values => Err(values.datum_type()),
        }
    }

    fn to_float(self) -> f32 {
        self as f32
    }
}
