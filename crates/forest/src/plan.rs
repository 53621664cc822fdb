//! Uniform form → where every node goes, before it is packed into bytes.
//!
//! The first levels of a tree form its *crown*, a complete tree in an array of its own, which is evaluated for many rows at
//! once. Below it, a row follows positions: the splits of a tree have the first ones, its leaves the others,
//! and the children of a split lie side by side. A leaf whose sibling is a split is reached through a *jump*, a split
//! that always goes left. In an even tree every leaf gets as many jumps as it takes to make all paths equally long, so
//! that walking needs no look at whether a row has arrived.

use std::collections::{HashMap, VecDeque};

use crate::canonical::{Canonical, Node};

/// Levels of a crown with more of the tree below it, at most.
const PARTIAL: usize = 9;
/// Ways out of a crown that is all of its tree, for each split, at most.
const SPARSE: usize = 8;

/// A split of the plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split {
    /// Column, and the cut up to which a row goes left; [`JUMP`] always does.
    pub(crate) column: u32,
    pub(crate) cut: u32,
    /// Position in the tree of the left child; the right one follows.
    pub(crate) child: u32,
}

/// The cut of a split that every row passes to the left.
pub(crate) const JUMP: u32 = u32::MAX;
/// Marks a child among the leaves while their first position is not known yet.
const LEAF: u32 = 1 << 31;
/// In the place of a leaf behind a way out that no row takes.
pub(crate) const NO_LEAF: u32 = u32::MAX;

/// The plan of one tree.
#[derive(Debug)]
pub(crate) struct TreePlan {
    /// Column and cut of each split of the crown: those of node `i` lead to `2i + 1` and `2i + 2`.
    pub(crate) crown: Vec<(u32, u32)>,
    /// Position behind each way out of the crown; none where there is a leaf behind each, in the same order.
    pub(crate) exits: Vec<u32>,
    /// Splits below the crown, at positions from 0.
    pub(crate) splits: Vec<Split>,
    /// Leaves by their number in the attributes, or [`NO_LEAF`], at the positions after the splits.
    pub(crate) leaves: Vec<u32>,
    /// Steps from an exit to the furthest leaf.
    pub(crate) steps: usize,
    /// Whether every path takes that many.
    pub(crate) even: bool,
}

/// Where the nodes of a tree lie in [`Canonical::nodes`].
struct Tree<'a> {
    nodes: &'a [Node],
    start: u32,
}

impl Tree<'_> {
    fn node(&self, position: u32) -> Node {
        self.nodes[(position - self.start) as usize]
    }
}

/// Plans all trees with crowns of at most so many levels.
pub(crate) fn plan<T>(canonical: &Canonical<T>, most: usize) -> Vec<TreePlan> {
    let ends = canonical.roots.iter().skip(1).copied().chain([canonical.nodes.len() as u32]);
    let trees = canonical.roots.iter().zip(ends);
    trees
        .map(|(&start, end)| {
            let nodes = &canonical.nodes[start as usize..end as usize];
            plan_tree(&Tree { nodes, start }, most)
        })
        .collect()
}

