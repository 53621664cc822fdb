//! The meaning of modes, missing values, aggregates, base values, layouts and transforms.
//!
//! Where a number is not plain arithmetic, it is what onnxruntime 1.32 answers for the same model.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{Model, classifier, regressor};
use forest::{Aggregate, Kind, Labels, NodeMode, PostTransform};

const NAN: f32 = f32::NAN;

/// One split of mode `mode` at 1: true gives 10, false gives 20.
fn stump(mode: NodeMode, tracks_true: bool) -> Model {
    let mut model = regressor();
    model.split(0, 0, mode, 0, 1.0, [1, 2]);
    model.leaf(0, 1, &[(0, 10.0)]);
    model.leaf(0, 2, &[(0, 20.0)]);
    model.missing = vec![i64::from(tracks_true), 0, 0];
    model
}

#[test]
fn modes() {
    let rows = [0.0, 1.0f32.next_down(), 1.0, 1.0f32.next_up(), f32::INFINITY, f32::NEG_INFINITY, NAN];
    for (mode, expected) in [
        (NodeMode::LessOrEqual, [10., 10., 10., 20., 20., 10., 20.]),
        (NodeMode::Less, [10., 10., 20., 20., 20., 10., 20.]),
        (NodeMode::GreaterOrEqual, [20., 20., 10., 10., 10., 20., 20.]),
        (NodeMode::Greater, [20., 20., 20., 10., 10., 20., 20.]),
        (NodeMode::Equal, [20., 20., 10., 20., 20., 20., 20.]),
        (NodeMode::NotEqual, [10., 10., 20., 10., 10., 10., 10.]),
    ] {
        assert_eq!(stump(mode, false).scores(&rows, 1), expected, "{mode:?}");
        let mut tracking = expected;
        tracking[6] = 10.0;
        assert_eq!(stump(mode, true).scores(&rows, 1), tracking, "{mode:?}, NaN tracks true");
    }
}

#[test]
fn thresholds_at_zero_and_infinity() {
    let at = |mode, value: f32| {
        let mut model = stump(mode, false);
        model.values[0] = value;
        model.scores(&[f32::NEG_INFINITY, -0.0, 0.0, f32::INFINITY], 1)
    };
    assert_eq!(at(NodeMode::Less, 0.0), [10., 20., 20., 20.]);
    assert_eq!(at(NodeMode::GreaterOrEqual, -0.0), [20., 10., 10., 10.]);
    assert_eq!(at(NodeMode::Less, f32::NEG_INFINITY), [20., 20., 20., 20.]);
    assert_eq!(at(NodeMode::GreaterOrEqual, f32::NEG_INFINITY), [10., 10., 10., 10.]);
    assert_eq!(at(NodeMode::Less, f32::INFINITY), [10., 10., 10., 20.]);
}

/// Exporters write a set of categories as a chain of `=` whose links share their true child.
#[test]
fn a_chain_of_equals_is_a_set() {
    let mut model = regressor();
    model.split(0, 0, NodeMode::Equal, 0, 2.0, [1, 3]);
    model.leaf(0, 1, &[(0, 10.0)]);
    model.split(0, 3, NodeMode::Equal, 0, 5.0, [1, 4]);
    model.split(0, 4, NodeMode::Equal, 0, -1.0, [1, 5]);
    // The same feature, but another true child: a chain of its own.
    model.split(0, 5, NodeMode::Equal, 0, 7.0, [6, 7]);
    model.leaf(0, 6, &[(0, 20.0)]);
    model.leaf(0, 7, &[(0, 30.0)]);
    let rows = [2.0, 5.0, -1.0, 7.0, 0.0, 5.0f32.next_up(), NAN];
    assert_eq!(model.scores(&rows, 1), [10., 10., 10., 20., 30., 30., 30.]);
    model.missing = vec![0, 0, 0, 1, 0, 0, 0];
    assert_eq!(
        model.scores(&rows, 1),
        [10., 10., 10., 20., 30., 30., 10.],
        "NaN tracks true at a later link"
    );
    model.missing = vec![0, 0, 0, 0, 1, 0, 0];
    assert_eq!(
        model.scores(&rows, 1),
        [10., 10., 10., 20., 30., 30., 20.],
        "NaN tracks true behind the chain"
    );
}

