//! Ensembles to be looked at: statistics, nodes, paths, and parts of a tree.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{Model, classifier, regressor};
use forest::inspect::{Anatomy, PartNode, Split, Spread, TreeSize};
use forest::{Aggregate, ForestError, Kind, NodeMode};

/// x[0] ≤ 1 ? (x[2] > 5 ? 10 : 20) : 40, and a lone leaf of 1.
fn small() -> Model {
    let mut model = regressor();
    model.split(7, 0, NodeMode::LessOrEqual, 0, 1.0, [11, 12]);
    model.split(7, 11, NodeMode::Greater, 2, 5.0, [13, 14]);
    model.leaf(7, 12, &[(0, 40.0)]);
    model.leaf(7, 13, &[(0, 10.0)]);
    model.leaf(7, 14, &[(0, 20.0)]);
    model.leaf(8, 5, &[(0, -1.0)]);
    model.missing = vec![0, 1, 0, 0, 0, 0];
    model.base = vec![0.5];
    model
}

/// Splits on column 0 in a row, each with a leaf as its true child.
fn chain(splits: i64) -> Model {
    let mut model = regressor();
    for split in 0..splits {
        model.split(0, 2 * split, NodeMode::Less, 0, split as f32, [2 * split + 1, 2 * split + 2]);
        model.leaf(0, 2 * split + 1, &[(0, split as f32)]);
    }
    model.leaf(0, 2 * splits, &[(0, -1.0)]);
    model
}

fn anatomy(model: &Model) -> Anatomy {
    Anatomy::new(&model.attributes()).unwrap()
}

#[test]
fn statistics_count_what_is_there() {
    let found = anatomy(&small());
    assert_eq!(
        (found.trees(), found.features(), found.margins(), found.base_values()),
        (2, 3, 1, &[0.5][..])
    );
    let statistics = found.statistics();
    assert_eq!(
        statistics.trees,
        [
            TreeSize { id: 7, splits: 2, leaves: 3, depth: 2 },
            TreeSize { id: 8, splits: 0, leaves: 1, depth: 0 }
        ]
    );
    assert_eq!((statistics.splits, statistics.leaves), (2, 4));
    assert_eq!(statistics.depth, Spread { least: 0, median: 0, most: 2 });
    assert_eq!(statistics.splits_per_tree, Spread { least: 0, median: 0, most: 2 });
    assert_eq!(statistics.leaf_depth, Spread { least: 0, median: 1, most: 2 });
    assert_eq!(statistics.by_feature, [(0, 1), (2, 1)]);
    assert_eq!(statistics.modes, [(NodeMode::LessOrEqual, 1), (NodeMode::Greater, 1)]);
    assert_eq!((statistics.missing_tracks_true, statistics.weights), (1, Some((-1.0, 40.0))));
    let summary = small().load().unwrap().summary();
    assert_eq!((summary.trees, summary.splits, summary.leaves), (2, 2, 4));
}

#[test]
fn weights_that_are_no_numbers_are_told() {
    for weights in [[f32::NAN, 1.0], [1.0, f32::NAN]] {
        let mut model = regressor();
        model.leaf(0, 0, &[(0, weights[0])]);
        model.leaf(1, 0, &[(0, weights[1])]);
        let (least, most) = anatomy(&model).statistics().weights.unwrap();
        assert!(least.is_nan() && most.is_nan());
    }
    let mut silent = regressor();
    silent.leaf(0, 0, &[]);
    assert_eq!(anatomy(&silent).statistics().weights, None);
}

