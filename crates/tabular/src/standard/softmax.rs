//! `Softmax` and `LogSoftmax`.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{axis, floats, one_of};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, tensor};

/// Before version 13 of the standard over all dimensions from the axis on, since then along the axis alone.
#[derive(Debug)]
struct Softmax {
    axis: i64,
    flat: bool,
    log: bool,
}

pub(super) fn softmax(context: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let flat = context.onnx_operator_set_version < 13;
    let axis = Attributes(node).int("axis")?.unwrap_or(if flat { 1 } else { -1 });
    Operator::build(Softmax { axis, flat, log: node.op_type == "LogSoftmax" })
}

impl Softmax {
    /// Computes one group in place: `count` elements, `step` apart.
    fn group(&self, values: &mut [f64], start: usize, count: usize, step: usize) {
        let places = || (0..count).map(|i| start + i * step);
        let max = places().map(|i| values[i]).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = places().map(|i| (values[i] - max).exp()).sum();
        let log_sum = sum.ln();
        for i in places() {
            let x = values[i] - max;
            values[i] = if self.log { x - log_sum } else { x.exp() / sum };
        }
    }
}

impl Kernel for Softmax {
    fn name(&self) -> &'static str {
        if self.log { "LogSoftmax" } else { "Softmax" }
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        one_of(inputs[0].datum_type, &floats())?;
        axis(self.axis, inputs[0].rank())?;
        Ok(tvec!(inputs[0].datum_type.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let shape = inputs[0].shape();
        let axis = axis(self.axis, shape.len())?;
        let end = if self.flat { shape.len() } else { axis + 1 };
        let count: usize = shape[axis..end].iter().product();
        let step: usize = shape[end..].iter().product();
        let mut values = elements::<f64>(&*inputs[0].cast_to::<f64>()?)?.to_vec();
        for outer in 0..values.len().checked_div(count * step).unwrap_or(0) {
            for inner in 0..step {
                self.group(&mut values, outer * count * step + inner, count, step);
            }
        }
        let result = tensor(shape, values)?;
        Ok(tvec!(result.cast_to_dt(inputs[0].datum_type())?.into_owned()))
    }
}
