//! How many rows go each way, which model files do not say.

use super::Explainer;
use super::trees::What;
use crate::{ForestError, Number};

/// The covers of all nodes, made for one [`Explainer`].
#[derive(Clone, Debug)]
pub struct Covers {
    /// For each node, the share of its rows that its split says yes to; of a leaf, nothing.
    pub(super) yes: Vec<f64>,
    /// Expected margins.
    pub(super) base: Vec<f64>,
}

impl<T: Number> Explainer<T> {
    /// Counts the rows of a data set, `n × features`, at every node. A split that no row reaches counts as going both
    /// ways equally often.
    ///
    /// # Errors
    /// When a row has too few columns, or the length is not a whole number of rows.
    pub fn covers(&self, rows: &[T], features: usize) -> Result<Covers, ForestError> {
        let mut counts = vec![0u32; self.trees.nodes.len()];
        for row in self.rows(rows, features)? {
            let said = self.answers(row)?;
            for &root in &self.trees.roots {
                for at in self.trees.path(root, &said) {
                    counts[at as usize] += 1;
                }
            }
        }
        Ok(self.shares(|at| f64::from(counts[at])))
    }

    /// Takes covers as a trainer knows them (XGBoost's `sum_hessian`, scikit-learn's `weighted_n_node_samples`): one per
    /// node, in the order of the attribute vectors. Where a split and its children have none, it counts as going both ways
    /// equally often.
    ///
    /// # Errors
    /// When there are not as many as nodes.
    pub fn given_covers(&self, covers: &[f64]) -> Result<Covers, ForestError> {
        let (found, expected) = (covers.len(), self.trees.in_file);
        if found != expected {
            return Err(ForestError::Buffer { what: "the vector of covers", found, expected });
        }
        Ok(self.shares(|at| covers[self.trees.sources[at] as usize]))
    }

    fn shares(&self, cover: impl Fn(usize) -> f64) -> Covers {
        let nodes = &self.trees.nodes;
        let mut reached = vec![0.0; nodes.len()];
        self.trees.roots.iter().for_each(|&root| reached[root as usize] = 1.0);
        let mut base = self.base.clone();
        let mut yes = vec![0.0; nodes.len()];
        // Children come after their split.
        for (at, node) in nodes.iter().enumerate() {
            match node.what() {
                What::Split(_) => {
                    let no = node.no as usize;
                    let (left, right) = (cover(at + 1), cover(no));
                    let both = left + right;
                    yes[at] = if both > 0.0 { left / both } else { 0.5 };
                    reached[at + 1] = reached[at] * yes[at];
                    reached[no] = reached[at] * (1.0 - yes[at]);
                }
                What::Leaf(leaf) => {
                    for vote in self.trees.votes(leaf) {
                        base[vote.margin as usize] += vote.weight * reached[at];
                    }
                }
            }
        }
        Covers { yes, base }
    }
}
