//! `Gather`: slices along an axis, by index.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::pick;
use super::types::{axis, integers_in, one_of};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, room};

#[derive(Debug)]
struct Gather {
    axis: i64,
}

pub(super) fn gather(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    Operator::build(Gather { axis: Attributes(node).int("axis")?.unwrap_or(0) })
}

impl Gather {
    /// The axis, replaced by the dimensions of the indices.
    fn shape<D: DimLike>(&self, data: &[D], indices: &[D]) -> TractResult<TVec<D>> {
        let axis = axis(self.axis, data.len())?;
        Ok(data[..axis].iter().chain(indices).chain(&data[axis + 1..]).cloned().collect())
    }
}

impl Kernel for Gather {
    fn name(&self) -> &'static str {
        "Gather"
    }

    fn inputs(&self) -> usize {
        2
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        one_of(inputs[1].datum_type, &[i64::datum_type(), i32::datum_type()])?;
        let shape = self.shape(inputs[0].shape.dims(), inputs[1].shape.dims())?;
        Ok(tvec!(inputs[0].datum_type.fact(shape)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let data = inputs[0].shape();
        let at = axis(self.axis, data.len())?;
        let indices = integers_in(inputs[1])?;
        let indices = indices.iter().map(|&index| match axis(index, data[at]) {
            Ok(index) => Ok(index),
            Err(_) => bail!("index {index} is out of the range of {} elements", data[at]),
        });
        let indices = indices.collect::<TractResult<Vec<_>>>()?;
        let shape = self.shape(data, inputs[1].shape())?;
        let (_, mut offsets) = room(&shape)?;
        let outer: usize = data[..at].iter().product();
        let inner: usize = data[at + 1..].iter().product();
        for i in 0..outer {
            for &index in &indices {
                let start = (i * data[at] + index) * inner;
                offsets.extend(start..start + inner);
            }
        }
        Ok(tvec!(pick(inputs[0], &offsets, &shape)?))
    }
}
