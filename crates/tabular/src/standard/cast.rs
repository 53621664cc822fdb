//! `Cast`: elements of another type.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::tract_hir::internal::*;

use super::types::map;
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator};

#[derive(Debug)]
struct Cast {
    to: DatumType,
}

pub(super) fn cast(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let to = attributes.int("to")?.and_then(|to| i32::try_from(to).ok()).unwrap_or_default();
    match DataType::try_from(to).ok().and_then(|to| DatumType::try_from(to).ok()) {
        Some(to) => Operator::build(Cast { to }),
        None => attributes.bail("to", format_args!("{to} is no type of elements")),
    }
}

/// A number as the standard writes it: infinities are `INF`, in either case, with or without a sign.
fn parse(text: &str) -> TractResult<f64> {
    text.parse().with_context(|| {
        let text: String = text.chars().take(40).collect();
        format!("'{text}' is no number")
    })
}

impl Kernel for Cast {
    fn name(&self) -> &'static str {
        "Cast"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let from = inputs[0].datum_type;
        let to_text = self.to == String::datum_type() && from != self.to;
        ensure!(!to_text, "numbers as texts are not supported");
        Ok(tvec!(self.to.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        let kind = input.datum_type();
        if kind == String::datum_type() && self.to != kind {
            let mut wrong = None;
            let numbers = map(input, |text: &String| match parse(text) {
                Ok(number) => number,
                Err(error) => {
                    wrong.get_or_insert(error);
                    f64::NAN
                }
            })?;
            return match wrong {
                Some(error) => Err(error),
                None => Ok(tvec!(numbers.cast_to_dt(self.to)?.into_owned())),
            };
        }
        if self.to == bool::datum_type() && kind != self.to {
            return Ok(tvec!(map(&*input.cast_to::<f64>()?, |&x: &f64| x.abs().to_bits() != 0)?));
        }
        Ok(tvec!(input.cast_to_dt(self.to)?.into_owned()))
    }
}
