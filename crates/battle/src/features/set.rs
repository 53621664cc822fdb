//! The columns of one model.

use std::fmt;

use super::{Feature, UnknownFeature};
use crate::Matchup;

/// How many unknown names a message lists.
const MAX_LISTED: usize = 5;

/// The columns that a model wants, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSet {
    features: Vec<Feature>,
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
    /// When a name is unknown: all such names, each with those that are written alike.
    pub fn parse(names: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, UnknownFeatures> {
        let mut features = Vec::new();
        let mut unknown = Vec::new();
        for name in names {
            match Feature::parse(name.as_ref()) {
                Ok(feature) => features.push(feature),
                Err(error) => unknown.push(error),
            }
        }
        if unknown.is_empty() { Ok(Self { features }) } else { Err(UnknownFeatures { features: unknown }) }
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

    /// Writes the columns of a battle into a row. A row of another length than [`FeatureSet::len`] is filled as far as both go.
    pub fn fill(&self, battle: &Matchup, row: &mut [f32]) {
        for (slot, feature) in row.iter_mut().zip(&self.features) {
            *slot = feature.value(battle) as f32;
        }
    }
}
