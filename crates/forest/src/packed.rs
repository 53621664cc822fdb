//! Plan → the bytes that are evaluated.

use std::mem::size_of_val;
use std::ops::Range;
use std::sync::Mutex;

use crate::canonical::{Canonical, Column};
use crate::crown::{NEVER, PREDICATES, STAGES, Shape, Unit};
use crate::grid::Grid;
use crate::lanes::LANES;
use crate::layout::Layout;
use crate::plan::{JUMP, TreePlan};
use crate::rank::Flags;
use crate::walk::{ALIKE, Scratch};
use crate::{Aggregate, Number};

/// All trees in one layout.
#[derive(Debug)]
pub(crate) struct Packed<T, L: Layout> {
    pub(crate) columns: Vec<Column<T>>,
    /// Number of the first column of ranks of each column; one with many cuts has several.
    pub(crate) first_ranks: Vec<u32>,
    /// The columns that become predicates without being ranked.
    pub(crate) flags: Vec<Flags<T>>,
    /// The numbers of the others.
    pub(crate) ranked: Vec<u32>,
    /// Short cuts to ranks, for columns that have one.
    pub(crate) grids: Vec<Option<Grid<T>>>,
    /// Columns of ranks in all.
    pub(crate) width: usize,
    /// The distinct splits of all crowns: greatest ranks that go left, by column of ranks and ascending. The first is in no
    /// column, and every row passes it to the left. Some more follow the last one, which nothing names.
    pub(crate) predicates: Vec<L::Rank>,
    /// Number of the first predicate of each column of ranks, and how many there are.
    pub(crate) first_predicates: Vec<u32>,
    pub(crate) trees: Vec<Tree>,
    /// Where each run of trees ends whose crowns have the same shape and are all of the tree, or not; it has [`ALIKE`] trees at most.
    pub(crate) alike: Vec<u32>,
    /// The splits of the crowns.
    pub(crate) units: Vec<Unit>,
    /// For each crown, its units that have a split.
    pub(crate) present: Vec<u16>,
    /// Positions behind the ways out of the crowns that are not all of their tree.
    pub(crate) exits: Vec<L::Position>,
    /// The splits below the crowns.
    pub(crate) nodes: Vec<L::Node>,
    pub(crate) leaves: Leaves<T>,
    pub(crate) aggregate: Aggregate,
    /// Accumulators of a row.
    pub(crate) totals: usize,
    /// Columns that a row must have.
    pub(crate) features: usize,
    /// Memory that the last evaluation has worked in, for the next one.
    pub(crate) spare: Mutex<Option<Scratch<T, L>>>,
}

/// Where the parts of one tree are.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) crown: Shape,
    /// The units of its crown: `units[first_unit..]`.
    pub(crate) first_unit: u32,
    /// Those with a split: `present[first_present..]`, `counts` for each stage.
    pub(crate) first_present: u32,
    pub(crate) counts: [u16; STAGES],
    /// Whether the crown is all: then there is a leaf for each of its ways out, 2 to the power of its levels, and nothing
    /// of what follows but the leaves.
    pub(crate) whole: bool,
    /// The positions behind its ways out: `exits[first_exit..]`.
    pub(crate) first_exit: u32,
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
    /// Leaf `k` casts `votes[first..last]` where `[first, last]` is `ranges[k]`, pairs of accumulator and weight. A leaf that is
    /// reached on several ways is there several times, its votes once.
    Votes { ranges: Vec<[u32; 2]>, votes: Vec<(u32, T)> },
}

