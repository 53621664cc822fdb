//! Ensembles from bytes: sound ones of any shape and layout, and then broken ones.

use arbitrary::{Result, Unstructured};
use forest::{Aggregate, Kind, Labels, NodeMode, Number, PostTransform};

use super::Model;

/// Nodes of a model, about at most.
const NODES: usize = 3000;
/// Columns that splits compare.
pub(crate) const FEATURES: usize = 5;

/// A model that may have been broken.
#[derive(Debug)]
pub(crate) struct Case<T> {
    pub(crate) model: Model<T>,
    pub(crate) sound: bool,
    /// Where rows are drawn from.
    pub(crate) seed: u64,
}

/// Numbers of which a few bits follow from every byte before.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below a limit (Marsaglia's xorshift, 2003).
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    fn pick<C: Copy>(&mut self, choices: &[C]) -> C {
        choices[self.below(choices.len())]
    }
}

const SPECIAL: [f32; 10] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::MAX,
    f32::MIN,
    f32::MIN_POSITIVE,
    16_777_216.0,
];

/// Mostly few distinct numbers, so that comparisons are often between equals.
fn number<T: Number>(random: &mut Random, distinct: usize) -> T {
    match random.below(16) {
        0 => T::from(random.pick(&SPECIAL)),
        1 => T::from(f32::from_bits(random.below(1 << 32) as u32)),
        _ => T::from(random.below(distinct) as f32 - distinct as f32 / 2.0) / T::from(3.0),
    }
}

fn threshold<T: Number>(random: &mut Random, distinct: usize) -> T {
    let value: T = number(random, distinct);
    if value.is_nan() { T::ZERO } else { value }
}

/// A number for a row: often on a threshold, or next to one.
pub(crate) fn cell<T: Number>(random: &mut Random, model: &Model<T>) -> T {
    match random.below(8) {
        0 => T::NAN,
        1 => T::from(random.pick(&SPECIAL)),
        2 => random.pick(&model.values).below(),
        3 => number(random, 40),
        _ => random.pick(&model.values),
    }
}

/// How the nodes of a tree are arranged.
#[derive(Clone, Copy)]
enum Shape {
    Random,
    Complete,
    List,
}

const MODES: [NodeMode; 7] = [
    NodeMode::LessOrEqual,
    NodeMode::Less,
    NodeMode::GreaterOrEqual,
    NodeMode::Greater,
    NodeMode::Equal,
    NodeMode::NotEqual,
    NodeMode::Member,
];

/// What all trees of a model have in common.
struct Style {
    modes: Vec<NodeMode>,
    distinct: usize,
    votes: usize,
    outputs: usize,
    positive: bool,
    features: usize,
}

impl<T: Number> Case<T> {
    /// Decodes a case; any bytes are one.
    pub(crate) fn decode(u: &mut Unstructured<'_>) -> Result<Self> {
        let seed = u.arbitrary()?;
        let mut random = Random::new(seed);
        let mut model = Model::empty();
        let outputs = u.int_in_range(1..=4)?;
        let style = Style {
            modes: if u.arbitrary()? { vec![*u.choose(&MODES)?] } else { MODES.to_vec() },
            distinct: *u.choose(&[2, 12, 300, 70_000])?,
            votes: u.int_in_range(0..=3)?,
            outputs: if u.arbitrary()? { outputs } else { 1 },
            positive: u.arbitrary()?,
            features: u.int_in_range(1..=FEATURES)?,
        };
        model.kind = if u.arbitrary()? {
            Kind::Classifier { labels: Labels::Int64s((0..outputs as i64).collect()) }
        } else {
            let all = [Aggregate::Sum, Aggregate::Average, Aggregate::Min, Aggregate::Max];
            Kind::Regressor { targets: outputs as i64, aggregate: *u.choose(&all)? }
        };
        let bases = *u.choose(&[0, outputs])?;
        model.base = (0..bases).map(|_| number(&mut random, 12)).collect();
        for tree in 0..u.int_in_range(1..=20)? {
            if model.node_ids.len() < NODES {
                let shape = *u.choose(&[Shape::Random, Shape::Complete, Shape::List])?;
                let size = u.int_in_range(0..=9)?;
                let id = if u.arbitrary()? { tree } else { i64::from(i32::MAX) - tree };
                grow(&mut model, id, shape, size, &style, &mut random);
            }
        }
        if u.arbitrary()? {
            model.missing = (0..model.node_ids.len()).map(|_| random.below(2) as i64).collect();
        }
        if style.modes.contains(&NodeMode::Member) {
            let mut set = |mode| {
                let count = if mode == NodeMode::Member { random.below(6) } else { 0 };
                (0..count).map(|_| threshold(&mut random, style.distinct)).collect()
            };
            model.members = model.modes.iter().map(|&mode| set(mode)).collect();
        }
        let transforms = [
            PostTransform::None,
            PostTransform::Logistic,
            PostTransform::Softmax,
            PostTransform::SoftmaxZero,
            PostTransform::Probit,
        ];
        model.transform = *u.choose(&transforms)?;
        let sound = u.ratio(3, 4)?;
        if !sound {
            for _ in 0..u.int_in_range(1..=4)? {
                damage(&mut model, u)?;
            }
        }
        Ok(Self { model, sound, seed })
    }
}

