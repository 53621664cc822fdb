//! The public face: a loaded ensemble that predicts rows.

use crate::check::check;
use crate::finish::Finish;
use crate::layout::Layout;
use crate::packed::Packed;
use crate::trees::{Either, Trees, compile};
use crate::{Aggregate, EnsembleAttributes, ForestError, Kind, Labels, Number};

/// A checked and compiled tree ensemble over rows of `T`.
#[derive(Debug)]
pub struct Ensemble<T = f32> {
    trees: Trees<T>,
    finish: Finish<T>,
    labels: Option<Labels>,
    features: usize,
}

/// How large an ensemble is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of trees.
    pub trees: usize,
    /// Number of nodes that compare a column.
    pub splits: usize,
    /// Number of nodes that vote.
    pub leaves: usize,
    /// Memory of the compiled form, in bytes.
    pub bytes: usize,
}

impl<T: Number> Ensemble<T> {
    /// Checks and compiles an ensemble.
    ///
    /// # Errors
    /// Names the attribute, or the tree and node, that is wrong. Time and memory are linear in the attributes,
    /// but for sorting nodes that are not listed in order.
    pub fn new(attributes: &EnsembleAttributes<'_, T>) -> Result<Self, ForestError> {
        let structure = check(attributes)?;
        let finish = Finish::new(attributes, structure.outputs)?;
        let (aggregate, labels) = match &attributes.kind {
            Kind::Classifier { labels } => (Aggregate::Sum, Some(labels.clone())),
            Kind::Regressor { aggregate, .. } => (*aggregate, None),
        };
        let trees = compile(attributes, &structure, finish.columns(), aggregate);
        let features = match &trees.packed {
            Either::Narrow(packed) => packed.features,
            Either::Wide(packed) => packed.features,
        };
        Ok(Self { trees, finish, labels, features })
    }

    /// Columns that a row must have at least: the highest column compared, counted from 1.
    pub fn features(&self) -> usize {
        self.features
    }

    /// Scores of a row: number of classes or targets.
    pub fn outputs(&self) -> usize {
        self.finish.outputs
    }

    /// Class labels in the order of the scores; none for a regressor.
    pub fn labels(&self) -> Option<&Labels> {
        self.labels.as_ref()
    }

    /// How large the ensemble is.
    pub fn summary(&self) -> Summary {
        let (trees, bytes) = match &self.trees.packed {
            Either::Narrow(packed) => (packed.trees.len(), packed.bytes()),
            Either::Wide(packed) => (packed.trees.len(), packed.bytes()),
        };
        Summary { trees, splits: self.trees.splits, leaves: self.trees.leaves, bytes }
    }

    /// Writes the scores of each row: `rows` is `n × features`, `scores` is `n × self.outputs()`.
    ///
    /// # Errors
    /// When the rows have too few columns, or the lengths do not fit.
    pub fn scores(&self, rows: &[T], features: usize, scores: &mut [T]) -> Result<(), ForestError> {
        self.evaluate(rows, features, scores, |_, _| {})
    }

    /// Like [`Ensemble::scores`], and writes the number of each row's class, an index into
    /// [`Ensemble::labels`] (of a regressor, the target with the largest score).
    ///
    /// # Errors
    /// When the rows have too few columns, or the lengths do not fit.
    pub fn predict(
        &self,
        rows: &[T],
        features: usize,
        scores: &mut [T],
        classes: &mut [u32],
    ) -> Result<(), ForestError> {
        let expected = scores.len() / self.outputs();
        if classes.len() != expected {
            return Err(ForestError::Buffer {
                what: "the buffer for classes",
                found: classes.len(),
                expected,
            });
        }
        self.evaluate(rows, features, scores, |row, class| classes[row] = class)
    }

    fn evaluate(
        &self,
        rows: &[T],
        features: usize,
        scores: &mut [T],
        class: impl FnMut(usize, u32),
    ) -> Result<(), ForestError> {
        let needed = self.features();
        if features < needed {
            return Err(ForestError::Columns { found: features, needed });
        }
        if let Some(count) = rows.len().checked_div(features) {
            let expected = count * features;
            if rows.len() != expected {
                return Err(ForestError::Buffer { what: "the buffer of rows", found: rows.len(), expected });
            }
            let (found, expected) = (scores.len(), count.saturating_mul(self.outputs()));
            if found != expected {
                return Err(ForestError::Buffer { what: "the buffer for scores", found, expected });
            }
        }
        match &self.trees.packed {
            Either::Narrow(packed) => self.run(packed, rows, features, scores, class),
            Either::Wide(packed) => self.run(packed, rows, features, scores, class),
        }
        Ok(())
    }

    fn run<L: Layout>(
        &self,
        packed: &Packed<T, L>,
        rows: &[T],
        features: usize,
        scores: &mut [T],
        mut class: impl FnMut(usize, u32),
    ) {
        let outputs = self.outputs();
        if features == 0 {
            // Every row is alike, and only the scores' length tells how many there are.
            let mut scratch = packed.scratch(1);
            packed.total(&[T::ZERO], 1, &mut scratch);
            for (row, scores) in scores.chunks_exact_mut(outputs).enumerate() {
                class(row, self.finish.apply(&scratch.sums, scores));
            }
            return;
        }
        let block = packed.block();
        let mut scratch = packed.scratch(block.min(rows.len() / features));
        let blocks = rows.chunks(block.saturating_mul(features)).zip(scores.chunks_mut(block * outputs));
        for (number, (rows, scores)) in blocks.enumerate() {
            packed.total(rows, features, &mut scratch);
            let rows = scratch.sums.chunks_exact(packed.totals).zip(scores.chunks_exact_mut(outputs));
            for (row, (totals, scores)) in rows.enumerate() {
                class(number * block + row, self.finish.apply(totals, scores));
            }
        }
    }
}
