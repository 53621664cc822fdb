//! Shapley values of random ensembles against their definition: all coalitions of all columns.

mod common;

use common::{Model, regressor};
use forest::explain::{Explainer, Explanation};
use forest::{Aggregate, Kind, NodeMode};
use proptest::prelude::*;

const FEATURES: usize = 5;
const OUTPUTS: usize = 2;

/// A tree before it gets ids.
#[derive(Clone, Debug)]
enum Shape {
    Leaf(Vec<(i64, f32)>),
    Split { mode: NodeMode, feature: usize, value: f32, missing: bool, children: Box<[Shape; 2]> },
}

use Shape::{Leaf, Split};

impl Shape {
    /// Writes the tree into a model, depth first, and returns the id of its root.
    fn write(&self, model: &mut Model, tree: i64, next: &mut i64) -> i64 {
        let id = *next;
        *next += 1;
        match self {
            Leaf(votes) => {
                model.leaf(tree, id, votes);
                model.missing.push(0);
                model.members.push(vec![]);
            }
            Split { mode, feature, value, missing, children } => {
                let at = model.node_ids.len();
                model.split(tree, id, *mode, *feature as i64, *value, [0, 0]);
                model.missing.push(i64::from(*missing));
                model.members.push(vec![*value, *value + 1.0]);
                model.true_ids[at] = children[0].write(model, tree, next);
                model.false_ids[at] = children[1].write(model, tree, next);
            }
        }
        id
    }

    /// Which child a row goes to.
    fn side(&self, row: &[f32]) -> usize {
        let Split { mode, feature, value, missing, .. } = self else { return 0 };
        let (x, value) = (row[*feature], *value);
        let holds = match mode {
            NodeMode::LessOrEqual => x <= value,
            NodeMode::Less => x < value,
            NodeMode::GreaterOrEqual => x >= value,
            NodeMode::Greater => x > value,
            NodeMode::Equal => x == value,
            NodeMode::NotEqual => x != value,
            NodeMode::Member => x == value || x == value + 1.0,
            NodeMode::Leaf => unreachable!(),
        };
        usize::from(!(holds || (*missing && x.is_nan())))
    }

    fn score(&self, row: &[f32], output: usize) -> f64 {
        match self {
            Leaf(votes) => {
                votes.iter().filter(|vote| vote.0 == output as i64).map(|vote| f64::from(vote.1)).sum()
            }
            Split { children, .. } => children[self.side(row)].score(row, output),
        }
    }

    /// The expected score when the columns in `known` are the row's and `rows` of the data set arrive here.
    fn expected(&self, row: &[f32], known: u32, rows: &[&[f32]], output: usize) -> f64 {
        let Split { feature, children, .. } = self else { return self.score(row, output) };
        let groups =
            [0, 1].map(|side| rows.iter().copied().filter(|row| self.side(row) == side).collect::<Vec<_>>());
        let child = |side: usize| children[side].expected(row, known, &groups[side], output);
        if known >> feature & 1 == 1 {
            return child(self.side(row));
        }
        let share = if rows.is_empty() { 0.5 } else { groups[0].len() as f64 / rows.len() as f64 };
        share * child(0) + (1.0 - share) * child(1)
    }
}

/// The definition: the mean gain of a column over all orders in which columns can join.
fn shapley(game: impl Fn(u32) -> f64) -> (f64, Vec<f64>) {
    let values: Vec<f64> = (0..1 << FEATURES).map(game).collect();
    let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
    let n = FEATURES as u32;
    let of = |player: usize| {
        let without = (0u32..1 << FEATURES).filter(|coalition| coalition >> player & 1 == 0);
        let gains = without.map(|coalition| {
            let size = coalition.count_ones();
            let weight = factorial(size) * factorial(n - size - 1) / factorial(n);
            weight * (values[(coalition | 1 << player) as usize] - values[coalition as usize])
        });
        gains.sum()
    };
    (values[0], (0..FEATURES).map(of).collect())
}

fn number() -> impl Strategy<Value = f32> {
    (-3i8..=3).prop_map(f32::from)
}

fn cell() -> impl Strategy<Value = f32> {
    prop_oneof![9 => number(), 1 => Just(f32::NAN)]
}

fn row() -> impl Strategy<Value = Vec<f32>> {
    prop::collection::vec(cell(), FEATURES)
}

fn shape() -> impl Strategy<Value = Shape> {
    use NodeMode::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Member, NotEqual};
    let modes = vec![LessOrEqual, Less, GreaterOrEqual, Greater, Equal, NotEqual, Member];
    let votes = prop::collection::vec((0..OUTPUTS as i64, -2.0f32..2.0), 0..3);
    votes.prop_map(Leaf).prop_recursive(7, 60, 2, move |inner| {
        let mode = prop::sample::select(modes.clone());
        let split = (mode, 0..FEATURES, number(), any::<bool>(), inner.clone(), inner);
        split.prop_map(|(mode, feature, value, missing, yes, no)| Split {
            mode,
            feature,
            value,
            missing,
            children: Box::new([yes, no]),
        })
    })
}

