//! The rows that stand in for columns that do not play.

use super::Explainer;
use crate::{ForestError, Number};

/// Rows of a background are told apart by the bits of one word.
pub(super) const ROWS: usize = u128::BITS as usize;

/// A background of rows, prepared for one [`Explainer`].
#[derive(Clone, Debug)]
pub struct Background {
    /// For each block of up to [`ROWS`] rows, and each question, the rows that say yes.
    pub(super) blocks: Vec<Block>,
    /// Number of rows.
    pub(super) rows: usize,
    /// Mean margins.
    pub(super) base: Vec<f64>,
}

/// Up to [`ROWS`] rows.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// One bit for each row.
    pub(super) all: u128,
    /// The rows that say yes, by question.
    pub(super) yes: Vec<u128>,
}

impl Background {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

impl<T: Number> Explainer<T> {
    /// Prepares a background of `n × features`, at least one row. Time is linear in rows × (questions + trees × depth).
    ///
    /// # Errors
    /// When there is no row, a row has too few columns, or the length is not a whole number of rows.
    pub fn background(&self, rows: &[T], features: usize) -> Result<Background, ForestError> {
        let rows = self.rows(rows, features)?;
        let count = rows.len();
        if count == 0 {
            return Err(ForestError::Buffer { what: "the background", found: 0, expected: features });
        }
        let blocks = count.div_ceil(ROWS);
        let mut background = Background {
            blocks: vec![Block { all: 0, yes: vec![0; self.questions.len()] }; blocks],
            rows: count,
            base: vec![0.0; self.margins_per_row()],
        };
        for (number, row) in rows.enumerate() {
            let said = self.answers(row)?;
            let block = &mut background.blocks[number / ROWS];
            let bit = 1 << (number % ROWS);
            block.all |= bit;
            for (yes, &said) in block.yes.iter_mut().zip(&said) {
                *yes |= if said { bit } else { 0 };
            }
            self.trees.add_votes(&said, &mut background.base);
        }
        for (mean, base) in background.base.iter_mut().zip(&self.base) {
            *mean = *mean / count as f64 + base;
        }
        Ok(background)
    }
}
