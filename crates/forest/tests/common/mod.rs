//! An ensemble as owned vectors, easy to build and to break, and a naive reading of it to compare with.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "only tests use it")]

pub(crate) mod allocations;
pub(crate) mod case;
pub(crate) mod fuzz;
pub(crate) mod naive;

use forest::{
    Aggregate, Ensemble, EnsembleAttributes, ForestError, Kind, Labels, NodeMode, Nodes, Number,
    PostTransform, Votes,
};

/// Attribute vectors.
#[derive(Clone, Debug)]
pub(crate) struct Model<T = f32> {
    pub(crate) tree_ids: Vec<i64>,
    pub(crate) node_ids: Vec<i64>,
    pub(crate) feature_ids: Vec<i64>,
    pub(crate) modes: Vec<NodeMode>,
    pub(crate) values: Vec<T>,
    pub(crate) true_ids: Vec<i64>,
    pub(crate) false_ids: Vec<i64>,
    pub(crate) missing: Vec<i64>,
    pub(crate) members: Vec<Vec<T>>,
    pub(crate) vote_trees: Vec<i64>,
    pub(crate) vote_nodes: Vec<i64>,
    pub(crate) vote_ids: Vec<i64>,
    pub(crate) weights: Vec<T>,
    pub(crate) base: Vec<T>,
    pub(crate) transform: PostTransform,
    pub(crate) kind: Kind,
}

/// A regressor with one target that sums.
pub(crate) fn regressor() -> Model {
    Model::empty()
}

/// A classifier with integer labels and one vote per leaf.
#[allow(dead_code, reason = "not every test uses it")]
pub(crate) fn classifier(labels: &[i64]) -> Model {
    Model { kind: Kind::Classifier { labels: Labels::Int64s(labels.to_vec()) }, ..regressor() }
}

impl<T: Number> Model<T> {
    /// A regressor with one target that sums, without nodes.
    pub(crate) fn empty() -> Self {
        Self {
            tree_ids: vec![],
            node_ids: vec![],
            feature_ids: vec![],
            modes: vec![],
            values: vec![],
            true_ids: vec![],
            false_ids: vec![],
            missing: vec![],
            members: vec![],
            vote_trees: vec![],
            vote_nodes: vec![],
            vote_ids: vec![],
            weights: vec![],
            base: vec![],
            transform: PostTransform::None,
            kind: Kind::Regressor { targets: 1, aggregate: Aggregate::Sum },
        }
    }

    /// Adds a split.
    pub(crate) fn split(
        &mut self,
        tree: i64,
        node: i64,
        mode: NodeMode,
        feature: i64,
        value: T,
        children: [i64; 2],
    ) {
        self.node(tree, node, mode, feature, value, children);
    }

    /// Adds a leaf with votes.
    pub(crate) fn leaf(&mut self, tree: i64, node: i64, votes: &[(i64, T)]) {
        self.node(tree, node, NodeMode::Leaf, 0, T::ZERO, [0, 0]);
        for &(id, weight) in votes {
            self.vote_trees.push(tree);
            self.vote_nodes.push(node);
            self.vote_ids.push(id);
            self.weights.push(weight);
        }
    }

    fn node(&mut self, tree: i64, node: i64, mode: NodeMode, feature: i64, value: T, children: [i64; 2]) {
        self.tree_ids.push(tree);
        self.node_ids.push(node);
        self.modes.push(mode);
        self.feature_ids.push(feature);
        self.values.push(value);
        self.true_ids.push(children[0]);
        self.false_ids.push(children[1]);
    }

    /// Loads it.
    pub(crate) fn load(&self) -> Result<Ensemble<T>, ForestError> {
        Ensemble::new(&self.attributes())
    }

    /// Borrows it.
    pub(crate) fn attributes(&self) -> EnsembleAttributes<'_, T> {
        EnsembleAttributes {
            nodes: Nodes {
                tree_ids: &self.tree_ids,
                node_ids: &self.node_ids,
                feature_ids: &self.feature_ids,
                modes: &self.modes,
                values: &self.values,
                true_ids: &self.true_ids,
                false_ids: &self.false_ids,
                missing_tracks_true: &self.missing,
                members: &self.members,
            },
            votes: Votes {
                tree_ids: &self.vote_trees,
                node_ids: &self.vote_nodes,
                ids: &self.vote_ids,
                weights: &self.weights,
            },
            base_values: &self.base,
            post_transform: self.transform,
            kind: self.kind.clone(),
        }
    }

    /// Loads it and scores rows.
    pub(crate) fn scores(&self, rows: &[T], features: usize) -> Vec<T> {
        let ensemble = self.load().unwrap();
        let mut scores = vec![T::NAN; rows.len() / features * ensemble.outputs()];
        ensemble.scores(rows, features, &mut scores).unwrap();
        scores
    }

    /// Loads it and scores rows that are given column by column.
    #[allow(dead_code, reason = "not every test uses it")]
    pub(crate) fn scores_columns(&self, rows: &[Vec<T>]) -> Vec<T> {
        let ensemble = self.load().unwrap();
        let features = rows.first().map_or(0, Vec::len);
        let columns: Vec<T> =
            (0..features).flat_map(|column| rows.iter().map(move |row| row[column])).collect();
        let mut scores = vec![T::NAN; rows.len() * ensemble.outputs()];
        ensemble.scores_columns(&columns, rows.len(), &mut scores).unwrap();
        scores
    }
}
