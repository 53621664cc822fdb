//! `Where`: one of two elements, by a truth value.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::{broadcast, common, common_dims};
use super::types::{one_of, same, with_type};
use crate::operator::{Built, Kernel, Operator, elements, tensor};

#[derive(Debug)]
struct Where;

pub(super) fn choose(_: &ParsingContext<'_>, _: &NodeProto) -> Built {
    Operator::build(Where)
}

impl Kernel for Where {
    fn name(&self) -> &'static str {
        "Where"
    }

    fn inputs(&self) -> usize {
        3
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        one_of(inputs[0].datum_type, &[bool::datum_type()])?;
        Ok(tvec!(same(&inputs[1..])?.fact(common_dims(inputs)?)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let shape = common(inputs)?;
        let conditions = broadcast(inputs[0], &shape)?;
        let (yes, no) = (broadcast(inputs[1], &shape)?, broadcast(inputs[2], &shape)?);
        let conditions = elements::<bool>(&conditions)?;
        Ok(tvec!(with_type!(yes.datum_type(), [f32, f64, i64, i32, bool, String], T => {
            let pairs = elements::<T>(&yes)?.iter().zip(elements::<T>(&no)?);
            let chosen = conditions.iter().zip(pairs).map(|(&is, (yes, no))| if is { yes } else { no });
            tensor(&shape, chosen.cloned().collect())?
        })))
    }
}
