//! Attributes → a sound structure: every node reached exactly once, every id in range.
//!
//! Everything here is linear in the size of the file (sorting apart) and iterative, so that neither a deep tree
//! nor a huge id costs more than the bytes that described it.

use std::collections::{HashMap, HashSet};

use crate::{EnsembleAttributes, ForestError, Kind, NodeMode, NodeRef, Nodes, Number, Votes};

/// Nodes, and votes, that fit the 32-bit indices of the compiled form with room to spare.
const MAX_ITEMS: usize = 1 << 28;
/// Columns of a row: they are numbered by 32 bits, with room to spare.
pub(crate) const MAX_FEATURES: usize = 1 << 28;
/// Classes or targets: bounds the memory of a row's scores.
const MAX_OUTPUTS: usize = 1 << 16;
/// Trees: a compiled tree takes some hundred bytes, however small it is.
const MAX_TREES: usize = 1 << 20;
const NONE: u32 = u32::MAX;

/// Nodes in the order in which they are stored: tree by tree, breadth first, siblings side by side.
pub(crate) struct Structure {
    /// Index into the attribute vectors of each stored node.
    pub(crate) sources: Vec<u32>,
    /// Position of the true child of each stored node, its false child follows; of a leaf, its own position.
    pub(crate) children: Vec<u32>,
    /// Position of the root of each tree.
    pub(crate) roots: Vec<u32>,
    /// The further links of each chain of `=`, by its first (attribute indices): see [`Structure::add_chain`].
    pub(crate) chains: HashMap<u32, Vec<u32>>,
    /// Votes of the node at attribute index `i`: `vote_order[vote_starts[i]..vote_starts[i + 1]]`.
    pub(crate) vote_starts: Vec<u32>,
    /// Indices into the vote vectors, in the file's order for each leaf.
    pub(crate) vote_order: Vec<u32>,
    /// Number of classes or targets.
    pub(crate) outputs: usize,
}

pub(crate) fn check<T: Number>(attributes: &EnsembleAttributes<'_, T>) -> Result<Structure, ForestError> {
    let EnsembleAttributes { nodes, votes, .. } = attributes;
    let outputs = outputs(&attributes.kind)?;
    lengths(nodes, votes, votes_prefix(&attributes.kind))?;
    let index = Index::new(nodes)?;
    let trees = index.trees();
    if trees > MAX_TREES {
        return Err(ForestError::TooLarge { what: "trees", found: trees, limit: MAX_TREES });
    }
    let mut structure = Structure {
        sources: Vec::with_capacity(nodes.node_ids.len()),
        children: Vec::with_capacity(nodes.node_ids.len()),
        roots: Vec::new(),
        chains: HashMap::new(),
        vote_starts: Vec::new(),
        vote_order: Vec::new(),
        outputs,
    };
    let mut parents = vec![NONE; nodes.node_ids.len()];
    for tree in index.trees_as_listed() {
        structure.add_tree(nodes, &tree, &mut parents)?;
    }
    structure.add_votes(nodes, votes, &index)?;
    Ok(structure)
}

fn outputs(kind: &Kind) -> Result<usize, ForestError> {
    let outputs = match kind {
        Kind::Classifier { labels } => labels.len(),
        Kind::Regressor { targets, .. } => usize::try_from((*targets).max(0)).unwrap_or(usize::MAX),
    };
    match outputs {
        0 => Err(ForestError::NoOutputs),
        1..=MAX_OUTPUTS => Ok(outputs),
        found => Err(ForestError::TooLarge { what: "outputs", found, limit: MAX_OUTPUTS }),
    }
}

fn votes_prefix(kind: &Kind) -> [&'static str; 4] {
    match kind {
        Kind::Classifier { .. } => ["class_ids", "class_treeids", "class_nodeids", "class_weights"],
        Kind::Regressor { .. } => ["target_ids", "target_treeids", "target_nodeids", "target_weights"],
    }
}

fn lengths<T>(
    nodes: &Nodes<'_, T>,
    votes: &Votes<'_, T>,
    names: [&'static str; 4],
) -> Result<(), ForestError> {
    let same = |reference, expected, attribute, found| {
        if found == expected {
            Ok(())
        } else {
            Err(ForestError::Lengths { attribute, found, reference, expected })
        }
    };
    let count = nodes.node_ids.len();
    for (attribute, found) in [
        ("nodes_treeids", nodes.tree_ids.len()),
        ("nodes_featureids", nodes.feature_ids.len()),
        ("nodes_modes", nodes.modes.len()),
        ("nodes_values", nodes.values.len()),
        ("nodes_truenodeids", nodes.true_ids.len()),
        ("nodes_falsenodeids", nodes.false_ids.len()),
    ] {
        same("nodes_nodeids", count, attribute, found)?;
    }
    if !nodes.missing_tracks_true.is_empty() {
        same("nodes_nodeids", count, "nodes_missing_value_tracks_true", nodes.missing_tracks_true.len())?;
    }
    if !nodes.members.is_empty() || nodes.modes.contains(&NodeMode::Member) {
        same("nodes_nodeids", count, "membership_values", nodes.members.len())?;
    }
    let [ids, trees, node_ids, weights] = names;
    same(ids, votes.ids.len(), trees, votes.tree_ids.len())?;
    same(ids, votes.ids.len(), node_ids, votes.node_ids.len())?;
    same(ids, votes.ids.len(), weights, votes.weights.len())?;
    let members = nodes.members.iter().map(Vec::len).fold(count, usize::saturating_add);
    for (what, found) in [("nodes", count), ("nodes and members", members), ("votes", votes.ids.len())] {
        if found > MAX_ITEMS {
            return Err(ForestError::TooLarge { what, found, limit: MAX_ITEMS });
        }
    }
    if count == 0 { Err(ForestError::Empty) } else { Ok(()) }
}

/// Attribute indices ordered by tree id and node id.
struct Index<'a> {
    tree_ids: &'a [i64],
    node_ids: &'a [i64],
    order: Vec<u32>,
}

