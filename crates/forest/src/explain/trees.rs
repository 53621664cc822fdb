//! The trees depth first: a split's child for yes follows it, so that a node is two words.

use std::collections::HashMap;

use crate::check::Structure;
use crate::{Aggregate, EnsembleAttributes, ForestError, Kind, NodeMode, Number};

/// Splits on one path. Walks recurse, and no trainer grows trees this deep.
const MAX_DEPTH: usize = 512;
const LEAF: u32 = 1 << 31;

/// A node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The question of a split, or the number of a leaf with [`LEAF`] set.
    what: u32,
    /// Position of the child for no; of a leaf, nothing.
    pub(super) no: u32,
}

/// What a node is.
pub(super) enum What {
    /// A split, by its question.
    Split(usize),
    /// A leaf, by its number.
    Leaf(usize),
}

impl Node {
    #[inline(always)]
    pub(super) fn what(self) -> What {
        if self.what & LEAF == 0 {
            What::Split(self.what as usize)
        } else {
            What::Leaf((self.what & !LEAF) as usize)
        }
    }
}

/// A leaf's vote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vote {
    /// Which margin it is for.
    pub(super) margin: u32,
    pub(super) weight: f64,
}

/// All trees.
#[derive(Debug)]
pub(super) struct Trees {
    /// Tree by tree; the children of a split come after it.
    pub(super) nodes: Vec<Node>,
    /// Where in the file's vectors each node is.
    pub(super) sources: Vec<u32>,
    /// The nodes of the file that are one with the split at this place in the file's vectors: links of a chain of `=`.
    pub(super) links: HashMap<u32, Vec<u32>>,
    /// Nodes of the file.
    pub(super) in_file: usize,
    /// Position of the root of each tree.
    pub(super) roots: Vec<u32>,
    /// Votes of leaf `i`: `votes[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    votes: Vec<Vote>,
    /// Splits on the longest path.
    pub(super) depth: usize,
}

impl Trees {
    /// The votes of a leaf.
    #[inline(always)]
    pub(super) fn votes(&self, leaf: usize) -> &[Vote] {
        match self.starts.get(leaf..leaf + 2) {
            Some(&[start, end]) => self.votes.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The positions that a row passes in the tree with this root, the leaf last.
    pub(super) fn path<'a>(&'a self, root: u32, said: &'a [bool]) -> impl Iterator<Item = u32> + 'a {
        let mut next = Some(root);
        std::iter::from_fn(move || {
            let at = next?;
            let node = self.nodes[at as usize];
            next = match node.what() {
                What::Split(question) => Some(if said[question] { at + 1 } else { node.no }),
                What::Leaf(_) => None,
            };
            Some(at)
        })
    }

    /// Adds the votes that a row with these answers reaches.
    pub(super) fn add_votes(&self, said: &[bool], margins: &mut [f64]) {
        for &root in &self.roots {
            let leaf = self.path(root, said).last().map(|at| self.nodes[at as usize].what());
            if let Some(What::Leaf(leaf)) = leaf {
                for vote in self.votes(leaf) {
                    margins[vote.margin as usize] += vote.weight;
                }
            }
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>()
            + (self.sources.capacity() + self.roots.capacity() + self.starts.capacity()) * 4
            + self.votes.capacity() * size_of::<Vote>()
    }
}

/// Arranges checked trees; `asked` is the question of each node of the file. With one margin, all votes are for it.
pub(super) fn arrange<T: Number>(
    attributes: &EnsembleAttributes<'_, T>,
    structure: &Structure,
    asked: &[u32],
    margins: usize,
) -> Result<Trees, ForestError> {
    let share = match attributes.kind {
        Kind::Regressor { aggregate: Aggregate::Min | Aggregate::Max, .. } => {
            return Err(ForestError::NotAdditive);
        }
        Kind::Regressor { aggregate: Aggregate::Average, .. } => 1.0 / structure.roots.len() as f64,
        _ => 1.0,
    };
    let count = structure.sources.len();
    let mut trees = Trees {
        nodes: Vec::with_capacity(count),
        sources: Vec::with_capacity(count),
        links: structure.chains.clone(),
        in_file: attributes.nodes.modes.len(),
        roots: Vec::with_capacity(structure.roots.len()),
        starts: vec![0],
        votes: Vec::with_capacity(structure.vote_order.len()),
        depth: 0,
    };
    // Positions breadth first that are still to come, each with the split whose child for no it is, and its depth.
    let mut open: Vec<(u32, Option<usize>, usize)> = Vec::new();
    for &root in &structure.roots {
        trees.roots.push(trees.nodes.len() as u32);
        open.push((root, None, 0));
        while let Some((from, parent, depth)) = open.pop() {
            let at = trees.nodes.len();
            if let Some(parent) = parent.and_then(|parent| trees.nodes.get_mut(parent)) {
                parent.no = at as u32;
            }
            let source = structure.sources[from as usize];
            trees.sources.push(source);
            if attributes.nodes.modes[source as usize] == NodeMode::Leaf {
                let leaf = trees.starts.len() as u32 - 1;
                trees.nodes.push(Node { what: leaf | LEAF, no: at as u32 });
                trees.add_leaf(attributes, structure, source, share, margins);
            } else {
                if depth >= MAX_DEPTH {
                    let what = "splits on one path";
                    return Err(ForestError::TooLarge { what, found: depth + 1, limit: MAX_DEPTH });
                }
                trees.depth = trees.depth.max(depth + 1);
                trees.nodes.push(Node { what: asked[source as usize], no: 0 });
                let yes = structure.children[from as usize];
                open.push((yes + 1, Some(at), depth + 1));
                open.push((yes, None, depth + 1));
            }
        }
    }
    Ok(trees)
}

impl Trees {
    fn add_leaf<T: Number>(
        &mut self,
        attributes: &EnsembleAttributes<'_, T>,
        structure: &Structure,
        source: u32,
        share: f64,
        margins: usize,
    ) {
        let source = source as usize;
        let range = structure.vote_starts[source] as usize..structure.vote_starts[source + 1] as usize;
        for &vote in &structure.vote_order[range] {
            let margin = if margins == 1 { 0 } else { attributes.votes.ids[vote as usize] as u32 };
            let weight: f64 = attributes.votes.weights[vote as usize].into();
            self.votes.push(Vote { margin, weight: weight * share });
        }
        self.starts.push(self.votes.len() as u32);
    }
}
