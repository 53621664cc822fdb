//! One tree, node by node.

use super::{Anatomy, Node};
use crate::{ForestError, NodeMode};

/// One tree of an [`Anatomy`]. Its nodes are numbered breadth first, the root is 0.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    pub(super) anatomy: &'a Anatomy,
    pub(super) id: i64,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a split asks, and where it leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split<'a> {
    /// Column that is compared.
    pub feature: usize,
    /// How.
    pub mode: NodeMode,
    /// With what; nothing that counts for [`NodeMode::Member`].
    pub threshold: f64,
    /// The set of [`NodeMode::Member`].
    pub members: &'a [f64],
    /// Whether NaN goes to the true child.
    pub missing_tracks_true: bool,
    /// The child where the comparison holds, and the other one.
    pub children: [usize; 2],
}

impl Split<'_> {
    /// Whether the comparison holds for this value of the column.
    pub fn holds(&self, x: f64) -> bool {
        let holds = match self.mode {
            NodeMode::LessOrEqual | NodeMode::Leaf => x <= self.threshold,
            NodeMode::Less => x < self.threshold,
            NodeMode::GreaterOrEqual => x >= self.threshold,
            NodeMode::Greater => x > self.threshold,
            NodeMode::Equal => x == self.threshold,
            NodeMode::NotEqual => x != self.threshold,
            NodeMode::Member => self.members.contains(&x),
        };
        holds || (self.missing_tracks_true && x.is_nan())
    }
}

impl<'a> Tree<'a> {
    /// The file's number of this tree.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether there is no node; a tree has one at least.
    pub fn is_empty(&self) -> bool {
        self.end == self.start
    }

    pub(super) fn nodes(&self) -> &'a [Node] {
        &self.anatomy.nodes[self.start..self.end]
    }

    /// The file's number of a node, when there is such a node.
    pub fn node_id(&self, node: usize) -> Option<i64> {
        self.nodes().get(node).map(|node| node.id)
    }

    /// The node with this number in the file.
    pub fn find(&self, node_id: i64) -> Option<usize> {
        self.nodes().iter().position(|node| node.id == node_id)
    }

    /// What a node asks; `None` for a leaf, and when there is no such node.
    pub fn split(&self, node: usize) -> Option<Split<'a>> {
        let found = self.nodes().get(node).filter(|found| found.mode != NodeMode::Leaf)?;
        let yes = found.next as usize - self.start;
        let members = &self.anatomy.members;
        let set = members.binary_search_by_key(&((self.start + node) as u32), |(at, _)| *at);
        Some(Split {
            feature: found.feature as usize,
            mode: found.mode,
            threshold: found.value,
            members: set.ok().and_then(|set| members.get(set)).map_or(&[], |(_, set)| set),
            missing_tracks_true: found.missing_tracks_true,
            children: [yes, yes + 1],
        })
    }

    /// What a leaf votes, in the file's order: output and weight. Nothing for a split.
    pub fn votes(&self, node: usize) -> &'a [(u32, f64)] {
        let Some(found) = self.nodes().get(node).filter(|found| found.mode == NodeMode::Leaf) else {
            return &[];
        };
        let first = found.next as usize;
        self.anatomy.votes.get(first..first + found.votes as usize).unwrap_or_default()
    }

    /// The parent of each node; the root's is itself.
    pub fn parents(&self) -> Vec<u32> {
        let mut parents = vec![0; self.len()];
        for node in 0..self.len() {
            for child in self.split(node).iter().flat_map(|split| split.children) {
                parents[child] = node as u32;
            }
        }
        parents
    }

    /// Splits on the way to each node.
    pub fn depths(&self) -> Vec<u32> {
        let mut depths = vec![0; self.len()];
        for node in 0..self.len() {
            for child in self.split(node).iter().flat_map(|split| split.children) {
                depths[child] = depths[node] + 1;
            }
        }
        depths
    }

    /// Splits of the subtree that begins at each node, itself included.
    pub fn splits_below(&self) -> Vec<u32> {
        let mut splits = vec![0; self.len()];
        // Children come after their split.
        for node in (0..self.len()).rev() {
            if let Some(split) = self.split(node) {
                splits[node] = 1 + split.children.iter().map(|&child| splits[child]).sum::<u32>();
            }
        }
        splits
    }

    /// The nodes that a row passes, from the root to the leaf.
    ///
    /// # Errors
    /// When the row has too few columns.
    pub fn path(&self, row: &[f64]) -> Result<Vec<usize>, ForestError> {
        let (found, needed) = (row.len(), self.anatomy.features());
        if found < needed {
            return Err(ForestError::Columns { found, needed });
        }
        let mut path = vec![0];
        let mut node = 0;
        while let Some(split) = self.split(node) {
            let [yes, no] = split.children;
            node = if split.holds(row[split.feature]) { yes } else { no };
            path.push(node);
        }
        Ok(path)
    }

    /// How many of some rows, `n × features`, pass each node.
    ///
    /// # Errors
    /// When the rows have too few columns, or the length is not a whole number of rows.
    pub fn covers(&self, rows: &[f64], features: usize) -> Result<Vec<u32>, ForestError> {
        let needed = self.anatomy.features().max(1);
        if features < needed {
            return Err(ForestError::Columns { found: features, needed });
        }
        let expected = rows.len() / features * features;
        if rows.len() != expected {
            return Err(ForestError::Buffer { what: "the buffer of rows", found: rows.len(), expected });
        }
        let mut covers = vec![0; self.len()];
        for row in rows.chunks_exact(features) {
            for node in self.path(row)? {
                covers[node] += 1;
            }
        }
        Ok(covers)
    }
}