/// Adds a tree whose size goes by powers of two.
fn grow<T: Number>(
    model: &mut Model<T>,
    tree: i64,
    shape: Shape,
    size: u32,
    style: &Style,
    random: &mut Random,
) {
    let first = random.below(3) as i64;
    let mut next = first + 1;
    let mut open = vec![(first, 0)];
    let mut left = 1 << size;
    while let Some((id, depth)) = open.pop() {
        let is_split = match shape {
            Shape::Random => left > 0 && random.below(4) > 0,
            Shape::Complete => depth < size,
            Shape::List => left > 0 && open.len() <= 1 && id == next - 1,
        };
        if is_split {
            left -= 1;
            let (mode, feature) = (random.pick(&style.modes), random.below(style.features) as i64);
            let children = if random.below(2) == 0 { [next, next + 1] } else { [next + 1, next] };
            model.split(tree, id, mode, feature, threshold(random, style.distinct), children);
            open.extend([(next, depth + 1), (next + 1, depth + 1)]);
            next += 2;
        } else {
            let count = if style.votes == 3 { random.below(4) } else { style.votes.max(1) };
            let vote = |random: &mut Random| {
                let weight: T = number(random, 12);
                let weight = if style.positive && weight < T::ZERO { -weight } else { weight };
                (random.below(style.outputs) as i64, weight)
            };
            let votes: Vec<_> = (0..count).map(|_| vote(random)).collect();
            model.leaf(tree, id, &votes);
        }
    }
}

/// Changes one thing of a model to what it should not be, mostly.
fn damage<T: Number>(model: &mut Model<T>, u: &mut Unstructured<'_>) -> Result<()> {
    const IDS: [i64; 10] = [-1, 0, 1, 2, 5, 1 << 28, i32::MAX as i64, 1 << 40, i64::MAX, i64::MIN];
    let ids = |list: &mut Vec<i64>, u: &mut Unstructured<'_>| -> Result<()> {
        match u.int_in_range(0..=6)? {
            0 => drop(list.pop()),
            1 => list.push(*u.choose(&IDS)?),
            2 => list.truncate(u.choose_index(list.len().max(1))?),
            n if !list.is_empty() => {
                let (at, other) = (u.choose_index(list.len())?, u.choose_index(list.len())?);
                list[at] = if n < 5 { list[other] } else { *u.choose(&IDS)? };
            }
            _ => {}
        }
        Ok(())
    };
    let numbers = |list: &mut Vec<T>, u: &mut Unstructured<'_>| -> Result<()> {
        match u.int_in_range(0..=3)? {
            0 => drop(list.pop()),
            1 => list.push(T::ONE),
            _ if !list.is_empty() => {
                let at = u.choose_index(list.len())?;
                list[at] = *u.choose(&[T::NAN, T::MIN, -T::ZERO, T::from(f32::INFINITY)])?;
            }
            _ => {}
        }
        Ok(())
    };
    match u.int_in_range(0..=13)? {
        0 => ids(&mut model.tree_ids, u),
        1 => ids(&mut model.node_ids, u),
        2 => ids(&mut model.feature_ids, u),
        3 => ids(&mut model.true_ids, u),
        4 => ids(&mut model.false_ids, u),
        5 => ids(&mut model.missing, u),
        6 => ids(&mut model.vote_trees, u),
        7 => ids(&mut model.vote_nodes, u),
        8 => ids(&mut model.vote_ids, u),
        9 => numbers(&mut model.values, u),
        10 => numbers(&mut model.weights, u),
        11 => numbers(&mut model.base, u),
        12 => {
            let at = u.choose_index(model.modes.len())?;
            model.modes[at] = if u.arbitrary()? { NodeMode::Leaf } else { *u.choose(&MODES)? };
            Ok(())
        }
        _ => {
            model.kind = match u.int_in_range(0..=1)? {
                0 => {
                    Kind::Classifier { labels: Labels::Strings(vec!["a".to_owned(); u.int_in_range(0..=3)?]) }
                }
                _ => Kind::Regressor { targets: *u.choose(&IDS)?, aggregate: Aggregate::Sum },
            };
            Ok(())
        }
    }
}
