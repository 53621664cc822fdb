//! Rows → aggregated votes, without branches on what a row holds.
//!
//! Rows go through the trees in blocks, the trees outside. Of each block, the ranks are kept column by column, so that
//! SIMD compares one column of 16 rows with a cut at a time: so goes the crown of a tree, all its splits for all rows.
//! Below it, rows walk side by side, so that the processor waits for many nodes at once instead of one after the other.
//! The crown is the idea of RapidScorer (Ye et al., KDD 2018) to look at the splits feature by feature for many rows,
//! the walk is that of VPred (Asadi, Lin and de Vries, TKDE 2014).

use crate::canonical::exceeds;
use crate::crown::Crown;
use crate::layout::{LANES, Layout, STRIDE};
use crate::packed::{Leaves, Packed, Tree};
use crate::{Aggregate, Number};

/// Fewer rows than this are predicted one by one.
const FEW: usize = 24;
/// Rows that walk below a crown side by side: their positions fit the processor's registers.
const SIDE_BY_SIDE: usize = 8;
/// Trees that one row walks side by side.
const TREES: usize = 8;
/// Words of 64 rows in a block.
const WORDS: usize = STRIDE / 64;

/// Memory that evaluation works in.
pub(crate) struct Scratch<T, L: Layout> {
    /// Accumulators of the rows of a block, `rows × totals`.
    pub(crate) sums: Vec<T>,
    /// Whether a vote has been counted; only kept for minimum and maximum.
    seen: Vec<bool>,
    way: Way<L>,
}

/// Votes counted so far.
struct Votes<'a, T> {
    sums: &'a mut [T],
    seen: &'a mut [bool],
}

/// Columns of ranks that a block may have.
const MOST_COLUMNS: usize = 1 << 14;

/// How the rows of a block go through the trees.
enum Way<L: Layout> {
    /// One by one: the ranks of a row.
    Single(Vec<L::Rank>),
    /// All at once: ranks column by column, and the crown's work space.
    Block { ranks: Vec<L::Rank>, crown: Box<Crown<WORDS>> },
}

impl<T: Number, L: Layout> Packed<T, L> {
    /// Rows of a block, fewer where a row has many accumulators.
    pub(crate) fn block(&self) -> usize {
        (STRIDE * 64 / self.totals).clamp(1, STRIDE)
    }

    pub(crate) fn scratch(&self, rows: usize) -> Scratch<T, L> {
        let length = rows * self.totals;
        let seen = if matches!(self.aggregate, Aggregate::Min | Aggregate::Max) { length } else { 0 };
        let rank = L::rank(0);
        // A block of very many columns would take more memory than it saves time.
        let way = if rows < FEW || self.width > MOST_COLUMNS {
            Way::Single(vec![rank; self.width])
        } else {
            Way::Block {
                ranks: vec![rank; self.width * STRIDE],
                crown: Box::new(Crown::new(self.predicates.len())),
            }
        };
        Scratch { sums: vec![T::ZERO; length], seen: vec![false; seen], way }
    }

    /// Replaces the sums by those of these rows. `width` is at least `self.features` and at least 1, the length of
    /// `rows` a multiple of it, and the scratch was made for at least as many rows.
    pub(crate) fn total(&self, rows: &[T], width: usize, scratch: &mut Scratch<T, L>) {
        let Scratch { sums, seen, way } = scratch;
        sums.fill(T::ZERO);
        seen.fill(false);
        let votes = &mut Votes { sums, seen };
        match way {
            Way::Single(ranks) => {
                for (number, row) in rows.chunks_exact(width).enumerate() {
                    self.rank_row(row, ranks);
                    self.walk_row(number, ranks, votes);
                }
            }
            Way::Block { ranks, crown } => {
                self.rank_block(rows, width, ranks);
                crown.prepare::<L>(&self.predicates, ranks, STRIDE);
                let count = rows.len() / width;
                let mut positions = [0; STRIDE];
                // Whole groups; what is behind the last row is walked, too, and then left out.
                let positions = &mut positions[..count.next_multiple_of(LANES)];
                for (number, tree) in self.trees.iter().enumerate() {
                    self.walk_block(tree, ranks, crown, positions);
                    self.count(number, tree, &positions[..count], votes);
                }
            }
        }
        if self.aggregate == Aggregate::Average {
            let trees = T::count(self.trees.len());
            sums.iter_mut().for_each(|sum| *sum /= trees);
        }
    }

