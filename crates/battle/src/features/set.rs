//! The columns of one model.

use std::fmt;

use super::one_hot::OneHot;
use super::{Feature, UnknownFeature};
use crate::Matchup;

/// How many unknown names a message lists. Looking for names that are written alike takes time, so only these get it.
const MAX_LISTED: usize = 5;

/// The columns that a model wants, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSet {
    features: Vec<Feature>,
    /// The columns that are computed one by one, each with its position.
    single: Vec<(usize, Feature)>,
    /// The columns of which at most one in each group is 1.
    one_hot: Vec<OneHot>,
}

/// Names that no column has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFeatures {
    /// Each of them, in the model's order.
    pub features: Vec<UnknownFeature>,
}

impl std::error::Error for UnknownFeatures {}

impl fmt::Display for UnknownFeatures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, unknown) in self.features.iter().take(MAX_LISTED).enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(f, "{separator}{unknown}")?;
        }
        match self.features.len().saturating_sub(MAX_LISTED) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl FeatureSet {
    /// The columns with these names.
    ///
    /// # Errors
    /// When a name is unknown: all such names, the first few with those that are written alike.
    pub fn parse(names: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, UnknownFeatures> {
        let mut features = Vec::new();
        let mut unknown = Vec::new();
        for name in names {
            let name = name.as_ref();
            match Feature::find(name) {
                Some(feature) => features.push(feature),
                None if unknown.len() < MAX_LISTED => unknown.push(UnknownFeature::with_near(name)),
                None => unknown.push(UnknownFeature::bare(name)),
            }
        }
        if unknown.is_empty() { Ok(Self::new(features)) } else { Err(UnknownFeatures { features: unknown }) }
    }

    /// These columns.
    #[must_use]
    pub fn new(features: Vec<Feature>) -> Self {
        let mut one_hot = OneHot::groups();
        let mut single = Vec::new();
        for (at, feature) in features.iter().enumerate() {
            let taken = one_hot.iter_mut().any(|group| group.take(*feature, at));
            if !taken {
                single.push((at, *feature));
            }
        }
        Self { features, single, one_hot }
    }

    /// The columns in their order.
    #[must_use]
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// How many columns there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// Writes the columns of a battle into a row: value `i` is [`Feature::value`] of column `i`, as `f32`.
    /// A row of another length than [`FeatureSet::len`] is filled as far as both go, and with zeros beyond.
    pub fn fill(&self, battle: &Matchup, row: &mut [f32]) {
        row.fill(0.0);
        for (at, feature) in &self.single {
            if let Some(slot) = row.get_mut(*at) {
                *slot = feature.value(battle) as f32;
            }
        }
        for group in &self.one_hot {
            if let Some(slot) = group.hot(battle).and_then(|at| row.get_mut(at)) {
                *slot = 1.0;
            }
        }
    }
}
