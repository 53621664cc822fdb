//! Rows → aggregated votes, without branches on what a row holds.
//!
//! Rows go through the trees in blocks, the trees outside. Of each block, SIMD compares one column of 16 rows with a cut at a
//! time, which gives a bit for each row: with these goes the crown of a tree, mostly the whole of it, for all rows at once.
//! Below a crown, rows walk side by side, so that the processor waits for many nodes at once instead of one after the other.
//! The crown is the idea of RapidScorer (Ye et al., KDD 2018) to look at the splits feature by feature for many rows,
//! the walk is that of VPred (Asadi, Lin and de Vries, TKDE 2014).

use crate::alone::Satisfied;
use crate::crown::Crown;
use crate::lanes::LANES;
use crate::layout::{Layout, STRIDE};
use crate::packed::{Leaves, Packed, Tree};
use crate::rank::Bits;
use crate::table::Table;
use crate::{Aggregate, Number};

/// Fewer rows than this are predicted one by one.
const FEW: usize = 24;
/// Rows that walk below a crown side by side: their positions fit the processor's registers.
const SIDE_BY_SIDE: usize = 8;
/// Trees that one row goes through at a time, at most.
pub(crate) const ALIKE: usize = 256;
/// Blocks that go through a tree one after the other, while it is in the cache.
const BLOCKS: usize = 2;

/// Memory that evaluation works in. What an earlier evaluation has left in it does not matter.
#[derive(Debug)]
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
/// With more columns, the memory of an evaluation is given back.
const KEPT_COLUMNS: usize = 1 << 10;

/// How rows go through the trees.
#[derive(Debug)]
enum Way<L: Layout> {
    /// One by one: the ranks of a row, and the predicates it satisfies.
    Single(Vec<L::Rank>, Satisfied),
    /// All of a block at once.
    Blocks(Vec<Block<L>>),
}

/// The rows of a block.
#[derive(Debug)]
pub(crate) struct Block<L: Layout> {
    /// Ranks, column by column.
    pub(crate) ranks: Vec<L::Rank>,
    /// For each group of flags.
    pub(crate) bits: Vec<Bits>,
    /// The crown's work space.
    pub(crate) crown: Crown,
    /// The ways out of a crown that the rows take.
    exits: [u16; STRIDE],
}

impl<T: Number, L: Layout> Packed<T, L> {
    /// Rows that are evaluated at a time, fewer where a row has many accumulators.
    pub(crate) fn block(&self) -> usize {
        (STRIDE * 64 / self.totals).clamp(1, BLOCKS * STRIDE)
    }

    /// Memory to evaluate so many rows in: what was kept, if it fits and no other thread has it.
    pub(crate) fn scratch(&self, rows: usize) -> Scratch<T, L> {
        let fits = |kept: &mut Scratch<T, L>| {
            matches!(kept.way, Way::Single(..)) == self.one_by_one(rows)
                && kept.sums.len() >= rows * self.totals
        };
        let kept = self.spare.try_lock().ok().and_then(|mut spare| spare.take_if(fits));
        kept.unwrap_or_else(|| self.new_scratch(rows))
    }

    /// Keeps memory for the next evaluation.
    pub(crate) fn keep(&self, scratch: Scratch<T, L>) {
        if self.width <= KEPT_COLUMNS
            && let Ok(mut spare) = self.spare.try_lock()
        {
            *spare = Some(scratch);
        }
    }

    /// Whether so many rows are evaluated one by one. A block of very many columns would take more memory than it saves time.
    fn one_by_one(&self, rows: usize) -> bool {
        rows < FEW || self.width > MOST_COLUMNS
    }

