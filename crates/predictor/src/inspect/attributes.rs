//! Attributes of a node in words.

use inspector::Attribute;
use tract_onnx::pb::AttributeProto;
use tract_onnx::pb::attribute_proto::AttributeType;

use super::types::constant;
use crate::metadata::{short, shorten};

/// Elements of a list that are shown.
const ELEMENTS: usize = 12;
/// Characters of a text that are shown.
const CHARACTERS: usize = 200;

pub(super) fn attribute(attribute: &AttributeProto) -> Attribute {
    let kind = AttributeType::try_from(attribute.r#type).unwrap_or(AttributeType::Undefined);
    let (value, cut) = match kind {
        AttributeType::Undefined => (String::new(), None),
        AttributeType::Float => (attribute.f.to_string(), None),
        AttributeType::Int => (attribute.i.to_string(), None),
        AttributeType::String => {
            let text = String::from_utf8_lossy(&attribute.s);
            let cut = (text.chars().count() > CHARACTERS).then(|| text.chars().count());
            (shorten(&text, CHARACTERS), cut)
        }
        AttributeType::Tensor => {
            (attribute.t.as_ref().map(|tensor| constant(tensor).text()).unwrap_or_default(), None)
        }
        AttributeType::Graph | AttributeType::SparseTensor | AttributeType::TypeProto => {
            (String::new(), None)
        }
        AttributeType::Floats => list(&attribute.floats, ToString::to_string),
        AttributeType::Ints => list(&attribute.ints, ToString::to_string),
        AttributeType::Strings => list(&attribute.strings, |bytes| short(&String::from_utf8_lossy(bytes))),
        AttributeType::Tensors => list(&attribute.tensors, |tensor| constant(tensor).text()),
        AttributeType::Graphs => (String::new(), Some(attribute.graphs.len())),
        AttributeType::SparseTensors => (String::new(), Some(attribute.sparse_tensors.len())),
        AttributeType::TypeProtos => (String::new(), Some(attribute.type_protos.len())),
    };
    let kind = kind.as_str_name().to_lowercase();
    Attribute { name: short(&attribute.name), kind, value, cut }
}

fn list<T>(elements: &[T], text: impl Fn(&T) -> String) -> (String, Option<usize>) {
    let shown: Vec<String> = elements.iter().take(ELEMENTS).map(text).collect();
    (shown.join(", "), (elements.len() > ELEMENTS).then_some(elements.len()))
}
