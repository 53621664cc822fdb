//! The way of a row through each tree.

use super::Explainer;
use super::trees::What;
use crate::{ForestError, NodeMode, Number};

/// A split that a row passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<T = f32> {
    /// Index of the node in the attribute vectors.
    pub node: usize,
    /// Column that is compared.
    pub feature: usize,
    /// How; a chain of `=` that asks whether the column is one of a set is a [`NodeMode::Member`].
    pub mode: NodeMode,
    /// With what; nothing that counts for [`NodeMode::Member`].
    pub threshold: T,
    /// Whether the row goes on to the true child.
    pub went_true: bool,
}

/// The way of a row through one tree.
#[derive(Clone, Debug, PartialEq)]
pub struct TreePath<T = f32> {
    /// From the root on.
    pub steps: Vec<Step<T>>,
    /// Index of the leaf in the attribute vectors.
    pub leaf: usize,
    /// The leaf's votes: which margin, and how much is added to it.
    pub votes: Vec<(usize, f64)>,
}

impl<T: Number> Explainer<T> {
    /// The way of a row through every tree, in the order of the file.
    ///
    /// # Errors
    /// When the row has too few columns.
    pub fn paths(&self, row: &[T]) -> Result<Vec<TreePath<T>>, ForestError> {
        let said = self.answers(row)?;
        Ok(self.trees.roots.iter().map(|&root| self.path(root, &said)).collect())
    }

    fn path(&self, root: u32, said: &[bool]) -> TreePath<T> {
        let mut path = TreePath { steps: Vec::new(), leaf: 0, votes: Vec::new() };
        for at in self.trees.path(root, said) {
            let node = self.trees.sources[at as usize] as usize;
            match self.trees.nodes[at as usize].what() {
                What::Split(number) => {
                    let question = &self.questions[number];
                    path.steps.push(Step {
                        node,
                        feature: question.feature as usize,
                        mode: question.mode,
                        threshold: question.value,
                        went_true: said[number],
                    });
                }
                What::Leaf(leaf) => {
                    path.leaf = node;
                    let votes = self.trees.votes(leaf).iter();
                    path.votes = votes.map(|vote| (vote.margin as usize, vote.weight)).collect();
                }
            }
        }
        path
    }
}
