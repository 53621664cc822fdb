//! Structure → one uniform form: every split asks whether the rank of a column is at most a number.
//!
//! A column is a feature together with where NaN goes. Its *cuts* are the distinct numbers it is compared with,
//! ascending, and the *rank* of x is how many cuts it exceeds. So x ≤ cut `i` exactly where the rank of x is at most
//! `i`, and all that the trees need of a row is small whole numbers. Every mode of the standard is a few cuts:
//! `<` cuts at the next number below, `=` on both sides of its value, and so on.

use std::collections::HashMap;

use crate::check::Structure;
use crate::{EnsembleAttributes, NodeMode, Nodes, Number};

/// A feature with the numbers that it is compared with.
#[derive(Clone, Debug)]
pub(crate) struct Column<T> {
    /// Column of the rows.
    pub(crate) feature: u32,
    /// NaN has rank 0, so it goes left in every split; otherwise it exceeds every cut.
    pub(crate) nan_left: bool,
    /// Ascending. A NaN in front is a cut that every number exceeds.
    pub(crate) cuts: Vec<T>,
}

impl<T: Number> Column<T> {
    /// Number of cuts that `x` exceeds.
    #[inline]
    pub(crate) fn rank(&self, x: T) -> usize {
        if self.nan_left && x.is_nan() { 0 } else { self.cuts.partition_point(|&cut| exceeds(x, cut)) }
    }
}

/// Whether x is not at most a cut, which NaN never is.
#[inline(always)]
pub(crate) fn exceeds<T: Number>(x: T, cut: T) -> bool {
    !matches!(x.partial_cmp(&cut), Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal))
}

/// A node of the uniform form.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    /// Left where the rank of the column is at most `cut`, otherwise right. Children are positions in
    /// [`Canonical::nodes`], after their parents; two splits may share one.
    Split { column: u32, cut: u32, children: [u32; 2] },
    /// The number of the leaf in the attribute vectors.
    Leaf(u32),
}

/// All trees in the uniform form.
#[derive(Debug)]
pub(crate) struct Canonical<T> {
    pub(crate) columns: Vec<Column<T>>,
    /// Tree by tree, breadth first.
    pub(crate) nodes: Vec<Node>,
    /// Position of the root of each tree.
    pub(crate) roots: Vec<u32>,
    /// Columns that a row must have.
    pub(crate) features: usize,
}

/// What a split of the standard with several cuts means: where x falls between the cuts decides on the child.
struct Cuts<T> {
    cuts: Vec<T>,
    /// The child below the first cut, 0 for true and 1 for false; it changes at every cut.
    first: usize,
    /// The child for NaN.
    nan: usize,
}

const TRUE: usize = 0;
const FALSE: usize = 1;

/// Of a split with a single cut: the cut, the side of the true child, and whether NaN goes left.
#[inline(always)]
fn single<T: Number>(attributes: &EnsembleAttributes<'_, T>, i: usize) -> Option<(T, usize, bool)> {
    let nodes = &attributes.nodes;
    let value = nodes.values[i];
    let (cut, side) = match nodes.modes[i] {
        NodeMode::LessOrEqual => (value, 0),
        NodeMode::Less => (value.below(), 0),
        NodeMode::Greater => (value, 1),
        NodeMode::GreaterOrEqual => (value.below(), 1),
        _ => return None,
    };
    let tracks_true = nodes.missing_tracks_true.get(i).is_some_and(|&tracks| tracks != 0);
    Some((cut, side, tracks_true == (side == 0)))
}

impl<T: Number> Cuts<T> {
    /// The cuts of a split, and of the links that follow it in a chain.
    fn new(attributes: &EnsembleAttributes<'_, T>, i: usize, links: &[u32]) -> Self {
        let nodes = &attributes.nodes;
        let tracks_true = |i: usize| nodes.missing_tracks_true.get(i).is_some_and(|&tracks| tracks != 0);
        let tracks_true = tracks_true(i) || links.iter().any(|&link| tracks_true(link as usize));
        let value = nodes.values[i];
        let (cuts, first) = match nodes.modes[i] {
            NodeMode::Equal if links.is_empty() => (vec![value.below(), value], FALSE),
            NodeMode::Equal => (member(&chain(nodes, i, links)), FALSE),
            NodeMode::NotEqual => (vec![value.below(), value], TRUE),
            NodeMode::Member => (member(&nodes.members[i]), FALSE),
            // The others have a single cut.
            _ => (vec![value], TRUE),
        };
        // NaN differs from every number.
        let holds_for_nan = tracks_true || nodes.modes[i] == NodeMode::NotEqual;
        Self { cuts, first, nan: if holds_for_nan { TRUE } else { FALSE } }
    }

