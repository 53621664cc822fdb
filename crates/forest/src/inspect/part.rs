//! The part of a tree that is looked at: some splits are unfolded, all other subtrees are a number of splits.

use std::collections::HashSet;

use super::Tree;

/// A node of a [`Part`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartNode {
    /// The node's number in its tree.
    pub node: usize,
    /// Place of its parent in the part.
    pub parent: Option<usize>,
    /// Whether it is the true child of its parent.
    pub is_true: bool,
    /// Splits on the way to it.
    pub depth: usize,
    /// Whether its children are in the part.
    pub unfolded: bool,
    /// Splits of its subtree, itself included.
    pub splits: usize,
}

/// Some nodes of a tree: each after its parent, a true child and all below it before the false one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The nodes.
    pub nodes: Vec<PartNode>,
    /// Splits that should have been unfolded, but for the limit.
    pub refused: usize,
}

impl Tree<'_> {
    /// The part in which these splits are unfolded, all that lead to them, and all above `levels`. At most `limit` nodes
    /// (and the root): those near to the root come first. Numbers of leaves are taken as what leads to them.
    pub fn part(&self, unfolded: &[usize], levels: usize, limit: usize) -> Part {
        let parents = self.parents();
        let mut open: HashSet<usize> = HashSet::new();
        for &node in unfolded.iter().filter(|&&node| node < self.len()) {
            let mut node = node;
            while open.insert(node) && node != 0 {
                node = parents[node] as usize;
            }
        }
        // Breadth first, so that a limit leaves out what is far from the root.
        let (mut shown, mut refused) = (1, 0);
        let mut taken = HashSet::new();
        let mut row = vec![(0, 0)];
        while !row.is_empty() {
            let mut next = Vec::new();
            for (node, depth) in row {
                let Some(split) = self.split(node) else { continue };
                if depth >= levels && !open.contains(&node) {
                    continue;
                }
                if shown + 2 > limit {
                    refused += 1;
                    continue;
                }
                shown += 2;
                taken.insert(node);
                next.extend(split.children.map(|child| (child, depth + 1)));
            }
            row = next;
        }
        Part { nodes: self.in_order(&taken), refused }
    }

    fn in_order(&self, unfolded: &HashSet<usize>) -> Vec<PartNode> {
        let splits = self.splits_below();
        let mut nodes = Vec::new();
        let mut open = vec![(0, None, true, 0)];
        while let Some((node, parent, is_true, depth)) = open.pop() {
            let place = nodes.len();
            let split = self.split(node).filter(|_| unfolded.contains(&node));
            nodes.push(PartNode {
                node,
                parent,
                is_true,
                depth,
                unfolded: split.is_some(),
                splits: splits[node] as usize,
            });
            if let Some(split) = split {
                let [yes, no] = split.children;
                open.push((no, Some(place), false, depth + 1));
                open.push((yes, Some(place), true, depth + 1));
            }
        }
        nodes
    }
}
