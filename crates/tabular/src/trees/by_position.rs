//! `TreeEnsemble` (version 5): splits and leaves are two lists, and refer to each other by position.

use forest::explain::Explainer;
use forest::{
    Aggregate, Ensemble, EnsembleAttributes, ForestError, Kind, NodeMode, Nodes, PostTransform, Votes,
};
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::Element;
use super::expansion::{Precisions, Unresolved};
use crate::attributes::Attributes;
use crate::inspect::TreesAsTheyAre;
use crate::operator::Built;
use crate::values::Values;

pub(crate) fn tree_ensemble(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let Some(splits) = attributes.tensor("nodes_splits")? else {
        return attributes.bail("nodes_splits", "expected a tensor");
    };
    let kind = splits.datum_type();
    let trees = match splits {
        Values::Halves(_) | Values::Floats(_) => Precisions::Single(ensemble(attributes, kind, splits)?),
        Values::Doubles(_) => Precisions::Double(ensemble(attributes, kind, splits)?),
        _ => return attributes.bail("nodes_splits", format_args!("is of type {kind:?}")),
    };
    let unresolved = Unresolved { name: "TreeEnsemble", trees, input: Some(kind), scores: kind };
    Ok((expand(unresolved), vec![]))
}

/// The explainer of trees of floats.
pub(crate) fn explain(node: &NodeProto) -> TractResult<Explainer> {
    let attributes = Attributes(node);
    match attributes.tensor("nodes_splits")? {
        Some(splits @ (Values::Halves(_) | Values::Floats(_))) => {
            made(attributes, splits.datum_type(), splits, Explainer::new)
        }
        Some(Values::Doubles(_)) => {
            attributes.bail("nodes_splits", "trees of doubles cannot be explained; export the model in float")
        }
        Some(other) => attributes.bail("nodes_splits", format_args!("is of type {:?}", other.datum_type())),
        None => attributes.bail("nodes_splits", "expected a tensor"),
    }
}

/// The trees as they are.
pub(crate) fn inspect(node: &NodeProto) -> TractResult<TreesAsTheyAre> {
    let attributes = Attributes(node);
    match attributes.tensor("nodes_splits")? {
        Some(splits @ (Values::Halves(_) | Values::Floats(_))) => {
            made::<f32, _>(attributes, splits.datum_type(), splits, |attributes| {
                TreesAsTheyAre::new(attributes, false)
            })
        }
        Some(splits @ Values::Doubles(_)) => {
            made::<f64, _>(attributes, splits.datum_type(), splits, |attributes| {
                TreesAsTheyAre::new(attributes, true)
            })
        }
        Some(other) => attributes.bail("nodes_splits", format_args!("is of type {:?}", other.datum_type())),
        None => attributes.bail("nodes_splits", "expected a tensor"),
    }
}

/// The split nodes of all trees as parallel lists.
struct Splits<'a, T> {
    features: &'a [i64],
    modes: Vec<NodeMode>,
    values: Vec<T>,
    true_ids: &'a [i64],
    false_ids: &'a [i64],
    true_leaves: &'a [i64],
    false_leaves: &'a [i64],
    missing_tracks_true: &'a [i64],
    /// The set of each [`NodeMode::Member`] node; empty where no node has that mode.
    members: Vec<Vec<T>>,
}

/// The leaves of all trees as parallel lists.
struct Leaves<'a, T> {
    targets: &'a [i64],
    weights: Vec<T>,
}

/// A tensor's numbers, which must be of the type of the splits.
fn numbers<T: Element>(attributes: Attributes<'_>, name: &str, kind: DatumType) -> TractResult<Vec<T>> {
    let Some(values) = attributes.tensor(name)? else { return Ok(vec![]) };
    let found = values.datum_type();
    match T::of(values) {
        Ok(values) if found == kind => Ok(values),
        _ => attributes.bail(name, format_args!("is of type {found:?}, 'nodes_splits' of {kind:?}")),
    }
}

/// `nodes_modes`: a tensor of bytes.
fn modes(attributes: Attributes<'_>) -> TractResult<Vec<NodeMode>> {
    const MODES: [NodeMode; 7] = [
        NodeMode::LessOrEqual,
        NodeMode::Less,
        NodeMode::GreaterOrEqual,
        NodeMode::Greater,
        NodeMode::Equal,
        NodeMode::NotEqual,
        NodeMode::Member,
    ];
    let bytes = match attributes.tensor("nodes_modes")? {
        Some(Values::Bytes(bytes)) => bytes,
        _ => return attributes.bail("nodes_modes", "expected a tensor of type U8"),
    };
    let mode = |&byte: &u8| match MODES.get(usize::from(byte)) {
        Some(mode) => Ok(*mode),
        None => attributes.bail("nodes_modes", format_args!("has the unknown value {byte}")),
    };
    bytes.iter().map(mode).collect()
}