#[test]
fn aggregates_of_several_trees() {
    let mut model = regressor();
    model.leaf(0, 0, &[(0, 1.0), (1, 8.0)]);
    model.leaf(1, 0, &[(0, 4.0)]);
    model.leaf(2, 0, &[(0, -2.0)]);
    let mut scores = |aggregate, base: &[f32]| {
        model.kind = Kind::Regressor { targets: 2, aggregate };
        model.base = base.to_vec();
        model.scores(&[0.0], 1)
    };
    assert_eq!(scores(Aggregate::Sum, &[]), [3.0, 8.0]);
    assert_eq!(scores(Aggregate::Average, &[]), [1.0, 8.0 / 3.0]);
    assert_eq!(scores(Aggregate::Min, &[]), [-2.0, 8.0]);
    assert_eq!(scores(Aggregate::Max, &[0.5, 0.25]), [4.5, 8.25]);
}

/// A classifier of one tree: −1, 0.5 and 2 lead to the three leaves.
fn three_leaves(labels: &[i64], leaves: [&[(i64, f32)]; 3]) -> Model {
    let mut model = classifier(labels);
    model.split(0, 0, NodeMode::LessOrEqual, 0, 0.0, [1, 2]);
    model.leaf(0, 1, leaves[0]);
    model.split(0, 2, NodeMode::LessOrEqual, 0, 1.0, [3, 4]);
    model.leaf(0, 3, leaves[1]);
    model.leaf(0, 4, leaves[2]);
    model
}

fn predict(model: &Model, transform: PostTransform, base: &[f32]) -> (Vec<u32>, Vec<f32>) {
    let model = Model { transform, base: base.to_vec(), ..model.clone() };
    let ensemble = model.load().unwrap();
    let (mut scores, mut classes) = (vec![NAN; 3 * ensemble.outputs()], vec![99; 3]);
    ensemble.predict(&[-1.0, 0.5, 2.0], 1, &mut scores, &mut classes).unwrap();
    (classes, scores.iter().map(|score| (score * 1e5).round() / 1e5).collect())
}

#[test]
fn two_classes_with_one_column_of_margins() {
    let model = three_leaves(&[5, 7], [&[(0, -0.7)], &[(0, 0.3)], &[(0, 1.5)]]);
    let logistic = predict(&model, PostTransform::Logistic, &[]);
    assert_eq!(logistic, (vec![0, 1, 1], vec![0.66819, 0.33181, 0.42556, 0.57444, 0.18243, 0.81757]));
    let based = predict(&model, PostTransform::Logistic, &[0.1]);
    assert_eq!(based, (vec![0, 1, 1], vec![0.64566, 0.35434, 0.40131, 0.59869, 0.16798, 0.83202]));
    let none = predict(&model, PostTransform::None, &[]);
    assert_eq!(none, (vec![0, 1, 1], vec![0.7, -0.7, -0.3, 0.3, -1.5, 1.5]));
    assert_eq!(predict(&model, PostTransform::Softmax, &[]), none);
}

#[test]
fn two_classes_with_one_column_of_shares() {
    let model = three_leaves(&[5, 7], [&[(0, 0.2)], &[(0, 0.4)], &[(0, 0.9)]]);
    let none = predict(&model, PostTransform::None, &[]);
    assert_eq!(none, (vec![0, 0, 1], vec![0.8, 0.2, 0.6, 0.4, 0.1, 0.9]));
    let (_, based) = predict(&model, PostTransform::None, &[0.1]);
    assert_eq!(based, [0.7, 0.3, 0.5, 0.5, 0.0, 1.0]);
    let logistic = predict(&model, PostTransform::Logistic, &[]);
    assert_eq!(logistic.1, [0.45017, 0.54983, 0.40131, 0.59869, 0.28905, 0.71095]);
    assert_eq!(logistic.0, [1, 1, 1], "the label follows the probability");
}

#[test]
fn two_classes_with_two_columns() {
    let model = three_leaves(&[5, 7], [&[(0, 0.8), (1, 0.2)], &[(0, 0.4), (1, 0.6)], &[(0, -1.0), (1, 0.5)]]);
    let none = predict(&model, PostTransform::None, &[]);
    assert_eq!(none, (vec![0, 1, 1], vec![0.8, 0.2, 0.4, 0.6, -1.0, 0.5]));
    let (_, logistic) = predict(&model, PostTransform::Logistic, &[]);
    assert_eq!(logistic, [0.68997, 0.54983, 0.59869, 0.64566, 0.26894, 0.62246]);
    let (_, softmax) = predict(&model, PostTransform::Softmax, &[]);
    assert_eq!(softmax, [0.64566, 0.35434, 0.45017, 0.54983, 0.18243, 0.81757]);
    let (_, padded) = predict(&model, PostTransform::None, &[0.1]);
    assert_eq!(padded, [0.9, 0.2, 0.5, 0.6, -0.9, 0.5]);
}

