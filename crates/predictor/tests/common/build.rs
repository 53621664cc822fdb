//! Parts of model files, and models to put them into.

use prost::Message;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{AttributeProto, ModelProto, NodeProto, TensorProto};

/// Six trees over twelve columns, as XGBoost writes them.
pub(crate) const SMALL: &[u8] = include_bytes!("../models/small.onnx");
/// A scaler, four trees and a `ZipMap`.
pub(crate) const SCALED: &[u8] = include_bytes!("../models/scaled.onnx");

/// The small model, changed.
pub(crate) fn changed(change: impl FnOnce(&mut ModelProto)) -> Vec<u8> {
    let mut proto = ModelProto::decode(SMALL).unwrap_or_default();
    change(&mut proto);
    proto.encode_to_vec()
}

/// The small model with nodes between its input, `input`, and its trees, which read `feeds` instead.
pub(crate) fn with_nodes(nodes: Vec<NodeProto>, constants: Vec<TensorProto>, feeds: &str) -> Vec<u8> {
    changed(|proto| {
        let graph = proto.graph.get_or_insert_default();
        feeds.clone_into(&mut graph.node[0].input[0]);
        graph.node.splice(0..0, nodes);
        graph.initializer.extend(constants);
    })
}

/// A node named like its output.
pub(crate) fn node(op_type: &str, input: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: op_type.to_owned(),
        name: output.to_owned(),
        input: input.iter().map(|name| (*name).to_owned()).collect(),
        output: vec![output.to_owned()],
        ..Default::default()
    }
}

/// An integer of a node.
pub(crate) fn int(name: &str, i: i64) -> AttributeProto {
    AttributeProto { name: name.to_owned(), r#type: 2, i, ..Default::default() }
}

/// Integers of a node.
pub(crate) fn ints(name: &str, ints: &[i64]) -> AttributeProto {
    AttributeProto { name: name.to_owned(), r#type: 7, ints: ints.to_vec(), ..Default::default() }
}

/// Floats of a node.
pub(crate) fn floats(name: &str, floats: &[f32]) -> AttributeProto {
    AttributeProto { name: name.to_owned(), r#type: 6, floats: floats.to_vec(), ..Default::default() }
}

/// Texts of a node.
pub(crate) fn texts(name: &str, texts: &[&str]) -> AttributeProto {
    let strings = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    AttributeProto { name: name.to_owned(), r#type: 8, strings, ..Default::default() }
}

/// Zeros.
pub(crate) fn zeros(name: &str, dims: &[i64]) -> TensorProto {
    let count = dims.iter().product::<i64>() as usize;
    TensorProto {
        name: name.to_owned(),
        data_type: DataType::Float as i32,
        dims: dims.to_vec(),
        raw_data: vec![0; 4 * count],
        ..Default::default()
    }
}

/// A list of integers.
pub(crate) fn int64s(name: &str, values: &[i64]) -> TensorProto {
    TensorProto {
        name: name.to_owned(),
        data_type: DataType::Int64 as i32,
        dims: vec![values.len() as i64],
        int64_data: values.to_vec(),
        ..Default::default()
    }
}
