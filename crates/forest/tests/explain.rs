//! Explainers: what they refuse, paths, importance, covers that are given, and changes.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{Model, classifier, regressor};
use forest::explain::{Explainer, Step, outward};
use forest::{Aggregate, ForestError, Kind, NodeMode};

/// x[0] ≤ 1 ? (x[2] > 5 ? 10 : 20) : 40, and a lone leaf of 1.
fn small() -> Model {
    let mut model = regressor();
    model.split(7, 0, NodeMode::LessOrEqual, 0, 1.0, [1, 2]);
    model.split(7, 1, NodeMode::Greater, 2, 5.0, [3, 4]);
    model.leaf(7, 2, &[(0, 40.0)]);
    model.leaf(7, 3, &[(0, 10.0)]);
    model.leaf(7, 4, &[(0, 20.0)]);
    model.leaf(8, 0, &[(0, 1.0)]);
    model.base = vec![0.5];
    model
}

fn explainer(model: &Model) -> Explainer {
    Explainer::new(&model.attributes()).unwrap()
}

fn refused(model: &Model) -> ForestError {
    Explainer::new(&model.attributes()).unwrap_err()
}

/// One tree that is a chain of splits on columns in turn.
fn chain(splits: i64, columns: i64) -> Model {
    let mut model = regressor();
    for split in 0..splits {
        model.split(
            0,
            2 * split,
            NodeMode::Less,
            split % columns,
            split as f32,
            [2 * split + 1, 2 * split + 2],
        );
        model.leaf(0, 2 * split + 1, &[(0, split as f32)]);
    }
    model.leaf(0, 2 * splits, &[(0, -1.0)]);
    model
}

#[test]
fn what_an_explainer_says_of_itself() {
    let explainer = explainer(&small());
    assert_eq!((explainer.features(), explainer.trees(), explainer.margins_per_row()), (3, 2, 1));
    assert_eq!(explainer.base_values(), [0.5]);
    assert!((100..1000).contains(&explainer.bytes()));
    assert_eq!(explainer.margins(&[0.0, 0.0, 6.0]).unwrap(), [11.5]);
    assert_eq!(explainer.split_counts(), [1, 0, 1]);
    let gains = explainer.gains(&[3.0, 4.0, 9.0, 9.0, 9.0, 9.0]).unwrap();
    assert_eq!(gains, [3.0, 0.0, 4.0]);
}

#[test]
fn a_two_class_model_has_one_margin() {
    let mut model = classifier(&[0, 1]);
    model.split(0, 0, NodeMode::Less, 0, 1.0, [1, 2]);
    model.leaf(0, 1, &[(0, 2.0)]);
    model.leaf(0, 2, &[(0, -2.0)]);
    let explainer = explainer(&model);
    let background = explainer.background(&[0.0, 5.0, 5.0, 5.0], 1).unwrap();
    let explanation = explainer.interventional(&[0.0], &background).unwrap();
    assert_eq!((explanation.base(0), explanation.contributions(0)), (-1.0, &[3.0][..]));
    assert_eq!((explanation.base(1), explanation.contributions(1).len()), (0.0, 0));
}

#[test]
fn paths_name_every_split() {
    let paths = explainer(&small()).paths(&[1.0, 0.0, 4.0]).unwrap();
    let step = |node, feature, mode, threshold, went_true| Step { node, feature, mode, threshold, went_true };
    assert_eq!(
        paths[0].steps,
        [step(0, 0, NodeMode::LessOrEqual, 1.0, true), step(1, 2, NodeMode::Greater, 5.0, false)]
    );
    assert_eq!((paths[0].leaf, &paths[0].votes), (4, &vec![(0, 20.0)]));
    assert_eq!((paths[1].steps.len(), paths[1].leaf, &paths[1].votes), (0, 5, &vec![(0, 1.0)]));
}

