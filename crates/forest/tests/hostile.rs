//! Ensembles that no exporter writes: each is refused with its exact reason, in bounded time.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{Model, classifier, regressor};
use forest::NodeMode::{Equal, Leaf, LessOrEqual};
use forest::{Aggregate, Kind};

/// x0 ≤ 0 ? leaf 1 : (x1 ≤ 0 ? leaf 3 : leaf 4)
fn sound() -> Model {
    let mut model = regressor();
    model.split(7, 0, LessOrEqual, 0, 0.0, [1, 2]);
    model.leaf(7, 1, &[(0, 1.0)]);
    model.split(7, 2, LessOrEqual, 1, 0.0, [3, 4]);
    model.leaf(7, 3, &[(0, 2.0)]);
    model.leaf(7, 4, &[(0, 3.0)]);
    model
}

fn refused(break_it: impl FnOnce(&mut Model)) -> String {
    let mut model = sound();
    break_it(&mut model);
    model.load().unwrap_err().to_string()
}

#[test]
fn the_model_that_is_broken_below_is_sound() {
    assert_eq!(sound().scores(&[-1.0, 0.0, 1.0, -1.0, 1.0, 1.0], 2), [1.0, 2.0, 3.0]);
}

#[test]
fn cycles() {
    assert_eq!(refused(|m| m.true_ids[2] = 0), "tree 7, node 2: its child 0 leads back to it, a cycle");
    assert_eq!(refused(|m| m.false_ids[2] = 2), "tree 7, node 2: its child 2 leads back to it, a cycle");
    assert_eq!(refused(|m| m.true_ids[0] = 0), "tree 7, node 0: its child 0 leads back to it, a cycle");
}

#[test]
fn shared_children() {
    assert_eq!(refused(|m| m.true_ids[2] = 1), "tree 7, node 2: its child 1 already is a child of node 0");
    assert_eq!(refused(|m| m.false_ids[0] = 1), "tree 7, node 0: its child 1 already is a child of node 0");
}

/// Only a chain of `=` on one feature may share its true child.
#[test]
fn what_is_no_chain() {
    let chain = |m: &mut Model, features: [i64; 2], false_id| {
        m.modes = m.modes.iter().map(|&mode| if mode == Leaf { Leaf } else { Equal }).collect();
        (m.feature_ids[0], m.feature_ids[2]) = (features[0], features[1]);
        (m.true_ids[2], m.false_ids[2]) = (1, false_id);
    };
    assert_eq!(
        refused(|m| chain(m, [0, 1], 4)),
        "tree 7, node 2: its child 1 already is a child of node 0",
        "another feature"
    );
    let shared = "tree 7, node 2: its child 2 leads back to it, a cycle";
    assert_eq!(refused(|m| chain(m, [0, 0], 2)), shared, "a link that follows itself");
    let first = "tree 7, node 2: its child 0 leads back to it, a cycle";
    assert_eq!(refused(|m| chain(m, [0, 0], 0)), first, "a link that the first one follows");
    let lost = "tree 7, node 3: no path leads there from the tree's first node";
    assert_eq!(refused(|m| chain(m, [0, 0], 4)), lost, "the node that the link no longer reaches");
}

#[test]
fn missing_children() {
    assert_eq!(refused(|m| m.true_ids[2] = 5), "tree 7, node 2: its child 5 is not a node of this tree");
    assert_eq!(refused(|m| m.true_ids[2] = -1), "tree 7, node 2: its child -1 is not a node of this tree");
    assert_eq!(
        refused(|m| m.true_ids[2] = i64::MIN),
        "tree 7, node 2: its child -9223372036854775808 is not a node of this tree"
    );
}

#[test]
fn lost_and_duplicate_nodes() {
    let lost = |m: &mut Model| m.leaf(7, 9, &[]);
    assert_eq!(refused(lost), "tree 7, node 9: no path leads there from the tree's first node");
    let island = |m: &mut Model| {
        m.split(7, 9, LessOrEqual, 0, 0.0, [10, 9]);
        m.leaf(7, 10, &[]);
    };
    assert_eq!(refused(island), "tree 7, node 9: no path leads there from the tree's first node");
    assert_eq!(refused(|m| m.leaf(7, 4, &[])), "tree 7, node 4: this node id is used twice");
}

#[test]
fn features_and_thresholds() {
    assert_eq!(
        refused(|m| m.feature_ids[2] = -1),
        "tree 7, node 2: feature id -1 is not a column of the input"
    );
    assert_eq!(
        refused(|m| m.feature_ids[2] = i64::MAX),
        "tree 7, node 2: feature id 9223372036854775807 is not a column of the input"
    );
    assert_eq!(refused(|m| m.values[2] = f32::NAN), "tree 7, node 2: the threshold is not a number");
    // A large column is no error by itself, but no row is wide enough.
    let mut wide = sound();
    wide.feature_ids[2] = 200_000_000;
    let error = wide.load().unwrap().scores(&[0.0; 4], 2, &mut [0.0; 2]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the rows have 2 columns, but the trees compare column 200000001 (counted from 1)"
    );
}

