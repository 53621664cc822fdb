//! Aggregated votes of a row → its outputs and its label.

use crate::post_transform::{logistics, probit};
use crate::{EnsembleAttributes, ForestError, Kind, Number, PostTransform};

/// What happens to a row's totals.
#[derive(Debug)]
pub(crate) struct Finish<T> {
    /// One per total.
    pub(crate) base: Vec<T>,
    transform: PostTransform,
    layout: Layout,
    pub(crate) outputs: usize,
}

/// How totals become outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// One output for each total.
    Columns,
    /// Two classes, one total, no negative vote: a share, so the classes get 1 − s and s.
    Share,
    /// Two classes, one total of any sign: a margin, so the classes get −s and s.
    Margin,
}

impl<T: Number> Finish<T> {
    pub(crate) fn new(attributes: &EnsembleAttributes<'_, T>, outputs: usize) -> Result<Self, ForestError> {
        let base = attributes.base_values;
        let votes = &attributes.votes;
        let two_classes = outputs == 2 && matches!(attributes.kind, Kind::Classifier { .. });
        let layout = if !two_classes || base.len() == 2 || votes.ids.iter().any(|&id| id != 0) {
            Layout::Columns
        } else if votes.weights.iter().all(|&weight| weight >= T::ZERO) {
            Layout::Share
        } else {
            Layout::Margin
        };
        let columns = if layout == Layout::Columns { outputs } else { 1 };
        let fits = base.is_empty() || base.len() == outputs || (two_classes && base.len() == 1);
        if !fits {
            return Err(ForestError::BaseValues { found: base.len(), outputs });
        }
        let mut base = base.to_vec();
        base.resize(columns, T::ZERO);
        Ok(Self { base, transform: attributes.post_transform, layout, outputs })
    }

    /// Number of totals of a row.
    pub(crate) fn columns(&self) -> usize {
        self.base.len()
    }

    /// Writes the outputs of a row from its totals and returns the number of its class.
    pub(crate) fn apply(&self, totals: &[T], outputs: &mut [T]) -> u32 {
        match (self.layout, totals, &mut *outputs) {
            (Layout::Share | Layout::Margin, [total], [first, second]) => {
                let score = *total + self.base.first().copied().unwrap_or(T::ZERO);
                let share = self.layout == Layout::Share;
                (*first, *second) = self.two_classes(score, share);
                let half = share && self.transform != PostTransform::Logistic;
                let bound = if half { T::from(0.5) } else { T::ZERO };
                u32::from(score > bound)
            }
            _ => {
                for ((output, total), base) in outputs.iter_mut().zip(totals).zip(&self.base) {
                    *output = *total + *base;
                }
                let label = largest(outputs);
                // A lone score is only ever transformed by PROBIT: onnxruntime's reading of the standard.
                if outputs.len() > 1 || self.transform == PostTransform::Probit {
                    self.transform.apply(outputs);
                }
                label
            }
        }
    }

    /// Both classes' outputs from the one score of a two-class model; softmax leaves it as it is.
    fn two_classes(&self, score: T, share: bool) -> (T, T) {
        match (self.transform, share) {
            (PostTransform::Logistic, _) => logistics(score),
            (PostTransform::Probit, _) => (probit(T::ONE - score), probit(score)),
            (_, true) => (T::ONE - score, score),
            (_, false) => (-score, score),
        }
    }
}

/// Index of the largest score, the first of equals.
fn largest<T: Number>(scores: &[T]) -> u32 {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = i;
        }
    }
    best as u32
}