#[test]
fn a_tree_is_read_node_by_node() {
    let found = anatomy(&small());
    let tree = found.tree(0).unwrap();
    assert_eq!((tree.id(), tree.len()), (7, 5));
    let split = tree.split(1).unwrap();
    let expected = Split {
        feature: 2,
        mode: NodeMode::Greater,
        threshold: 5.0,
        members: &[],
        missing_tracks_true: true,
        children: [3, 4],
    };
    assert_eq!(split, expected);
    assert_eq!([5.5, 5.0, f64::NAN].map(|x| split.holds(x)), [true, false, true]);
    assert_eq!(tree.split(2), None);
    assert_eq!((tree.votes(2), tree.votes(0)), (&[(0, 40.0)][..], &[][..]));
    assert_eq!(
        (tree.node_id(4), tree.node_id(5), tree.find(12), tree.find(1)),
        (Some(14), None, Some(2), None)
    );
    assert_eq!(tree.parents(), [0, 0, 0, 1, 1]);
    assert_eq!(tree.depths(), [0, 1, 1, 2, 2]);
    assert_eq!(tree.splits_below(), [2, 1, 0, 0, 0]);
    assert_eq!(found.tree(1).unwrap().votes(0), [(0, -1.0)]);
    assert!(found.tree(2).is_none());
}

#[test]
fn a_row_has_one_path_and_rows_cover_nodes() {
    let found = anatomy(&small());
    let tree = found.tree(0).unwrap();
    assert_eq!(tree.path(&[1.0, 0.0, 5.0]).unwrap(), [0, 1, 4]);
    assert_eq!(tree.path(&[1.5, 0.0, 5.0]).unwrap(), [0, 2]);
    assert_eq!(tree.path(&[f64::NAN, 0.0, 0.0]).unwrap(), [0, 2]);
    assert_eq!(tree.path(&[0.0, 0.0, f64::NAN]).unwrap(), [0, 1, 3]);
    assert_eq!(tree.path(&[0.0]).unwrap_err(), ForestError::Columns { found: 1, needed: 3 });
    let rows = [0.0, 0.0, 6.0, 0.0, 0.0, 5.0, 0.0, 0.0, 5.0, 2.0, 0.0, 0.0];
    assert_eq!(tree.covers(&rows, 3).unwrap(), [4, 3, 1, 1, 2]);
    assert!(tree.covers(&rows, 2).is_err());
    assert!(tree.covers(&rows[1..], 3).is_err());
}

/// A float's comparisons are the same in `f64`: a threshold of 0.1 is the float 0.1, not the number.
#[test]
fn floats_are_compared_as_floats() {
    let mut model = regressor();
    model.split(0, 0, NodeMode::LessOrEqual, 0, 0.1, [1, 2]);
    model.leaf(0, 1, &[(0, 1.0)]);
    model.leaf(0, 2, &[(0, 2.0)]);
    let found = anatomy(&model);
    let tree = found.tree(0).unwrap();
    assert_eq!(tree.path(&[f64::from(0.1_f32)]).unwrap(), [0, 1]);
    assert_eq!(tree.path(&[f64::from(0.1_f32.next_up())]).unwrap(), [0, 2]);
}

#[test]
fn doubles_and_minima_can_be_looked_at() {
    let mut model = Model::<f64>::empty();
    model.split(0, 0, NodeMode::Less, 0, 0.1, [1, 2]);
    model.leaf(0, 1, &[(0, 0.3)]);
    model.leaf(0, 2, &[(0, 0.7)]);
    model.kind = Kind::Regressor { targets: 1, aggregate: Aggregate::Min };
    let found = Anatomy::new(&model.attributes()).unwrap();
    assert_eq!(found.tree(0).unwrap().split(0).unwrap().threshold, 0.1);
    assert_eq!(found.statistics().weights, Some((0.3, 0.7)));
}

/// x = 1, else x = 3, both with the same true child: one question.
#[test]
fn a_chain_of_equals_is_one_split() {
    let mut model = regressor();
    model.split(0, 0, NodeMode::Equal, 0, 1.0, [2, 1]);
    model.split(0, 1, NodeMode::Equal, 0, 3.0, [2, 3]);
    model.leaf(0, 2, &[(0, 10.0)]);
    model.leaf(0, 3, &[(0, 20.0)]);
    model.missing = vec![0, 1, 0, 0];
    let found = anatomy(&model);
    let tree = found.tree(0).unwrap();
    let split = tree.split(0).unwrap();
    assert_eq!((tree.len(), split.mode, split.members), (3, NodeMode::Member, &[1.0, 3.0][..]));
    assert_eq!([1.0, 2.0, 3.0, f64::NAN].map(|x| split.holds(x)), [true, false, true, true]);
    assert_eq!(found.statistics().modes, [(NodeMode::Member, 1)]);
}

