//! Tensors of other shapes whose elements are those of a given one.

use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::tract_core::broadcast::multi_broadcast;

use super::types::with_type;
use crate::operator::{elements, room, tensor};

/// Distance between neighbours in each dimension, row-major.
pub(super) fn strides(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for i in (1..shape.len()).rev() {
        strides[i - 1] = strides[i] * shape[i];
    }
    strides
}

/// The offset of each element of a view, in its order.
pub(super) fn offsets(shape: &[usize], strides: &[usize]) -> TractResult<Vec<usize>> {
    room::<usize>(shape)?;
    let mut offsets = vec![0];
    for (&dim, &stride) in shape.iter().zip(strides) {
        offsets = offsets.iter().flat_map(|&start| (0..dim).map(move |i| start + i * stride)).collect();
    }
    Ok(offsets)
}

/// The elements at these offsets, in the given shape.
pub(super) fn pick(input: &Tensor, offsets: &[usize], shape: &[usize]) -> TractResult<Tensor> {
    with_type!(input.datum_type(), [f32, f64, i64, i32, bool, String], T => {
        let from = elements::<T>(input)?;
        let picked = offsets.iter().map(|&offset| from.get(offset).cloned()).collect::<Option<Vec<T>>>();
        tensor(shape, picked.context("an index is out of range")?)
    })
}

/// The input, repeated along dimensions where it has one element, or none.
pub(super) fn broadcast<'a>(input: &'a Tensor, shape: &[usize]) -> TractResult<Cow<'a, Tensor>> {
    if input.shape() == shape {
        return Ok(Cow::Borrowed(input));
    }
    let absent = shape.len().checked_sub(input.rank()).context("a tensor has too many dimensions")?;
    let mut steps = vec![0; absent];
    for ((&dim, &wanted), stride) in input.shape().iter().zip(&shape[absent..]).zip(strides(input.shape())) {
        ensure!(dim == wanted || dim == 1, "{:?} does not broadcast to {shape:?}", input.shape());
        steps.push(if dim == 1 { 0 } else { stride });
    }
    Ok(Cow::Owned(pick(input, &offsets(shape, &steps)?, shape)?))
}

/// The shape to which all inputs broadcast.
pub(super) fn common(inputs: &[&Tensor]) -> TractResult<TVec<usize>> {
    multi_broadcast(&inputs.iter().map(|input| input.shape()).collect::<Vec<_>>())
}

/// The same of shapes that may be symbolic.
pub(super) fn common_dims(inputs: &[&TypedFact]) -> TractResult<TVec<TDim>> {
    multi_broadcast(&inputs.iter().map(|input| input.shape.to_tvec()).collect::<Vec<_>>())
}