/// The nodes of one tree, ordered by node id.
struct Tree<'a> {
    id: i64,
    node_ids: &'a [i64],
    members: &'a [u32],
}

impl<'a> Index<'a> {
    fn new<T>(nodes: &Nodes<'a, T>) -> Result<Self, ForestError> {
        let key = |&i: &u32| (nodes.tree_ids[i as usize], nodes.node_ids[i as usize]);
        let mut order: Vec<u32> = (0..nodes.node_ids.len() as u32).collect();
        if !order.is_sorted_by_key(key) {
            order.sort_by_key(key);
        }
        match order.windows(2).find(|pair| key(&pair[0]) == key(&pair[1])) {
            Some(pair) => Err(ForestError::DuplicateNode { node: name(nodes, pair[0]) }),
            None => Ok(Self { tree_ids: nodes.tree_ids, node_ids: nodes.node_ids, order }),
        }
    }

    /// Number of trees.
    fn trees(&self) -> usize {
        self.order.chunk_by(|&a, &b| self.tree_ids[a as usize] == self.tree_ids[b as usize]).count()
    }

    /// Takes logarithmic time: votes may name another tree each.
    fn tree(&self, id: i64) -> Option<Tree<'_>> {
        let tree_of = |&i: &u32| self.tree_ids[i as usize];
        let start = self.order.partition_point(|i| tree_of(i) < id);
        let length = self.order[start..].partition_point(|i| tree_of(i) == id);
        let members = &self.order[start..start + length];
        (length > 0).then_some(Tree { id, node_ids: self.node_ids, members })
    }

    /// The trees in the order in which the file first names them.
    fn trees_as_listed(&self) -> impl Iterator<Item = Tree<'_>> {
        let ids = self.tree_ids;
        let mut seen = HashSet::new();
        (0..ids.len())
            .filter(move |&i| (i == 0 || ids[i] != ids[i - 1]) && seen.insert(ids[i]))
            .filter_map(|i| self.tree(ids[i]))
    }
}

impl Tree<'_> {
    /// Attribute index of the node listed first.
    fn root(&self) -> u32 {
        self.members.iter().copied().min().unwrap_or(NONE)
    }

    /// Attribute index of the node with this id.
    fn find(&self, node_id: i64) -> Option<u32> {
        let id_of = |&i: &u32| self.node_ids[i as usize];
        // Ids mostly count up from the first one without gaps.
        let guess = usize::try_from(node_id.wrapping_sub(id_of(self.members.first()?))).ok();
        if let Some(&found) = guess.and_then(|position| self.members.get(position))
            && id_of(&found) == node_id
        {
            return Some(found);
        }
        let position = self.members.binary_search_by_key(&node_id, id_of).ok()?;
        self.members.get(position).copied()
    }
}

impl Structure {
    /// Walks a tree from its root, so that what is stored is a tree by construction.
    fn add_tree<T: Number>(
        &mut self,
        nodes: &Nodes<'_, T>,
        tree: &Tree<'_>,
        parents: &mut [u32],
    ) -> Result<(), ForestError> {
        let (start, root) = (self.sources.len(), tree.root());
        self.roots.push(start as u32);
        self.sources.push(root);
        let (mut position, mut linked) = (start, 0);
        while let Some(&source) = self.sources.get(position) {
            let i = source as usize;
            if nodes.modes[i] == NodeMode::Leaf {
                self.children.push(position as u32);
            } else {
                check_split(nodes, source)?;
                self.children.push(self.sources.len() as u32);
                let last = self.add_chain(nodes, tree, root, source, parents)?;
                linked += self.chains.get(&source).map_or(0, Vec::len);
                for (parent, id) in [(source, nodes.true_ids[i]), (last, nodes.false_ids[last as usize])] {
                    self.sources.push(adopt(nodes, tree, root, parent, id, parents)?);
                }
            }
            position += 1;
        }
        if self.sources.len() - start + linked < tree.members.len() {
            let lost = tree.members.iter().find(|&&i| i != root && parents[i as usize] == NONE);
            let node = lost.map_or(NodeRef { tree: tree.id, node: 0 }, |&i| name(nodes, i));
            return Err(ForestError::Unreachable { node });
        }
        Ok(())
    }