/// x = 1, else x = 3, both with the same true child: one question.
#[test]
fn a_chain_of_equals_is_one_split() {
    let mut model = regressor();
    model.split(0, 0, NodeMode::Equal, 0, 1.0, [2, 1]);
    model.split(0, 1, NodeMode::Equal, 0, 3.0, [2, 3]);
    model.leaf(0, 2, &[(0, 10.0)]);
    model.leaf(0, 3, &[(0, 20.0)]);
    let explainer = explainer(&model);
    let margins = [0.0, 1.0, 2.0, 3.0, f32::NAN].map(|x| explainer.margins(&[x]).unwrap()[0]);
    assert_eq!(margins, [20.0, 10.0, 20.0, 10.0, 20.0]);
    let path = &explainer.paths(&[3.0]).unwrap()[0];
    assert_eq!((path.steps.len(), path.steps[0].mode, path.steps[0].went_true), (1, NodeMode::Member, true));
    assert_eq!(explainer.gains(&[1.0, 2.0, 9.0, 9.0]).unwrap(), [3.0]);
    let covers = explainer.given_covers(&[8.0, 7.0, 2.0, 6.0]).unwrap();
    assert_eq!(explainer.path_dependent(&[1.0], &covers).unwrap().base(0), 17.5);
    assert_eq!(explainer.alternatives(0, 2.0), [1.0, 3.0, 1.0f32.next_down(), 3.0f32.next_up()]);
}

#[test]
fn covers_are_counted_or_given() {
    let explainer = explainer(&small());
    let row = [0.0, 0.0, 6.0];
    // Three rows of four go to the true child, and one of those to its true child.
    let rows = [0.0, 0.0, 6.0, 0.0, 0.0, 5.0, 0.0, 0.0, 5.0, 2.0, 0.0, 0.0];
    let counted = explainer.path_dependent(&row, &explainer.covers(&rows, 3).unwrap()).unwrap();
    let given = explainer.given_covers(&[8.0, 6.0, 2.0, 2.0, 4.0, 0.0]).unwrap();
    assert_eq!(explainer.path_dependent(&row, &given).unwrap(), counted);
    // 0.75 × (10 + 2 × 20) ÷ 3 + 0.25 × 40 + 1.5; with x[0] alone (10 + 2 × 20) ÷ 3 + 1.5, with x[2] alone 0.75 × 10 + 11.5.
    assert!((counted.base(0) - 24.0).abs() < 1e-12);
    let (first, third) = (50.0 / 3.0 + 1.5 - 24.0, 19.0 - 24.0);
    let expected = [(first + (11.5 - 19.0)) / 2.0, 0.0, (third + (11.5 - 50.0 / 3.0 - 1.5)) / 2.0];
    for (found, expected) in counted.contributions(0).iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }
    // Without any row, both ways are equally likely.
    let nothing = explainer.path_dependent(&row, &explainer.covers(&[], 3).unwrap()).unwrap();
    assert_eq!(nothing.base(0), 0.5 * 15.0 + 0.5 * 40.0 + 1.5);
}

#[test]
fn importance_is_a_mean_over_rows() {
    let explainer = explainer(&small());
    let rows = [0.0, 0.0, 6.0, 0.0, 0.0, 5.0, 2.0, 0.0, 0.0];
    let background = explainer.background(&rows, 3).unwrap();
    let means = explainer.mean_absolute(&rows, 3, &background, 0).unwrap();
    let each = rows.chunks(3).map(|row| explainer.interventional(row, &background).unwrap());
    let expected: f64 = each.map(|each| each.contributions(0)[2].abs() / 3.0).sum();
    assert_eq!((means[1], means[2]), (0.0, expected));
}

#[test]
fn changes_are_the_nearest() {
    let explainer = explainer(&small());
    assert_eq!((explainer.cuts(0), explainer.cuts(1), explainer.cuts(2)), (vec![1.0], vec![], vec![5.0]));
    assert_eq!(explainer.alternatives(0, 0.0), [1.0f32.next_up()]);
    assert_eq!(explainer.alternatives(0, 3.0), [1.0]);
    let high = |row: &[f32]| Ok::<_, ForestError>(explainer.margins(row)?[0] > 30.0);
    assert_eq!(explainer.nearest_change(&[0.0; 3], 0, high).unwrap(), Some(1.0f32.next_up()));
    assert_eq!(explainer.nearest_change(&[0.0; 3], 2, high).unwrap(), None);
    assert_eq!(explainer.nearest_change(&[0.0; 3], 9, high).unwrap(), None);
    // Columns 0 and 2 move together: x[2] = 2 × x[0].
    let mut looks = 0;
    let candidates = outward(-1, -4..=9).map(|value| (value, vec![value as f32, 0.0, 2.0 * value as f32]));
    let found = explainer.first_change(&[-1.0, 0.0, -2.0], candidates, |row| {
        looks += 1;
        Ok::<_, ForestError>(explainer.margins(row)?[0] == 41.5 && row[2] > 5.0)
    });
    // 2 is the first that the trees can tell from the row, 3 the first with other answers than 2.
    assert_eq!((found.unwrap(), looks), (Some(3), 2));
    assert_eq!(outward(3, 1..=6).collect::<Vec<_>>(), [2, 4, 1, 5, 6]);
    assert_eq!(outward(9, 1..=3).collect::<Vec<_>>(), [3, 2, 1]);
}

