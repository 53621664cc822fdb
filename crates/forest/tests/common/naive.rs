//! A naive reading of the standard: one row, one tree, one comparison at a time, straight from the attributes.

use std::collections::HashMap;

use forest::{Aggregate, Kind, NodeMode, Number};

use super::Model;

/// A model with its nodes and votes by name.
pub(crate) struct Naive<'a, T> {
    model: &'a Model<T>,
    nodes: HashMap<(i64, i64), usize>,
    votes: HashMap<(i64, i64), Vec<usize>>,
    /// The node listed first of each tree, in the order in which trees are listed.
    roots: Vec<usize>,
}

/// What a row gets before the post transform.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    pub(crate) scores: Vec<T>,
    /// Number of the class.
    pub(crate) class: u32,
}

impl<'a, T: Number> Naive<'a, T> {
    pub(crate) fn new(model: &'a Model<T>) -> Self {
        let (mut nodes, mut votes) = (HashMap::new(), HashMap::<_, Vec<_>>::new());
        let mut roots: Vec<usize> = Vec::new();
        for (i, (&tree, &node)) in model.tree_ids.iter().zip(&model.node_ids).enumerate() {
            nodes.insert((tree, node), i);
            if roots.iter().all(|&root| model.tree_ids[root] != tree) {
                roots.push(i);
            }
        }
        for (i, (&tree, &node)) in model.vote_trees.iter().zip(&model.vote_nodes).enumerate() {
            votes.entry((tree, node)).or_default().push(i);
        }
        Self { model, nodes, votes, roots }
    }

    /// Scores before the post transform, and the class that goes with them.
    pub(crate) fn answer(&self, row: &[T]) -> Answer<T> {
        let model = self.model;
        let mut totals = vec![T::ZERO; self.outputs()];
        let mut seen = vec![false; totals.len()];
        let aggregate = match &model.kind {
            Kind::Classifier { .. } => Aggregate::Sum,
            Kind::Regressor { aggregate, .. } => *aggregate,
        };
        for &root in &self.roots {
            let leaf = self.leaf(root, row);
            let name = (model.tree_ids[leaf], model.node_ids[leaf]);
            for &vote in self.votes.get(&name).map_or(&[][..], Vec::as_slice) {
                let (output, weight) = (model.vote_ids[vote] as usize, model.weights[vote]);
                let total = &mut totals[output];
                let first = !std::mem::replace(&mut seen[output], true);
                match aggregate {
                    Aggregate::Sum | Aggregate::Average => *total += weight,
                    Aggregate::Min if first || weight < *total => *total = weight,
                    Aggregate::Max if first || weight > *total => *total = weight,
                    Aggregate::Min | Aggregate::Max => {}
                }
            }
        }
        if aggregate == Aggregate::Average {
            let trees = T::count(self.roots.len());
            totals.iter_mut().for_each(|total| *total /= trees);
        }
        self.finish(&totals)
    }

    fn outputs(&self) -> usize {
        match &self.model.kind {
            Kind::Classifier { labels } => labels.len(),
            Kind::Regressor { targets, .. } => *targets as usize,
        }
    }

    fn leaf(&self, root: usize, row: &[T]) -> usize {
        let model = self.model;
        let mut i = root;
        loop {
            let (x, value) = match model.modes[i] {
                NodeMode::Leaf => return i,
                _ => (row[model.feature_ids[i] as usize], model.values[i]),
            };
            let holds = match model.modes[i] {
                NodeMode::LessOrEqual => x <= value,
                NodeMode::Less => x < value,
                NodeMode::GreaterOrEqual => x >= value,
                NodeMode::Greater => x > value,
                NodeMode::Equal => x == value,
                NodeMode::NotEqual => x != value,
                NodeMode::Member | NodeMode::Leaf => model.members[i].contains(&x),
            };
            let missing = x.is_nan() && model.missing.get(i).is_some_and(|&tracks| tracks != 0);
            let child = if holds || missing { model.true_ids[i] } else { model.false_ids[i] };
            i = self.nodes[&(model.tree_ids[i], child)];
        }
    }

    /// Base values, and the two scores of a two-class model that votes for one class only: shares where no vote is
    /// negative, else margins.
    fn finish(&self, totals: &[T]) -> Answer<T> {
        let (base, classifier) = (&self.model.base, matches!(self.model.kind, Kind::Classifier { .. }));
        let lone = self.model.vote_ids.iter().all(|&id| id == 0);
        if classifier && totals.len() == 2 && base.len() < 2 && lone {
            let score = totals[0] + base.first().copied().unwrap_or(T::ZERO);
            let share = self.model.weights.iter().all(|&weight| weight >= T::ZERO);
            let logistic = self.model.transform == forest::PostTransform::Logistic;
            let bound = if share && !logistic { T::from(0.5) } else { T::ZERO };
            let other = if share { T::ONE - score } else { -score };
            return Answer { scores: vec![other, score], class: u32::from(score > bound) };
        }
        let base = |i: usize| base.get(i).copied().unwrap_or(T::ZERO);
        let scores: Vec<T> = totals.iter().enumerate().map(|(i, &total)| total + base(i)).collect();
        let class = (1..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best });
        Answer { scores, class: class as u32 }
    }
}
