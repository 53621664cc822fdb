//! Random ensembles against a naive reading of the standard: every score equal to the last bit.

mod common;

use common::naive::Naive;
use common::{Model, classifier, regressor};
use forest::{Aggregate, Kind, NodeMode, PostTransform};
use proptest::prelude::*;

/// More than sixteen, which are compared side by side where they have one cut only.
const FEATURES: usize = 19;

/// Splits and leaves of one tree, before they get ids.
#[derive(Clone, Debug)]
enum Shape {
    Leaf(Vec<(i64, f32)>),
    Split { mode: NodeMode, feature: i64, value: f32, missing: bool, children: Box<[Shape; 2]> },
}

/// The set of a membership node, none for infinity.
fn set(value: f32) -> Vec<f32> {
    if value == f32::INFINITY { vec![] } else { vec![value, 0.5, -0.0, value, 0.5f32.next_up()] }
}

/// Few distinct numbers, so that comparisons are often between equals.
fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        6 => (-4i8..=4).prop_map(|n| f32::from(n) / 2.0),
        1 => Just(-0.0),
        1 => Just(f32::INFINITY),
        1 => Just(f32::NEG_INFINITY),
        2 => -3.0f32..3.0,
    ]
}

fn cell() -> impl Strategy<Value = f32> {
    prop_oneof![5 => number(), 1 => Just(f32::NAN)]
}

fn mode() -> impl Strategy<Value = NodeMode> {
    use NodeMode::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Member, NotEqual};
    prop::sample::select(vec![LessOrEqual, Less, GreaterOrEqual, Greater, Equal, NotEqual, Member])
}

fn shape(outputs: i64, plain: bool) -> impl Strategy<Value = Shape> {
    let votes =
        prop::collection::vec((0..outputs, -2.0f32..2.0), usize::from(plain)..=if plain { 1 } else { 3 });
    let mode = if plain { Just(NodeMode::Less).boxed() } else { mode().boxed() };
    votes.prop_map(Shape::Leaf).prop_recursive(6, 40, 2, move |inner| {
        // Most splits are of few features, so that some have many cuts.
        let feature = prop_oneof![3 => 0i64..3, 1 => 0..FEATURES as i64];
        let split = (mode.clone(), feature, number(), any::<bool>(), inner.clone(), inner);
        split.prop_map(move |(mode, feature, value, missing, left, right)| {
            let missing = missing && !plain;
            Shape::Split { mode, feature, value, missing, children: Box::new([left, right]) }
        })
    })
}

impl Shape {
    /// Writes the tree into a model, depth first, and returns the id of its root.
    fn write(&self, model: &mut Model, tree: i64, next: &mut i64) -> i64 {
        let id = *next;
        *next += 1;
        match self {
            Self::Leaf(votes) => {
                model.leaf(tree, id, votes);
                model.missing.push(0);
                model.members.push(vec![]);
            }
            Self::Split { mode, feature, value, missing, children } => {
                let at = model.node_ids.len();
                model.split(tree, id, *mode, *feature, *value, [0, 0]);
                model.missing.push(i64::from(*missing));
                model.members.push(set(*value));
                model.true_ids[at] = children[0].write(model, tree, next);
                model.false_ids[at] = children[1].write(model, tree, next);
            }
        }
        id
    }
}

fn rows() -> impl Strategy<Value = Vec<Vec<f32>>> {
    // Around the sizes of groups and blocks; many rows are the same few in another order.
    let count = prop_oneof![4 => 0usize..40, 2 => 240usize..300, 1 => 500usize..540];
    let few = prop::collection::vec(prop::collection::vec(cell(), FEATURES), 1..40);
    (count, few).prop_map(|(count, few)| (0..count).map(|i| few[i * i % few.len()].clone()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_regressor(
        (outputs, trees) in (1i64..4).prop_flat_map(|n| (Just(n), prop::collection::vec(shape(n, false), 1..6))),
        aggregate in prop::sample::select(vec![Aggregate::Sum, Aggregate::Average, Aggregate::Min, Aggregate::Max]),
        rows in rows(),
    ) {
        let mut model = regressor();
        model.kind = Kind::Regressor { targets: outputs, aggregate };
        model.base = (0..outputs).map(|output| output as f32 / 8.0).collect();
        for (tree, shape) in trees.iter().enumerate() {
            shape.write(&mut model, tree as i64, &mut 0);
        }
        let scores = model.scores(&rows.concat(), FEATURES);
        prop_assert_eq!(&scores, &model.scores_columns(&rows));
        let naive = Naive::new(&model);
        let wanted: Vec<f32> = rows.iter().flat_map(|row| naive.answer(row).scores).collect();
        prop_assert_eq!(scores, wanted);
    }

    #[test]
    fn any_boosted_two_class_model(trees in prop::collection::vec(shape(1, true), 1..6), rows in rows()) {
        let mut model = classifier(&[0, 1]);
        model.base = vec![0.25];
        for (tree, shape) in trees.iter().enumerate() {
            shape.write(&mut model, tree as i64, &mut 0);
        }
        // One negative vote, so that the column holds margins.
        model.leaf(99, 0, &[(0, -1.0)]);
        model.missing.push(0);
        model.members.push(vec![]);
        model.transform = PostTransform::None;
        let scores = model.scores(&rows.concat(), FEATURES);
        let naive = Naive::new(&model);
        let wanted: Vec<f32> = rows.iter().flat_map(|row| naive.answer(row).scores).collect();
        prop_assert_eq!(scores, wanted);
    }

    #[test]
    fn a_row_alone_and_in_any_batch(trees in prop::collection::vec(shape(1, true), 1..12), rows in rows(), size in 1usize..600) {
        let mut model = regressor();
        model.base = vec![0.1];
        for (tree, shape) in trees.iter().enumerate() {
            shape.write(&mut model, tree as i64, &mut 0);
        }
        let ensemble = model.load().unwrap();
        let evaluate = |rows: &[Vec<f32>]| {
            let mut scores = vec![f32::NAN; rows.len()];
            ensemble.scores(&rows.concat(), FEATURES, &mut scores).unwrap();
            scores
        };
        let scores = evaluate(&rows);
        let alone: Vec<f32> = rows.chunks(1).flat_map(evaluate).collect();
        let batches: Vec<f32> = rows.chunks(size).flat_map(evaluate).collect();
        prop_assert_eq!(&scores, &alone);
        prop_assert_eq!(&scores, &batches);
        prop_assert_eq!(&scores, &model.scores_columns(&rows));
    }
}
