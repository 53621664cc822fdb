//! Structure → the form that is evaluated: one flat array of 12-byte nodes.

use crate::check::{MAX_FEATURES, Structure};
use crate::{Aggregate, EnsembleAttributes, NodeMode};

/// One node: a split compares a column with `value`, a leaf holds its vote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// Threshold of a split. Of a leaf, the weight of its single vote, or the bits of its number among the leaves.
    pub(crate) value: f32,
    /// Column that a split compares, with the flags below in the high bits; zero for a leaf.
    pub(crate) feature_and_flags: u32,
    /// Position of the true child, with the false child next to it; of a leaf, its own position.
    pub(crate) child: u32,
}

impl Node {
    /// The node decides; without it a step stays where it is.
    pub(crate) const SPLIT: u32 = 1 << 31;
    /// NaN goes to the true child.
    pub(crate) const NAN_IS_TRUE: u32 = 1 << 30;
    /// The comparison is `=` in place of `≤`.
    pub(crate) const EQUAL: u32 = 1 << 29;
    /// The comparison is negated.
    pub(crate) const NEGATED: u32 = 1 << 28;
    /// The column.
    pub(crate) const FEATURE: u32 = (MAX_FEATURES - 1) as u32;
    /// Flags that ask for more than `x ≤ value`.
    const SPECIAL: u32 = Self::NAN_IS_TRUE | Self::EQUAL | Self::NEGATED;
}

/// All trees, ready to evaluate.
#[derive(Debug)]
pub(crate) struct Trees {
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<u32>,
    /// Whether every split is a bare `x ≤ value`.
    pub(crate) plain: bool,
    pub(crate) leaves: Leaves,
    /// Number of accumulators of a row.
    pub(crate) columns: usize,
    pub(crate) aggregate: Aggregate,
    /// Columns that a row must have.
    pub(crate) features: usize,
    pub(crate) splits: usize,
}

/// Where the votes are.
#[derive(Debug)]
pub(crate) enum Leaves {
    /// Each leaf adds its value to the only accumulator.
    Value,
    /// Leaf `k` casts `votes[starts[k]..starts[k + 1]]`, pairs of accumulator and weight.
    Votes { starts: Vec<u32>, votes: Vec<(u32, f32)> },
}

/// Compiles a checked ensemble. With `columns` = 1, all votes are for output 0.
pub(crate) fn compile(
    attributes: &EnsembleAttributes<'_>,
    structure: Structure,
    columns: usize,
    aggregate: Aggregate,
) -> Trees {
    let nodes = &attributes.nodes;
    let votes_of = |source: usize| {
        let range = structure.vote_starts[source] as usize..structure.vote_starts[source + 1] as usize;
        &structure.vote_order[range]
    };
    let is_leaf = |source: u32| nodes.modes[source as usize] == NodeMode::Leaf;
    let adds = matches!(aggregate, Aggregate::Sum | Aggregate::Average);
    let one_value = columns == 1
        && adds
        && structure.sources.iter().filter(|&&i| is_leaf(i)).all(|&i| votes_of(i as usize).len() == 1);

    let mut starts = vec![0u32];
    let mut votes = Vec::new();
    let mut features = 0;
    let mut compiled = Vec::with_capacity(structure.sources.len());
    for (&source, &child) in structure.sources.iter().zip(&structure.children) {
        let i = source as usize;
        compiled.push(if !is_leaf(source) {
            let tracks_true = nodes.missing_tracks_true.get(i).is_some_and(|&tracks| tracks != 0);
            let (value, flags) = comparison(nodes.modes[i], nodes.values[i], tracks_true);
            // Checked to fit below the flags.
            let feature = nodes.feature_ids[i] as u32 & Node::FEATURE;
            features = features.max(feature as usize + 1);
            Node { value, feature_and_flags: feature | flags, child }
        } else if one_value {
            let weight = votes_of(i).first().map_or(0.0, |&vote| attributes.votes.weights[vote as usize]);
            Node { value: weight, feature_and_flags: 0, child }
        } else {
            let number = starts.len() as u32 - 1;
            let cast = votes_of(i).iter().map(|&vote| {
                (attributes.votes.ids[vote as usize] as u32, attributes.votes.weights[vote as usize])
            });
            votes.extend(cast);
            starts.push(votes.len() as u32);
            Node { value: f32::from_bits(number), feature_and_flags: 0, child }
        });
    }
    let splits = compiled.iter().filter(|node| node.feature_and_flags & Node::SPLIT != 0).count();
    Trees {
        plain: compiled.iter().all(|node| node.feature_and_flags & Node::SPECIAL == 0),
        nodes: compiled,
        roots: structure.roots,
        leaves: if one_value { Leaves::Value } else { Leaves::Votes { starts, votes } },
        columns,
        aggregate,
        features,
        splits,
    }
}

/// Threshold and flags of a comparison: every mode becomes `≤` or `=`, negated or not.
fn comparison(mode: NodeMode, value: f32, tracks_true: bool) -> (f32, u32) {
    // x < value holds exactly where x ≤ the next number below; nothing is below −∞, and nothing is ≤ NaN.
    let below = if value == f32::NEG_INFINITY { f32::NAN } else { value.next_down() };
    let (value, flags, nan_is_true) = match mode {
        NodeMode::LessOrEqual => (value, 0, tracks_true),
        NodeMode::Less => (below, 0, tracks_true),
        NodeMode::Greater => (value, Node::NEGATED, tracks_true),
        NodeMode::GreaterOrEqual => (below, Node::NEGATED, tracks_true),
        NodeMode::Equal => (value, Node::EQUAL, tracks_true),
        // NaN differs from every number.
        NodeMode::NotEqual => (value, Node::EQUAL | Node::NEGATED, true),
        NodeMode::Leaf => return (value, 0),
    };
    (value, flags | Node::SPLIT | if nan_is_true { Node::NAN_IS_TRUE } else { 0 })
}