/// Splits `membership_values`, in which a NaN ends each set, among the nodes with the mode for it.
fn members<T: Element>(
    attributes: Attributes<'_>,
    modes: &[NodeMode],
    values: &[T],
) -> TractResult<Vec<Vec<T>>> {
    let nodes = modes.iter().filter(|&&mode| mode == NodeMode::Member).count();
    let ended = values.last().is_none_or(|value| value.is_nan());
    let sets = values.iter().filter(|value| value.is_nan()).count() + usize::from(!ended);
    if sets != nodes {
        let message = format_args!("there are {sets} sets for {nodes} nodes of mode BRANCH_MEMBER");
        return attributes.bail("membership_values", message);
    }
    if nodes == 0 {
        return Ok(vec![]);
    }
    let mut sets = values.split(|value| value.is_nan());
    let set = |mode: &NodeMode| match mode {
        NodeMode::Member => sets.next().unwrap_or_default().to_vec(),
        _ => vec![],
    };
    Ok(modes.iter().map(set).collect())
}

impl<'a, T: Element> Splits<'a, T> {
    fn read(attributes: Attributes<'a>, kind: DatumType, values: Vec<T>) -> TractResult<Self> {
        let modes = modes(attributes)?;
        let membership = numbers(attributes, "membership_values", kind)?;
        let splits = Self {
            features: attributes.ints("nodes_featureids")?,
            members: members(attributes, &modes, &membership)?,
            modes,
            values,
            true_ids: attributes.ints("nodes_truenodeids")?,
            false_ids: attributes.ints("nodes_falsenodeids")?,
            true_leaves: attributes.ints("nodes_trueleafs")?,
            false_leaves: attributes.ints("nodes_falseleafs")?,
            missing_tracks_true: attributes.ints("nodes_missing_value_tracks_true")?,
        };
        let count = splits.values.len();
        let tracks = splits.missing_tracks_true.len();
        for (name, found) in [
            ("nodes_featureids", splits.features.len()),
            ("nodes_modes", splits.modes.len()),
            ("nodes_truenodeids", splits.true_ids.len()),
            ("nodes_falsenodeids", splits.false_ids.len()),
            ("nodes_trueleafs", splits.true_leaves.len()),
            ("nodes_falseleafs", splits.false_leaves.len()),
            ("nodes_missing_value_tracks_true", if tracks == 0 { count } else { tracks }),
        ] {
            if found != count {
                let message = format_args!("there are {found} values, but {count} of 'nodes_splits'");
                return attributes.bail(name, message);
            }
        }
        Ok(splits)
    }
}

/// The trees as forest takes them: node i of the list has the id i, and the leaves on its two sides the ids after
/// those of all nodes.
#[derive(Default)]
struct Trees<T> {
    tree_ids: Vec<i64>,
    node_ids: Vec<i64>,
    features: Vec<i64>,
    modes: Vec<NodeMode>,
    values: Vec<T>,
    true_ids: Vec<i64>,
    false_ids: Vec<i64>,
    missing_tracks_true: Vec<i64>,
    members: Vec<Vec<T>>,
    vote_trees: Vec<i64>,
    vote_nodes: Vec<i64>,
    vote_ids: Vec<i64>,
    weights: Vec<T>,
}

impl<T: Element> Trees<T> {
    fn node(&mut self, tree: usize, id: usize, mode: NodeMode) {
        self.tree_ids.push(tree as i64);
        self.node_ids.push(id as i64);
        self.modes.push(mode);
    }

    fn split(&mut self, tree: usize, id: usize, splits: &mut Splits<'_, T>, children: [usize; 2]) {
        self.node(tree, id, splits.modes[id]);
        self.features.push(splits.features[id]);
        self.values.push(splits.values[id]);
        self.true_ids.push(children[0] as i64);
        self.false_ids.push(children[1] as i64);
        self.missing_tracks_true.push(splits.missing_tracks_true.get(id).copied().unwrap_or(0));
        if let Some(set) = splits.members.get_mut(id) {
            self.members.push(std::mem::take(set));
        }
    }

    fn leaf(&mut self, tree: usize, id: usize, leaves: &Leaves<'_, T>, leaf: usize, sets: bool) {
        self.node(tree, id, NodeMode::Leaf);
        self.features.push(0);
        self.values.push(T::ZERO);
        self.true_ids.push(0);
        self.false_ids.push(0);
        self.missing_tracks_true.push(0);
        if sets {
            self.members.push(vec![]);
        }
        self.vote_trees.push(tree as i64);
        self.vote_nodes.push(id as i64);
        self.vote_ids.push(leaves.targets[leaf]);
        self.weights.push(leaves.weights[leaf]);
    }
}

