//! Last stage: a model that predicts battles.

use battle::features::FeatureSet;
use battle::{BattleIds, Matchup};

use crate::plan::{BLOCK, Plan};
use crate::{Digest, Expected, Graph, PredictorError, parse, verify};

/// Rows that are computed and predicted at a time: few enough to stay in a processor's cache.
const ROWS: usize = 1024;
const _: () = assert!(ROWS <= BLOCK);

/// A verified and compiled model.
#[derive(Debug)]
pub struct Model {
    plan: Plan,
    features: FeatureSet,
    names: Vec<String>,
    info: ModelInfo,
}

/// What is known of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// Trees in all ensembles of the graph.
    pub trees: usize,
    /// Splits in all trees.
    pub splits: usize,
    /// Memory of the compiled ensembles, in bytes.
    pub compiled_bytes: usize,
    /// Who wrote the file: name and version, may be empty.
    pub producer: String,
    /// Versions of the operator sets, such as `("ai.onnx.ml", 1)`.
    pub opsets: Vec<(String, i64)>,
    /// Size and SHA-256 of the file, and whether the latter was compared with the registry's.
    pub digest: Digest,
}

impl Model {
    /// Verifies, parses and compiles a model file.
    ///
    /// # Errors
    /// Whatever is wrong with the file, see [`PredictorError`].
    pub fn load(bytes: &[u8], expected: &Expected) -> Result<Self, PredictorError> {
        let digest = verify(bytes, expected)?;
        parse(bytes)?.compile(digest)
    }

    pub(crate) fn compile(graph: Graph, digest: Digest) -> Result<Self, PredictorError> {
        let Graph { proto, metadata, features: names } = graph;
        let features = FeatureSet::parse(&names).map_err(PredictorError::UnknownFeatures)?;
        let plan = Plan::compile(&proto, names.len())?;
        let size = plan.size();
        let info = ModelInfo {
            trees: size.trees,
            splits: size.splits,
            compiled_bytes: size.bytes,
            producer: metadata.producer,
            opsets: metadata.opsets,
            digest,
        };
        Ok(Self { plan, features, names, info })
    }

    /// Names of the features, in the order of the columns.
    pub fn features(&self) -> &[String] {
        &self.names
    }

    /// What is known of the model.
    pub fn info(&self) -> &ModelInfo {
        &self.info
    }

    /// P(A wins) of each battle, 0 to 1.
    ///
    /// # Errors
    /// When ids are not a battle, or the model's answer is no probability.
    pub fn predict(&self, battles: &[BattleIds]) -> Result<Vec<f32>, PredictorError> {
        let mut probabilities = Vec::with_capacity(battles.len());
        let mut rows = Vec::new();
        for (block, battles) in battles.chunks(ROWS).enumerate() {
            self.fill(block * ROWS, battles, &mut rows)?;
            self.run(&rows, &mut probabilities)?;
        }
        Ok(probabilities)
    }

    /// P(A wins) of rows of features that are computed already: row-major, `rows × features`.
    ///
    /// # Errors
    /// When the buffer is not a whole number of rows, or the model's answer is no probability.
    pub fn predict_rows(&self, rows: &[f32]) -> Result<Vec<f32>, PredictorError> {
        let columns = self.plan.columns();
        if !rows.len().is_multiple_of(columns) {
            return Err(PredictorError::Rows { found: rows.len(), columns });
        }
        let mut probabilities = Vec::with_capacity(rows.len() / columns);
        for block in rows.chunks(ROWS * columns) {
            self.run(block, &mut probabilities)?;
        }
        Ok(probabilities)
    }

    /// The features of each battle: row-major, `battles × features`.
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn rows(&self, battles: &[BattleIds]) -> Result<Vec<f32>, PredictorError> {
        let mut rows = Vec::new();
        self.fill(0, battles, &mut rows)?;
        Ok(rows)
    }

    fn fill(&self, first: usize, battles: &[BattleIds], rows: &mut Vec<f32>) -> Result<(), PredictorError> {
        fill(&self.features, first, battles, rows)
    }

    /// The columns, for battles that ids do not name.
    pub(crate) fn feature_set(&self) -> &FeatureSet {
        &self.features
    }

    fn run(&self, rows: &[f32], probabilities: &mut Vec<f32>) -> Result<(), PredictorError> {
        let done = probabilities.len();
        self.plan.run(rows, probabilities)?;
        match probabilities.iter().skip(done).position(|p| !(0.0..=1.0).contains(p)) {
            Some(at) => {
                let number = done + at + 1;
                Err(PredictorError::NotAProbability { number, value: probabilities[number - 1] })
            }
            None => Ok(()),
        }
    }
}

/// Replaces `rows` by the features of these battles, the first of which has the number `first` (from 0).
pub(crate) fn fill(
    features: &FeatureSet,
    first: usize,
    battles: &[BattleIds],
    rows: &mut Vec<f32>,
) -> Result<(), PredictorError> {
    let columns = features.len();
    rows.resize(battles.len() * columns, 0.0);
    for (i, (&ids, row)) in battles.iter().zip(rows.chunks_exact_mut(columns)).enumerate() {
        let matchup = Matchup::resolve(ids).map_err(|error| {
            let number = first + i + 1;
            PredictorError::Battle { number, ids, error }
        })?;
        features.fill(&matchup, row);
    }
    Ok(())
}
