//! Rows → aggregated votes, without branches on what a row holds.
//!
//! Rows go through the trees in blocks small enough for the cache, the trees outside, and several rows walk a
//! tree side by side, so that the processor waits for many nodes at once instead of one after the other.

use crate::Aggregate;
use crate::compile::{Leaves, Node, Trees};

/// Rows that walk a tree side by side.
const LANES: usize = 8;
/// Rows of a block: with 133 columns about 70 kB.
pub(crate) const BLOCK: usize = 128;

/// Accumulators of the rows of a block, `rows × columns`.
pub(crate) struct Totals {
    pub(crate) sums: Vec<f32>,
    /// Whether a vote has been counted; only kept for minimum and maximum.
    seen: Vec<bool>,
}

impl Totals {
    pub(crate) fn new(trees: &Trees, rows: usize) -> Self {
        let length = rows * trees.columns;
        let seen = if matches!(trees.aggregate, Aggregate::Min | Aggregate::Max) { length } else { 0 };
        Self { sums: vec![0.0; length], seen: vec![false; seen] }
    }

    fn clear(&mut self) {
        self.sums.fill(0.0);
        self.seen.fill(false);
    }
}

impl Trees {
    /// Rows of a block, fewer where a row has many accumulators.
    pub(crate) fn block(&self) -> usize {
        (BLOCK * 64 / self.columns).clamp(1, BLOCK)
    }

    /// Replaces the totals by those of these rows. `width` is at least `self.features` and at least 1, the
    /// length of `rows` a multiple of it, and `totals` has room for the rows.
    pub(crate) fn total(&self, rows: &[f32], width: usize, totals: &mut Totals) {
        totals.clear();
        let mut positions = [0u32; BLOCK];
        let positions = &mut positions[..(rows.len() / width).min(BLOCK)];
        for &root in &self.roots {
            positions.fill(root);
            if self.plain {
                self.walk_block::<true>(rows, width, positions);
            } else {
                self.walk_block::<false>(rows, width, positions);
            }
            self.count(positions, totals);
        }
        if self.aggregate == Aggregate::Average {
            let trees = self.roots.len() as f32;
            totals.sums.iter_mut().for_each(|sum| *sum /= trees);
        }
    }

    fn walk_block<const PLAIN: bool>(&self, rows: &[f32], width: usize, positions: &mut [u32]) {
        let (groups, rest) = positions.as_chunks_mut::<LANES>();
        let (row_groups, row_rest) = rows.split_at(groups.len() * LANES * width);
        for (group, rows) in groups.iter_mut().zip(row_groups.chunks_exact(LANES * width)) {
            self.walk::<PLAIN, LANES>(rows, width, group);
        }
        for (position, row) in rest.iter_mut().zip(row_rest.chunks_exact(width)) {
            self.walk::<PLAIN, 1>(row, width, std::array::from_mut(position));
        }
    }

    /// Moves each row's position down to its leaf.
    #[inline]
    fn walk<const PLAIN: bool, const N: usize>(&self, rows: &[f32], width: usize, positions: &mut [u32; N]) {
        let nodes = self.nodes.as_slice();
        loop {
            let mut flags = 0;
            for (lane, position) in positions.iter_mut().enumerate() {
                let node = nodes[*position as usize];
                let x = rows[lane * width + (node.feature_and_flags & Node::FEATURE) as usize];
                *position = next::<PLAIN>(node, x);
                flags |= node.feature_and_flags;
            }
            if flags & Node::SPLIT == 0 {
                return;
            }
        }
    }

    /// Adds the votes of the leaves that a block of rows has reached.
    fn count(&self, positions: &[u32], totals: &mut Totals) {
        match &self.leaves {
            Leaves::Value => {
                for (sum, &position) in totals.sums.iter_mut().zip(positions) {
                    *sum += self.nodes[position as usize].value;
                }
            }
            Leaves::Votes { starts, votes } => {
                for (row, &position) in positions.iter().enumerate() {
                    let leaf = self.nodes[position as usize].value.to_bits() as usize;
                    for &(column, weight) in &votes[starts[leaf] as usize..starts[leaf + 1] as usize] {
                        self.add(totals, row * self.columns + column as usize, weight);
                    }
                }
            }
        }
    }

    fn add(&self, totals: &mut Totals, at: usize, weight: f32) {
        let better = match self.aggregate {
            Aggregate::Sum | Aggregate::Average => {
                totals.sums[at] += weight;
                return;
            }
            Aggregate::Min => weight < totals.sums[at],
            Aggregate::Max => weight > totals.sums[at],
        };
        if better || !totals.seen[at] {
            totals.sums[at] = weight;
        }
        totals.seen[at] = true;
    }
}

/// The position after a node for a row whose column holds `x`; a leaf is its own successor.
#[inline(always)]
fn next<const PLAIN: bool>(node: Node, x: f32) -> u32 {
    let flags = node.feature_and_flags;
    let holds = if PLAIN {
        x <= node.value
    } else {
        let below = (x <= node.value) & ((flags & Node::EQUAL == 0) | (x >= node.value));
        let holds = below ^ (flags & Node::NEGATED != 0);
        (!x.is_nan() & holds) | (x.is_nan() & (flags & Node::NAN_IS_TRUE != 0))
    };
    node.child + (u32::from(!holds) & (flags >> 31))
}