#[test]
fn deep_trees_are_explained_up_to_a_bound() {
    let explainer = explainer(&chain(512, 5));
    let row = [100.0, 101.0, 300.0, 3.0, 511.0];
    let rows = [[0.0; 5], [600.0; 5], [250.0; 5]].concat();
    let margin = explainer.margins(&row).unwrap()[0];
    let background = explainer.background(&rows, 5).unwrap();
    let covers = explainer.covers(&rows, 5).unwrap();
    for explanation in [
        explainer.interventional(&row, &background).unwrap(),
        explainer.path_dependent(&row, &covers).unwrap(),
    ] {
        assert!((explanation.total(0) - margin).abs() < 1e-9, "{} for {margin}", explanation.total(0));
    }
    assert_eq!(
        refused(&chain(513, 5)).to_string(),
        "the ensemble has 513 splits on one path, more than the 512 that are supported"
    );
}

#[test]
fn many_columns_on_one_path() {
    let explainer = explainer(&chain(400, 400));
    let row: Vec<f32> = (0..400).map(|i| (i % 7 * 100) as f32).collect();
    let rows: Vec<f32> = (0..400 * 150).map(|i| (i % 11 * 60) as f32).collect();
    let margin = explainer.margins(&row).unwrap()[0];
    let background = explainer.background(&rows, 400).unwrap();
    let covers = explainer.covers(&rows, 400).unwrap();
    for explanation in [
        explainer.interventional(&row, &background).unwrap(),
        explainer.path_dependent(&row, &covers).unwrap(),
    ] {
        assert!((explanation.total(0) - margin).abs() < 1e-9, "{} for {margin}", explanation.total(0));
    }
}

#[test]
fn what_is_no_sum_or_too_large_is_refused() {
    let mut model = small();
    model.kind = Kind::Regressor { targets: 1, aggregate: Aggregate::Max };
    assert_eq!(refused(&model), ForestError::NotAdditive);
    let mut model = chain(512, 512);
    model.base = vec![];
    model.kind = Kind::Regressor { targets: 60_000, aggregate: Aggregate::Sum };
    let ForestError::TooLarge { found, limit, .. } = refused(&model) else { unreachable!() };
    assert_eq!((found, limit), (513 * 257 * 60_000, 1 << 26));
    let mut model = small();
    model.true_ids[0] = 0;
    assert!(matches!(refused(&model), ForestError::Cycle { .. }));
}

#[test]
fn what_does_not_fit_is_named() {
    let (one, other) = (explainer(&small()), explainer(&chain(4, 2)));
    let short = ForestError::Columns { found: 2, needed: 3 };
    assert_eq!(one.margins(&[0.0; 2]).unwrap_err(), short);
    assert_eq!(one.paths(&[0.0; 2]).unwrap_err(), short);
    assert_eq!(one.background(&[0.0; 4], 2).unwrap_err(), short);
    let buffer = |what, found, expected| ForestError::Buffer { what, found, expected };
    assert_eq!(one.background(&[], 3).unwrap_err(), buffer("the background", 0, 3));
    assert_eq!(one.covers(&[0.0; 7], 3).unwrap_err(), buffer("the buffer of rows", 7, 6));
    assert_eq!(one.given_covers(&[1.0]).unwrap_err(), buffer("the vector of covers", 1, 6));
    assert_eq!(one.gains(&[1.0]).unwrap_err(), buffer("the vector of gains", 1, 6));
    let background = other.background(&[0.0; 3], 3).unwrap();
    assert_eq!(
        one.interventional(&[0.0; 3], &background).unwrap_err(),
        buffer("the background's block", 4, 2)
    );
    let covers = other.covers(&[0.0; 3], 3).unwrap();
    assert_eq!(one.path_dependent(&[0.0; 3], &covers).unwrap_err(), buffer("the vector of covers", 9, 6));
}
