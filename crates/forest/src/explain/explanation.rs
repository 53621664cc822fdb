//! What an explanation says.

/// How the margins of one row come about: base values, and what each column adds to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub(super) columns: usize,
    /// The expected margins when no column is known, one per margin.
    pub(super) base: Vec<f64>,
    /// `margins × columns`.
    pub(super) contributions: Vec<f64>,
}

impl Explanation {
    /// The expected margin when no column is known; 0 for a margin that there is not.
    pub fn base(&self, margin: usize) -> f64 {
        self.base.get(margin).copied().unwrap_or(0.0)
    }

    /// What each column of the row adds to a margin (its Shapley value); empty for a margin that there is not.
    pub fn contributions(&self, margin: usize) -> &[f64] {
        let start = margin.saturating_mul(self.columns);
        self.contributions.get(start..start + self.columns).unwrap_or_default()
    }

    /// Base value plus contributions: the margin of the row.
    pub fn total(&self, margin: usize) -> f64 {
        self.base(margin) + self.contributions(margin).iter().sum::<f64>()
    }
}
