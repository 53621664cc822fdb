//! `Concat`: tensors one after the other along an axis.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{axis, present, same, with_type};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, room, tensor};

#[derive(Debug)]
struct Concat {
    axis: i64,
    inputs: usize,
}

pub(super) fn concat(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let Some(axis) = Attributes(node).int("axis")? else {
        return Attributes(node).bail("axis", "it is missing");
    };
    Operator::build(Concat { axis, inputs: present(node).max(1) })
}

impl Kernel for Concat {
    fn name(&self) -> &'static str {
        "Concat"
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = same(inputs)?;
        let mut shape = inputs[0].shape.to_tvec();
        let axis = axis(self.axis, shape.len())?;
        for input in &inputs[1..] {
            let fits = |(i, dim): (usize, &TDim)| i == axis || *dim == shape[i];
            ensure!(
                input.rank() == shape.len() && input.shape.iter().enumerate().all(fits),
                "its inputs are of shapes {:?} and {:?}, which differ beside axis {axis}",
                inputs[0].shape,
                input.shape
            );
        }
        shape[axis] = inputs.iter().map(|input| input.shape[axis].clone()).sum();
        Ok(tvec!(kind.fact(shape)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let mut shape = inputs[0].shape().to_vec();
        let axis = axis(self.axis, shape.len())?;
        shape[axis] = inputs.iter().map(|input| input.shape()[axis]).sum();
        let outer: usize = shape[..axis].iter().product();
        Ok(tvec!(with_type!(inputs[0].datum_type(), [f32, f64, i64, i32, bool, String], T => {
            let parts = inputs.iter().map(|input| elements::<T>(input)).collect::<TractResult<Vec<_>>>()?;
            let (_, mut output) = room::<T>(&shape)?;
            for i in 0..outer {
                for part in &parts {
                    let length = part.len() / outer;
                    output.extend_from_slice(&part[i * length..(i + 1) * length]);
                }
            }
            tensor(&shape, output)?
        })))
    }
}
