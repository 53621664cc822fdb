//! `Identity`, and `Dropout`, which drops nothing where nothing is trained.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::present;
use crate::operator::{Built, Kernel, Operator, room, tensor};

/// The first input, and perhaps a mask that is true everywhere.
#[derive(Debug)]
struct Pass {
    name: &'static str,
    inputs: usize,
    mask: bool,
}

pub(super) fn identity(_: &ParsingContext<'_>, _: &NodeProto) -> Built {
    Operator::build(Pass { name: "Identity", inputs: 1, mask: false })
}

pub(super) fn dropout(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let mask = node.output.iter().filter(|name| !name.is_empty()).count() > 1;
    Operator::build(Pass { name: "Dropout", inputs: present(node), mask })
}

impl Kernel for Pass {
    fn name(&self) -> &'static str {
        self.name
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn outputs(&self) -> usize {
        1 + usize::from(self.mask)
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let shape = &inputs[0].shape;
        let mut facts = tvec!(inputs[0].datum_type.fact(shape.clone()));
        if self.mask {
            facts.push(bool::fact(shape.clone()));
        }
        Ok(facts)
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let mut outputs = tvec!(inputs[0].clone());
        if self.mask {
            let (count, mut mask) = room(inputs[0].shape())?;
            mask.resize(count, true);
            outputs.push(tensor(inputs[0].shape(), mask)?);
        }
        Ok(outputs)
    }
}
