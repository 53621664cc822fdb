//! Why a model predicts what it does: what each column adds, which way a battle goes through the trees, what counts on
//! the whole, and what would turn a prediction around.
//!
//! Explaining needs the trees in another form than predicting. [`BattleExplainer::load`] makes it from the model file when
//! somebody asks; a [`Model`](crate::Model) by itself keeps nothing for it.

mod flips;
mod source;

use battle::BattleIds;
use battle::Side;
use battle::features::{FeatureSet, Meaning};
use forest::explain::{Explainer, Explanation};

pub use forest::explain::{Background, Covers, Step, TreePath};

pub use flips::{MoveFlip, STAT_RANGE, StatFlip, move_flips, stat_flips};

use crate::model::fill;
use crate::{PredictorError, parse};
use source::Source;

/// Explains one model's predictions of battles.
///
/// What is explained is the margin of “A wins” before the post transform: log-odds where [`BattleExplainer::log_odds`].
#[derive(Debug)]
pub struct BattleExplainer {
    features: FeatureSet,
    source: Source,
}

/// What the columns add to the margin of one battle.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributions {
    /// The expected margin when nothing is known of the battle.
    pub base: f64,
    /// The margin of this battle: the base and all contributions.
    pub margin: f64,
    /// By column of the model.
    pub by_feature: Vec<f64>,
    /// The same, added up by what the columns are about and whose they are; every group that the model has columns of.
    pub by_meaning: Vec<(Meaning, Option<Side>, f64)>,
}

impl BattleExplainer {
    /// Reads the trees of a model file. The graph must lead from its input to one tree ensemble through operators that keep
    /// the columns apart, such as scalers.
    ///
    /// # Errors
    /// What is wrong with the file, or that it is no such graph.
    pub fn load(bytes: &[u8]) -> Result<Self, PredictorError> {
        let graph = parse(bytes)?;
        let features = FeatureSet::parse(&graph.features).map_err(PredictorError::UnknownFeatures)?;
        let source = Source::new(graph)?;
        Ok(Self { features, source })
    }

    /// The trees themselves, over the columns as they reach them.
    pub fn explainer(&self) -> &Explainer {
        &self.source.explainer
    }

    /// Whether the margin is the logarithm of the odds of the probability.
    pub fn log_odds(&self) -> bool {
        self.source.log_odds
    }

    /// Memory that the trees take, in bytes.
    pub fn bytes(&self) -> usize {
        self.source.explainer.bytes()
    }

    /// The rows that the trees see of battles: row-major, `battles × features`.
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn rows(&self, battles: &[BattleIds]) -> Result<Vec<f32>, PredictorError> {
        let mut rows = Vec::new();
        fill(&self.features, 0, battles, &mut rows)?;
        self.source.prepare(rows)
    }

    /// The margin of each battle.
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn margins(&self, battles: &[BattleIds]) -> Result<Vec<f64>, PredictorError> {
        let rows = self.rows(battles)?;
        let margins = rows.chunks_exact(self.features.len()).map(|row| {
            let margins = self.explainer().margins(row).map_err(|error| refused(&error))?;
            Ok(margins.get(self.margin()).copied().unwrap_or_default())
        });
        margins.collect()
    }

    /// A background of battles for [`BattleExplainer::against`].
    ///
    /// # Errors
    /// When there is none, or ids are not a battle.
    pub fn background(&self, battles: &[BattleIds]) -> Result<Background, PredictorError> {
        self.explainer()
            .background(&self.rows(battles)?, self.features.len())
            .map_err(|error| refused(&error))
    }

    /// Covers by battles, for [`BattleExplainer::by_covers`].
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn covers(&self, battles: &[BattleIds]) -> Result<Covers, PredictorError> {
        self.explainer().covers(&self.rows(battles)?, self.features.len()).map_err(|error| refused(&error))
    }

    /// What each column adds, where unknown columns are those of the background's battles (interventional SHAP values).
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn against(
        &self,
        battle: BattleIds,
        background: &Background,
    ) -> Result<Contributions, PredictorError> {
        let row = self.rows(&[battle])?;
        let explanation = self.explainer().interventional(&row, background);
        self.contributions(&explanation.map_err(|error| refused(&error))?)
    }

    /// What each column adds, where splits on unknown columns go both ways by the covers (path-dependent SHAP values).
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn by_covers(&self, battle: BattleIds, covers: &Covers) -> Result<Contributions, PredictorError> {
        let row = self.rows(&[battle])?;
        let explanation = self.explainer().path_dependent(&row, covers);
        self.contributions(&explanation.map_err(|error| refused(&error))?)
    }

    /// The way of a battle through each tree.
    ///
    /// # Errors
    /// When ids are not a battle.
    pub fn paths(&self, battle: BattleIds) -> Result<Vec<TreePath>, PredictorError> {
        self.explainer().paths(&self.rows(&[battle])?).map_err(|error| refused(&error))
    }

    /// What is added to the votes of the trees.
    pub fn base_value(&self) -> f64 {
        self.explainer().base_values().get(self.margin()).copied().unwrap_or_default()
    }

    /// How many splits compare each column.
    pub fn split_counts(&self) -> Vec<u32> {
        let mut counts = self.explainer().split_counts();
        counts.resize(self.features.len(), 0);
        counts
    }

    /// Which of the trees' margins is that of “A wins”: the last one.
    pub fn margin(&self) -> usize {
        self.explainer().margins_per_row() - 1
    }

    fn contributions(&self, explanation: &Explanation) -> Result<Contributions, PredictorError> {
        let by_feature = explanation.contributions(self.margin()).to_vec();
        let (base, margin) = (explanation.base(self.margin()), explanation.total(self.margin()));
        if !(base.is_finite() && margin.is_finite()) {
            let text = "its trees vote with numbers that are not finite, which cannot be shared out";
            return Err(PredictorError::Run(text.to_owned()));
        }
        let by_meaning = by_meaning(&self.features, &by_feature);
        Ok(Contributions { base, margin, by_feature, by_meaning })
    }
}

/// Adds contributions up by what the columns are about and whose they are: A's, B's, the pair's of each meaning.
#[must_use]
pub fn by_meaning(features: &FeatureSet, contributions: &[f64]) -> Vec<(Meaning, Option<Side>, f64)> {
    let mut groups = Vec::new();
    for meaning in Meaning::ALL {
        for side in [Some(Side::A), Some(Side::B), None] {
            let columns = features.features().iter().zip(contributions);
            let mut own = columns
                .filter(|(feature, _)| feature.meaning() == meaning && feature.side() == side)
                .peekable();
            if own.peek().is_some() {
                groups.push((meaning, side, own.map(|(_, value)| value).sum()));
            }
        }
    }
    groups
}

/// What the trees refuse, which cannot happen with rows of the model's own features.
fn refused(error: &forest::ForestError) -> PredictorError {
    PredictorError::Run(error.to_string())
}
