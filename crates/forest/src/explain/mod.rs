//! Why an ensemble scores a row as it does: exact Shapley values, paths, importance, and the nearest flip.
//!
//! An [`Explainer`] is built from the same attributes as an [`Ensemble`](crate::Ensemble), in a form made for this: the
//! trees as questions to a row, depth first. It explains *margins*, the sums before the post transform, in `f64`:
//! the base value plus all contributions of a row is its margin.
//!
//! Two games share the margin out among the columns, and both are solved exactly:
//!
//! - [`Explainer::interventional`]: a column that does not play is taken from the rows of a [`Background`].
//! - [`Explainer::path_dependent`]: a column that does not play follows both branches of a split, weighted by how many
//!   rows of a data set went there ([`Covers`]).
//!
//! Definitions: S. M. Lundberg et al., “From local explanations to global understanding with explainable AI for
//! trees”, Nature Machine Intelligence 2 (2020). With n rows of background, trees of L leaves in all and depth D, one row
//! costs at most O(n ÷ 128 · L · D²) against a background, mostly far less since only leaves that some hybrid reaches are
//! visited, and O(L · D) by covers.
//!
//! ```
//! # use forest::{EnsembleAttributes, Kind, NodeMode, Nodes, PostTransform, Aggregate, Votes};
//! use forest::explain::Explainer;
//!
//! // x[0] <= 0.5 gives 10, otherwise x[1] < 3 gives 20 and the rest 40.
//! let explainer = Explainer::new(&EnsembleAttributes {
//!     nodes: Nodes {
//!         tree_ids: &[0; 5],
//!         node_ids: &[0, 1, 2, 3, 4],
//!         feature_ids: &[0, 0, 1, 0, 0],
//!         modes: &[
//!             NodeMode::LessOrEqual, NodeMode::Leaf, NodeMode::Less, NodeMode::Leaf, NodeMode::Leaf,
//!         ],
//!         values: &[0.5, 0.0, 3.0, 0.0, 0.0],
//!         true_ids: &[1, 0, 3, 0, 0],
//!         false_ids: &[2, 0, 4, 0, 0],
//!         missing_tracks_true: &[],
//!         members: &[],
//!     },
//!     votes: Votes {
//!         tree_ids: &[0; 3], node_ids: &[1, 3, 4], ids: &[0; 3], weights: &[10.0, 20.0, 40.0],
//!     },
//!     base_values: &[],
//!     post_transform: PostTransform::None,
//!     kind: Kind::Regressor { targets: 1, aggregate: Aggregate::Sum },
//! })?;
//! // Why is it 40 for this row, when it is 10 for that one?
//! let background = explainer.background(&[0.0, 0.0], 2)?;
//! let explanation = explainer.interventional(&[1.0, 5.0], &background)?;
//! assert_eq!(explanation.base(0), 10.0);
//! assert_eq!(explanation.contributions(0), [20.0, 10.0]);
//! # Ok::<(), forest::ForestError>(())
//! ```

mod background;
mod covers;
mod explanation;
mod flip;
mod importance;
mod interventional;
mod path_dependent;
mod paths;
mod quadrature;
mod question;
mod trees;

pub use background::Background;
pub use covers::Covers;
pub use explanation::Explanation;
pub use flip::outward;
pub use paths::{Step, TreePath};

use crate::check::check;
use crate::finish::Finish;
use crate::{EnsembleAttributes, ForestError, Number};
use question::Question;
use trees::Trees;

/// Bounds the memory of one explanation.
const MAX_NUMBERS: usize = 1 << 26;

/// The trees in the form in which they are explained.
///
/// It keeps no reference to the attributes. Explaining takes no lock and changes nothing.
#[derive(Debug)]
pub struct Explainer<T = f32> {
    /// Distinct questions of all splits.
    questions: Vec<Question<T>>,
    trees: Trees,
    /// Columns that are compared, ascending: what a *player* stands for.
    players: Vec<u32>,
    /// Added to the votes: one per margin.
    base: Vec<f64>,
}

