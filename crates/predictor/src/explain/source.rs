//! From a graph to the one tree ensemble in it, and what happens to the columns before it.

use forest::explain::Explainer;
use tract_onnx::pb::{GraphProto, NodeProto, ValueInfoProto};

use crate::columns::column_by_column;
use crate::graph::unsupported;
use crate::metadata::shorten;
use crate::plan::{BLOCK, Plan};
use crate::{Graph, PredictorError};

/// The trees of a model.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) explainer: Explainer,
    pub(super) log_odds: bool,
    /// What comes before the trees, if anything.
    before: Option<Plan>,
}

impl Source {
    pub(super) fn new(graph: Graph) -> Result<Self, PredictorError> {
        let Graph { mut proto, features, .. } = graph;
        let graph = proto.graph.as_mut().ok_or_else(|| unsupported("the file holds no graph".to_owned()))?;
        let mut found = None;
        for (at, node) in graph.node.iter().enumerate() {
            let explainer = tabular::explainer(node)
                .map_err(|error| unsupported(shorten(&format!("it cannot be explained: {error:#}"), 400)))?;
            if let Some(explainer) = explainer
                && found.replace((at, explainer)).is_some()
            {
                return Err(unsupported(
                    "it cannot be explained: it has more than one tree ensemble".to_owned(),
                ));
            }
        }
        let (at, explainer) = found.ok_or_else(|| {
            unsupported("it cannot be explained: it has no tree ensemble of floats".to_owned())
        })?;
        if explainer.margins_per_row() > 2 || explainer.features() > features.len() {
            return Err(unsupported(
                "it cannot be explained: its trees do not tell two classes apart".to_owned(),
            ));
        }
        let log_odds = is_logistic(&graph.node[at]);
        let before = before(graph, at)?;
        let before = match before {
            Some(graph) => {
                proto.graph = Some(graph);
                Some(Plan::for_any_output(&proto, features.len())?)
            }
            None => None,
        };
        Ok(Self { explainer, log_odds, before })
    }

    /// Rows of features → rows as they reach the trees.
    pub(super) fn prepare(&self, rows: Vec<f32>) -> Result<Vec<f32>, PredictorError> {
        let Some(plan) = &self.before else { return Ok(rows) };
        let mut prepared = Vec::with_capacity(rows.len());
        for block in rows.chunks(BLOCK * plan.columns()) {
            prepared.extend(plan.outputs(block)?);
        }
        if prepared.len() == rows.len() {
            Ok(prepared)
        } else {
            let (found, expected) = (prepared.len(), rows.len());
            Err(PredictorError::Run(format!("{found} numbers reach the trees instead of {expected}")))
        }
    }
}

fn is_logistic(node: &NodeProto) -> bool {
    let transform = node.attribute.iter().find(|attribute| attribute.name == "post_transform");
    transform.is_some_and(|attribute| attribute.s == b"LOGISTIC")
}

/// The part of the graph before node `at`; `None` when there is nothing.
fn before(graph: &mut GraphProto, at: usize) -> Result<Option<GraphProto>, PredictorError> {
    let result = graph.node[at].input.first().cloned().unwrap_or_default();
    let Some(chain) = column_by_column(graph, &result) else {
        return Err(unsupported(
            "it cannot be explained: its trees do not see the columns one by one".to_owned(),
        ));
    };
    if chain.is_empty() {
        return Ok(None);
    }
    graph.node = chain.into_iter().filter_map(|node| graph.node.get(node).cloned()).collect();
    graph.output = vec![ValueInfoProto { name: result, ..ValueInfoProto::default() }];
    Ok(Some(std::mem::take(graph)))
}