#[test]
fn members_belong_to_their_split() {
    let mut model = regressor();
    model.split(0, 0, NodeMode::Member, 0, 0.0, [1, 2]);
    model.leaf(0, 1, &[(0, 1.0)]);
    model.split(0, 2, NodeMode::Member, 1, 0.0, [3, 4]);
    model.leaf(0, 3, &[(0, 2.0)]);
    model.leaf(0, 4, &[(0, 3.0)]);
    model.members = vec![vec![4.0], vec![], vec![5.0, 6.0], vec![], vec![]];
    let found = anatomy(&model);
    let tree = found.tree(0).unwrap();
    assert_eq!(
        (tree.split(0).unwrap().members, tree.split(2).unwrap().members),
        (&[4.0][..], &[5.0, 6.0][..])
    );
}

#[test]
fn two_classes_may_share_a_margin() {
    let mut model = classifier(&[0, 1]);
    model.leaf(0, 0, &[(0, -2.0)]);
    assert_eq!(anatomy(&model).margins(), 1);
    model.leaf(1, 0, &[(1, -2.0)]);
    assert_eq!(anatomy(&model).margins(), 2);
}

#[test]
fn an_unsound_ensemble_is_refused() {
    let mut model = small();
    model.true_ids[1] = 0;
    let error = Anatomy::new(&model.attributes()).unwrap_err().to_string();
    assert_eq!(error, "tree 7, node 11: its child 0 leads back to it, a cycle");
}

fn shape(nodes: &[PartNode]) -> Vec<(usize, Option<usize>, bool, usize, bool, usize)> {
    nodes.iter().map(|n| (n.node, n.parent, n.is_true, n.depth, n.unfolded, n.splits)).collect()
}

#[test]
fn a_part_shows_the_root_and_what_is_unfolded() {
    let found = anatomy(&small());
    let tree = found.tree(0).unwrap();
    assert_eq!(shape(&tree.part(&[], 0, 100).nodes), [(0, None, true, 0, false, 2)]);
    let one =
        [(0, None, true, 0, true, 2), (1, Some(0), true, 1, false, 1), (2, Some(0), false, 1, false, 0)];
    assert_eq!(shape(&tree.part(&[0], 0, 100).nodes), one);
    assert_eq!(shape(&tree.part(&[], 1, 100).nodes), one);
    let all = [
        (0, None, true, 0, true, 2),
        (1, Some(0), true, 1, true, 1),
        (3, Some(1), true, 2, false, 0),
        (4, Some(1), false, 2, false, 0),
        (2, Some(0), false, 1, false, 0),
    ];
    // What leads to a node is unfolded with it; a leaf that was asked for only has its way unfolded.
    for unfolded in [&[1][..], &[4], &[3, 4, 99]] {
        let part = tree.part(unfolded, 0, 100);
        assert_eq!((shape(&part.nodes), part.refused), (all.to_vec(), 0), "{unfolded:?}");
    }
}

#[test]
fn a_part_is_bounded_and_says_what_it_leaves_out() {
    let found = anatomy(&chain(5000));
    let tree = found.tree(0).unwrap();
    let part = tree.part(&[], usize::MAX, 101);
    assert_eq!((part.nodes.len(), part.refused), (101, 1));
    let last = part.nodes.last().unwrap();
    assert_eq!((last.depth, last.unfolded, last.splits), (50, false, 4950));
    let whole = tree.part(&[9999], 0, usize::MAX);
    assert_eq!((whole.nodes.len(), whole.refused), (10_001, 0));
    assert_eq!(found.statistics().depth.most, 5000);
}
