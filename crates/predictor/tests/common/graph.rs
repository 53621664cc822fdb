//! Well-formed model files whose graphs and attributes are not.

use arbitrary::{Result, Unstructured};
use prost::Message;
use tract_onnx::pb::{GraphProto, ModelProto, NodeProto};

use super::build::{SCALED, SMALL};
use super::damage::{attribute, damage, tensor};
use super::operators::OPERATORS;

/// Builds a model file from the bytes, loads it and predicts.
pub(crate) fn run(data: &[u8]) {
    if let Ok(file) = file(&mut Unstructured::new(data)) {
        super::bytes::run(&file);
    }
}

/// A model file: one that an exporter wrote, or nodes of any kinds in a row, changed here and there.
pub(crate) fn file(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let base = *u.choose(&[SMALL, SCALED])?;
    let mut proto = ModelProto::decode(base).unwrap_or_default();
    let graph = proto.graph.get_or_insert_default();
    if u.arbitrary()? {
        generate(u, graph)?;
    }
    for _ in 0..u.int_in_range(0..=5)? {
        damage(u, graph)?;
    }
    if u.ratio(1, 16)? {
        for opset in &mut proto.opset_import {
            opset.version = u.int_in_range(-1..=24)?;
        }
    }
    Ok(proto.encode_to_vec())
}

/// Puts nodes before those of the graph, which then read the last of them, or in their place.
fn generate(u: &mut Unstructured<'_>, graph: &mut GraphProto) -> Result<()> {
    let input = graph.input.first().map_or_else(String::new, |input| input.name.clone());
    let mut names = vec![input.clone()];
    for number in 0..u.int_in_range(0..=3)? {
        let name = format!("constant{number}");
        graph.initializer.push(tensor(u, &name)?);
        names.push(name);
    }
    let mut nodes = Vec::new();
    for number in 0..u.int_in_range(1..=6)? {
        let &(operator, inputs, outputs, attributes) = u.choose(OPERATORS)?;
        let mut node =
            NodeProto { op_type: operator.to_owned(), name: format!("n{number}"), ..Default::default() };
        for _ in 0..inputs {
            // Mostly what was made last, so that all of it is needed.
            let recent = names.len() - 1 - u.int_in_range(0..=3)?.min(names.len() - 1);
            node.input.push(names[recent].clone());
        }
        node.output = (0..outputs).map(|output| format!("n{number}_{output}")).collect();
        for &(name, kind) in attributes {
            if u.ratio(3, 4)? {
                node.attribute.push(attribute(u, name, kind)?);
            }
        }
        names.extend(node.output.last().cloned());
        nodes.push(node);
    }
    let last = names.last().cloned().unwrap_or_default();
    if u.arbitrary()? {
        if let Some(output) = graph.output.last_mut() {
            output.name.clone_from(&last);
        }
        let count = graph.output.len();
        graph.output.drain(..count.saturating_sub(1));
        graph.node = nodes;
    } else {
        for name in graph.node.iter_mut().flat_map(|node| &mut node.input) {
            if *name == input {
                name.clone_from(&last);
            }
        }
        graph.node.splice(0..0, nodes);
    }
    Ok(())
}
