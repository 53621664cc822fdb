//! From a decoded file to its description.

use std::collections::{HashMap, HashSet};

use inspector::{
    Edge, Initializer, Input, Listed, ModelDescription, Node, Opset, Place, Property, Text, Value, ValueType,
};
use tract_onnx::pb::{GraphProto, ModelProto, NodeProto, ValueInfoProto};

use super::attributes::attribute;
use super::facts::Facts;
use super::types::{constant, declared};
use super::{graph, versions};
use crate::metadata::short;

/// What is shown of each, at most; the rest is counted.
const OPSETS: usize = 32;
const PROPERTIES: usize = 200;
const VALUES: usize = 200;
const NODES: usize = 1000;
const EDGES: usize = 4000;
const INITIALIZERS: usize = 1000;
/// Inputs, outputs and attributes of one node.
const PARTS: usize = 64;
/// Characters of a documentation or a value of the metadata.
const CHARACTERS: usize = 4000;

/// The name of an operator set, of which the main one has two.
fn domain(name: &str) -> String {
    if name.is_empty() { "ai.onnx".to_owned() } else { short(name) }
}

/// What is known of the graph's values by name.
struct Values<'a> {
    declared: HashMap<&'a str, &'a ValueInfoProto>,
    constants: HashMap<&'a str, ValueType>,
    facts: &'a Facts,
}

impl<'a> Values<'a> {
    fn new(graph: &'a GraphProto, facts: &'a Facts) -> Self {
        let all = graph.value_info.iter().chain(&graph.input).chain(&graph.output);
        let constants = graph.initializer.iter().map(|tensor| (tensor.name.as_str(), constant(tensor)));
        Self {
            declared: all.map(|value| (value.name.as_str(), value)).collect(),
            constants: constants.collect(),
            facts,
        }
    }

    fn value(&self, name: &str) -> Value {
        let kind = match self.constants.get(name) {
            Some(constant) => constant.clone(),
            None => self.facts.of_value(name, self.declared.get(name).map(|value| declared(value))),
        };
        Value { name: short(name), kind }
    }
}

/// Everything but the ensembles.
pub(super) fn describe(proto: &ModelProto, facts: &Facts) -> ModelDescription {
    let graph = &*graph(proto);
    let values = Values::new(graph, facts);
    let opsets: HashMap<String, i64> =
        proto.opset_import.iter().map(|opset| (domain(&opset.domain), opset.version)).collect();
    let constants: HashSet<&str> = values.constants.keys().copied().collect();
    let inputs: Vec<&ValueInfoProto> =
        graph.input.iter().filter(|input| !constants.contains(input.name.as_str())).collect();
    let as_declared = |value: &ValueInfoProto| Value { name: short(&value.name), kind: declared(value) };
    ModelDescription {
        ir_version: proto.ir_version,
        opsets: Listed::new(
            proto
                .opset_import
                .iter()
                .map(|opset| Opset { domain: domain(&opset.domain), version: opset.version }),
            OPSETS,
        ),
        producer: short(&proto.producer_name),
        producer_version: short(&proto.producer_version),
        domain: short(&proto.domain),
        model_version: proto.model_version,
        doc_string: Text::new(&proto.doc_string, CHARACTERS),
        graph_name: short(&graph.name),
        graph_doc_string: Text::new(&graph.doc_string, CHARACTERS),
        metadata: Listed::new(
            proto
                .metadata_props
                .iter()
                .map(|entry| Property { key: short(&entry.key), value: Text::new(&entry.value, CHARACTERS) }),
            PROPERTIES,
        ),
        inputs: Listed::new(inputs.iter().map(|value| as_declared(value)), VALUES),
        outputs: Listed::new(graph.output.iter().map(as_declared), VALUES),
        nodes: Listed::new(graph.node.iter().map(|node| describe_node(node, &opsets, &values)), NODES),
        edges: edges(graph, &inputs, &values),
        initializers: Listed::new(
            graph
                .initializer
                .iter()
                .map(|tensor| Initializer { name: short(&tensor.name), kind: constant(tensor) }),
            INITIALIZERS,
        ),
        ensembles: Vec::new(),
        functions: proto.functions.len(),
        not_runnable: None,
    }
}

fn describe_node(node: &NodeProto, opsets: &HashMap<String, i64>, values: &Values<'_>) -> Node {
    let domain = domain(&node.domain);
    let version = opsets.get(&domain).and_then(|&opset| versions::in_force(&domain, &node.op_type, opset));
    let input = |name: &String| Input {
        value: values.value(name),
        constant: values.constants.contains_key(name.as_str()),
    };
    Node {
        name: short(&node.name),
        operator: short(&node.op_type),
        domain,
        version,
        doc_string: Text::new(&node.doc_string, CHARACTERS),
        inputs: Listed::new(node.input.iter().map(input), PARTS),
        outputs: Listed::new(node.output.iter().map(|name| values.value(name)), PARTS),
        attributes: Listed::new(node.attribute.iter().map(attribute), PARTS),
        needed: values.facts.needs(&node.output),
    }
}

/// By the full names: two long ones may begin alike.
fn edges(graph: &GraphProto, inputs: &[&ValueInfoProto], values: &Values<'_>) -> Listed<Edge> {
    let mut writers: HashMap<&str, Place> = HashMap::new();
    for (number, input) in inputs.iter().enumerate().take(VALUES) {
        writers.entry(&input.name).or_insert(Place::Input(number));
    }
    for (number, node) in graph.node.iter().enumerate().take(NODES) {
        for name in node.output.iter().filter(|name| !name.is_empty()) {
            writers.entry(name).or_insert(Place::Node(number));
        }
    }
    let of_nodes =
        graph.node.iter().enumerate().take(NODES).flat_map(|(number, node)| {
            node.input.iter().map(move |name| (name.as_str(), Place::Node(number)))
        });
    let of_outputs = graph
        .output
        .iter()
        .enumerate()
        .take(VALUES)
        .map(|(number, output)| (output.name.as_str(), Place::Output(number)));
    let mut edges = Listed::default();
    for (name, to) in of_nodes.chain(of_outputs) {
        if let Some(&from) = writers.get(name) {
            edges.total += 1;
            if edges.shown.len() < EDGES {
                edges.shown.push(Edge { from, to, value: values.value(name) });
            }
        }
    }
    edges
}
