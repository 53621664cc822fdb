//! The public face: a loaded ensemble that predicts rows.

use crate::check::check;
use crate::finish::Finish;
use crate::layout::Layout;
use crate::packed::Packed;
use crate::table::Table;
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
        T::load(attributes)
    }

    /// See [`Ensemble::new`].
    pub(crate) fn load(attributes: &EnsembleAttributes<'_, T>) -> Result<Self, ForestError> {
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
        self.evaluate(rows, features, scores, None)
    }

    /// Like [`Ensemble::scores`], with the numbers column by column: `columns` is `features × rows`.
    ///
    /// Nothing has to be gathered, so that this is the faster way for those who have columns or can fill them as well.
    ///
    /// # Errors
    /// When there are too few columns, or the lengths do not fit.
    pub fn scores_columns(&self, columns: &[T], rows: usize, scores: &mut [T]) -> Result<(), ForestError> {
        let needed = self.features().saturating_mul(rows);
        let whole = columns.len().checked_rem(rows).is_none_or(|rest| rest == 0);
        if columns.len() < needed || !whole {
            let expected = needed.max(columns.len().next_multiple_of(rows.max(1)));
            return Err(ForestError::Buffer {
                what: "the buffer of columns",
                found: columns.len(),
                expected,
            });
        }
        T::run(self, Table::Columns { cells: columns, stride: rows, first: 0, count: rows }, scores, None)
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
        self.evaluate(rows, features, scores, Some(classes))
    }

    fn evaluate(
        &self,
        rows: &[T],
        features: usize,
        scores: &mut [T],
        classes: Option<&mut [u32]>,
    ) -> Result<(), ForestError> {
        let needed = self.features();
        if features < needed {
            return Err(ForestError::Columns { found: features, needed });
        }
        if features == 0 {
            // Only the scores' length tells how many rows there are.
            let count = scores.len() / self.outputs();
            return T::run(self, Table::Columns { cells: rows, stride: 0, first: 0, count }, scores, classes);
        }
        let expected = rows.len() / features * features;
        if rows.len() != expected {
            return Err(ForestError::Buffer { what: "the buffer of rows", found: rows.len(), expected });
        }
        T::run(self, Table::Rows { cells: rows, width: features }, scores, classes)
    }

    /// Evaluates a table; `classes` is as long as the table.
    pub(crate) fn run(
        &self,
        table: Table<'_, T>,
        scores: &mut [T],
        classes: Option<&mut [u32]>,
    ) -> Result<(), ForestError> {
        let (found, expected) = (scores.len(), table.count().saturating_mul(self.outputs()));
        if found != expected {
            return Err(ForestError::Buffer { what: "the buffer for scores", found, expected });
        }
        match &self.trees.packed {
            Either::Narrow(packed) => self.run_packed(packed, table, scores, classes),
            Either::Wide(packed) => self.run_packed(packed, table, scores, classes),
        }
        Ok(())
    }

    fn run_packed<L: Layout>(
        &self,
        packed: &Packed<T, L>,
        table: Table<'_, T>,
        scores: &mut [T],
        mut classes: Option<&mut [u32]>,
    ) {
        let block = packed.block();
        let mut scratch = packed.scratch(block.min(table.count()));
        let outputs = self.outputs();
        for (number, scores) in scores.chunks_mut(block * outputs).enumerate() {
            packed.total(table.part(number * block, block), &mut scratch);
            let rows = scratch.sums.chunks_exact(packed.totals).zip(scores.chunks_exact_mut(outputs));
            for (row, (totals, scores)) in rows.enumerate() {
                let class = self.finish.apply(totals, scores);
                if let Some(classes) = &mut classes {
                    classes[number * block + row] = class;
                }
            }
        }
        packed.keep(scratch);
    }
}