    fn new_scratch(&self, rows: usize) -> Scratch<T, L> {
        let length = rows * self.totals;
        let seen = if matches!(self.aggregate, Aggregate::Min | Aggregate::Max) { length } else { 0 };
        let rank = L::rank(0);
        let predicates = self.predicates();
        let way = if self.one_by_one(rows) {
            Way::Single(vec![rank; self.width], Satisfied::new(predicates))
        } else {
            let stages = self.trees.iter().map(|tree| tree.crown.stages).max().unwrap_or(0);
            let block = || Block {
                ranks: vec![rank; self.width * STRIDE],
                bits: vec![[[0; STRIDE]; 2]; self.flags.len()],
                crown: Crown::new(predicates, stages),
                exits: [0; STRIDE],
            };
            Way::Blocks((0..rows.div_ceil(STRIDE)).map(|_| block()).collect())
        };
        Scratch { sums: vec![T::ZERO; length], seen: vec![false; seen], way }
    }

    /// Replaces the sums by those of these rows, which have at least `self.features` columns; the scratch was made for at
    /// least as many rows.
    pub(crate) fn total(&self, table: Table<'_, T>, scratch: &mut Scratch<T, L>) {
        let Scratch { sums, seen, way } = scratch;
        sums.fill(T::ZERO);
        seen.fill(false);
        match way {
            Way::Single(ranks, satisfied) => {
                let votes = &mut Votes { sums, seen };
                for row in 0..table.count() {
                    self.rank_row(table, row, ranks, satisfied);
                    self.walk_row(row, ranks, satisfied, votes);
                }
            }
            Way::Blocks(blocks) => {
                let blocks = &mut blocks[..table.count().div_ceil(STRIDE)];
                for (at, block) in blocks.iter_mut().enumerate() {
                    self.rank_block(table.part(at * STRIDE, STRIDE), block);
                }
                let count = table.count();
                for (number, tree) in self.trees.iter().enumerate() {
                    for (at, block) in blocks.iter_mut().enumerate() {
                        let rows = count.saturating_sub(at * STRIDE).min(STRIDE);
                        let (first, last) = (at * STRIDE * self.totals, (at * STRIDE + rows) * self.totals);
                        if rows == 0 {
                            break;
                        }
                        let seen = if seen.is_empty() { &mut [][..] } else { &mut seen[first..last] };
                        let votes = &mut Votes { sums: &mut sums[first..last], seen };
                        self.count_block(number, tree, rows, block, votes);
                    }
                }
            }
        }
        if self.aggregate == Aggregate::Average {
            let trees = T::count(self.trees.len());
            sums.iter_mut().for_each(|sum| *sum /= trees);
        }
    }

    /// Adds the votes of a tree for the rows of a block.
    fn count_block(
        &self,
        number: usize,
        tree: &Tree,
        rows: usize,
        block: &mut Block<L>,
        votes: &mut Votes<'_, T>,
    ) {
        let Block { ranks, crown, exits, .. } = block;
        let units = &self.units[tree.first_unit as usize..][..tree.crown.units()];
        let present = &self.present[tree.first_present as usize..];
        crown.descend(tree.crown, units, present, &tree.counts, exits);
        if !tree.whole {
            let mut positions = [0; STRIDE];
            self.walk_block(tree, ranks, &exits[..rows.next_multiple_of(LANES)], &mut positions);
            self.count(number, tree, positions[..rows].iter().map(|&position| position - tree.splits), votes);
        } else if let Leaves::Values { values, .. } = &self.leaves
            && self.totals == 1
        {
            let values = &values[tree.first_leaf as usize..][..1 << tree.crown.levels];
            add_leaves(values, &exits[..rows], votes.sums);
        } else {
            self.count(number, tree, exits[..rows].iter().map(|&exit| u32::from(exit)), votes);
        }
    }

