//! Battles with answers that the trainer wrote down, recomputed here from their ids.

use battle::{BattleIds, MoveId, PokemonId};
use serde::Deserialize;

use crate::{Model, PredictorError};

/// Largest difference of a probability that passes.
const TOLERANCE: f64 = 1e-6;
/// The version of the format.
const FORMAT: u32 = 1;
/// Bounds the time of a check.
const MAX_BATTLES: usize = 100_000;

/// Golden battles of a model: `golden.json`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Golden {
    /// Version of the format.
    format: u32,
    /// Names of the features, in order.
    pub features: Vec<String>,
    /// The battles.
    pub battles: Vec<GoldenBattle>,
}

/// One golden battle.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldenBattle {
    /// Number of A in the Pokédex.
    pub a: u16,
    /// Number of B in the Pokédex.
    pub b: u16,
    /// Move of A.
    pub move_a: u16,
    /// Move of B.
    pub move_b: u16,
    /// The features that the trainer computed.
    pub features: Vec<f32>,
    /// P(A wins) by the trained model.
    pub probability: f64,
}

/// Why golden battles cannot be read or recomputed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GoldenError {
    /// Not JSON, or not of this shape.
    #[error("golden.json cannot be read: {0}")]
    Malformed(String),
    /// Another version of the format.
    #[error("golden.json has format {0}, but this version reads format {FORMAT}")]
    Format(u32),
    /// No battle at all: nothing would be checked.
    #[error("golden.json has no battles")]
    Empty,
    /// More battles than are checked.
    #[error("golden.json has {0} battles, more than {MAX_BATTLES}")]
    TooMany(usize),
    /// A battle with a wrong number of features.
    #[error("golden battle {number} has {found} features, but golden.json names {expected}")]
    Width {
        /// Position in the file, from 1.
        number: usize,
        /// Its features.
        found: usize,
        /// Names in the file.
        expected: usize,
    },
    /// The file belongs to a model with other features.
    #[error("golden.json is not of this model: its features are others, from '{0}' on")]
    Features(String),
    /// A battle that does not exist, or a model that cannot be run.
    #[error("golden battles cannot be recomputed: {0}")]
    Predict(#[from] PredictorError),
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldenReport {
    /// Battles in the file.
    pub battles: usize,
    /// Battles whose features are all equal to the file's.
    pub features_equal: usize,
    /// Greatest absolute difference of a feature.
    pub max_feature_difference: f64,
    /// Battles whose probability is within the tolerance of the file's.
    pub probabilities_within: usize,
    /// Greatest absolute difference of a probability.
    pub max_probability_difference: f64,
    /// The tolerance.
    pub tolerance: f64,
    /// The first battle that differs, in words.
    pub first_mismatch: Option<String>,
}

impl GoldenReport {
    /// Every battle agrees, in features and probability.
    pub fn passed(&self) -> bool {
        self.features_equal == self.battles && self.probabilities_within == self.battles
    }
}

impl Golden {
    /// Reads `golden.json`.
    ///
    /// # Errors
    /// When it is not JSON of the format, or contradicts itself.
    pub fn parse(json: &[u8]) -> Result<Self, GoldenError> {
        let golden: Self =
            serde_json::from_slice(json).map_err(|error| GoldenError::Malformed(error.to_string()))?;
        if golden.format != FORMAT {
            return Err(GoldenError::Format(golden.format));
        }
        if golden.battles.is_empty() {
            return Err(GoldenError::Empty);
        }
        if golden.battles.len() > MAX_BATTLES {
            return Err(GoldenError::TooMany(golden.battles.len()));
        }
        let expected = golden.features.len();
        match golden.battles.iter().position(|battle| battle.features.len() != expected) {
            Some(at) => {
                let found = golden.battles[at].features.len();
                Err(GoldenError::Width { number: at + 1, found, expected })
            }
            None => Ok(golden),
        }
    }

    /// Recomputes features and probabilities of every battle.
    ///
    /// # Errors
    /// When the features are not the model's, a battle does not exist, or the model fails.
    pub fn check(&self, model: &Model) -> Result<GoldenReport, GoldenError> {
        self.check_names(model)?;
        let ids: Vec<BattleIds> = self.battles.iter().map(GoldenBattle::ids).collect();
        let rows = model.rows(&ids)?;
        let probabilities = model.predict_rows(&rows)?;
        let mut report = GoldenReport {
            battles: self.battles.len(),
            features_equal: 0,
            max_feature_difference: 0.0,
            probabilities_within: 0,
            max_probability_difference: 0.0,
            tolerance: TOLERANCE,
            first_mismatch: None,
        };
        let rows = rows.chunks_exact(self.features.len()).zip(probabilities);
        for (number, (battle, (row, probability))) in self.battles.iter().zip(rows).enumerate() {
            report.compare_features(number + 1, battle, row, &self.features);
            report.compare_probability(number + 1, battle, probability);
        }
        Ok(report)
    }

    fn check_names(&self, model: &Model) -> Result<(), GoldenError> {
        let names = model.features();
        if self.features == names {
            return Ok(());
        }
        let at = self.features.iter().zip(names).take_while(|(ours, theirs)| ours == theirs).count();
        let name = self.features.get(at).or_else(|| names.get(at)).cloned().unwrap_or_default();
        Err(GoldenError::Features(name.chars().take(80).collect()))
    }
}

impl GoldenBattle {
    /// The ids.
    pub fn ids(&self) -> BattleIds {
        BattleIds {
            a: PokemonId(self.a),
            b: PokemonId(self.b),
            move_a: MoveId(self.move_a),
            move_b: MoveId(self.move_b),
        }
    }

    fn describe(&self, number: usize) -> String {
        let Self { a, b, move_a, move_b, .. } = self;
        format!("battle {number} (Pokémon {a} with move {move_a} against {b} with {move_b})")
    }
}

impl GoldenReport {
    fn compare_features(&mut self, number: usize, battle: &GoldenBattle, row: &[f32], names: &[String]) {
        let mut equal = true;
        for ((name, &expected), &found) in names.iter().zip(&battle.features).zip(row) {
            if expected == found {
                continue;
            }
            let difference = (f64::from(expected) - f64::from(found)).abs();
            self.max_feature_difference = self.max_feature_difference.max(difference);
            equal = false;
            self.mismatch(|| format!("{}: {name} is {found}, expected {expected}", battle.describe(number)));
        }
        self.features_equal += usize::from(equal);
    }

    fn compare_probability(&mut self, number: usize, battle: &GoldenBattle, found: f32) {
        let difference = (battle.probability - f64::from(found)).abs();
        self.max_probability_difference = self.max_probability_difference.max(difference);
        if difference <= TOLERANCE {
            self.probabilities_within += 1;
        } else {
            let expected = battle.probability;
            self.mismatch(|| {
                format!("{}: probability {found}, expected {expected}", battle.describe(number))
            });
        }
    }

    fn mismatch(&mut self, describe: impl FnOnce() -> String) {
        if self.first_mismatch.is_none() {
            self.first_mismatch = Some(describe());
        }
    }
}