    /// Writes the ranks of a block of rows, column by column.
    #[inline(never)]
    fn rank_block(&self, rows: &[T], width: usize, ranks: &mut [L::Rank]) {
        let mut numbers = [T::ZERO; STRIDE];
        let numbers = &mut numbers[..(rows.len() / width).min(STRIDE)];
        for ((column, grid), &first) in self.columns.iter().zip(&self.grids).zip(&self.first_ranks) {
            let feature = column.feature as usize;
            for (number, row) in numbers.iter_mut().zip(rows.chunks_exact(width)) {
                *number = row[feature];
            }
            let parts = column.cuts.len().div_ceil(L::MAX_RANK);
            let out = &mut ranks[first as usize * STRIDE..][..parts * STRIDE];
            match (column.cuts.as_slice(), grid) {
                (&[cut], _) if !column.nan_left => {
                    let (below, above) = (L::rank(0), L::rank(1));
                    for (rank, &x) in out.iter_mut().zip(&*numbers) {
                        *rank = if exceeds(x, cut) { above } else { below };
                    }
                }
                (cuts, Some(grid)) => {
                    grid.ranks(numbers, out, |rank| L::rank(usize::from(rank)));
                    let nan = L::rank(if column.nan_left { 0 } else { cuts.len() });
                    for (rank, x) in out.iter_mut().zip(&*numbers) {
                        *rank = if x.is_nan() { nan } else { *rank };
                    }
                }
                _ => {
                    for (row, &x) in numbers.iter().enumerate() {
                        let rank = column.rank(x);
                        for (part, out) in out.chunks_exact_mut(STRIDE).enumerate() {
                            out[row] = L::rank(rank.saturating_sub(part * L::MAX_RANK));
                        }
                    }
                }
            }
        }
    }

    /// Writes the ranks of one row.
    #[inline(never)]
    fn rank_row(&self, row: &[T], ranks: &mut [L::Rank]) {
        for ((column, grid), &first) in self.columns.iter().zip(&self.grids).zip(&self.first_ranks) {
            let x = row[column.feature as usize];
            let rank = match (column.cuts.as_slice(), grid) {
                (&[cut], _) if !column.nan_left => usize::from(exceeds(x, cut)),
                (_, Some(grid)) if !x.is_nan() => usize::from(grid.rank(x)),
                _ => column.rank(x),
            };
            let parts = column.cuts.len().div_ceil(L::MAX_RANK);
            for (part, out) in ranks[first as usize..][..parts].iter_mut().enumerate() {
                *out = L::rank(rank.saturating_sub(part * L::MAX_RANK));
            }
        }
    }

    /// Moves each row of a block to its leaf's position in a tree. Positions are whole groups of rows.
    #[expect(unsafe_code, reason = "calls a function that trusts what the loader has checked")]
    fn walk_block(&self, tree: &Tree, ranks: &[L::Rank], crown: &mut Crown<WORDS>, positions: &mut [u32]) {
        let ways = 1 << tree.levels;
        crown.descend(&self.crowns[tree.first_crown as usize..][..ways - 1], tree.levels);
        let (groups, _) = positions.as_chunks_mut::<LANES>();
        if tree.has_tails {
            let tails = &self.tails[tree.first_exit as usize..][..ways];
            return walk_tails::<L>(tails, tree.levels, ranks, crown, groups);
        }
        let nodes = &self.nodes[tree.first_node as usize..][..tree.splits as usize];
        let exits = &self.exits[tree.first_exit as usize..][..ways];
        for (group, positions) in groups.iter_mut().enumerate() {
            for (position, exit) in positions.iter_mut().zip(crown.exits(group, tree.levels)) {
                *position = L::at(exits[exit as usize]);
            }
            let ranks = &ranks[group * LANES..];
            if tree.even {
                let (halves, _) = positions.as_chunks_mut::<SIDE_BY_SIDE>();
                for (half, positions) in halves.iter_mut().enumerate() {
                    // SAFETY: `TreePlan::is_even` has followed every path of an even tree; there are `width` columns of
                    // ranks, and `Packed::new` numbers them below that.
                    unsafe {
                        walk_even::<L>(nodes, tree.steps, &ranks[half * SIDE_BY_SIDE..], positions);
                    }
                }
            } else {
                walk_uneven::<L>(nodes, tree.steps, ranks, positions);
            }
        }
    }