    /// Takes a chain of splits as one: x = a, else x = b, else …, on one feature and with one true child, which is how
    /// exporters write that x is one of a set, since `BRANCH_MEMBER` is young. It is the only way in which splits may
    /// share a child. Returns the last link, of an ordinary split itself.
    fn add_chain<T: Number>(
        &mut self,
        nodes: &Nodes<'_, T>,
        tree: &Tree<'_>,
        root: u32,
        first: u32,
        parents: &mut [u32],
    ) -> Result<u32, ForestError> {
        let mut last = first;
        let is_link = |i: usize, first: usize| {
            nodes.modes[i] == NodeMode::Equal
                && nodes.feature_ids[i] == nodes.feature_ids[first]
                && nodes.true_ids[i] == nodes.true_ids[first]
        };
        while nodes.modes[first as usize] == NodeMode::Equal
            && let Some(next) = tree.find(nodes.false_ids[last as usize])
            && is_link(next as usize, first as usize)
        {
            last = adopt(nodes, tree, root, last, nodes.node_ids[next as usize], parents)?;
            check_split(nodes, last)?;
            self.chains.entry(first).or_default().push(last);
        }
        Ok(last)
    }

    /// Groups the votes by leaf.
    fn add_votes<T>(
        &mut self,
        nodes: &Nodes<'_, T>,
        votes: &Votes<'_, T>,
        index: &Index<'_>,
    ) -> Result<(), ForestError> {
        let mut owners = Vec::with_capacity(votes.ids.len());
        let mut starts = vec![0u32; nodes.node_ids.len() + 1];
        let mut tree: Option<Tree<'_>> = None;
        for (vote, (&tree_id, &node_id)) in votes.tree_ids.iter().zip(votes.node_ids).enumerate() {
            if tree.as_ref().is_none_or(|tree| tree.id != tree_id) {
                tree = index.tree(tree_id);
            }
            let node = NodeRef { tree: tree_id, node: node_id };
            let owner = tree.as_ref().and_then(|tree| tree.find(node_id));
            let owner = owner.ok_or(ForestError::VoteWithoutNode { node })?;
            if nodes.modes[owner as usize] != NodeMode::Leaf {
                return Err(ForestError::VoteOnSplit { node });
            }
            let output = votes.ids[vote];
            if !usize::try_from(output).is_ok_and(|output| output < self.outputs) {
                return Err(ForestError::VoteOutput { node, output, outputs: self.outputs });
            }
            owners.push(owner);
            starts[owner as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        self.vote_order = vec![0; owners.len()];
        for (vote, &owner) in owners.iter().enumerate() {
            let slot = &mut next[owner as usize];
            self.vote_order[*slot as usize] = vote as u32;
            *slot += 1;
        }
        self.vote_starts = starts;
        Ok(())
    }
}

/// Gives the node with this id its one parent.
fn adopt<T: Number>(
    nodes: &Nodes<'_, T>,
    tree: &Tree<'_>,
    root: u32,
    parent: u32,
    id: i64,
    parents: &mut [u32],
) -> Result<u32, ForestError> {
    let node = name(nodes, parent);
    let child = tree.find(id).ok_or(ForestError::MissingChild { node, child: id })?;
    if child == root || parents[child as usize] != NONE {
        return Err(second_parent(nodes, root, parents, parent, child));
    }
    parents[child as usize] = parent;
    Ok(child)
}

fn check_split<T: Number>(nodes: &Nodes<'_, T>, source: u32) -> Result<(), ForestError> {
    let i = source as usize;
    let feature = nodes.feature_ids[i];
    if !usize::try_from(feature).is_ok_and(|feature| feature < MAX_FEATURES) {
        return Err(ForestError::Feature { node: name(nodes, source), feature });
    }
    let nan = match nodes.modes[i] {
        NodeMode::Member => nodes.members[i].iter().any(|value| value.is_nan()),
        _ => nodes.values[i].is_nan(),
    };
    if nan {
        return Err(ForestError::NanThreshold { node: name(nodes, source) });
    }
    Ok(())
}

/// Tells a cycle from a child that two splits share.
fn second_parent<T>(
    nodes: &Nodes<'_, T>,
    root: u32,
    parents: &[u32],
    source: u32,
    child: u32,
) -> ForestError {
    let (node, child_id) = (name(nodes, source), nodes.node_ids[child as usize]);
    let mut ancestor = source;
    while ancestor != child && ancestor != root {
        ancestor = parents[ancestor as usize];
    }
    if ancestor == child {
        ForestError::Cycle { node, child: child_id }
    } else {
        let parent = nodes.node_ids[parents[child as usize] as usize];
        ForestError::SharedChild { node, child: child_id, parent }
    }
}

fn name<T>(nodes: &Nodes<'_, T>, source: u32) -> NodeRef {
    NodeRef { tree: nodes.tree_ids[source as usize], node: nodes.node_ids[source as usize] }
}