impl<T, L: Layout> Packed<T, L> {
    /// Whether the layout holds a plan.
    pub(crate) fn holds(canonical: &Canonical<T>, plans: &[TreePlan]) -> bool {
        let parts = canonical.columns.iter().map(|column| L::columns(column.cuts.len()));
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
            width += L::columns(column.cuts.len());
        }
        let place = |column: u32, cut: u32| {
            let (part, rank) = (cut as usize / L::MAX_RANK, cut as usize % L::MAX_RANK);
            (first_ranks[column as usize] + part as u32, L::rank(rank))
        };
        let mut numbers = Numbers::new(&canonical.columns, plans);
        let (mut predicates, mut first_predicates) = (vec![L::rank(L::MAX_RANK)], Vec::new());
        for (number, column) in (0..).zip(&canonical.columns) {
            for cut in 0..column.cuts.len() as u32 {
                if (cut as usize).is_multiple_of(L::MAX_RANK) {
                    first_predicates.push(predicates.len() as u32);
                }
                if let Some(slot) = numbers.slot(number, cut) {
                    debug_assert!(predicates.len() <= usize::from(u16::MAX));
                    *slot = predicates.len() as u16;
                    predicates.push(place(number, cut).1);
                }
            }
        }
        first_predicates.push(predicates.len() as u32);
        // So that whole groups of predicates can be read.
        predicates.extend([L::rank(L::MAX_RANK); LANES]);
        let (mut units, mut present) = (Vec::new(), Vec::new());
        let mut exits = Vec::new();
        let mut nodes = Vec::with_capacity(plans.iter().map(|plan| plan.splits.len()).sum());
        let mut trees = Vec::with_capacity(plans.len());
        let mut crown = Vec::new();
        let mut first_leaf = 0;
        for plan in plans {
            crown.clear();
            crown.extend(plan.crown.iter().map(|&(column, cut)| numbers.of(column, cut)));
            let shape = Shape::new((plan.crown.len() + 1).ilog2() as usize);
            let (first_unit, first_present) = (units.len() as u32, present.len() as u32);
            trees.push(Tree {
                crown: shape,
                first_unit,
                first_present,
                counts: shape.lay_out(&crown, &mut units, &mut present),
                whole: plan.exits.is_empty(),
                first_exit: exits.len() as u32,
                first_node: nodes.len() as u32,
                splits: plan.splits.len() as u32,
                first_leaf,
                steps: plan.steps as u32,
                even: plan.even,
            });
            first_leaf += plan.leaves.len() as u32;
            exits.extend(plan.exits.iter().map(|&exit| L::position(exit)));
            nodes.extend(plan.splits.iter().map(|split| {
                if split.cut == JUMP {
                    return L::node(0, L::rank(L::MAX_RANK), split.child);
                }
                let (column, rank) = place(split.column, split.cut);
                L::node(column, rank, split.child)
            }));
        }
        let (mut flags, mut ranked) = (Vec::new(), Vec::new());
        for (number, column) in (0..).zip(&canonical.columns) {
            // Ranks are for walking and for what has several predicates.
            match column.cuts.as_slice() {
                &[cut] if nodes.is_empty() && !column.nan_left && canonical.features >= LANES => {
                    flags.push((column.feature, cut, numbers.of(number, 0)));
                }
                _ => ranked.push(number),
            }
        }
        Self {
            flags: Flags::groups(&flags, canonical.features),
            ranked,
            grids: canonical.columns.iter().map(|column| Grid::new(&column.cuts)).collect(),
            columns: canonical.columns,
            first_ranks,
            width: width.max(1),
            predicates,
            first_predicates,
            alike: alike(&trees),
            trees,
            units,
            present,
            exits,
            nodes,
            leaves,
            aggregate,
            totals,
            features: canonical.features,
            spare: Mutex::new(None),
        }
    }

    /// Number of predicates.
    pub(crate) fn predicates(&self) -> usize {
        self.first_predicates.last().map_or(1, |&count| count as usize)
    }

    /// The predicates of a column of ranks.
    #[inline(always)]
    pub(crate) fn predicates_of(&self, ranks: usize) -> Range<u32> {
        self.first_predicates[ranks]..self.first_predicates[ranks + 1]
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
            Leaves::Votes { ranges, votes } => size_of_val(ranges.as_slice()) + size_of_val(votes.as_slice()),
        };
        let cuts: usize = self.columns.iter().map(|column| size_of_val(column.cuts.as_slice())).sum();
        let grids = self.grids.iter().flatten().map(Grid::bytes).sum::<usize>();
        size_of_val(self.trees.as_slice())
            + size_of_val(self.alike.as_slice())
            + size_of_val(self.nodes.as_slice())
            + size_of_val(self.predicates.as_slice())
            + size_of_val(self.first_predicates.as_slice())
            + size_of_val(self.units.as_slice())
            + size_of_val(self.present.as_slice())
            + size_of_val(self.exits.as_slice())
            + size_of_val(self.columns.as_slice())
            + size_of_val(self.first_ranks.as_slice())
            + size_of_val(self.flags.as_slice())
            + size_of_val(self.ranked.as_slice())
            + size_of_val(self.grids.as_slice())
            + grids
            + cuts
            + leaves
    }
}

/// Ends of the runs of trees whose crowns have the same shape.
fn alike(trees: &[Tree]) -> Vec<u32> {
    let runs = trees
        .chunk_by(|a, b| a.whole == b.whole && a.crown.levels == b.crown.levels)
        .flat_map(|run| run.chunks(ALIKE));
    let ends = runs.scan(0, |end, run| {
        *end += run.len() as u32;
        Some(*end)
    });
    ends.collect()
}

/// The predicates of the splits of crowns: one number for each cut that occurs.
struct Numbers {
    /// Where the cuts of each column begin.
    starts: Vec<u32>,
    numbers: Vec<u16>,
}

impl Numbers {
    fn new<T>(columns: &[Column<T>], plans: &[TreePlan]) -> Self {
        let mut total = 0;
        let mut starts = Vec::with_capacity(columns.len());
        for column in columns {
            starts.push(total);
            total += column.cuts.len() as u32;
        }
        let mut numbers = Self { starts, numbers: vec![NEVER; total as usize] };
        for &(column, cut) in plans.iter().flat_map(|plan| &plan.crown) {
            if cut != JUMP {
                let at = numbers.starts[column as usize] + cut;
                // Any other number, until they are counted.
                numbers.numbers[at as usize] = u16::MAX;
            }
        }
        numbers
    }

    /// The place of a cut's number, for one that occurs.
    fn slot(&mut self, column: u32, cut: u32) -> Option<&mut u16> {
        let at = self.starts[column as usize] + cut;
        Some(&mut self.numbers[at as usize]).filter(|number| **number != NEVER)
    }

    fn of(&self, column: u32, cut: u32) -> u16 {
        if cut == JUMP { NEVER } else { self.numbers[(self.starts[column as usize] + cut) as usize] }
    }

    fn count(&self) -> usize {
        self.numbers.iter().filter(|&&number| number != NEVER).count()
    }
}

/// Whether the splits of the crowns of some plans can be told apart.
pub(crate) fn few_predicates<T>(columns: &[Column<T>], plans: &[TreePlan]) -> bool {
    Numbers::new(columns, plans).count() < PREDICATES
}
