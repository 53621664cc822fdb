//! Dimensions of every tensor in a graph, counted before tract sees it: tract trusts that nodes have the inputs and
//! outputs of their operator, and that an axis is one of its input's.

use std::collections::HashMap;

use tract_onnx::pb::{AttributeProto, GraphProto, NodeProto, TensorProto};

use crate::PredictorError;
use crate::graph::{describe, unsupported};

/// Dimensions of a tensor, at most: tables have two.
const MAX_RANK: i64 = 8;

/// What is known of the tensors that have been written so far.
struct Ranks<'a> {
    ranks: HashMap<&'a str, i64>,
    /// Integers of the constants, which say axes and shapes.
    lists: HashMap<&'a str, Vec<i64>>,
}

/// Checks the nodes of a graph, which come after those that they read.
pub(crate) fn check_ranks(graph: &GraphProto) -> Result<(), PredictorError> {
    let mut known = Ranks { ranks: HashMap::new(), lists: HashMap::new() };
    known.ranks.extend(graph.input.iter().map(|input| (input.name.as_str(), 2)));
    for tensor in &graph.initializer {
        known.add_constant(&tensor.name, tensor);
    }
    for node in &graph.node {
        let rank = known.rank(node).and_then(|rank| match rank {
            0..=MAX_RANK => Ok(rank),
            _ => Err(format!("{rank} dimensions, up to {MAX_RANK} are supported")),
        });
        let rank = rank.map_err(|reason| unsupported(format!("{}: {reason}", describe(node))))?;
        if let [labels, scores] = node.output.as_slice() {
            known.ranks.extend([(labels.as_str(), 1), (scores.as_str(), rank)]);
        } else {
            known.ranks.extend(node.output.iter().map(|name| (name.as_str(), rank)));
        }
    }
    Ok(())
}

fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a AttributeProto> {
    node.attribute.iter().find(|attribute| attribute.name == name)
}

/// Inputs of an operator, and its outputs.
fn arity(operator: &str) -> (std::ops::RangeInclusive<usize>, usize) {
    match operator {
        "Constant" => (0..=0, 1),
        "TreeEnsembleClassifier" | "LinearClassifier" | "SVMClassifier" => (1..=1, 2),
        "Concat" | "FeatureVectorizer" | "Max" | "Min" | "Sum" | "Mean" => (1..=usize::MAX, 1),
        "Clip" | "Gemm" => (1..=3, 1),
        "Where" => (3..=3, 1),
        "Squeeze" | "Unsqueeze" | "ReduceMax" | "ReduceMean" | "ReduceMin" | "ReduceProd" | "ReduceSum" => {
            (1..=2, 1)
        }
        "Add"
        | "And"
        | "ArrayFeatureExtractor"
        | "Div"
        | "Equal"
        | "Gather"
        | "Greater"
        | "GreaterOrEqual"
        | "Less"
        | "LessOrEqual"
        | "MatMul"
        | "Mul"
        | "Or"
        | "Pow"
        | "Reshape"
        | "Sub"
        | "Xor" => (2..=2, 1),
        _ => (1..=1, 1),
    }
}

impl<'a> Ranks<'a> {
    fn add_constant(&mut self, name: &'a str, tensor: &TensorProto) {
        self.ranks.insert(name, tensor.dims.len() as i64);
        let (chunks, _) = tensor.raw_data.as_chunks();
        let raw = chunks.iter().map(|&bytes| i64::from_le_bytes(bytes));
        // What is no integer is no list of axes, and then of no use here.
        if tensor.data_type == 7 {
            self.lists.insert(name, tensor.int64_data.iter().copied().chain(raw).collect());
        }
    }

    fn input(&self, node: &NodeProto, at: usize) -> Result<i64, String> {
        let rank = node.input.get(at).and_then(|name| self.ranks.get(name.as_str()));
        rank.copied().ok_or_else(|| format!("input {} is missing", at + 1))
    }

    /// The greatest rank of its inputs.
    fn greatest(&self, node: &NodeProto) -> i64 {
        node.input.iter().filter_map(|name| self.ranks.get(name.as_str())).copied().max().unwrap_or(0)
    }

    /// Axes by attribute or, in newer versions, by the second input.
    fn axes(&self, node: &NodeProto) -> Result<Option<Vec<i64>>, String> {
        match (attribute(node, "axes"), node.input.get(1).filter(|name| !name.is_empty())) {
            (Some(axes), _) => Ok(Some(axes.ints.clone())),
            (None, None) => Ok(None),
            (None, Some(name)) => match self.lists.get(name.as_str()) {
                Some(axes) => Ok(Some(axes.clone())),
                None => Err("its axes are not constant integers".to_owned()),
            },
        }
    }

