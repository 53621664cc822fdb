//! What counts on the whole.

use super::trees::What;
use super::{Background, Explainer};
use crate::{ForestError, Number};

impl<T: Number> Explainer<T> {
    /// How many splits compare each of the first [`Explainer::features`] columns; a chain of `=` that is one question counts as
    /// one.
    pub fn split_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.features()];
        for node in &self.trees.nodes {
            if let What::Split(question) = node.what() {
                counts[self.questions[question].feature as usize] += 1;
            }
        }
        counts
    }

    /// The gain of each of the first [`Explainer::features`] columns: the sum over its splits. A model file does not know
    /// them; `gains` has one per node, in the order of the attribute vectors, and those of leaves do not count.
    ///
    /// # Errors
    /// When there are not as many as nodes.
    pub fn gains(&self, gains: &[f64]) -> Result<Vec<f64>, ForestError> {
        let (found, expected) = (gains.len(), self.trees.in_file);
        if found != expected {
            return Err(ForestError::Buffer { what: "the vector of gains", found, expected });
        }
        let mut sums = vec![0.0; self.features()];
        let of = |source: u32| {
            let links = self.trees.links.get(&source).map_or(&[][..], Vec::as_slice);
            gains[source as usize] + links.iter().map(|&link| gains[link as usize]).sum::<f64>()
        };
        for (node, &source) in self.trees.nodes.iter().zip(&self.trees.sources) {
            if let What::Split(question) = node.what() {
                sums[self.questions[question].feature as usize] += of(source);
            }
        }
        Ok(sums)
    }

    /// The mean of the absolute contributions to a margin over rows, `n × features`, by column.
    ///
    /// # Errors
    /// As [`Explainer::interventional`]; and when the length is not a whole number of rows.
    pub fn mean_absolute(
        &self,
        rows: &[T],
        features: usize,
        background: &Background,
        margin: usize,
    ) -> Result<Vec<f64>, ForestError> {
        let rows = self.rows(rows, features)?;
        let count = rows.len();
        let mut sums = vec![0.0; features];
        for row in rows {
            let explanation = self.interventional(row, background)?;
            for (sum, value) in sums.iter_mut().zip(explanation.contributions(margin)) {
                *sum += value.abs() / count as f64;
            }
        }
        Ok(sums)
    }
}
