//! Memory that models of no exporter take: linear in what the attributes hold. The allocator counts.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::allocations::{Counting, peak};
use common::{Model, classifier, regressor};
use forest::NodeMode::{Equal, Leaf, LessOrEqual, Member};
use forest::{Aggregate, Ensemble, EnsembleAttributes, Kind, Nodes, PostTransform, Votes};

#[global_allocator]
static COUNTING: Counting = Counting;

/// Bytes while a model is loaded or 300 rows are predicted, for each byte that a file has at least for its attributes.
const MOST: usize = 64;
/// Bytes besides, such as a block's.
const FIXED: usize = 2 << 20;

/// Bytes of a file: an id may take as little as one, a float of a set takes four.
fn size(model: &Model) -> usize {
    let members: usize = model.members.iter().map(|set| 4 * set.len()).sum();
    7 * model.node_ids.len() + model.missing.len() + 4 * model.vote_ids.len() + members
}

/// Loads and predicts in bounded memory.
fn bounded(name: &str, model: &Model, columns: usize) {
    let rows = vec![0.5; 300 * columns];
    let outputs = model.load().unwrap().outputs();
    let mut scores = vec![0.0; 300 * outputs];
    let (loaded, loading) = peak(|| model.load().unwrap());
    let ((), predicting) = peak(|| loaded.scores(&rows, columns, &mut scores).unwrap());
    let most = MOST * size(model) + FIXED;
    println!("{name}: {} bytes, {loading} to load, {predicting} to predict", size(model));
    assert!(
        loading.max(predicting) <= most,
        "{name}: {loading} and {predicting} bytes, expected at most {most}"
    );
}

#[test]
fn ten_million_trees() {
    const TREES: usize = 10_000_000;
    let ids: Vec<i64> = (0..TREES as i64).collect();
    let (zeros, modes, values) = (vec![0; TREES], vec![Leaf; TREES], vec![0.0_f32; TREES]);
    let attributes = EnsembleAttributes {
        nodes: Nodes {
            tree_ids: &ids,
            node_ids: &zeros,
            feature_ids: &zeros,
            modes: &modes,
            values: &values,
            true_ids: &zeros,
            false_ids: &zeros,
            missing_tracks_true: &[],
            members: &[],
        },
        votes: Votes { tree_ids: &ids, node_ids: &zeros, ids: &zeros, weights: &values },
        base_values: &[],
        post_transform: PostTransform::None,
        kind: Kind::Regressor { targets: 1, aggregate: Aggregate::Sum },
    };
    let (error, bytes) = peak(|| Ensemble::new(&attributes).unwrap_err().to_string());
    assert_eq!(error, "the ensemble has 10000000 trees, more than the 1048576 that are supported");
    assert!(bytes <= 8 * TREES, "{bytes}");
}

#[test]
fn many_trees_of_one_leaf() {
    let mut model = regressor();
    for tree in 0..100_000 {
        model.leaf(tree, 0, &[(0, 1.0)]);
    }
    bounded("trees of one leaf", &model, 1);
}

/// A list of splits, each with a leaf on its false side.
fn list(model: &mut Model, tree: i64, depth: i64) {
    for level in 0..depth {
        let children = [2 * level + 2, 2 * level + 1];
        model.split(tree, 2 * level, LessOrEqual, level % 7, level as f32, children);
        model.leaf(tree, 2 * level + 1, &[(0, 1.0)]);
    }
    model.leaf(tree, 2 * depth, &[(0, 1.0)]);
}

#[test]
fn trees_of_every_unevenness() {
    for depth in [1, 3, 8, 9, 10, 11, 40, 1000] {
        let mut model = regressor();
        for tree in 0..20_000 / depth {
            list(&mut model, tree, depth);
        }
        bounded(&format!("lists of {depth}"), &model, 7);
    }
}