    /// Rank of a node's (last) output.
    fn rank(&mut self, node: &'a NodeProto) -> Result<i64, String> {
        let (inputs, outputs) = arity(&node.op_type);
        let found = (node.input.len(), node.output.len());
        if !inputs.contains(&found.0) || found.1 != outputs || node.output.iter().any(String::is_empty) {
            return Err(format!(
                "has {} inputs and {} outputs, which the operator does not",
                found.0, found.1
            ));
        }
        if node.op_type == "Constant" {
            let name = node.output.first().map_or("", String::as_str);
            if let Some(tensor) = attribute(node, "value").and_then(|value| value.t.as_ref()) {
                self.add_constant(name, tensor);
                return Ok(tensor.dims.len() as i64);
            }
            let list = ["value_ints", "value_floats", "value_strings"];
            let list = list.iter().find_map(|name| attribute(node, name));
            if let Some(list) = list {
                self.lists.insert(name, list.ints.clone());
            }
            return Ok(i64::from(list.is_some()));
        }
        let first = self.input(node, 0)?;
        let axis = |default: i64| attribute(node, "axis").map_or(default, |axis| axis.i);
        let one = |axis: i64, rank: i64| check(&[axis], rank);
        let keeps = || attribute(node, "keepdims").is_none_or(|keep| keep.i != 0);
        Ok(match node.op_type.as_str() {
            "Flatten" => {
                // One more than there are axes: all before it.
                one(axis(1), first + 1).or_else(|_| one(axis(1), first))?;
                2
            }
            "Concat" => {
                one(axis(0), first)?;
                for at in 1..node.input.len() {
                    let other = self.input(node, at)?;
                    if other != first {
                        return Err(format!("its inputs have {first} and {other} dimensions"));
                    }
                }
                first
            }
            "Gather" => {
                one(axis(0), first)?;
                first - 1 + self.input(node, 1)?
            }
            "ArgMax" | "ArgMin" => {
                one(axis(0), first)?;
                if keeps() { first } else { first - 1 }
            }
            "Softmax" | "LogSoftmax" => {
                one(axis(-1), first)?;
                first
            }
            "ReduceMax" | "ReduceMean" | "ReduceMin" | "ReduceProd" | "ReduceSum" => {
                let axes = self.axes(node)?.unwrap_or_default();
                check(&axes, first)?;
                match (keeps(), axes.len()) {
                    (true, _) => first,
                    (false, 0) => 0,
                    (false, reduced) => first - reduced as i64,
                }
            }
            "Squeeze" => {
                let axes = self.axes(node)?.filter(|axes| !axes.is_empty());
                let axes = axes.ok_or("it does not say which axes")?;
                check(&axes, first)?;
                first - axes.len() as i64
            }
            "Unsqueeze" => {
                let axes = self.axes(node)?.ok_or("it does not say which axes")?;
                check(&axes, first + axes.len() as i64)?;
                first + axes.len() as i64
            }
            "Transpose" => {
                if let Some(perm) = attribute(node, "perm") {
                    if perm.ints.len() as i64 != first || perm.ints.iter().any(|&axis| axis < 0) {
                        return Err(format!("attribute 'perm' does not fit {first} dimensions"));
                    }
                    check(&perm.ints, first)?;
                }
                first
            }
            "Reshape" => {
                let shape = node.input.get(1).and_then(|name| self.lists.get(name.as_str()));
                shape.ok_or("its shape is not constant integers")?.len() as i64
            }
            "MatMul" if first < 2 || self.input(node, 1)? < 2 => {
                return Err("a product of vectors is not supported, only of matrices".to_owned());
            }
            "Gemm" if first != 2 || self.input(node, 1)? != 2 => {
                return Err("its inputs are not matrices".to_owned());
            }
            "OneHotEncoder" => first + 1,
            "FeatureVectorizer"
            | "TreeEnsembleClassifier"
            | "TreeEnsembleRegressor"
            | "TreeEnsemble"
            | "LinearClassifier"
            | "LinearRegressor"
            | "SVMClassifier"
            | "SVMRegressor" => 2,
            "ArrayFeatureExtractor" => first.max(2),
            _ => self.greatest(node),
        })
    }
}

/// Axes must be of so many, each once; negative ones count from the end.
fn check(axes: &[i64], rank: i64) -> Result<(), String> {
    for (i, &axis) in axes.iter().enumerate() {
        let at = |axis: i64| if axis < 0 { axis + rank } else { axis };
        if !(0..rank).contains(&at(axis.max(-rank - 1))) {
            return Err(format!("axis {axis} is none of {rank} dimensions"));
        }
        if axes.iter().take(i).any(|&other| at(other) == at(axis)) {
            return Err(format!("axis {axis} is there twice"));
        }
    }
    Ok(())
}
