//! The nodes of a graph that are tree ensembles.

use std::collections::{HashMap, HashSet};

use forest::{Aggregate, Kind, Labels};
use inspector::{Ensemble, EnsembleOutputs, FeatureUse, Listed, Number, Spread, TreeSize};
use tabular::TreesAsTheyAre;
use tract_onnx::pb::{GraphProto, ModelProto, NodeProto, ValueInfoProto};

use super::facts::Facts;
use super::graph;
use crate::PredictorError;
use crate::columns::column_by_column;
use crate::graph::{keep_one_input, prune};
use crate::metadata::short;
use crate::plan::{BLOCK, Plan};

/// What is shown of each, at most.
const ENSEMBLES: usize = 64;
const TREES: usize = 10_000;
const FEATURES: usize = 2000;
const CLASSES: usize = 100;

/// The trees of one node, and how rows get to them.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) trees: TreesAsTheyAre,
    /// Names of the columns as they reach the trees, where they have any.
    pub(super) names: Vec<String>,
    /// What comes before the trees; none when they read the graph's input.
    before: Option<Box<ModelProto>>,
}

/// All ensembles that are sound; what is wrong with others is said by the model's own error.
pub(super) fn ensembles(proto: &ModelProto, names: &[String], facts: &Facts) -> (Vec<Ensemble>, Vec<Source>) {
    let graph = &*graph(proto);
    let found = graph.node.iter().enumerate().filter_map(|(number, node)| {
        let trees = tabular::inspect(node).ok().flatten()?;
        let value = node.input.first().map_or("", String::as_str);
        let kept = column_by_column(graph, value).is_some();
        let names = if kept { names.to_vec() } else { Vec::new() };
        let source = Source { before: before(proto, graph, value), trees, names };
        Some((describe(number, node, &source, facts), source))
    });
    found.take(ENSEMBLES).unzip()
}

fn describe(number: usize, node: &NodeProto, source: &Source, facts: &Facts) -> Ensemble {
    let TreesAsTheyAre { anatomy, doubles, kind, post_transform } = &source.trees;
    let statistics = anatomy.statistics();
    let spread = |spread: forest::inspect::Spread| Spread {
        least: spread.least,
        median: spread.median,
        most: spread.most,
    };
    let mut features = statistics.by_feature;
    features.sort_by_key(|(_, splits)| std::cmp::Reverse(*splits));
    let feature = |(column, splits): (usize, usize)| FeatureUse {
        column,
        name: source.names.get(column).map(|name| short(name)),
        splits,
    };
    let label = |label: &String| short(label);
    let (outputs, aggregate) = match kind {
        Kind::Classifier { labels: Labels::Int64s(labels) } => (
            EnsembleOutputs::Classes(Listed::new(labels.iter().map(ToString::to_string), CLASSES)),
            Aggregate::Sum,
        ),
        Kind::Classifier { labels: Labels::Strings(labels) } => {
            (EnsembleOutputs::Classes(Listed::new(labels.iter().map(label), CLASSES)), Aggregate::Sum)
        }
        Kind::Regressor { targets, aggregate } => {
            (EnsembleOutputs::Targets(usize::try_from(*targets).unwrap_or_default()), *aggregate)
        }
    };
    let tree = |tree: forest::inspect::TreeSize| TreeSize {
        id: tree.id,
        splits: tree.splits,
        leaves: tree.leaves,
        depth: tree.depth,
    };
    Ensemble {
        node: number,
        name: short(if node.name.is_empty() {
            node.output.first().map_or("", String::as_str)
        } else {
            &node.name
        }),
        splits: statistics.splits,
        leaves: statistics.leaves,
        depth: spread(statistics.depth),
        splits_per_tree: spread(statistics.splits_per_tree),
        leaf_depth: spread(statistics.leaf_depth),
        trees: Listed::new(statistics.trees.into_iter().map(tree), TREES),
        features: Listed::new(features.into_iter().map(feature), FEATURES),
        outputs,
        aggregate: aggregate.name().to_owned(),
        post_transform: post_transform.name().to_owned(),
        base_values: Listed::new(anatomy.base_values().iter().map(|&value| Number(value)), CLASSES),
        modes: statistics.modes.into_iter().map(|(mode, count)| (mode.name().to_owned(), count)).collect(),
        missing_tracks_true: statistics.missing_tracks_true,
        weights: statistics.weights.map(|(least, most)| (Number(least), Number(most))),
        doubles: *doubles,
        compiled_bytes: facts.bytes(&node.output),
    }
}

/// The part of the graph that writes this value; none when it is the graph's first input.
fn before(proto: &ModelProto, graph: &GraphProto, value: &str) -> Option<Box<ModelProto>> {
    if graph.input.first().is_some_and(|input| input.name == value) {
        return None;
    }
    let mut writers: HashMap<&str, usize> = HashMap::new();
    for (number, node) in graph.node.iter().enumerate() {
        for name in &node.output {
            writers.entry(name).or_insert(number);
        }
    }
    let mut wanted = vec![value];
    let mut needed = vec![false; graph.node.len()];
    while let Some(name) = wanted.pop() {
        if let Some(&writer) = writers.get(name)
            && !std::mem::replace(&mut needed[writer], true)
        {
            wanted.extend(graph.node[writer].input.iter().map(String::as_str));
        }
    }
    let nodes = graph.node.iter().zip(&needed).filter(|(_, needed)| **needed).map(|(node, _)| node);
    let nodes: Vec<NodeProto> = nodes.cloned().collect();
    let read: HashSet<&str> = nodes.iter().flat_map(|node| &node.input).map(String::as_str).collect();
    let constants = graph.initializer.iter().filter(|tensor| read.contains(tensor.name.as_str())).cloned();
    Some(Box::new(ModelProto {
        ir_version: proto.ir_version,
        opset_import: proto.opset_import.clone(),
        graph: Some(GraphProto {
            initializer: constants.collect(),
            node: nodes.clone(),
            input: graph.input.clone(),
            output: vec![ValueInfoProto { name: value.to_owned(), ..ValueInfoProto::default() }],
            ..GraphProto::default()
        }),
        ..ModelProto::default()
    }))
}

impl Source {
    /// Rows of the graph's input → rows as they reach the trees, and how many columns these have.
    pub(super) fn prepare(&self, rows: &[f32], columns: usize) -> Result<(Vec<f64>, usize), PredictorError> {
        let Some(proto) = &self.before else {
            return Ok((rows.iter().map(|&value| value.into()).collect(), columns));
        };
        let mut proto = proto.clone();
        if let Some(graph) = &mut proto.graph {
            keep_one_input(graph)?;
            prune(graph)?;
        }
        let plan = Plan::for_any_output(&proto, columns)?;
        let mut prepared = Vec::with_capacity(rows.len());
        for block in rows.chunks(BLOCK * columns) {
            prepared.extend(plan.numbers(block)?);
        }
        let count = rows.len() / columns.max(1);
        match prepared.len().checked_div(count) {
            Some(width) if width * count == prepared.len() => Ok((prepared, width)),
            _ => {
                let found = prepared.len();
                Err(PredictorError::Run(format!("{found} numbers reach the trees for {count} battles")))
            }
        }
    }
}