#[test]
fn three_classes() {
    let model =
        three_leaves(&[5, 7, 9], [&[(0, 0.8), (1, 0.2)], &[(2, 0.6)], &[(0, -1.0), (1, 0.5), (2, 0.0)]]);
    let none = predict(&model, PostTransform::None, &[]);
    assert_eq!(none, (vec![0, 2, 1], vec![0.8, 0.2, 0.0, 0.0, 0.0, 0.6, -1.0, 0.5, 0.0]));
    let (_, zero) = predict(&model, PostTransform::SoftmaxZero, &[]);
    assert_eq!(zero, [0.64566, 0.35434, 0.0, 0.0, 0.0, 1.0, 0.18243, 0.81757, 0.0]);
    let (_, softmax) = predict(&model, PostTransform::Softmax, &[0.1, 0.2, 0.3]);
    assert_eq!(softmax, [0.46396, 0.28141, 0.25463, 0.23091, 0.25519, 0.5139, 0.10784, 0.53413, 0.35804]);
    let (_, probit) = predict(&model, PostTransform::Probit, &[0.1, 0.2, 0.3]);
    assert_eq!(probit[..6], [1.28171, -0.25335, -0.52445, -1.28171, -0.84176, 1.28171]);
    let wrong = Model { base: vec![0.1], ..model }.load().unwrap_err().to_string();
    assert_eq!(wrong, "attribute 'base_values' has 1 values; a model with 3 outputs takes 0 or 3");
}

#[test]
fn a_lone_score_is_only_transformed_by_probit() {
    let mut model = regressor();
    model.leaf(0, 0, &[(0, 0.8)]);
    model.base = vec![0.1];
    model.transform = PostTransform::Logistic;
    assert_eq!(model.scores(&[0.0], 1), [0.8 + 0.1]);
    model.transform = PostTransform::Probit;
    assert_eq!((model.scores(&[0.0], 1)[0] * 1e5).round(), 128_171.0);
}

#[test]
fn a_leaf_without_a_vote_adds_nothing() {
    let mut model = stump(NodeMode::LessOrEqual, false);
    for votes in [&mut model.vote_trees, &mut model.vote_nodes, &mut model.vote_ids] {
        votes.pop();
    }
    model.weights.pop();
    model.base = vec![0.5];
    assert_eq!(model.scores(&[0.0, 2.0], 1), [10.5, 0.5]);
}

#[test]
fn nodes_in_any_order_and_text_labels() {
    let mut model = classifier(&[]);
    model.kind = Kind::Classifier { labels: Labels::Strings(vec!["no".into(), "yes".into()]) };
    // Tree 5 is listed first, its root (node 40) first in it; tree 2 is a leaf.
    model.split(5, 40, NodeMode::Greater, 1, 0.0, [3, 17]);
    model.leaf(2, 9, &[(0, 0.25)]);
    model.leaf(5, 17, &[(0, -1.0)]);
    model.leaf(5, 3, &[(0, 1.0)]);
    let ensemble = model.load().unwrap();
    assert_eq!(ensemble.labels(), Some(&Labels::Strings(vec!["no".into(), "yes".into()])));
    assert_eq!(ensemble.features(), 2);
    let (mut scores, mut classes) = ([0.0; 4], [9; 2]);
    ensemble.predict(&[0.0, -1.0, 0.0, 1.0], 2, &mut scores, &mut classes).unwrap();
    assert_eq!((scores, classes), ([0.75, -0.75, -1.25, 1.25], [0, 1]));
}

#[test]
fn trees_without_splits_take_rows_without_columns() {
    let mut model = regressor();
    model.leaf(0, 0, &[(0, 2.0)]);
    let mut scores = [0.0; 3];
    model.load().unwrap().scores(&[], 0, &mut scores).unwrap();
    assert_eq!(scores, [2.0; 3]);
}
