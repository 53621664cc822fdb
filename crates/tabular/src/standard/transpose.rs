//! `Transpose`: axes in another order.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::{offsets, pick, strides};
use super::types::axis;
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator};

/// The old axis of each new one; empty stands for the reverse order.
#[derive(Debug)]
struct Transpose {
    axes: Vec<i64>,
}

pub(super) fn transpose(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    Operator::build(Transpose { axes: Attributes(node).ints("perm")?.to_vec() })
}

impl Transpose {
    fn axes(&self, rank: usize) -> TractResult<Vec<usize>> {
        if self.axes.is_empty() {
            return Ok((0..rank).rev().collect());
        }
        let axes = self.axes.iter().map(|&given| axis(given, rank)).collect::<TractResult<Vec<_>>>()?;
        let complete = axes.len() == rank && (0..rank).all(|i| axes.contains(&i));
        ensure!(complete, "attribute 'perm' does not name each of {rank} axes once");
        Ok(axes)
    }
}

impl Kernel for Transpose {
    fn name(&self) -> &'static str {
        "Transpose"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let dims = inputs[0].shape.dims();
        let shape: TVec<TDim> = self.axes(dims.len())?.into_iter().map(|axis| dims[axis].clone()).collect();
        Ok(tvec!(inputs[0].datum_type.fact(shape)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let old = inputs[0].shape();
        let (axes, steps) = (self.axes(old.len())?, strides(old));
        let shape: Vec<usize> = axes.iter().map(|&axis| old[axis]).collect();
        let steps: Vec<usize> = axes.iter().map(|&axis| steps[axis]).collect();
        Ok(tvec!(pick(inputs[0], &offsets(&shape, &steps)?, &shape)?))
    }
}