fn plan_tree(tree: &Tree<'_>, most: usize) -> TreePlan {
    let shape = Shape::of(tree, most);
    let (crown, below) = complete(tree, shape.crown);
    let steps = shape.depth.saturating_sub(shape.crown);
    if steps == 0 {
        let leaves = below.iter().map(|&node| match node.map(|node| tree.node(node)) {
            Some(Node::Leaf(leaf)) => leaf,
            _ => NO_LEAF,
        });
        let leaves = leaves.collect();
        return TreePlan { crown, exits: Vec::new(), splits: Vec::new(), leaves, steps, even: true };
    }
    let even = !shape.shared && shape.jumps <= tree.nodes.len();
    let mut builder = Builder {
        tree,
        steps,
        even,
        splits: Vec::new(),
        leaves: Vec::new(),
        pairs: vec![None; tree.nodes.len()],
        open: VecDeque::new(),
    };
    // One leaf may fill several exits.
    let mut known = HashMap::new();
    let mut exits: Vec<u32> = Vec::with_capacity(below.len());
    for node in below {
        // What is behind a way out that no row takes does not matter: it follows its neighbour.
        let exit = match (node, exits.last()) {
            (Some(node), _) => *known.entry(node).or_insert_with(|| builder.exit(node)),
            (None, neighbour) => neighbour.copied().unwrap_or(LEAF),
        };
        exits.push(exit);
    }
    builder.grow();
    let Builder { mut splits, leaves, .. } = builder;
    let first_leaf = splits.len() as u32;
    let resolve = |child: &mut u32| {
        if *child & LEAF != 0 {
            *child = (*child & !LEAF) + first_leaf;
        }
    };
    splits.iter_mut().for_each(|split| resolve(&mut split.child));
    exits.iter_mut().for_each(resolve);
    let plan = TreePlan { crown, exits, splits, leaves, steps, even };
    let even = even && plan.is_even();
    TreePlan { even, ..plan }
}

impl TreePlan {
    /// Whether every way out leads to the leaves in exactly `steps` steps, through splits of this tree only: what the
    /// unchecked walk relies on.
    fn is_even(&self) -> bool {
        let mut left: Vec<Option<usize>> = vec![None; self.splits.len()];
        let mut places: Vec<(usize, usize)> =
            self.exits.iter().map(|&exit| (exit as usize, self.steps)).collect();
        while let Some((position, steps)) = places.pop() {
            match (self.splits.get(position), left.get_mut(position)) {
                (Some(split), Some(known)) if steps > 0 => {
                    if known.is_some_and(|known| known != steps) {
                        return false;
                    }
                    if known.replace(steps).is_none() {
                        let children = if split.cut == JUMP { 1 } else { 2 };
                        places.extend((0..children).map(|side| (split.child as usize + side, steps - 1)));
                    }
                }
                (None, None) if steps == 0 && position < self.splits.len() + self.leaves.len() => {}
                _ => return false,
            }
        }
        true
    }
}

/// The splits of the first levels, completed level by level, and the nodes behind them. What no row reaches is a split that
/// all pass to the left, and nothing behind it.
fn complete(tree: &Tree<'_>, levels: usize) -> (Vec<(u32, u32)>, Vec<Option<u32>>) {
    let mut splits = Vec::with_capacity((1 << levels) - 1);
    let mut nodes = vec![Some(tree.start)];
    for _ in 0..levels {
        let mut below = Vec::with_capacity(2 * nodes.len());
        for node in nodes {
            match node.map(|node| tree.node(node)) {
                Some(Node::Split { column, cut, children }) => {
                    splits.push((column, cut));
                    below.extend(children.map(Some));
                }
                _ => {
                    splits.push((0, JUMP));
                    below.extend([node, None]);
                }
            }
        }
        nodes = below;
    }
    (splits, nodes)
}

/// What decides on the layout of a tree.
struct Shape {
    /// Splits on the longest path.
    depth: usize,
    /// Levels of the crown: all, or as many as are half full.
    crown: usize,
    /// Whether a node has two parents.
    shared: bool,
    /// Jumps that would make the tree even.
    jumps: usize,
}

