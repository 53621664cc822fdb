//! A model file to be looked at: what it says of itself, its graph, its ensembles, and single trees with the way of a battle
//! through them.
//!
//! A file need not be one that can be run here: what is wrong with it is part of what there is to see. Only bytes that are
//! no ONNX file at all are refused.

mod attributes;
mod describe;
mod ensembles;
mod facts;
mod trees;
mod types;
mod versions;

use std::borrow::Cow;

use battle::BattleIds;
use battle::features::FeatureSet;
use inspector::ModelDescription;
use tract_onnx::pb::{GraphProto, ModelProto};

use crate::graph::decode;
use crate::metadata::feature_names;
use crate::model::fill;
use crate::plan::Plan;
use crate::{PredictorError, parse};

pub use trees::TreeQuestion;

use ensembles::Source;
use facts::Facts;

/// A model file that was read.
#[derive(Debug)]
pub struct Inspector {
    description: ModelDescription,
    sources: Vec<Source>,
    /// How to compute the columns of a battle, or why they cannot be.
    features: Result<FeatureSet, PredictorError>,
}

impl Inspector {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`PredictorError::NotOnnx`], [`PredictorError::Damaged`], or a file of too many parts.
    pub fn load(bytes: &[u8]) -> Result<Self, PredictorError> {
        let proto = decode(bytes)?;
        let names = feature_names(&proto);
        let (facts, not_runnable) = match run(bytes) {
            Ok(plan) => (Facts::of(&plan), None),
            Err(error) => (Facts::default(), Some(error.to_string())),
        };
        let mut description = describe::describe(&proto, &facts);
        description.not_runnable = not_runnable;
        let columns = names.as_ref().map_or(&[][..], Vec::as_slice);
        let (ensembles, sources) = ensembles::ensembles(&proto, columns, &facts);
        description.ensembles = ensembles;
        let features =
            names.and_then(|names| FeatureSet::parse(&names).map_err(PredictorError::UnknownFeatures));
        Ok(Self { description, sources, features })
    }

    /// What the file says of itself.
    pub fn description(&self) -> &ModelDescription {
        &self.description
    }

    /// The columns of battles as the graph's input takes them: row-major, `battles × features`.
    fn rows(&self, battles: &[BattleIds]) -> Result<Vec<f32>, PredictorError> {
        let features = self.features.as_ref().map_err(Clone::clone)?;
        let mut rows = Vec::new();
        fill(features, 0, battles, &mut rows)?;
        Ok(rows)
    }
}

/// The model as it would be run.
fn run(bytes: &[u8]) -> Result<Plan, PredictorError> {
    let graph = parse(bytes)?;
    FeatureSet::parse(&graph.features).map_err(PredictorError::UnknownFeatures)?;
    Plan::compile(&graph.proto, graph.features.len())
}

/// The graph of a file, or an empty one.
fn graph(proto: &ModelProto) -> Cow<'_, GraphProto> {
    proto.graph.as_ref().map_or_else(Cow::default, Cow::Borrowed)
}
