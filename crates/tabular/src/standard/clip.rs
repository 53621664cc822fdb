//! `Clip`: numbers within bounds.

use tract_onnx::model::{ParsingContext, optional_inputs};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{map, numbers, one_of, present, same, with_type};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements};

/// Bounds are attributes up to version 6 of the operator, then inputs, which may be absent.
#[derive(Debug)]
struct Clip {
    attributes: [Option<f32>; 2],
    /// Positions among the inputs.
    bounds: [Option<usize>; 2],
    inputs: usize,
}

pub(super) fn clip(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = [Attributes(node).float("min")?, Attributes(node).float("max")?];
    let mut optional = optional_inputs(node).skip(1);
    let bounds = [optional.next().flatten(), optional.next().flatten()];
    Operator::build(Clip { attributes, bounds, inputs: present(node) })
}

impl Kernel for Clip {
    fn name(&self) -> &'static str {
        "Clip"
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = same(inputs)?;
        one_of(kind, &numbers())?;
        for bound in &inputs[1..] {
            ensure!(bound.shape.volume().is_one(), "its bounds must be single numbers");
        }
        Ok(tvec!(kind.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        Ok(tvec!(with_type!(inputs[0].datum_type(), [f32, f64, i64, i32], T => {
            let bound = |i: usize| -> TractResult<Option<T>> {
                match self.bounds[i] {
                    Some(input) => Ok(elements::<T>(inputs[input])?.first().copied()),
                    None => Ok(self.attributes[i].map(|bound| bound as T)),
                }
            };
            let (min, max) = (bound(0)?, bound(1)?);
            map(inputs[0], |&x: &T| {
                let x = min.map_or(x, |min| if x < min { min } else { x });
                max.map_or(x, |max| if x > max { max } else { x })
            })?
        })))
    }
}