impl Shape {
    fn of(tree: &Tree<'_>, most: usize) -> Self {
        let mut levels: Vec<Option<u32>> = vec![None; tree.nodes.len()];
        let mut shared = false;
        let mut leaves = Vec::new();
        let mut splits = [0; PARTIAL];
        if let Some(root) = levels.first_mut() {
            *root = Some(0);
        }
        // Children come after their parents, so that a level is final once it is read.
        for i in 0..levels.len() {
            let level = levels[i].unwrap_or(0);
            match tree.nodes[i] {
                Node::Split { children, .. } => {
                    if let Some(splits) = splits.get_mut(level as usize) {
                        *splits += 1;
                    }
                    for child in children {
                        let below = &mut levels[(child - tree.start) as usize];
                        shared |= below.is_some();
                        *below = Some(below.unwrap_or(0).max(level + 1));
                    }
                }
                Node::Leaf(_) => leaves.push(level as usize),
            }
        }
        let depth = leaves.iter().copied().max().unwrap_or(0);
        let full = |&crown: &usize| 2 * splits[..crown].iter().sum::<usize>() >= (1 << crown) - 1;
        let all = depth <= most && 1 << depth <= SPARSE * (levels.len() - leaves.len() + 1);
        let partial = (0..=PARTIAL.min(most).min(depth)).rev().find(full).unwrap_or(0);
        let crown = if all { depth } else { partial };
        let jumps = leaves.iter().fold(0usize, |sum, &level| sum.saturating_add(depth - level.max(crown)));
        Self { depth, crown, shared, jumps }
    }
}

/// Lays out what is below a crown, breadth first.
struct Builder<'a> {
    tree: &'a Tree<'a>,
    steps: usize,
    even: bool,
    splits: Vec<Split>,
    leaves: Vec<u32>,
    /// Position of the children of a node that has been laid out.
    pairs: Vec<Option<u32>>,
    /// Splits without children yet: their position, what they are, and the steps left from them.
    open: VecDeque<(usize, Open, usize)>,
}

#[derive(Clone, Copy)]
enum Open {
    /// A split, by its position in the uniform form.
    Split(u32),
    /// A jump towards a leaf.
    Jump(u32),
}

impl Builder<'_> {
    /// Gives the node behind a way out its position.
    fn exit(&mut self, node: u32) -> u32 {
        match self.tree.node(node) {
            Node::Leaf(leaf) if !self.even || self.steps == 0 => self.leaf(leaf),
            what => self.split(node, what, self.steps),
        }
    }

    fn leaf(&mut self, leaf: u32) -> u32 {
        self.leaves.push(leaf);
        LEAF | (self.leaves.len() as u32 - 1)
    }

    /// Takes the next position for a split, or a jump in place of a leaf.
    fn split(&mut self, node: u32, what: Node, steps: usize) -> u32 {
        let position = self.splits.len();
        let (column, cut, open) = match what {
            Node::Split { column, cut, .. } => (column, cut, Open::Split(node)),
            Node::Leaf(leaf) => (0, JUMP, Open::Jump(leaf)),
        };
        self.splits.push(Split { column, cut, child: 0 });
        self.open.push_back((position, open, steps));
        position as u32
    }

    /// Lays out all children.
    fn grow(&mut self) {
        while let Some((position, open, steps)) = self.open.pop_front() {
            let left = steps.saturating_sub(1);
            self.splits[position].child = match open {
                Open::Jump(leaf) if self.even && left > 0 => self.split(0, Node::Leaf(leaf), left),
                Open::Jump(leaf) => self.leaf(leaf),
                Open::Split(node) => self.children(node, left),
            };
        }
    }

    /// Lays out the children of a split side by side; `left` is the number of steps left from them.
    fn children(&mut self, node: u32, left: usize) -> u32 {
        let index = (node - self.tree.start) as usize;
        if let Some(pair) = self.pairs[index] {
            return pair;
        }
        let Node::Split { children, .. } = self.tree.node(node) else { return 0 };
        let nodes = children.map(|child| self.tree.node(child));
        let pair = match nodes {
            [Node::Leaf(first), Node::Leaf(second)] if !self.even || left == 0 => {
                let pair = self.leaf(first);
                self.leaf(second);
                pair
            }
            [first, second] => {
                let pair = self.split(children[0], first, left);
                self.split(children[1], second, left);
                pair
            }
        };
        self.pairs[index] = Some(pair);
        pair
    }
}
