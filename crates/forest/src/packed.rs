//! Plan → the bytes that are evaluated.

use std::collections::HashMap;
use std::mem::size_of_val;

use crate::canonical::{Canonical, Column};
use crate::grid::Grid;
use crate::layout::Layout;
use crate::plan::{JUMP, Tail, TreePlan};
use crate::{Aggregate, Number};

/// All trees in one layout.
#[derive(Debug)]
pub(crate) struct Packed<T, L: Layout> {
    pub(crate) columns: Vec<Column<T>>,
    /// Number of the first column of ranks of each column; one with many cuts has several.
    pub(crate) first_ranks: Vec<u32>,
    /// Short cuts to ranks, for columns that have one.
    pub(crate) grids: Vec<Option<Grid<T>>>,
    /// Columns of ranks in all.
    pub(crate) width: usize,
    /// The distinct splits of all crowns: columns of ranks and cuts, in ascending order. The first is never exceeded.
    pub(crate) predicates: Vec<(u32, L::Rank)>,
    pub(crate) trees: Vec<Tree>,
    /// The splits of the crowns, as numbers of predicates: those of node `i` lead to `2i + 1` and `2i + 2`.
    pub(crate) crowns: Vec<u32>,
    /// The two levels behind each way out of the crowns that have tails.
    pub(crate) tails: Vec<L::Tail>,
    /// Positions behind the ways out of the crowns that have none.
    pub(crate) exits: Vec<L::Position>,
    /// The splits below the crowns.
    pub(crate) nodes: Vec<L::Node>,
    pub(crate) leaves: Leaves<T>,
    pub(crate) aggregate: Aggregate,
    /// Accumulators of a row.
    pub(crate) totals: usize,
    /// Columns that a row must have.
    pub(crate) features: usize,
}

/// Where the parts of one tree are.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Its crown: `crowns[first_crown..]`, 2 to the power of `levels`, less 1.
    pub(crate) first_crown: u32,
    pub(crate) levels: u32,
    /// Its ways out, 2 to the power of `levels`: `tails[first_exit..]`, with four leaves each, or `exits[first_exit..]`.
    pub(crate) first_exit: u32,
    pub(crate) has_tails: bool,
    /// Its splits: `nodes[first_node..first_node + splits]`.
    pub(crate) first_node: u32,
    pub(crate) splits: u32,
    /// Its first leaf, among all leaves.
    pub(crate) first_leaf: u32,
    /// Steps from a way out to the furthest leaf.
    pub(crate) steps: u32,
    /// Whether every path takes that many.
    pub(crate) even: bool,
}

/// What the leaves say, in the order of the trees.
#[derive(Debug)]
pub(crate) enum Leaves<T> {
    /// One vote each, all those of a tree for the same accumulator.
    Values { columns: Vec<u32>, values: Vec<T> },
    /// Leaf `k` casts `votes[starts[k]..starts[k + 1]]`, pairs of accumulator and weight.
    Votes { starts: Vec<u32>, votes: Vec<(u32, T)> },
}

impl<T, L: Layout> Packed<T, L> {
    /// Whether the layout holds a plan.
    pub(crate) fn holds(canonical: &Canonical<T>, plans: &[TreePlan]) -> bool {
        let parts = canonical.columns.iter().map(|column| column.cuts.len().div_ceil(L::MAX_RANK));
        let positions = plans.iter().map(|plan| plan.splits.len() + plan.leaves.len());
        L::holds(parts.sum(), positions.max().unwrap_or(0))
    }

