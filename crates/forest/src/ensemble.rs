//! The public face: a loaded ensemble that predicts rows.

use std::mem::size_of;

use crate::check::check;
use crate::compile::{Leaves, Node, Trees, compile};
use crate::evaluate::Totals;
use crate::finish::Finish;
use crate::{Aggregate, EnsembleAttributes, ForestError, Kind, Labels};

/// A checked and compiled tree ensemble.
#[derive(Debug)]
pub struct Ensemble {
    trees: Trees,
    finish: Finish,
    labels: Option<Labels>,
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

impl Ensemble {
    /// Checks and compiles an ensemble.
    ///
    /// # Errors
    /// Names the attribute, or the tree and node, that is wrong. Time and memory are linear in the attributes,
    /// but for sorting nodes that are not listed in order.
    pub fn new(attributes: &EnsembleAttributes<'_>) -> Result<Self, ForestError> {
        let structure = check(attributes)?;
        let finish = Finish::new(attributes, structure.outputs)?;
        let (aggregate, labels) = match &attributes.kind {
            Kind::Classifier { labels } => (Aggregate::Sum, Some(labels.clone())),
            Kind::Regressor { aggregate, .. } => (*aggregate, None),
        };
        let trees = compile(attributes, structure, finish.columns(), aggregate);
        Ok(Self { trees, finish, labels })
    }

    /// Columns that a row must have at least: the highest column compared, counted from 1.
    pub fn features(&self) -> usize {
        self.trees.features
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
        let votes = match &self.trees.leaves {
            Leaves::Value => 0,
            Leaves::Votes { starts, votes } => size_of_val(starts.as_slice()) + size_of_val(votes.as_slice()),
        };
        Summary {
            trees: self.trees.roots.len(),
            splits: self.trees.splits,
            leaves: self.trees.nodes.len() - self.trees.splits,
            bytes: self.trees.nodes.len() * size_of::<Node>()
                + size_of_val(self.trees.roots.as_slice())
                + votes,
        }
    }

    /// Writes the scores of each row: `rows` is `n × features`, `scores` is `n × self.outputs()`.
    ///
    /// # Errors
    /// When the rows have too few columns, or the lengths do not fit.
    pub fn scores(&self, rows: &[f32], features: usize, scores: &mut [f32]) -> Result<(), ForestError> {
        self.evaluate(rows, features, scores, |_, _| {})
    }

    /// Like [`Ensemble::scores`], and writes the number of each row's class, an index into
    /// [`Ensemble::labels`] (of a regressor, the target with the largest score).
    ///
    /// # Errors
    /// When the rows have too few columns, or the lengths do not fit.
    pub fn predict(
        &self,
        rows: &[f32],
        features: usize,
        scores: &mut [f32],
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
        rows: &[f32],
        features: usize,
        scores: &mut [f32],
        mut class: impl FnMut(usize, u32),
    ) -> Result<(), ForestError> {
        let outputs = self.outputs();
        let needed = self.features();
        if features < needed {
            return Err(ForestError::Columns { found: features, needed });
        }
        if features == 0 {
            return self.constant(scores, class);
        }
        let count = rows.len() / features;
        if !rows.len().is_multiple_of(features) {
            let expected = count * features;
            return Err(ForestError::Buffer { what: "the buffer of rows", found: rows.len(), expected });
        }
        let expected = count.saturating_mul(outputs);
        if scores.len() != expected {
            return Err(ForestError::Buffer { what: "the buffer for scores", found: scores.len(), expected });
        }
        let block = self.trees.block();
        let mut totals = Totals::new(&self.trees, block.min(count));
        let blocks = rows.chunks(block.saturating_mul(features)).zip(scores.chunks_mut(block * outputs));
        for (number, (rows, scores)) in blocks.enumerate() {
            self.trees.total(rows, features, &mut totals);
            let rows = totals.sums.chunks_exact(self.trees.columns).zip(scores.chunks_exact_mut(outputs));
            for (row, (totals, scores)) in rows.enumerate() {
                class(number * block + row, self.finish.apply(totals, scores));
            }
        }
        Ok(())
    }

    /// Rows without columns: every row is alike, and only the scores' length tells how many there are.
    fn constant(&self, scores: &mut [f32], mut class: impl FnMut(usize, u32)) -> Result<(), ForestError> {
        let mut totals = Totals::new(&self.trees, 1);
        self.trees.total(&[0.0], 1, &mut totals);
        for (row, scores) in scores.chunks_exact_mut(self.outputs()).enumerate() {
            class(row, self.finish.apply(&totals.sums, scores));
        }
        Ok(())
    }
}
