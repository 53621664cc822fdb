//! Second stage: bytes → the part of the graph that computes probabilities, proved to be connected.
//!
//! tract trusts names in a file; here they are followed first, so that a graph that reaches it has one input, one
//! output, no loop and no loose end.

use std::collections::{HashMap, HashSet};

use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Dimension;
use tract_onnx::pb::{GraphProto, ModelProto, NodeProto, ValueInfoProto, type_proto};
use tract_onnx::prelude::tract_itertools::Itertools;

use crate::constants::check_constants;
use crate::metadata::{Metadata, feature_names, metadata, short};
use crate::parts::check_parts;
use crate::{Digest, LooksLike, Model, PredictorError, operators};

/// Columns of an input: bounds the memory of a block of rows.
const MAX_COLUMNS: usize = 1 << 14;

/// Operators of a graph: bounds the time that tract takes to compile it, which grows faster than their number.
const MAX_NODES: usize = 2000;

/// A parsed model file: from its one input to its probabilities.
#[derive(Debug)]
pub struct Graph {
    pub(crate) proto: ModelProto,
    pub(crate) metadata: Metadata,
    pub(crate) features: Vec<String>,
}

/// Parses an ONNX file, finds its probabilities and drops what they do not need.
///
/// # Errors
/// [`PredictorError::NotOnnx`] says what the bytes are instead, [`PredictorError::Damaged`] and
/// [`PredictorError::Unsupported`] what is wrong with the file; the rest is about feature names.
pub fn parse(bytes: &[u8]) -> Result<Graph, PredictorError> {
    let mut proto = decode(bytes)?;
    let metadata = metadata(&proto);
    let graph = proto.graph.as_mut().ok_or_else(|| unsupported("the file holds no graph".to_owned()))?;
    let columns = keep_one_input(graph)?;
    keep_one_output(graph)?;
    prune(graph)?;
    let features = feature_names(&proto)?;
    let columns = columns.unwrap_or(features.len());
    if columns != features.len() {
        return Err(PredictorError::FeatureCount { names: features.len(), columns });
    }
    if !(1..=MAX_COLUMNS).contains(&columns) {
        return Err(unsupported(format!(
            "its input has {columns} columns; 1 to {MAX_COLUMNS} are supported"
        )));
    }
    Ok(Graph { proto, metadata, features })
}

impl Graph {
    /// Names of the model's features, in the order of its columns.
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// Last stage: joins the features with those that can be computed, and compiles the graph.
    ///
    /// # Errors
    /// [`PredictorError::UnknownFeatures`] or [`PredictorError::Unsupported`].
    pub fn compile(self, digest: Digest) -> Result<Model, PredictorError> {
        Model::compile(self, digest)
    }
}

pub(crate) fn decode(bytes: &[u8]) -> Result<ModelProto, PredictorError> {
    // Every ONNX file begins with its IR version: field 1, a number.
    if bytes.first() != Some(&0x08) {
        return Err(PredictorError::NotOnnx(LooksLike::judge(bytes)));
    }
    check_parts(bytes)?;
    <ModelProto as prost::Message>::decode(bytes)
        .map_err(|error| PredictorError::Damaged { size: bytes.len() as u64, detail: error.to_string() })
}

pub(crate) fn unsupported(message: String) -> PredictorError {
    PredictorError::Unsupported(message)
}

/// The graph must read one matrix of floats; returns its width where the file states one.
pub(crate) fn keep_one_input(graph: &mut GraphProto) -> Result<Option<usize>, PredictorError> {
    let constants: HashSet<&str> = graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
    let (_, inputs): (Vec<_>, Vec<_>) = std::mem::take(&mut graph.input)
        .into_iter()
        .partition(|input| constants.contains(input.name.as_str()));
    let [input] = inputs.as_slice() else {
        let names = inputs.iter().take(5).map(|input| short(&input.name)).join(", ");
        return Err(unsupported(format!("it has {} inputs ({names}), expected one", inputs.len())));
    };
    let name = short(&input.name);
    let Some(tensor) = tensor_type(input) else {
        return Err(unsupported(format!("its input '{name}' is not a tensor")));
    };
    if tensor.elem_type != DataType::Float as i32 {
        return Err(unsupported(format!("its input '{name}' is not of type float")));
    }
    let dimensions = tensor.shape.as_ref().map(|shape| shape.dim.as_slice());
    let columns = match dimensions {
        None => None,
        Some([_, columns]) => match &columns.value {
            Some(Dimension::DimValue(columns)) => usize::try_from(*columns).ok(),
            _ => None,
        },
        Some(other) => {
            let rank = other.len();
            return Err(unsupported(format!(
                "its input '{name}' has {rank} dimensions, expected rows and columns"
            )));
        }
    };
    graph.input = inputs;
    Ok(columns)
}

/// Keeps the output with the probabilities: the first tensor of floats, or else a `ZipMap`.
pub(crate) fn keep_one_output(graph: &mut GraphProto) -> Result<(), PredictorError> {
    let is_float = |output: &ValueInfoProto| {
        tensor_type(output).is_some_and(|tensor| tensor.elem_type == DataType::Float as i32)
    };
    let is_map = |output: &ValueInfoProto| {
        tensor_type(output).is_none()
            && graph.node.iter().any(|node| node.op_type == "ZipMap" && node.output.contains(&output.name))
    };
    let outputs = &graph.output;
    let chosen =
        outputs.iter().find(|output| is_float(output)).or_else(|| outputs.iter().find(|o| is_map(o)));
    match chosen.cloned() {
        Some(output) => {
            graph.output = vec![output];
            Ok(())
        }
        None => {
            let names = outputs.iter().take(5).map(|output| short(&output.name)).join(", ");
            Err(unsupported(format!("none of its outputs ({names}) is a tensor of float probabilities")))
        }
    }
}