    /// The child between cut `slot - 1` and cut `slot`.
    fn child(&self, slot: usize) -> usize {
        (self.first + slot) % 2
    }

    /// Whether NaN goes left at a cut, on its way to its child.
    fn nan_left(&self, cut: usize) -> bool {
        let slot = usize::from(self.child(0) != self.nan);
        slot <= cut
    }
}

/// The set of values that the links of a chain compare with.
fn chain<T: Number>(nodes: &Nodes<'_, T>, i: usize, links: &[u32]) -> Vec<T> {
    std::iter::once(i).chain(links.iter().map(|&link| link as usize)).map(|i| nodes.values[i]).collect()
}

/// Cuts on both sides of every value of a set.
fn member<T: Number>(set: &[T]) -> Vec<T> {
    let mut values = set.to_vec();
    values.sort_unstable_by(T::total_cmp);
    values.dedup_by(|a, b| a == b);
    if values.is_empty() {
        // Nothing is a member: no number lies between these two.
        return vec![T::NAN, T::NAN];
    }
    values.into_iter().flat_map(|value| [value.below(), value]).collect()
}

/// Brings a checked ensemble into the uniform form.
pub(crate) fn canonical<T: Number>(
    attributes: &EnsembleAttributes<'_, T>,
    structure: &Structure,
) -> Canonical<T> {
    let modes = attributes.nodes.modes;
    let is_leaf = |source: u32| modes[source as usize] == NodeMode::Leaf;
    // Splits with several cuts become several nodes, so positions shift.
    let mut positions = Vec::with_capacity(structure.sources.len());
    let mut next = 0u32;
    let links = |source: u32| structure.chains.get(&source).map_or(&[][..], Vec::as_slice);
    for &source in &structure.sources {
        positions.push(next);
        let i = source as usize;
        next += match modes[i] {
            NodeMode::Equal => match links(source) {
                [] => 2,
                links => member(&chain(&attributes.nodes, i, links)).len() as u32,
            },
            NodeMode::NotEqual => 2,
            NodeMode::Member => member(&attributes.nodes.members[i]).len() as u32,
            _ => 1,
        };
    }
    let mut columns = Columns::default();
    let mut nodes = Vec::with_capacity(next as usize);
    for (&source, &child) in structure.sources.iter().zip(&structure.children) {
        if is_leaf(source) {
            nodes.push(Node::Leaf(source));
            continue;
        }
        // Checked to be in range.
        let feature = attributes.nodes.feature_ids[source as usize] as u32;
        let children = [positions[child as usize], positions[child as usize + 1]];
        if let Some((cut, true_side, nan_left)) = single(attributes, source as usize) {
            let (column, cut) = columns.add(feature, nan_left, cut);
            let [first, second] = children;
            let children = if true_side == 0 { [first, second] } else { [second, first] };
            nodes.push(Node::Split { column, cut, children });
            continue;
        }
        let cuts = Cuts::new(attributes, source as usize, links(source));
        decide(&cuts, feature, children, &mut columns, &mut nodes);
    }
    let columns = columns.finish(&mut nodes);
    let features = columns.iter().map(|column| column.feature as usize + 1).max().unwrap_or(0);
    let roots = structure.roots.iter().map(|&root| positions[root as usize]).collect();
    Canonical { columns, nodes, roots, features }
}

