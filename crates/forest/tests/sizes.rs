//! Ensembles that need each way of compiling: wide ranks, more thresholds than there are predicates, trees too deep or too sparse
//! to be bits alone, rows by the block and one by one, `f64`.

mod common;

use common::{Model, regressor};
use forest::{Aggregate, Ensemble, EnsembleAttributes, Kind, NodeMode, Nodes, PostTransform, Votes};

/// x0 ≤ 0 ? 0 : x0 ≤ 1 ? 1 : … : `depth`
fn ladder(model: &mut Model, tree: i64, depth: i64) {
    for level in 0..depth {
        model.split(tree, 2 * level, NodeMode::LessOrEqual, 0, level as f32, [2 * level + 1, 2 * level + 2]);
        model.leaf(tree, 2 * level + 1, &[(0, level as f32)]);
    }
    model.leaf(tree, 2 * depth, &[(0, depth as f32)]);
}

/// Rows of one column, many and few.
fn check(model: &Model, rows: &[f32], wanted: impl Fn(f32) -> f32) {
    let wanted: Vec<f32> = rows.iter().map(|&x| wanted(x)).collect();
    assert_eq!(model.scores(rows, 1), wanted);
    assert_eq!(model.scores(&rows[..3], 1), wanted[..3]);
}

fn numbers(end: i32) -> Vec<f32> {
    (0..700).map(|i| (i * 7919 % (2 * end)) as f32 / 2.0 - 1.0).collect()
}

#[test]
fn ladders_of_any_depth() {
    for depth in [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 20, 300] {
        let mut model = regressor();
        ladder(&mut model, 0, depth);
        ladder(&mut model, 1, (depth - 1).max(0));
        let rung = |x: f32, depth: i64| x.ceil().max(0.0).min(depth as f32);
        let wanted = |x| rung(x, depth) + rung(x, (depth - 1).max(0));
        check(&model, &numbers(depth as i32 + 3), wanted);
    }
}

#[test]
fn complete_trees_of_any_depth() {
    for depth in [1, 6, 9, 10, 11, 12, 13, 14] {
        let mut model = regressor();
        // A binary search for the whole part of x.
        let mut open = vec![(0i64, 0i64, 1i64 << depth)];
        while let Some((node, low, high)) = open.pop() {
            if high - low == 1 {
                model.leaf(0, node, &[(0, low as f32)]);
                continue;
            }
            let middle = (low + high) / 2;
            let children = [2 * node + 1, 2 * node + 2];
            model.split(0, node, NodeMode::Less, 0, middle as f32, children);
            open.extend([(children[1], middle, high), (children[0], low, middle)]);
        }
        let last = ((1 << depth) - 1) as f32;
        check(&model, &numbers(1 << depth), |x| x.floor().clamp(0.0, last));
    }
}

#[test]
fn more_thresholds_than_predicates() {
    let count = 70_000;
    let mut model = regressor();
    for tree in 0..count {
        model.split(tree, 0, NodeMode::LessOrEqual, 0, tree as f32, [1, 2]);
        model.leaf(tree, 1, &[(0, 1.0)]);
        model.leaf(tree, 2, &[(0, 0.0)]);
    }
    check(&model, &numbers(count as i32 + 4), |x| (count as f32 - x.ceil().max(0.0)).max(0.0));
}

#[test]
fn many_columns_with_missing_values_that_go_left() {
    let count = 4_000;
    let mut model = regressor();
    for tree in 0..count {
        model.split(tree, 0, NodeMode::LessOrEqual, tree, 0.5, [1, 2]);
        model.leaf(tree, 1, &[(0, 0.0)]);
        model.leaf(tree, 2, &[(0, 1.0)]);
    }
    model.missing = vec![1; 3 * count as usize];
    let rows = vec![1.0; 300 * count as usize];
    assert_eq!(model.scores(&rows, count as usize), vec![count as f32; 300]);
    assert_eq!(model.scores(&rows[..count as usize], count as usize), [count as f32]);
}

#[test]
fn doubles_are_not_rounded() {
    let (value, above) = (0.1f64, 0.1f64.next_up());
    let ensemble = Ensemble::new(&EnsembleAttributes {
        nodes: Nodes {
            tree_ids: &[0; 3],
            node_ids: &[0, 1, 2],
            feature_ids: &[19, 0, 0],
            modes: &[NodeMode::LessOrEqual, NodeMode::Leaf, NodeMode::Leaf],
            values: &[value, 0.0, 0.0],
            true_ids: &[1, 0, 0],
            false_ids: &[2, 0, 0],
            missing_tracks_true: &[],
            members: &[],
        },
        votes: Votes { tree_ids: &[0, 0], node_ids: &[1, 2], ids: &[0, 0], weights: &[value, above] },
        base_values: &[],
        post_transform: PostTransform::None,
        kind: Kind::Regressor { targets: 1, aggregate: Aggregate::Sum },
    })
    .unwrap();
    for count in [1, 600] {
        let numbers: Vec<f64> = (0..count).map(|i| [value, above, f64::NAN][i % 3]).collect();
        let wanted: Vec<f64> = (0..count).map(|i| [value, above, above][i % 3]).collect();
        let rows: Vec<f64> =
            numbers.iter().flat_map(|&x| (0..20).map(move |i| if i == 19 { x } else { 7.0 })).collect();
        let columns: Vec<f64> = std::iter::repeat_n(7.0, 19 * count).chain(numbers).collect();
        let mut scores = vec![0.0; count];
        ensemble.scores(&rows, 20, &mut scores).unwrap();
        assert_eq!(scores, wanted);
        scores.fill(0.0);
        ensemble.scores_columns(&columns, count, &mut scores).unwrap();
        assert_eq!(scores, wanted);
    }
}

#[test]
fn columns_of_the_wrong_length() {
    let mut model = regressor();
    ladder(&mut model, 0, 3);
    model.feature_ids[0] = 1;
    let ensemble = model.load().unwrap();
    let refused = |columns: usize, rows: usize, scores: usize| {
        let result = ensemble.scores_columns(&vec![0.0; columns], rows, &mut vec![0.0; scores]);
        result.unwrap_err().to_string()
    };
    assert_eq!(refused(5, 3, 3), "the buffer of columns holds 5 numbers, expected 6");
    assert_eq!(refused(7, 3, 3), "the buffer of columns holds 7 numbers, expected 9");
    assert_eq!(refused(6, 3, 2), "the buffer for scores holds 2 numbers, expected 3");
    assert_eq!(
        refused(0, usize::MAX, 0),
        format!("the buffer of columns holds 0 numbers, expected {}", usize::MAX)
    );
    ensemble.scores_columns(&[], 0, &mut []).unwrap();
}