pub(crate) fn tensor_type(value: &ValueInfoProto) -> Option<&type_proto::Tensor> {
    let type_proto::Value::TensorType(tensor) = value.r#type.as_ref()?.value.as_ref()?;
    Some(tensor)
}

/// Drops nodes and constants that the output does not need, and checks what it does need.
pub(crate) fn prune(graph: &mut GraphProto) -> Result<(), PredictorError> {
    let order = needed(graph)?;
    if order.len() > MAX_NODES {
        let found = order.len();
        return Err(unsupported(format!("it has {found} operators; up to {MAX_NODES} are supported")));
    }
    let mut nodes: Vec<Option<NodeProto>> = std::mem::take(&mut graph.node).into_iter().map(Some).collect();
    graph.node = order.into_iter().filter_map(|i| nodes.get_mut(i).and_then(Option::take)).collect();
    for node in &graph.node {
        check_node(node)?;
    }
    let read: HashSet<&str> = graph.node.iter().flat_map(|node| &node.input).map(String::as_str).collect();
    graph.initializer.retain(|tensor| read.contains(tensor.name.as_str()));
    graph.sparse_initializer.clear();
    graph.value_info.clear();
    check_constants(graph)?;
    check_folding(graph)
}

/// Operators whose result is as large as what they read.
const AS_LARGE: [&str; 8] =
    ["Cast", "Constant", "Flatten", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze"];

/// tract computes what depends on constants alone while it loads a graph, and broadcasting or joining makes tensors of any
/// size from small ones. Exporters of tabular models have no need of that.
fn check_folding(graph: &GraphProto) -> Result<(), PredictorError> {
    let mut constants: HashSet<&str> = graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
    for node in &graph.node {
        if !node.input.iter().filter(|name| !name.is_empty()).all(|name| constants.contains(name.as_str())) {
            continue;
        }
        if !AS_LARGE.contains(&node.op_type.as_str()) {
            return Err(unsupported(format!(
                "{} computes with constants alone; fold constants when exporting",
                describe(node)
            )));
        }
        constants.extend(node.output.iter().map(String::as_str));
    }
    Ok(())
}

/// The nodes that the output needs, each after those that it reads.
pub(crate) fn needed(graph: &GraphProto) -> Result<Vec<usize>, PredictorError> {
    let mut given: HashSet<&str> = graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
    given.extend(graph.input.iter().map(|input| input.name.as_str()));
    let mut writers = HashMap::new();
    for (i, node) in graph.node.iter().enumerate() {
        for output in node.output.iter().filter(|name| !name.is_empty()) {
            if given.contains(output.as_str()) || writers.insert(output.as_str(), i).is_some() {
                return Err(unsupported(format!("'{}' is written twice", short(output))));
            }
        }
    }
    let writer = |name: &str, reader: &str| match writers.get(name) {
        Some(&i) => Ok(Some(i)),
        None if given.contains(name) => Ok(None),
        None => Err(unsupported(format!("{reader} reads '{}', which nothing writes", short(name)))),
    };

    /// How far a node has been followed.
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; graph.node.len()];
    let mut order = Vec::new();
    let mut stack = Vec::new();
    for output in &graph.output {
        match writer(&output.name, "the output")? {
            Some(node) => stack.push(node),
            None => {
                let name = short(&output.name);
                return Err(unsupported(format!("its output '{name}' is computed by no operator")));
            }
        }
    }
    while let Some(&i) = stack.last() {
        let node = &graph.node[i];
        if marks[i] != Mark::New {
            if marks[i] == Mark::Open {
                marks[i] = Mark::Done;
                order.push(i);
            }
            stack.pop();
            continue;
        }
        marks[i] = Mark::Open;
        for input in node.input.iter().filter(|name| !name.is_empty()) {
            match writer(input, &describe(node))? {
                Some(next) if marks[next] == Mark::Open => {
                    return Err(unsupported(format!("{} reads its own result, a loop", describe(node))));
                }
                Some(next) if marks[next] == Mark::New => stack.push(next),
                _ => {}
            }
        }
    }
    Ok(order)
}

fn check_node(node: &NodeProto) -> Result<(), PredictorError> {
    if !operators::is_allowed(&node.op_type) {
        return Err(unsupported(format!("{} is not a supported operator", describe(node))));
    }
    if node.attribute.iter().any(|attribute| attribute.g.is_some() || !attribute.graphs.is_empty()) {
        return Err(unsupported(format!("{} holds a graph of its own", describe(node))));
    }
    Ok(())
}

/// An operator as errors name it; one without a name goes by its first output.
pub(crate) fn describe(node: &NodeProto) -> String {
    let name = if node.name.is_empty() { node.output.first().map_or("", String::as_str) } else { &node.name };
    format!("operator {} (node '{}')", short(&node.op_type), short(name))
}
