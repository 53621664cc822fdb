//! `Imputer`: one value, mostly the missing one, replaced by another, column by column.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, numeric, one_or_each, tensor};

/// The value to replace, and one value for each column or one for all to put in its place.
#[derive(Debug)]
enum Imputer {
    Floats { replaced: f32, imputed: Vec<f32> },
    Int64s { replaced: i64, imputed: Vec<i64> },
}

pub(crate) fn imputer(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let floats = attributes.floats("imputed_value_floats")?;
    let ints = attributes.ints("imputed_value_int64s")?;
    Operator::build(match (floats.is_empty(), ints.is_empty()) {
        (false, true) => Imputer::Floats {
            replaced: attributes.float("replaced_value_float")?.unwrap_or(0.0),
            imputed: floats.to_vec(),
        },
        (true, false) => Imputer::Int64s {
            replaced: attributes.int("replaced_value_int64")?.unwrap_or(0),
            imputed: ints.to_vec(),
        },
        (true, true) => return attributes.bail("imputed_value_floats", "there are no values to impute"),
        (false, false) => {
            return attributes.bail("imputed_value_int64s", "cannot be there beside 'imputed_value_floats'");
        }
    })
}

/// Replaces the elements for which `missing` holds.
fn impute<T: Datum + Copy>(
    input: &Tensor,
    imputed: &[T],
    missing: impl Fn(T) -> bool,
) -> TractResult<Tensor> {
    let columns = imputed.iter().cycle();
    let values = elements::<T>(input)?.iter().zip(columns);
    tensor(input.shape(), values.map(|(&x, &value)| if missing(x) { value } else { x }).collect())
}

impl Kernel for Imputer {
    fn name(&self) -> &'static str {
        "Imputer"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        numeric(inputs[0])?;
        let kind = inputs[0].datum_type;
        match self {
            Self::Floats { imputed, .. } => {
                ensure!(kind.is_float(), "attribute 'imputed_value_floats' is not for an input of {kind:?}");
                one_or_each("imputed_value_floats", imputed.len(), inputs[0])?;
            }
            Self::Int64s { imputed, .. } => {
                ensure!(!kind.is_float(), "attribute 'imputed_value_int64s' is not for an input of {kind:?}");
                one_or_each("imputed_value_int64s", imputed.len(), inputs[0])?;
                if let Some(value) = imputed.iter().find(|&&value| i32::try_from(value).is_err()) {
                    let fits = kind == i64::datum_type();
                    ensure!(fits, "attribute 'imputed_value_int64s': {value} does not fit the input's type");
                }
            }
        }
        Ok(tvec!(kind.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        Ok(tvec!(match self {
            Self::Floats { replaced, imputed } if input.datum_type() == f64::datum_type() => {
                let replaced = f64::from(*replaced);
                let imputed: Vec<f64> = imputed.iter().map(|&value| value.into()).collect();
                impute(input, &imputed, |x| x == replaced || (x.is_nan() && replaced.is_nan()))?
            }
            Self::Floats { replaced, imputed } => {
                impute(input, imputed, |x| x == *replaced || (x.is_nan() && replaced.is_nan()))?
            }
            Self::Int64s { replaced, imputed } if input.datum_type() == i32::datum_type() => {
                let imputed: Vec<i32> = imputed.iter().map(|&value| value as i32).collect();
                impute(input, &imputed, |x| i64::from(x) == *replaced)?
            }
            Self::Int64s { replaced, imputed } => impute(input, imputed, |x| x == *replaced)?,
        }))
    }
}