    /// Adds the votes of the leaves that the rows of a block have reached in a tree.
    fn count(&self, number: usize, tree: &Tree, positions: &[u32], votes: &mut Votes<'_, T>) {
        match &self.leaves {
            Leaves::Values { columns, values } => {
                let values = &values[tree.first_leaf as usize..];
                let column = columns[number] as usize;
                if self.totals == 1 {
                    for (sum, &position) in votes.sums.iter_mut().zip(positions) {
                        *sum += values[(position - tree.splits) as usize];
                    }
                } else {
                    let sums = votes.sums.iter_mut().skip(column).step_by(self.totals);
                    for (sum, &position) in sums.zip(positions) {
                        *sum += values[(position - tree.splits) as usize];
                    }
                }
            }
            Leaves::Votes { .. } => {
                for (row, &position) in positions.iter().enumerate() {
                    self.vote((tree.first_leaf + position - tree.splits) as usize, row, votes);
                }
            }
        }
    }

    /// Counts the votes of one leaf for a row.
    fn vote(&self, leaf: usize, row: usize, votes: &mut Votes<'_, T>) {
        let Leaves::Votes { starts, votes: cast } = &self.leaves else { return };
        for &(column, weight) in &cast[starts[leaf] as usize..starts[leaf + 1] as usize] {
            let at = row * self.totals + column as usize;
            let sum = &mut votes.sums[at];
            let better = match self.aggregate {
                Aggregate::Sum | Aggregate::Average => {
                    *sum += weight;
                    continue;
                }
                Aggregate::Min => weight < *sum,
                Aggregate::Max => weight > *sum,
            };
            if better || !votes.seen[at] {
                *sum = weight;
            }
            votes.seen[at] = true;
        }
    }

    /// One row, whose ranks are there, through all trees.
    #[inline(never)]
    fn walk_row(&self, row: usize, ranks: &[L::Rank], votes: &mut Votes<'_, T>) {
        let mut number = 0;
        let mut count = |tree: &Tree, position: u32| {
            let leaf = (tree.first_leaf + position - tree.splits) as usize;
            match &self.leaves {
                Leaves::Values { columns, values } => {
                    votes.sums[row * self.totals + columns[number] as usize] += values[leaf];
                }
                Leaves::Votes { .. } => self.vote(leaf, row, votes),
            }
            number += 1;
        };
        let (groups, rest) = self.trees.as_chunks::<TREES>();
        for trees in groups {
            if trees.iter().all(|tree| tree.has_tails && tree.levels == trees[0].levels) {
                let positions = self.walk_trees(trees, ranks);
                trees.iter().zip(positions).for_each(|(tree, position)| count(tree, position));
            } else {
                trees.iter().for_each(|tree| count(tree, self.walk_tree(tree, ranks)));
            }
        }
        rest.iter().for_each(|tree| count(tree, self.walk_tree(tree, ranks)));
    }

    /// One row through trees with tails and crowns of the same height, side by side.
    #[inline(always)]
    fn walk_trees(&self, trees: &[Tree; TREES], ranks: &[L::Rank]) -> [u32; TREES] {
        let mut at = [0; TREES];
        for _ in 0..trees[0].levels {
            for (at, tree) in at.iter_mut().zip(trees) {
                let (column, cut) = self.predicates[self.crowns[(tree.first_crown + *at) as usize] as usize];
                *at = 2 * *at + 1 + u32::from(ranks[column as usize] > cut);
            }
        }
        let ways = (1 << trees[0].levels) - 1;
        for (at, tree) in at.iter_mut().zip(trees) {
            *at = self.end(tree, *at - ways, ranks);
        }
        at
    }