#[test]
fn lengths() {
    let short = |m: &mut Model| m.values.truncate(4);
    assert_eq!(refused(short), "attribute 'nodes_values' has 4 values, but 'nodes_nodeids' has 5");
    let short = |m: &mut Model| m.weights.truncate(2);
    assert_eq!(refused(short), "attribute 'target_weights' has 2 values, but 'target_ids' has 3");
    let short = |m: &mut Model| m.missing = vec![1];
    assert_eq!(
        refused(short),
        "attribute 'nodes_missing_value_tracks_true' has 1 values, but 'nodes_nodeids' has 5"
    );
    let base = |m: &mut Model| m.base = vec![0.0; 2];
    assert_eq!(refused(base), "attribute 'base_values' has 2 values; a model with 1 outputs takes 0 or 1");
    assert_eq!(regressor().load().unwrap_err().to_string(), "the ensemble has no nodes");
}

#[test]
fn votes() {
    assert_eq!(
        refused(|m| m.vote_nodes[0] = 8),
        "tree 7, node 8: there is a vote for this node, but no such node"
    );
    assert_eq!(
        refused(|m| m.vote_trees[0] = 8),
        "tree 8, node 1: there is a vote for this node, but no such node"
    );
    assert_eq!(
        refused(|m| m.vote_nodes[0] = 2),
        "tree 7, node 2: there is a vote for this node, but it is not a leaf"
    );
    assert_eq!(refused(|m| m.vote_ids[1] = 1), "tree 7, node 3: its vote is for output 1, but there are 1");
    assert_eq!(refused(|m| m.vote_ids[1] = -1), "tree 7, node 3: its vote is for output -1, but there are 1");
}

#[test]
fn outputs() {
    let targets = |targets| refused(|m| m.kind = Kind::Regressor { targets, aggregate: Aggregate::Sum });
    assert_eq!(targets(0), "the ensemble has no outputs: it needs at least one class or target");
    assert_eq!(targets(-3), "the ensemble has no outputs: it needs at least one class or target");
    assert_eq!(targets(1 << 20), "the ensemble has 1048576 outputs, more than the 65536 that are supported");
    let mut model = classifier(&[]);
    model.leaf(0, 0, &[]);
    let error = model.load().unwrap_err().to_string();
    assert_eq!(error, "the ensemble has no outputs: it needs at least one class or target");
}

#[test]
fn buffers() {
    let ensemble = sound().load().unwrap();
    let error = ensemble.scores(&[0.0; 5], 2, &mut [0.0; 2]).unwrap_err().to_string();
    assert_eq!(error, "the buffer of rows holds 5 numbers, expected 4");
    let error = ensemble.scores(&[0.0; 4], 2, &mut [0.0; 3]).unwrap_err().to_string();
    assert_eq!(error, "the buffer for scores holds 3 numbers, expected 2");
    let error = ensemble.predict(&[0.0; 4], 2, &mut [0.0; 2], &mut [0; 1]).unwrap_err().to_string();
    assert_eq!(error, "the buffer for classes holds 1 numbers, expected 2");
    // No rows at all are no error, however wide they claim to be.
    ensemble.scores(&[], usize::MAX, &mut []).unwrap();
}

#[test]
fn unknown_words() {
    let error = "BRANCH_XOR".parse::<forest::NodeMode>().unwrap_err().to_string();
    assert_eq!(error, "attribute 'nodes_modes' has the unknown value 'BRANCH_XOR'");
    let long = "x".repeat(1000).parse::<forest::PostTransform>().unwrap_err().to_string();
    assert_eq!(long, format!("attribute 'post_transform' has the unknown value '{}'", "x".repeat(40)));
}

/// A list of a million splits, each with a leaf on its false side.
fn deep(depth: i64) -> Model {
    let mut model = regressor();
    for level in 0..depth {
        model.split(0, 2 * level, LessOrEqual, 0, (depth - level) as f32, [2 * level + 2, 2 * level + 1]);
        model.leaf(0, 2 * level + 1, &[(0, level as f32)]);
    }
    model.leaf(0, 2 * depth, &[(0, -1.0)]);
    model
}

#[test]
fn a_tree_a_million_deep() {
    const DEPTH: i64 = 1_000_000;
    let model = deep(DEPTH);
    // x above every threshold leaves at once; x below all of them goes to the very end.
    assert_eq!(model.scores(&[DEPTH as f32 + 1.0, 0.0], 1), [0.0, -1.0]);
    let mut cyclic = model;
    let last = cyclic.node_ids.len() - 3;
    assert_ne!(cyclic.modes[last], Leaf);
    cyclic.true_ids[last] = 0;
    let error = cyclic.load().unwrap_err().to_string();
    assert_eq!(error, "tree 0, node 1999998: its child 0 leads back to it, a cycle");
}

#[test]
fn votes_that_alternate_between_two_large_trees() {
    const LEVELS: i64 = 300_000;
    let mut model = regressor();
    for tree in [0, 1] {
        for level in 0..LEVELS {
            model.split(
                tree,
                2 * level,
                LessOrEqual,
                0,
                (LEVELS - level) as f32,
                [2 * level + 2, 2 * level + 1],
            );
            model.leaf(tree, 2 * level + 1, &[]);
        }
        model.leaf(tree, 2 * LEVELS, &[]);
    }
    // Looking at a whole tree for each vote would take 3 · 10¹¹ steps.
    for leaf in 0..LEVELS {
        for tree in [0, 1] {
            model.vote_trees.push(tree);
            model.vote_nodes.push(2 * leaf + 1);
            model.vote_ids.push(0);
            model.weights.push((tree + 1) as f32);
        }
    }
    assert_eq!(model.scores(&[LEVELS as f32 + 1.0, 0.0], 1), [3.0, 0.0]);
}