type Rows = Vec<Vec<f32>>;

/// Trees, rows to explain, a data set, and whether trees are averaged.
fn cases() -> impl Strategy<Value = (Vec<Shape>, Rows, Rows, bool)> {
    // A block of the background has 128 rows.
    let many = prop_oneof![5 => 1usize..12, 1 => 120usize..140];
    let data = many.prop_flat_map(|count| prop::collection::vec(row(), count));
    (prop::collection::vec(shape(), 1..4), prop::collection::vec(row(), 1..4), data, any::<bool>())
}

fn model(trees: &[Shape], average: bool) -> Model {
    let mut model = regressor();
    let aggregate = if average { Aggregate::Average } else { Aggregate::Sum };
    model.kind = Kind::Regressor { targets: OUTPUTS as i64, aggregate };
    model.base = vec![0.25, -0.5];
    for (tree, shape) in trees.iter().enumerate() {
        shape.write(&mut model, tree as i64, &mut 0);
    }
    model
}

fn assert_is(explanation: &Explanation, output: usize, (base, values): (f64, Vec<f64>)) {
    let found = explanation.contributions(output);
    assert_eq!(found.len(), FEATURES);
    let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
    assert!(near(explanation.base(output), base), "base {} for {base}", explanation.base(output));
    for (found, value) in found.iter().zip(&values) {
        assert!(near(*found, *value), "{found} for {value} in {explanation:?}, expected {values:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn against_a_background((trees, rows, data, average) in cases()) {
        let model = model(&trees, average);
        let explainer = Explainer::new(&model.attributes()).unwrap();
        let background = explainer.background(&data.concat(), FEATURES).unwrap();
        prop_assert_eq!(background.rows(), data.len());
        let divide = if average { trees.len() as f64 } else { 1.0 };
        for row in &rows {
            let explanation = explainer.interventional(row, &background).unwrap();
            for output in 0..OUTPUTS {
                let score = |row: &[f32]| {
                    let sum: f64 = trees.iter().map(|tree| tree.score(row, output)).sum();
                    sum / divide + f64::from(model.base[output])
                };
                let game = |known: u32| {
                    let hybrids = data.iter().map(|other| {
                        let column = |i: usize| if known >> i & 1 == 1 { row[i] } else { other[i] };
                        score(&(0..FEATURES).map(column).collect::<Vec<_>>())
                    });
                    hybrids.sum::<f64>() / data.len() as f64
                };
                assert_is(&explanation, output, shapley(game));
                prop_assert!((explanation.total(output) - score(row)).abs() < 1e-12);
                prop_assert!((explainer.margins(row).unwrap()[output] - score(row)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn by_covers((trees, rows, data, average) in cases()) {
        let model = model(&trees, average);
        let explainer = Explainer::new(&model.attributes()).unwrap();
        let covers = explainer.covers(&data.concat(), FEATURES).unwrap();
        let divide = if average { trees.len() as f64 } else { 1.0 };
        let data: Vec<&[f32]> = data.iter().map(Vec::as_slice).collect();
        for row in &rows {
            let explanation = explainer.path_dependent(row, &covers).unwrap();
            for output in 0..OUTPUTS {
                let game = |known: u32| {
                    let sum: f64 = trees.iter().map(|tree| tree.expected(row, known, &data, output)).sum();
                    sum / divide + f64::from(model.base[output])
                };
                assert_is(&explanation, output, shapley(game));
                let margin = explainer.margins(row).unwrap()[output];
                prop_assert!((explanation.total(output) - margin).abs() < 1e-12);
            }
        }
    }

    /// The nearest change of a column, found by cuts, against a scan over all that could matter.
    #[test]
    fn nearest_changes((trees, rows, _, average) in cases(), feature in 0..FEATURES) {
        let model = model(&trees, average);
        let (explainer, ensemble) = (Explainer::new(&model.attributes()).unwrap(), model.load().unwrap());
        let score = |row: &[f32]| {
            let mut scores = [0.0; OUTPUTS];
            ensemble.scores(row, FEATURES, &mut scores).unwrap();
            scores
        };
        let row = &rows[0];
        let (value, before) = (row[feature], score(row));
        let found = explainer.nearest_change(row, feature, |row| Ok::<_, ()>(score(row) != before)).unwrap();
        // Thresholds are whole numbers: around each, what lies on it and beside it.
        let mut scan: Vec<f32> = (-5i8..=5).map(f32::from).flat_map(|n| [n.next_down(), n, n.next_up()]).collect();
        scan.retain(|other| {
            let mut changed = row.clone();
            changed[feature] = *other;
            score(&changed) != before
        });
        let distance = |other: f32| (f64::from(other) - f64::from(value)).abs();
        let nearest = scan.into_iter().map(distance).min_by(f64::total_cmp);
        if value.is_nan() {
            prop_assert_eq!(found, None);
        } else {
            prop_assert_eq!(found.map(distance), nearest);
        }
    }
}
