//! The types of elements that these operators know.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::operator::{elements, tensor};

/// Evaluates an expression with a name for the type of elements, among those given in brackets.
macro_rules! with_type {
    ($kind:expr, [$($candidate:ty),*], $name:ident => $body:expr) => {{
        let kind: DatumType = $kind;
        $(if kind == <$candidate>::datum_type() {
            type $name = $candidate;
            $body
        } else)* {
            bail!("elements of type {kind:?} are not supported here")
        }
    }};
}
pub(crate) use with_type;

/// The type must be one of these.
pub(super) fn one_of(kind: DatumType, types: &[DatumType]) -> TractResult<()> {
    ensure!(types.contains(&kind), "its input is of type {kind:?}, expected one of {types:?}");
    Ok(())
}

/// 32 and 64 bit floats.
pub(super) fn floats() -> [DatumType; 2] {
    [f32::datum_type(), f64::datum_type()]
}

/// 32 and 64 bit floats and integers.
pub(super) fn numbers() -> [DatumType; 4] {
    [f32::datum_type(), f64::datum_type(), i64::datum_type(), i32::datum_type()]
}

/// All inputs must be of one type, which is returned.
pub(super) fn same(inputs: &[&TypedFact]) -> TractResult<DatumType> {
    let kind = inputs[0].datum_type;
    if let Some(other) = inputs.iter().find(|input| input.datum_type != kind) {
        bail!("its inputs are of types {kind:?} and {:?}, expected one type", other.datum_type);
    }
    Ok(kind)
}

/// A tensor of the same shape, element by element.
pub(super) fn map<T: Datum, R: Datum>(input: &Tensor, f: impl FnMut(&T) -> R) -> TractResult<Tensor> {
    tensor(input.shape(), elements::<T>(input)?.iter().map(f).collect())
}

/// Number of inputs that a node has; optional ones may be absent.
pub(super) fn present(node: &NodeProto) -> usize {
    node.input.iter().filter(|name| !name.is_empty()).count()
}

/// Integers of a constant input, such as axes.
pub(super) fn integers_of(input: &TypedFact, what: &str) -> TractResult<Vec<i64>> {
    let Some(constant) = &input.konst else { bail!("{what} must be a constant") };
    integers_in(constant)
}

/// Integers of a tensor.
pub(super) fn integers_in(tensor: &Tensor) -> TractResult<Vec<i64>> {
    one_of(tensor.datum_type(), &[i64::datum_type(), i32::datum_type()])?;
    Ok(elements::<i64>(&*tensor.cast_to::<i64>()?)?.to_vec())
}

/// An axis, counted from the end where it is negative.
pub(super) fn axis(axis: i64, rank: usize) -> TractResult<usize> {
    let from_start = if axis < 0 { axis.checked_add(rank as i64) } else { Some(axis) };
    match from_start.map(usize::try_from) {
        Some(Ok(from_start)) if from_start < rank => Ok(from_start),
        _ => bail!("there is no axis {axis} in {rank} dimensions"),
    }
}