/// A leaf next to the root, beside a full tree that makes the crown high: what the leaf says must not be repeated for
/// every way out of the crown.
#[test]
fn a_leaf_of_many_votes_beside_a_high_crown() {
    for depth in [7, 8, 9, 10, 11] {
        let mut model = regressor();
        model.kind = Kind::Regressor { targets: 2, aggregate: Aggregate::Sum };
        model.split(0, 0, LessOrEqual, 0, 0.0, [1, 2]);
        let votes: Vec<_> = (0..50_000).map(|vote| (vote % 2, 1.0)).collect();
        model.leaf(0, 1, &votes);
        let mut open = vec![(2, 1)];
        let mut next = 3;
        while let Some((id, level)) = open.pop() {
            if level == depth {
                model.leaf(0, id, &[(0, 1.0)]);
            } else {
                model.split(0, id, LessOrEqual, level, id as f32, [next, next + 1]);
                open.extend([(next, level + 1), (next + 1, level + 1)]);
                next += 2;
            }
        }
        bounded(&format!("votes above {depth} levels"), &model, 12);
    }
}

#[test]
fn splits_of_a_column_each() {
    let mut model = regressor();
    for tree in 0..50_000 {
        model.split(tree, 0, LessOrEqual, tree, 0.5, [1, 2]);
        model.leaf(tree, 1, &[(0, 1.0)]);
        model.leaf(tree, 2, &[(0, 2.0)]);
    }
    bounded("a column for each split", &model, 50_000);
}

#[test]
fn columns_of_a_few_cuts_each() {
    let mut model = regressor();
    for tree in 0..30_000 {
        model.split(tree, 0, Equal, tree / 2, tree as f32, [1, 2]);
        model.leaf(tree, 1, &[(0, 1.0)]);
        model.leaf(tree, 2, &[(0, 2.0)]);
    }
    bounded("a few cuts for each column", &model, 15_000);
}

#[test]
fn sets_and_chains() {
    let mut model = regressor();
    model.split(0, 0, Member, 0, 0.0, [1, 2]);
    model.leaf(0, 1, &[(0, 1.0)]);
    model.leaf(0, 2, &[(0, 2.0)]);
    model.members = vec![(0..200_000).map(|value| value as f32).collect(), vec![], vec![]];
    bounded("a large set", &model, 1);
    let mut model = regressor();
    let links = 50_000;
    for link in 0..links {
        model.split(0, link + 1, Equal, 0, link as f32, [0, link + 2]);
        if link == 0 {
            model.leaf(0, 0, &[(0, 1.0)]);
        }
    }
    model.leaf(0, links + 1, &[(0, 2.0)]);
    bounded("a long chain", &model, 1);
}

#[test]
fn as_many_classes_as_there_may_be() {
    let mut model = classifier(&(0..65_536).collect::<Vec<_>>());
    model.leaf(0, 0, &[(65_535, 1.0)]);
    let (loaded, loading) = peak(|| model.load().unwrap());
    let (rows, mut scores) = (vec![0.0; 300], vec![0.0; 300 * 65_536]);
    let ((), predicting) = peak(|| loaded.scores(&rows, 1, &mut scores).unwrap());
    assert!(loading < FIXED && predicting < FIXED, "{loading} and {predicting} bytes");
}

#[test]
fn a_leaf_of_many_votes_behind_a_large_set() {
    const MANY: usize = 20_000;
    let mut model = regressor();
    model.kind = Kind::Regressor { targets: 2, aggregate: Aggregate::Sum };
    model.split(0, 0, Member, 0, 0.0, [1, 2]);
    model.leaf(0, 1, &[(0, 1.0)]);
    model.leaf(0, 2, &vec![(1, 1.0); MANY]);
    model.members = vec![(0..MANY).map(|i| i as f32).collect(), vec![], vec![]];
    bounded("many votes behind a set", &model, 1);
}

#[test]
fn a_list_whose_levels_add_up_to_more_than_32_bits() {
    const DEPTH: i64 = 92_683;
    let mut model = regressor();
    for level in 0..DEPTH {
        model.split(0, 2 * level, LessOrEqual, 0, level as f32, [2 * level + 1, 2 * level + 2]);
        model.leaf(0, 2 * level + 1, &[(0, 1.0)]);
    }
    model.leaf(0, 2 * DEPTH, &[(0, 0.0)]);
    bounded("a list", &model, 1);
}
