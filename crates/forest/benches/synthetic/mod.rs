//! A made-up ensemble with the shape of a boosted model of 200 trees with ten levels: 33 columns of numbers and 100 of flags,
//! about 590 splits in a tree. The same on every machine.

use forest::{
    Aggregate, Ensemble, EnsembleAttributes, ForestError, Kind, NodeMode, Nodes, PostTransform, Votes,
};

/// Columns of a row.
pub(crate) const FEATURES: usize = 133;
/// Columns that hold numbers, which come first; the others hold 0 or 1.
const NUMBERS: usize = 33;
/// Values of a number.
const VALUES: u32 = 50;
const TREES: i64 = 200;
/// Splits among the nodes of each level, in percent.
const SPLITS: [u32; 10] = [100, 100, 100, 99, 97, 95, 91, 87, 82, 78];

/// Marsaglia's xorshift (2003): good enough for timing, and no dependency.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Self {
        Self(88_172_645_463_325_252)
    }

    /// A number from 0 to `end`, `end` left out.
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * u64::from(end)) >> 32) as u32
    }
}

/// Attribute vectors of the ensemble.
#[derive(Default)]
pub(crate) struct Vectors {
    tree_ids: Vec<i64>,
    node_ids: Vec<i64>,
    feature_ids: Vec<i64>,
    modes: Vec<NodeMode>,
    values: Vec<f32>,
    true_ids: Vec<i64>,
    false_ids: Vec<i64>,
    leaf_trees: Vec<i64>,
    leaf_nodes: Vec<i64>,
    outputs: Vec<i64>,
    weights: Vec<f32>,
}

impl Vectors {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let mut vectors = Self::default();
        for tree in 0..TREES {
            vectors.grow(tree, &mut 0, 0, dice);
        }
        vectors
    }

    /// Adds a node and all below it, and returns its id.
    fn grow(&mut self, tree: i64, next: &mut i64, level: usize, dice: &mut Dice) -> i64 {
        let (id, at) = (*next, self.node_ids.len());
        *next += 1;
        self.tree_ids.push(tree);
        self.node_ids.push(id);
        self.true_ids.push(0);
        self.false_ids.push(0);
        let splits = SPLITS.get(level).is_some_and(|&percent| dice.below(100) < percent);
        let flag = dice.below(4) == 0;
        let (feature, value) = if flag {
            (NUMBERS as u32 + dice.below((FEATURES - NUMBERS) as u32), 0.5)
        } else {
            (dice.below(NUMBERS as u32), dice.below(VALUES) as f32 - 0.5)
        };
        self.feature_ids.push(i64::from(feature));
        self.values.push(value);
        if splits {
            self.modes.push(NodeMode::Less);
            self.true_ids[at] = self.grow(tree, next, level + 1, dice);
            self.false_ids[at] = self.grow(tree, next, level + 1, dice);
        } else {
            self.modes.push(NodeMode::Leaf);
            self.leaf_trees.push(tree);
            self.leaf_nodes.push(id);
            self.outputs.push(0);
            self.weights.push(dice.below(1 << 24) as f32 / (1 << 24) as f32 - 0.5);
        }
        id
    }

    pub(crate) fn load(&self) -> Result<Ensemble, ForestError> {
        Ensemble::new(&EnsembleAttributes {
            nodes: Nodes {
                tree_ids: &self.tree_ids,
                node_ids: &self.node_ids,
                feature_ids: &self.feature_ids,
                modes: &self.modes,
                values: &self.values,
                true_ids: &self.true_ids,
                false_ids: &self.false_ids,
                missing_tracks_true: &[],
                members: &[],
            },
            votes: Votes {
                tree_ids: &self.leaf_trees,
                node_ids: &self.leaf_nodes,
                ids: &self.outputs,
                weights: &self.weights,
            },
            base_values: &[],
            post_transform: PostTransform::None,
            kind: Kind::Regressor { targets: 1, aggregate: Aggregate::Sum },
        })
    }
}

/// Row-major rows.
pub(crate) fn rows(count: usize, dice: &mut Dice) -> Vec<f32> {
    let cells = (0..count * FEATURES).map(|i| {
        if i % FEATURES < NUMBERS {
            dice.below(VALUES) as f32
        } else {
            f32::from(u8::from(dice.below(16) == 0))
        }
    });
    cells.collect()
}