/// Follows each tree from its root. Nodes that no root leads to are left out.
fn follow<T: Element>(
    attributes: Attributes<'_>,
    splits: &mut Splits<'_, T>,
    leaves: &Leaves<'_, T>,
) -> TractResult<Trees<T>> {
    let mut trees = Trees::default();
    let (count, sets) = (splits.values.len(), !splits.members.is_empty());
    let position = |name: &str, id: i64, limit: usize| match usize::try_from(id) {
        Ok(id) if id < limit => Ok(id),
        _ => attributes.bail(name, format_args!("{id} is no position in a list of {limit}")),
    };
    let mut reached = vec![false; count];
    let mut open = Vec::new();
    for (tree, &root) in attributes.ints("tree_roots")?.iter().enumerate() {
        open.push(position("tree_roots", root, count)?);
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut reached[node], true) {
                let message =
                    format!("tree {tree}: node {node} is reached twice; a cycle, or a shared child");
                return attributes.bail_node(message);
            }
            let sides = [
                ("nodes_truenodeids", splits.true_ids[node], splits.true_leaves[node] != 0),
                ("nodes_falsenodeids", splits.false_ids[node], splits.false_leaves[node] != 0),
            ];
            let mut children = [0; 2];
            let mut ends = [None; 2];
            for (side, (name, id, is_leaf)) in sides.into_iter().enumerate() {
                if is_leaf {
                    ends[side] = Some(position(name, id, leaves.weights.len())?);
                    children[side] = count + 2 * node + side;
                } else {
                    children[side] = position(name, id, count)?;
                }
            }
            if let ([Some(leaf), Some(same)], true) = (ends, node as i64 == root)
                && leaf == same
            {
                // How the standard writes a tree that is a leaf.
                trees.leaf(tree, node, leaves, leaf, sets);
                continue;
            }
            trees.split(tree, node, splits, children);
            for (child, end) in children.into_iter().zip(ends) {
                match end {
                    Some(leaf) => trees.leaf(tree, child, leaves, leaf, sets),
                    None => open.push(child),
                }
            }
        }
    }
    Ok(trees)
}

/// `n_targets`, or else as many as the leaves speak of.
fn targets(attributes: Attributes<'_>, leaves: &[i64]) -> TractResult<i64> {
    let spoken = || leaves.iter().copied().max().unwrap_or(0).saturating_add(1);
    Ok(attributes.int("n_targets")?.unwrap_or_else(spoken))
}

fn aggregate(attributes: Attributes<'_>) -> TractResult<Aggregate> {
    Ok(match attributes.int("aggregate_function")?.unwrap_or(1) {
        0 => Aggregate::Average,
        1 => Aggregate::Sum,
        2 => Aggregate::Min,
        3 => Aggregate::Max,
        other => return attributes.bail("aggregate_function", format_args!("has the unknown value {other}")),
    })
}

fn post_transform(attributes: Attributes<'_>) -> TractResult<PostTransform> {
    Ok(match attributes.int("post_transform")?.unwrap_or(0) {
        0 => PostTransform::None,
        1 => PostTransform::Softmax,
        2 => PostTransform::Logistic,
        3 => PostTransform::SoftmaxZero,
        4 => PostTransform::Probit,
        other => return attributes.bail("post_transform", format_args!("has the unknown value {other}")),
    })
}

fn ensemble<T: Element>(
    attributes: Attributes<'_>,
    kind: DatumType,
    values: Values,
) -> TractResult<Arc<Ensemble<T>>> {
    made(attributes, kind, values, Ensemble::new).map(Arc::new)
}

/// What `make` makes of the attributes.
fn made<T: Element, R>(
    attributes: Attributes<'_>,
    kind: DatumType,
    values: Values,
    make: impl FnOnce(&EnsembleAttributes<'_, T>) -> Result<R, ForestError>,
) -> TractResult<R> {
    let values = T::of(values).or_else(|found| attributes.bail("nodes_splits", format_args!("{found:?}")))?;
    let mut splits = Splits::read(attributes, kind, values)?;
    let targets_of_leaves = attributes.ints("leaf_targetids")?;
    let leaves =
        Leaves { targets: targets_of_leaves, weights: numbers::<T>(attributes, "leaf_weights", kind)? };
    if leaves.targets.len() != leaves.weights.len() {
        let (found, expected) = (leaves.targets.len(), leaves.weights.len());
        let message = format_args!("there are {found} values, but {expected} of 'leaf_weights'");
        return attributes.bail("leaf_targetids", message);
    }
    let trees = follow(attributes, &mut splits, &leaves)?;
    let made = make(&EnsembleAttributes {
        nodes: Nodes {
            tree_ids: &trees.tree_ids,
            node_ids: &trees.node_ids,
            feature_ids: &trees.features,
            modes: &trees.modes,
            values: &trees.values,
            true_ids: &trees.true_ids,
            false_ids: &trees.false_ids,
            missing_tracks_true: &trees.missing_tracks_true,
            members: &trees.members,
        },
        votes: Votes {
            tree_ids: &trees.vote_trees,
            node_ids: &trees.vote_nodes,
            ids: &trees.vote_ids,
            weights: &trees.weights,
        },
        base_values: &[],
        post_transform: post_transform(attributes)?,
        kind: Kind::Regressor {
            targets: targets(attributes, leaves.targets)?,
            aggregate: aggregate(attributes)?,
        },
    });
    made.or_else(|error| attributes.bail_node(error))
}
