//! What splits ask of a row. Many splits ask the same, so each question is answered once per row.

use std::collections::HashMap;

use crate::{EnsembleAttributes, NodeMode, Number};

/// One distinct comparison.
#[derive(Clone, Debug)]
pub(super) struct Question<T> {
    /// Column of the row.
    pub(super) feature: u32,
    /// Position of that column among the players.
    pub(super) player: u32,
    pub(super) mode: NodeMode,
    pub(super) value: T,
    /// Whether NaN counts as yes.
    missing: bool,
    /// The set of [`NodeMode::Member`].
    members: Box<[T]>,
}

impl<T: Number> Question<T> {
    /// The answer of a row that has the column.
    pub(super) fn holds(&self, row: &[T]) -> bool {
        let x = row[self.feature as usize];
        let holds = match self.mode {
            NodeMode::LessOrEqual | NodeMode::Leaf => x <= self.value,
            NodeMode::Less => x < self.value,
            NodeMode::GreaterOrEqual => x >= self.value,
            NodeMode::Greater => x > self.value,
            NodeMode::Equal => x == self.value,
            NodeMode::NotEqual => x != self.value,
            NodeMode::Member => self.members.contains(&x),
        };
        holds || (self.missing && x.is_nan())
    }

    /// Where the answer changes as the column grows: the last numbers before each change, ascending.
    pub(super) fn cuts(&self) -> Vec<T> {
        let value = self.value;
        let mut cuts = match self.mode {
            NodeMode::LessOrEqual | NodeMode::Greater | NodeMode::Leaf => vec![value],
            NodeMode::Less | NodeMode::GreaterOrEqual => vec![value.below()],
            NodeMode::Equal | NodeMode::NotEqual => vec![value.below(), value],
            NodeMode::Member => self.members.iter().flat_map(|&value| [value.below(), value]).collect(),
        };
        cuts.retain(|cut| !cut.is_nan());
        cuts
    }
}

/// The distinct questions, the columns they are about, and the question that each node of the file asks (0 for leaves).
///
/// The attributes have been checked.
pub(super) fn questions<T: Number>(
    attributes: &EnsembleAttributes<'_, T>,
) -> (Vec<Question<T>>, Vec<u32>, Vec<u32>) {
    let nodes = &attributes.nodes;
    let mut questions: Vec<Question<T>> = Vec::new();
    let mut known = HashMap::new();
    let mut asked = Vec::with_capacity(nodes.modes.len());
    for (i, &mode) in nodes.modes.iter().enumerate() {
        if mode == NodeMode::Leaf {
            asked.push(0);
            continue;
        }
        let (feature, value) = (nodes.feature_ids[i] as u32, nodes.values[i]);
        let missing = nodes.missing_tracks_true.get(i).is_some_and(|&tracks| tracks != 0);
        let next = questions.len() as u32;
        let set = mode == NodeMode::Member;
        let number = if set {
            next
        } else {
            let bits = Into::<f64>::into(value).to_bits();
            *known.entry((feature, mode as u8, bits, missing)).or_insert(next)
        };
        if number == next {
            let members = if set { nodes.members[i].clone().into_boxed_slice() } else { Box::default() };
            questions.push(Question { feature, player: 0, mode, value, missing, members });
        }
        asked.push(number);
    }
    let mut players: Vec<u32> = questions.iter().map(|question| question.feature).collect();
    players.sort_unstable();
    players.dedup();
    for question in &mut questions {
        question.player = players.partition_point(|&feature| feature < question.feature) as u32;
    }
    (questions, players, asked)
}