impl<T: Number> Explainer<T> {
    /// Checks the attributes and arranges the trees.
    ///
    /// # Errors
    /// What [`Ensemble::new`](crate::Ensemble::new) refuses; votes that are combined by minimum or maximum, which is no
    /// sum that can be shared out; a path of more than 512 splits; and so many columns and margins that one explanation would
    /// take more than 2²⁶ numbers.
    pub fn new(attributes: &EnsembleAttributes<'_, T>) -> Result<Self, ForestError> {
        let structure = check(attributes)?;
        let finish = Finish::new(attributes, structure.outputs)?;
        let (questions, players, asked) = question::questions(attributes, &structure);
        let trees = trees::arrange(attributes, &structure, &asked, finish.columns())?;
        let base: Vec<f64> = finish.base.iter().map(|&base| base.into()).collect();
        // What the walks take for each margin: contributions by column, and sums by depth and point of a quadrature.
        let found = players.len().max((trees.depth + 1) * (trees.depth / 2 + 1)).saturating_mul(base.len());
        if found > MAX_NUMBERS {
            let what = "numbers to keep while a row is explained";
            return Err(ForestError::TooLarge { what, found, limit: MAX_NUMBERS });
        }
        Ok(Self { questions, trees, players, base })
    }

    /// Columns that a row must have at least: the highest column compared, counted from 1.
    pub fn features(&self) -> usize {
        self.players.last().map_or(0, |&feature| feature as usize + 1)
    }

    /// Margins of a row: one for each class or target, but a single one (of the second class) for a two-class model
    /// whose votes are all for one class.
    pub fn margins_per_row(&self) -> usize {
        self.base.len()
    }

    /// What is added to the votes of the trees: one per margin.
    pub fn base_values(&self) -> &[f64] {
        &self.base
    }

    /// Number of trees.
    pub fn trees(&self) -> usize {
        self.trees.roots.len()
    }

    /// Memory that it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.trees.bytes()
            + self.questions.capacity() * size_of::<Question<T>>()
            + self.players.capacity() * 4
    }

    /// The margins of one row.
    ///
    /// # Errors
    /// When the row has too few columns.
    pub fn margins(&self, row: &[T]) -> Result<Vec<f64>, ForestError> {
        let said = self.answers(row)?;
        let mut margins = self.base.clone();
        self.trees.add_votes(&said, &mut margins);
        Ok(margins)
    }

    /// What a row answers to every question.
    fn answers(&self, row: &[T]) -> Result<Vec<bool>, ForestError> {
        let needed = self.features();
        if row.len() < needed {
            return Err(ForestError::Columns { found: row.len(), needed });
        }
        Ok(self.questions.iter().map(|question| question.holds(row)).collect())
    }

    /// The rows of a matrix, `n × features`.
    fn rows<'r>(
        &self,
        rows: &'r [T],
        features: usize,
    ) -> Result<impl ExactSizeIterator<Item = &'r [T]> + Clone, ForestError> {
        let needed = self.features();
        if features < needed || features == 0 {
            return Err(ForestError::Columns { found: features, needed: needed.max(1) });
        }
        let expected = rows.len() / features * features;
        if rows.len() != expected {
            return Err(ForestError::Buffer { what: "the buffer of rows", found: rows.len(), expected });
        }
        Ok(rows.chunks_exact(features))
    }

    /// Contributions by player → by column of a row.
    fn explanation(&self, base: Vec<f64>, by_player: &[f64], columns: usize) -> Explanation {
        let margins = self.margins_per_row();
        let mut contributions = vec![0.0; margins * columns];
        for (&feature, values) in self.players.iter().zip(by_player.chunks_exact(margins)) {
            for (margin, &value) in values.iter().enumerate() {
                contributions[margin * columns + feature as usize] = value;
            }
        }
        Explanation { columns, base, contributions }
    }
}
