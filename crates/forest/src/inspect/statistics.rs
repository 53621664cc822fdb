//! An ensemble in numbers.

use std::collections::BTreeMap;

use super::Anatomy;
use crate::NodeMode;

/// The least, the middle and the greatest of some numbers. Of an even count the middle is the lower of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Least.
    pub least: usize,
    /// Middle.
    pub median: usize,
    /// Greatest.
    pub most: usize,
}

impl Spread {
    fn of(mut numbers: Vec<usize>) -> Self {
        numbers.sort_unstable();
        let at = |place: usize| numbers.get(place).copied().unwrap_or_default();
        Self {
            least: at(0),
            median: at(numbers.len().saturating_sub(1) / 2),
            most: at(numbers.len().saturating_sub(1)),
        }
    }
}

/// How large a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeSize {
    /// The file's number of the tree.
    pub id: i64,
    /// Nodes that compare a column.
    pub splits: usize,
    /// Nodes that vote.
    pub leaves: usize,
    /// Splits on the longest path.
    pub depth: usize,
}

/// An ensemble in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Each tree, in the order of the file.
    pub trees: Vec<TreeSize>,
    /// Splits in all trees.
    pub splits: usize,
    /// Leaves in all trees.
    pub leaves: usize,
    /// Depth of the trees.
    pub depth: Spread,
    /// Splits of the trees.
    pub splits_per_tree: Spread,
    /// Splits on the way to the leaves.
    pub leaf_depth: Spread,
    /// Columns that are compared and how many splits do, ascending by column.
    pub by_feature: Vec<(usize, usize)>,
    /// How many splits there are of each mode that occurs, the most frequent first.
    pub modes: Vec<(NodeMode, usize)>,
    /// Splits that send NaN to their true child.
    pub missing_tracks_true: usize,
    /// The least and the greatest weight of a vote; none where no leaf votes, NaN where one is not a number.
    pub weights: Option<(f64, f64)>,
}

impl Anatomy {
    /// Counts.
    pub fn statistics(&self) -> Statistics {
        const MODES: [NodeMode; 7] = [
            NodeMode::LessOrEqual,
            NodeMode::Less,
            NodeMode::GreaterOrEqual,
            NodeMode::Greater,
            NodeMode::Equal,
            NodeMode::NotEqual,
            NodeMode::Member,
        ];
        let mut trees = Vec::with_capacity(self.trees());
        let mut leaf_depths = Vec::new();
        for tree in (0..self.trees()).filter_map(|number| self.tree(number)) {
            let depths = tree.depths();
            let leaves = tree.nodes().iter().zip(&depths).filter(|(node, _)| node.mode == NodeMode::Leaf);
            let before = leaf_depths.len();
            leaf_depths.extend(leaves.map(|(_, &depth)| depth as usize));
            let leaves = leaf_depths.len() - before;
            let depth = depths.into_iter().max().unwrap_or_default() as usize;
            trees.push(TreeSize { id: tree.id(), splits: tree.len() - leaves, leaves, depth });
        }
        let splits = || self.nodes.iter().filter(|node| node.mode != NodeMode::Leaf);
        let mut by_feature = BTreeMap::new();
        splits().for_each(|split| *by_feature.entry(split.feature as usize).or_default() += 1);
        let count = |mode| (mode, splits().filter(|split| split.mode == mode).count());
        let mut modes: Vec<_> = MODES.into_iter().map(count).filter(|(_, count)| *count > 0).collect();
        modes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let weights = self.votes.iter().map(|(_, weight)| *weight);
        let widen = |(least, most): (f64, f64), weight: f64| {
            if weight.is_nan() {
                (f64::NAN, f64::NAN)
            } else if least.is_nan() {
                (least, most)
            } else {
                (least.min(weight), most.max(weight))
            }
        };
        Statistics {
            splits: splits().count(),
            leaves: leaf_depths.len(),
            depth: Spread::of(trees.iter().map(|tree| tree.depth).collect()),
            splits_per_tree: Spread::of(trees.iter().map(|tree| tree.splits).collect()),
            leaf_depth: Spread::of(leaf_depths),
            by_feature: by_feature.into_iter().collect(),
            modes,
            missing_tracks_true: splits().filter(|split| split.missing_tracks_true).count(),
            weights: (!self.votes.is_empty())
                .then(|| weights.fold((f64::INFINITY, f64::NEG_INFINITY), widen)),
            trees,
        }
    }
}
