//! `Constant`: a tensor, or a number, text or list of such.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::konst::Const;

use crate::attributes::Attributes;
use crate::operator::Built;

pub(super) fn constant(context: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let value = if let Some(value) = node.get_attr_opt("value")? {
        context.load_tensor(value)?
    } else if let Some(value) = attributes.int("value_int")? {
        tensor0(value)
    } else if let Some(value) = attributes.float("value_float")? {
        tensor0(value)
    } else if let Some(value) = attributes.text("value_string")? {
        tensor0(value.to_owned())
    } else if attributes.has("value_ints") {
        tensor1(attributes.ints("value_ints")?)
    } else if attributes.has("value_floats") {
        tensor1(attributes.floats("value_floats")?)
    } else if attributes.has("value_strings") {
        tensor1(&attributes.strings("value_strings")?)
    } else {
        return attributes.bail_node("it has no value");
    };
    Ok((Box::new(Const::new(value.into_arc_tensor())?), vec![]))
}