    /// The leaf behind a way out with a tail.
    #[inline(always)]
    fn end(&self, tree: &Tree, exit: u32, ranks: &[L::Rank]) -> u32 {
        let tail = self.tails[(tree.first_exit + exit) as usize];
        4 * exit + L::leaf(tail, |row| ranks[row / STRIDE])
    }

    /// One row through one tree.
    fn walk_tree(&self, tree: &Tree, ranks: &[L::Rank]) -> u32 {
        let mut at = 0;
        for _ in 0..tree.levels {
            let (column, cut) = self.predicates[self.crowns[(tree.first_crown + at) as usize] as usize];
            at = 2 * at + 1 + u32::from(ranks[column as usize] > cut);
        }
        let exit = at + 1 - (1 << tree.levels);
        if tree.has_tails {
            return self.end(tree, exit, ranks);
        }
        let mut position = L::at(self.exits[(tree.first_exit + exit) as usize]);
        let nodes = &self.nodes[tree.first_node as usize..][..tree.splits as usize];
        while let Some(&node) = nodes.get(position as usize) {
            position = L::next(node, ranks[L::column(node)]);
        }
        position
    }
}

/// Moves rows from the ways out of a crown through its tails.
#[inline(never)]
#[expect(unsafe_code, reason = "two checks a row and tree cost much of the time")]
fn walk_tails<L: Layout>(
    tails: &[L::Tail],
    levels: u32,
    ranks: &[L::Rank],
    crown: &Crown<WORDS>,
    groups: &mut [[u32; LANES]],
) {
    for (group, positions) in groups.iter_mut().enumerate() {
        let exits = crown.exits(group, levels);
        let first = group * LANES;
        for lane in 0..LANES {
            let exit = exits[lane];
            // SAFETY: an exit is a number of `levels` bits, and there are as many tails as such numbers; a tail names columns
            // below the width of the ranks, whose rows are a block's, and this row is one of them.
            let leaf = unsafe {
                L::leaf(*tails.get_unchecked(exit as usize), |row| *ranks.get_unchecked(row + first + lane))
            };
            positions[lane] = 4 * u32::from(exit) + leaf;
        }
    }
}

/// Moves rows down an even tree, where every path takes the same number of steps.
///
/// # Safety
/// `steps` steps from these positions must lead through positions inside `nodes` only, and `ranks` must hold
/// [`STRIDE`] ranks for each column that the nodes name, less the rows before these.
#[inline(always)]
#[expect(unsafe_code, reason = "two checks a step cost a quarter of the time")]
unsafe fn walk_even<L: Layout>(
    nodes: &[L::Node],
    steps: u32,
    ranks: &[L::Rank],
    positions: &mut [u32; SIDE_BY_SIDE],
) {
    let mut lanes = *positions;
    for _ in 0..steps {
        for (lane, position) in lanes.iter_mut().enumerate() {
            debug_assert!((*position as usize) < nodes.len());
            // SAFETY: the caller's promises.
            unsafe {
                let node = *nodes.get_unchecked(*position as usize);
                debug_assert!(L::row(node) + lane < ranks.len());
                *position = L::next(node, *ranks.get_unchecked(L::row(node) + lane));
            }
        }
    }
    *positions = lanes;
}

/// Moves rows down any tree; one that has arrived stays where it is.
#[inline(always)]
fn walk_uneven<L: Layout>(nodes: &[L::Node], steps: u32, ranks: &[L::Rank], positions: &mut [u32; LANES]) {
    let Some(last) = nodes.len().checked_sub(1) else { return };
    for _ in 0..steps {
        let mut moving = false;
        for (lane, position) in positions.iter_mut().enumerate() {
            let node = nodes[(*position as usize).min(last)];
            let next = L::next(node, ranks[L::row(node) + lane]);
            let inside = *position as usize <= last;
            *position = if inside { next } else { *position };
            moving |= inside;
        }
        if !moving {
            return;
        }
    }
}