/// Appends the nodes of one split: a binary search over its cuts.
fn decide<T: Number>(
    cuts: &Cuts<T>,
    feature: u32,
    children: [u32; 2],
    columns: &mut Columns<T>,
    nodes: &mut Vec<Node>,
) {
    // Ranges of cuts that are still to be told apart, and the half-made node that waits for each.
    let mut open = vec![(0..cuts.cuts.len(), None::<(usize, usize)>)];
    while let Some((range, parent)) = open.pop() {
        let position = if range.is_empty() { children[cuts.child(range.start)] } else { nodes.len() as u32 };
        if let Some((parent, side)) = parent
            && let Some(Node::Split { children, .. }) = nodes.get_mut(parent)
        {
            children[side] = position;
        }
        if !range.is_empty() {
            let middle = range.start + range.len() / 2;
            let (column, cut) = columns.add(feature, cuts.nan_left(middle), cuts.cuts[middle]);
            let parent = nodes.len();
            nodes.push(Node::Split { column, cut, children: [0; 2] });
            open.push((middle + 1..range.end, Some((parent, 1))));
            open.push((range.start..middle, Some((parent, 0))));
        }
    }
}

/// Features that are found by their number.
const NEAR: usize = 1 << 10;

/// Columns while their cuts are being collected.
#[derive(Debug)]
struct Columns<T> {
    /// Numbers of the columns of the first features, and of others.
    near: Vec<[u32; 2]>,
    far: HashMap<(u32, bool), u32>,
    /// The cuts of each column as they come, with repetitions.
    columns: Vec<Column<T>>,
}

impl<T> Default for Columns<T> {
    fn default() -> Self {
        Self { near: vec![[u32::MAX; 2]; NEAR], far: HashMap::new(), columns: Vec::new() }
    }
}

impl<T: Number> Columns<T> {
    /// Adds a cut; returns the column and the cut's number among those as they came.
    fn add(&mut self, feature: u32, nan_left: bool, cut: T) -> (u32, u32) {
        let next = self.columns.len() as u32;
        let number = match self.near.get_mut(feature as usize) {
            Some(numbers) => &mut numbers[usize::from(nan_left)],
            None => self.far.entry((feature, nan_left)).or_insert(u32::MAX),
        };
        if *number == u32::MAX {
            *number = next;
            self.columns.push(Column { feature, nan_left, cuts: Vec::new() });
        }
        let number = *number;
        let cuts = &mut self.columns[number as usize].cuts;
        cuts.push(cut);
        (number, cuts.len() as u32 - 1)
    }

    /// Sorts the cuts and the columns, and gives the nodes their final numbers.
    fn finish(self, nodes: &mut [Node]) -> Vec<Column<T>> {
        let mut order: Vec<u32> = (0..self.columns.len() as u32).collect();
        order.sort_unstable_by_key(|&old| {
            let column = &self.columns[old as usize];
            (column.feature, column.nan_left)
        });
        let mut new_numbers = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            new_numbers[old as usize] = new as u32;
        }
        let mut new_cuts = Vec::with_capacity(order.len());
        let mut columns: Vec<Option<Column<T>>> = Vec::with_capacity(order.len());
        for mut column in self.columns {
            let (distinct, numbers) = distinct(&column.cuts);
            column.cuts = distinct;
            columns.push(Some(column));
            new_cuts.push(numbers);
        }
        for node in nodes {
            if let Node::Split { column, cut, .. } = node {
                *cut = new_cuts[*column as usize][*cut as usize];
                *column = new_numbers[*column as usize];
            }
        }
        order.iter().filter_map(|&old| columns[old as usize].take()).collect()
    }
}

/// Distinct cuts, ascending with NaN in front, and the place among them of each cut given.
fn distinct<T: Number>(cuts: &[T]) -> (Vec<T>, Vec<u32>) {
    let mut numbers: Vec<T> = cuts.iter().copied().filter(|cut| !cut.is_nan()).collect();
    // All NaNs are one cut, and so are the two zeros.
    let mut distinct: Vec<T> = if numbers.len() < cuts.len() { vec![T::NAN] } else { Vec::new() };
    let nans = distinct.len() as u32;
    numbers.sort_unstable_by(T::total_cmp);
    numbers.dedup_by(|a, b| a == b);
    let place = |cut: &T| {
        if cut.is_nan() { 0 } else { nans + numbers.partition_point(|number| number < cut) as u32 }
    };
    let places = cuts.iter().map(place).collect();
    distinct.extend(numbers);
    (distinct, places)
}
