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
    /// One by one: the ranks of a row, and 1 for each predicate that holds.
    Single { ranks: Vec<L::Rank>, holds: Vec<u8> },
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
            Way::Single { ranks: vec![rank; self.width], holds: vec![0; self.predicates.len()] }
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
            Way::Single { ranks, holds } => {
                for (number, row) in rows.chunks_exact(width).enumerate() {
                    self.rank(row, width, 1, ranks);
                    for (holds, &(column, cut)) in holds.iter_mut().zip(&self.predicates) {
                        *holds = u8::from(ranks[column as usize] > cut);
                    }
                    self.walk_row(number, ranks, holds, votes);
                }
            }
            Way::Block { ranks, crown } => {
                self.rank(rows, width, STRIDE, ranks);
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

    /// Writes the ranks of rows, column by column.
    fn rank(&self, rows: &[T], width: usize, stride: usize, ranks: &mut [L::Rank]) {
        for ((column, grid), &first) in self.columns.iter().zip(&self.grids).zip(&self.first_ranks) {
            let feature = column.feature as usize;
            let rows = rows.chunks_exact(width).map(|row| row[feature]);
            let parts = column.cuts.len().div_ceil(L::MAX_RANK);
            let out = &mut ranks[first as usize * stride..][..parts * stride];
            match (column.cuts.as_slice(), grid) {
                (&[cut], _) if !column.nan_left => {
                    for (rank, x) in out.iter_mut().zip(rows) {
                        *rank = L::rank(usize::from(exceeds(x, cut)));
                    }
                }
                (cuts, Some(grid)) => {
                    let nan = if column.nan_left { 0 } else { cuts.len() };
                    for (rank, x) in out.iter_mut().zip(rows) {
                        let found = usize::from(grid.rank(x));
                        *rank = L::rank(if x.is_nan() { nan } else { found });
                    }
                }
                _ if parts == 1 => {
                    for (rank, x) in out.iter_mut().zip(rows) {
                        *rank = L::rank(column.rank(x));
                    }
                }
                _ => {
                    for (row, x) in rows.enumerate() {
                        let rank = column.rank(x);
                        for (part, out) in out.chunks_exact_mut(stride).enumerate() {
                            out[row] = L::rank(rank.saturating_sub(part * L::MAX_RANK));
                        }
                    }
                }
            }
        }
    }

    /// Moves each row of a block to its leaf's position in a tree. Positions are whole groups of rows.
    #[expect(unsafe_code, reason = "calls a function that trusts what the loader has checked")]
    fn walk_block(&self, tree: &Tree, ranks: &[L::Rank], crown: &mut Crown<WORDS>, positions: &mut [u32]) {
        let nodes = &self.nodes[tree.first_node as usize..][..tree.splits as usize];
        let exits = &self.exits[tree.first_exit as usize..][..1 << tree.levels];
        crown.descend(&self.crowns[tree.first_crown as usize..][..exits.len() - 1], tree.levels);
        let (groups, _) = positions.as_chunks_mut::<LANES>();
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

    /// One row, whose ranks and predicates are there, through several trees side by side.
    fn walk_row(&self, row: usize, ranks: &[L::Rank], holds: &[u8], votes: &mut Votes<'_, T>) {
        for (group, trees) in self.trees.chunks(TREES).enumerate() {
            let mut positions = [0; TREES];
            let mut steps = 0;
            for (position, tree) in positions.iter_mut().zip(trees) {
                let crown = &self.crowns[tree.first_crown as usize..];
                let mut node = 0;
                for _ in 0..tree.levels {
                    node = 2 * node + 1 + usize::from(holds[crown[node] as usize]);
                }
                let exit = tree.first_exit as usize + node + 1 - (1 << tree.levels);
                *position = L::at(self.exits[exit]);
                steps = steps.max(tree.steps);
            }
            for _ in 0..steps {
                let mut moving = false;
                for (position, tree) in positions.iter_mut().zip(trees) {
                    if *position < tree.splits {
                        let node = self.nodes[(tree.first_node + *position) as usize];
                        *position = L::next(node, ranks[L::column(node)]);
                        moving = true;
                    }
                }
                if !moving {
                    break;
                }
            }
            for (k, (&position, tree)) in positions.iter().zip(trees).enumerate() {
                let leaf = (tree.first_leaf + position - tree.splits) as usize;
                match &self.leaves {
                    Leaves::Values { columns, values } => {
                        votes.sums[row * self.totals + columns[group * TREES + k] as usize] += values[leaf];
                    }
                    Leaves::Votes { .. } => self.vote(leaf, row, votes),
                }
            }
        }
    }
}

/// Moves rows down an even tree, where every path takes the same number of steps.
///
/// # Safety
/// `steps` steps from these positions must lead through positions inside `nodes` only, and `ranks` must hold
/// [`STRIDE`] ranks for each column that the nodes name, less the rows before these.
#[inline(never)]
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