    /// Moves each row of a block from its way out of the crown to its leaf's position in a tree. `exits` are whole groups of
    /// rows.
    #[expect(unsafe_code, reason = "calls a function that trusts what the loader has checked")]
    fn walk_block(&self, tree: &Tree, ranks: &[L::Rank], exits: &[u16], positions: &mut [u32; STRIDE]) {
        let nodes = &self.nodes[tree.first_node as usize..][..tree.splits as usize];
        let starts = &self.exits[tree.first_exit as usize..][..1 << tree.crown.levels];
        let (groups, _) = exits.as_chunks::<LANES>();
        for ((group, exits), positions) in groups.iter().enumerate().zip(positions.as_chunks_mut::<LANES>().0)
        {
            for (position, &exit) in positions.iter_mut().zip(exits) {
                *position = L::at(starts[usize::from(exit)]);
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
    fn count(&self, number: usize, tree: &Tree, leaves: impl Iterator<Item = u32>, votes: &mut Votes<'_, T>) {
        match &self.leaves {
            Leaves::Values { columns, values } => {
                let values = &values[tree.first_leaf as usize..];
                let column = columns[number] as usize;
                let sums = votes.sums.iter_mut().skip(column).step_by(self.totals);
                for (sum, leaf) in sums.zip(leaves) {
                    *sum += values[leaf as usize];
                }
            }
            Leaves::Votes { .. } => {
                for (row, leaf) in leaves.enumerate() {
                    self.vote((tree.first_leaf + leaf) as usize, row, votes);
                }
            }
        }
    }

    /// Counts the votes of one leaf for a row.
    fn vote(&self, leaf: usize, row: usize, votes: &mut Votes<'_, T>) {
        let Leaves::Votes { ranges, votes: cast } = &self.leaves else { return };
        let [first, last] = ranges[leaf];
        for &(column, weight) in &cast[first as usize..last as usize] {
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
    fn walk_row(&self, row: usize, ranks: &[L::Rank], satisfied: &Satisfied, votes: &mut Votes<'_, T>) {
        let mut first = 0;
        for &last in &self.alike {
            let numbers = first..last as usize;
            first = numbers.end;
            let trees = &self.trees[numbers.clone()];
            let Some(tree) = trees.first() else { continue };
            let units = &self.units[tree.first_unit as usize..];
            if let Leaves::Values { values, .. } = &self.leaves
                && self.totals == 1
                && tree.whole
            {
                let values = &values[tree.first_leaf as usize..][..trees.len() << tree.crown.levels];
                votes.sums[row] = tree.crown.total(units, satisfied, values, votes.sums[row]);
                continue;
            }
            let mut exits = [0; ALIKE];
            let exits = &mut exits[..trees.len()];
            tree.crown.exits(units, satisfied, exits);
            let leaves =
                trees.iter().zip(&*exits).map(|(tree, &exit)| self.leaf(tree, usize::from(exit), ranks));
            match &self.leaves {
                Leaves::Values { columns, values } => {
                    let sums = &mut votes.sums[row * self.totals..][..self.totals];
                    for (leaf, &column) in leaves.zip(&columns[numbers]) {
                        sums[column as usize] += values[leaf];
                    }
                }
                Leaves::Votes { .. } => leaves.for_each(|leaf| self.vote(leaf, row, votes)),
            }
        }
    }

    /// The leaf, among all leaves, that one row reaches in one tree from a way out of its crown.
    #[inline(always)]
    fn leaf(&self, tree: &Tree, exit: usize, ranks: &[L::Rank]) -> usize {
        if tree.whole {
            return tree.first_leaf as usize + exit;
        }
        let mut position = L::at(self.exits[tree.first_exit as usize + exit]);
        let nodes = &self.nodes[tree.first_node as usize..][..tree.splits as usize];
        while let Some(&node) = nodes.get(position as usize) {
            position = L::next(node, ranks[L::column(node)]);
        }
        tree.first_leaf as usize + (position - tree.splits) as usize
    }
}

/// Adds the values of the leaves that rows have reached to their sums.
#[inline(never)]
#[expect(unsafe_code, reason = "a check for each row and tree costs much of the time")]
fn add_leaves<T: Number>(values: &[T], leaves: &[u16], sums: &mut [T]) {
    for (sum, &leaf) in sums.iter_mut().zip(leaves) {
        debug_assert!(usize::from(leaf) < values.len());
        // SAFETY: the crown's ways out are numbers of `levels` bits, and there are as many values as such numbers.
        *sum += unsafe { *values.get_unchecked(usize::from(leaf)) };
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
