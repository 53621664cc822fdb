//! `Sigmoid` of the main domain: 1 / (1 + e⁻ˣ), correct to the last bit.
//!
//! It ends networks that tell two classes apart. tract's own is a quotient of polynomials that leaves no digit of a
//! probability near 0.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::operator::{Built, Kernel, Operator, elements, tensor};

#[derive(Debug)]
struct Sigmoid;

pub(crate) fn sigmoid(_: &ParsingContext<'_>, _: &NodeProto) -> Built {
    Operator::build(Sigmoid)
}

impl Kernel for Sigmoid {
    fn name(&self) -> &'static str {
        "Sigmoid"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let found = inputs[0].datum_type;
        ensure!(
            [f32::datum_type(), f64::datum_type()].contains(&found),
            "its input is of type {found:?}, expected F32 or F64"
        );
        Ok(tvec!(found.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let doubles = inputs[0].cast_to::<f64>()?;
        let values = elements::<f64>(&doubles)?.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect();
        let values: Tensor = tensor::<f64>(inputs[0].shape(), values)?;
        Ok(tvec!(values.cast_to_dt(inputs[0].datum_type())?.into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_probabilities_keep_their_digits() -> TractResult<()> {
        let input = tensor1(&[0.0_f32, -20.0, 20.0, f32::NEG_INFINITY, f32::INFINITY, f32::NAN]);
        let output = Sigmoid.eval(&[&input])?.remove(0);
        let found = elements::<f32>(&output)?;
        // σ(−20) = 2.0611536181902036…e-9
        assert_eq!(found[..5], [0.5, 2.061_153_6e-9, 1.0, 0.0, 1.0]);
        assert!(found[5].is_nan());
        Ok(())
    }
}