    /// Packs a plan that the layout holds.
    pub(crate) fn new(
        canonical: Canonical<T>,
        plans: &[TreePlan],
        leaves: Leaves<T>,
        aggregate: Aggregate,
        totals: usize,
    ) -> Self
    where
        T: Number,
    {
        let mut first_ranks = Vec::with_capacity(canonical.columns.len());
        let mut width = 0;
        for column in &canonical.columns {
            first_ranks.push(width as u32);
            width += column.cuts.len().div_ceil(L::MAX_RANK);
        }
        let place = |column: u32, cut: u32| {
            if cut == JUMP {
                (0, L::rank(L::MAX_RANK))
            } else {
                let (part, rank) = (cut as usize / L::MAX_RANK, cut as usize % L::MAX_RANK);
                (first_ranks[column as usize] + part as u32, L::rank(rank))
            }
        };
        let crowns = plans.iter().flat_map(|plan| &plan.crown).map(|&(column, cut)| place(column, cut));
        let crowns: Vec<(u32, L::Rank)> = crowns.collect();
        let mut predicates = crowns.clone();
        predicates.push((0, L::rank(L::MAX_RANK)));
        predicates.sort_unstable_by_key(|&(column, rank)| (rank != L::rank(L::MAX_RANK), column, rank));
        predicates.dedup();
        let numbers: HashMap<_, _> =
            predicates.iter().zip(0u32..).map(|(&place, number)| (place, number)).collect();
        let crowns: Vec<u32> = crowns.iter().filter_map(|place| numbers.get(place)).copied().collect();
        let (mut first_crown, mut exits, mut tails) = (0, Vec::new(), Vec::new());
        let mut nodes = Vec::with_capacity(plans.iter().map(|plan| plan.splits.len()).sum());
        let mut trees = Vec::with_capacity(plans.len());
        let mut first_leaf = 0;
        for plan in plans {
            trees.push(Tree {
                first_crown,
                levels: plan.exits.len().ilog2(),
                first_exit: if plan.tails.is_empty() { exits.len() } else { tails.len() } as u32,
                has_tails: !plan.tails.is_empty(),
                first_node: nodes.len() as u32,
                splits: plan.splits.len() as u32,
                first_leaf,
                steps: plan.steps as u32,
                even: plan.even,
            });
            first_leaf += plan.leaves.len() as u32;
            first_crown += plan.crown.len() as u32;
            if plan.tails.is_empty() {
                exits.extend(plan.exits.iter().map(|&exit| L::position(exit)));
            }
            let tail = |tail: &Tail| L::tail(tail.map(|(column, cut)| place(column, cut)));
            tails.extend(plan.tails.iter().map(tail));
            nodes.extend(plan.splits.iter().map(|split| {
                let (column, rank) = place(split.column, split.cut);
                L::node(column, rank, split.child)
            }));
        }
        Self {
            grids: canonical.columns.iter().map(|column| Grid::new(&column.cuts)).collect(),
            columns: canonical.columns,
            first_ranks,
            width: width.max(1),
            predicates,
            trees,
            crowns,
            tails,
            exits,
            nodes,
            leaves,
            aggregate,
            totals,
            features: canonical.features,
        }
    }

    /// Memory of it all, in bytes.
    pub(crate) fn bytes(&self) -> usize
    where
        T: Number,
    {
        let leaves = match &self.leaves {
            Leaves::Values { columns, values } => {
                size_of_val(columns.as_slice()) + size_of_val(values.as_slice())
            }
            Leaves::Votes { starts, votes } => size_of_val(starts.as_slice()) + size_of_val(votes.as_slice()),
        };
        let cuts: usize = self.columns.iter().map(|column| size_of_val(column.cuts.as_slice())).sum();
        let grids = self.grids.iter().flatten().map(Grid::bytes).sum::<usize>();
        size_of_val(self.trees.as_slice())
            + size_of_val(self.nodes.as_slice())
            + size_of_val(self.predicates.as_slice())
            + size_of_val(self.crowns.as_slice())
            + size_of_val(self.tails.as_slice())
            + size_of_val(self.exits.as_slice())
            + size_of_val(self.columns.as_slice())
            + size_of_val(self.first_ranks.as_slice())
            + size_of_val(self.grids.as_slice())
            + grids
            + cuts
            + leaves
    }
}
