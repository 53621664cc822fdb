//! The trees as the file has them, to be looked at: how many and how deep, one tree node by node, and the way of a row
//! through it.
//!
//! Unlike an [`Ensemble`](crate::Ensemble) nothing is rearranged but for a chain of `=`, which is one split that asks whether
//! a column is one of a set, and unlike an [`Explainer`](crate::explain::Explainer) any ensemble can be looked at: of
//! doubles, and with any aggregate.

mod part;
mod statistics;
mod tree;

pub use part::{Part, PartNode};
pub use statistics::{Spread, Statistics, TreeSize};
pub use tree::{Split, Tree};

use crate::check::check;
use crate::finish::Finish;
use crate::{EnsembleAttributes, ForestError, NodeMode, Number};

/// The checked trees of one node of the graph. Numbers are `f64`, which holds those of `f32` as they are.
#[derive(Clone, Debug)]
pub struct Anatomy {
    /// All nodes: tree by tree, breadth first, the children of a split side by side.
    nodes: Vec<Node>,
    /// Position of the root of each tree, and behind the last node.
    starts: Vec<u32>,
    /// The file's number of each tree.
    tree_ids: Vec<i64>,
    /// The sets of [`NodeMode::Member`] splits, ascending by position.
    members: Vec<(u32, Vec<f64>)>,
    /// Votes of all leaves: output and weight.
    votes: Vec<(u32, f64)>,
    base_values: Vec<f64>,
    margins: usize,
    features: usize,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The file's number of the node inside its tree.
    id: i64,
    mode: NodeMode,
    missing_tracks_true: bool,
    feature: u32,
    value: f64,
    /// Of a split, the position of its true child, which the false one follows; of a leaf, its first vote.
    next: u32,
    /// Of a leaf, the number of its votes.
    votes: u32,
}

impl Anatomy {
    /// Checks the attributes and keeps the trees.
    ///
    /// # Errors
    /// What [`Ensemble::new`](crate::Ensemble::new) refuses.
    pub fn new<T: Number>(attributes: &EnsembleAttributes<'_, T>) -> Result<Self, ForestError> {
        let structure = check(attributes)?;
        let margins = Finish::new(attributes, structure.outputs)?.columns();
        let source = &attributes.nodes;
        let mut anatomy = Self {
            nodes: Vec::with_capacity(structure.sources.len()),
            starts: structure.roots.clone(),
            tree_ids: structure
                .roots
                .iter()
                .map(|&root| source.tree_ids[structure.sources[root as usize] as usize])
                .collect(),
            members: Vec::new(),
            votes: Vec::with_capacity(structure.vote_order.len()),
            base_values: attributes.base_values.iter().map(|&value| value.into()).collect(),
            margins,
            features: 0,
        };
        for (at, (&from, &children)) in structure.sources.iter().zip(&structure.children).enumerate() {
            let i = from as usize;
            let links = structure.chains.get(&from).map_or(&[][..], Vec::as_slice);
            let chain = || std::iter::once(i).chain(links.iter().map(|&link| link as usize));
            let mut node = Node {
                id: source.node_ids[i],
                mode: source.modes[i],
                missing_tracks_true: chain()
                    .any(|i| source.missing_tracks_true.get(i).is_some_and(|&tracks| tracks != 0)),
                feature: 0,
                value: 0.0,
                next: children,
                votes: 0,
            };
            if node.mode == NodeMode::Leaf {
                node.missing_tracks_true = false;
                node.next = anatomy.votes.len() as u32;
                let votes = structure.vote_starts[i] as usize..structure.vote_starts[i + 1] as usize;
                node.votes = votes.len() as u32;
                anatomy.votes.extend(structure.vote_order[votes].iter().map(|&vote| {
                    let vote = vote as usize;
                    (attributes.votes.ids[vote] as u32, attributes.votes.weights[vote].into())
                }));
            } else {
                node.feature = source.feature_ids[i] as u32;
                node.value = source.values[i].into();
                anatomy.features = anatomy.features.max(node.feature as usize + 1);
                if node.mode == NodeMode::Member {
                    let set = source.members[i].iter().map(|&value| value.into()).collect();
                    anatomy.members.push((at as u32, set));
                } else if !links.is_empty() {
                    node.mode = NodeMode::Member;
                    anatomy.members.push((at as u32, chain().map(|i| source.values[i].into()).collect()));
                }
            }
            anatomy.nodes.push(node);
        }
        anatomy.starts.push(anatomy.nodes.len() as u32);
        Ok(anatomy)
    }

    /// Number of trees.
    pub fn trees(&self) -> usize {
        self.tree_ids.len()
    }

    /// A tree by its place in the file, from 0.
    pub fn tree(&self, number: usize) -> Option<Tree<'_>> {
        let (&id, &[start, end]) = (self.tree_ids.get(number)?, self.starts.get(number..number + 2)?) else {
            return None;
        };
        Some(Tree { anatomy: self, id, start: start as usize, end: end as usize })
    }

    /// Columns that a row must have at least: the highest column compared, counted from 1.
    pub fn features(&self) -> usize {
        self.features
    }

    /// Margins of a row: one for each class or target, but a single one (of the second class) for a two-class model
    /// whose votes are all for one class.
    pub fn margins(&self) -> usize {
        self.margins
    }

    /// Added to the votes: as many as the file has.
    pub fn base_values(&self) -> &[f64] {
        &self.base_values
    }
}
