//! `Binarizer`: 1 for what is greater than a threshold, 0 for the rest, in the type of the input.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, numeric, tensor};

#[derive(Debug)]
struct Binarizer {
    threshold: f32,
}

pub(crate) fn binarizer(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let threshold = Attributes(node).float("threshold")?.unwrap_or(0.0);
    Operator::build(Binarizer { threshold })
}

impl Kernel for Binarizer {
    fn name(&self) -> &'static str {
        "Binarizer"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        numeric(inputs[0])?;
        Ok(tvec!(inputs[0].datum_type.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        let threshold = f64::from(self.threshold);
        let ones: Vec<i32> = if input.datum_type() == i64::datum_type() {
            // Doubles do not hold these exactly.
            let whole = threshold.floor() as i128;
            let greater = |&x| i32::from(!threshold.is_nan() && i128::from(x) > whole);
            elements::<i64>(input)?.iter().map(greater).collect()
        } else {
            let doubles = input.cast_to::<f64>()?;
            elements::<f64>(&doubles)?.iter().map(|&x| i32::from(x > threshold)).collect()
        };
        Ok(tvec!(tensor(input.shape(), ones)?.cast_to_dt(input.datum_type())?.into_owned()))
    }
}
