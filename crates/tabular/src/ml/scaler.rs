//! `Scaler`: (x − offset) · scale, column by column.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, numeric, one_or_each, room, tensor};

/// One offset and scale for each column, or one for all; an absent one changes nothing.
#[derive(Debug)]
struct Scaler {
    offset: Vec<f32>,
    scale: Vec<f32>,
}

pub(crate) fn scaler(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let or_neutral =
        |values: &[f32], neutral| if values.is_empty() { vec![neutral] } else { values.to_vec() };
    let offset = or_neutral(attributes.floats("offset")?, 0.0);
    let scale = or_neutral(attributes.floats("scale")?, 1.0);
    Operator::build(Scaler { offset, scale })
}

impl Scaler {
    /// Calls `scaled` with each element, its offset and its scale.
    fn map<T: Datum + Copy>(&self, input: &Tensor, scaled: fn(T, f32, f32) -> f32) -> TractResult<Tensor> {
        let (_, mut output) = room(input.shape())?;
        let columns = self.offset.iter().cycle().zip(self.scale.iter().cycle());
        let input_elements = elements::<T>(input)?.iter();
        output.extend(input_elements.zip(columns).map(|(&x, (&offset, &scale))| scaled(x, offset, scale)));
        tensor(input.shape(), output)
    }
}

impl Kernel for Scaler {
    fn name(&self) -> &'static str {
        "Scaler"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        numeric(inputs[0])?;
        one_or_each("offset", self.offset.len(), inputs[0])?;
        one_or_each("scale", self.scale.len(), inputs[0])?;
        Ok(tvec!(f32::fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        Ok(tvec!(if input.datum_type() == f64::datum_type() {
            self.map::<f64>(input, |x, offset, scale| ((x - f64::from(offset)) * f64::from(scale)) as f32)?
        } else {
            self.map::<f32>(&*input.cast_to::<f32>()?, |x, offset, scale| (x - offset) * scale)?
        }))
    }
}
