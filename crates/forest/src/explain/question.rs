//! What splits ask of a row. Many splits ask the same, so each question is answered once per row.

use std::collections::HashMap;

use crate::check::Structure;
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

/// The distinct questions, the columns they are about, and the question that each node of the file asks; 0 for leaves and
/// for the further links of a chain of `=`, whose first asks for all of them.
pub(super) fn questions<T: Number>(
    attributes: &EnsembleAttributes<'_, T>,
    structure: &Structure,
) -> (Vec<Question<T>>, Vec<u32>, Vec<u32>) {
    let nodes = &attributes.nodes;
    let mut questions: Vec<Question<T>> = Vec::new();
    let mut known = HashMap::new();
    let mut asked = vec![0; nodes.modes.len()];
    for &source in &structure.sources {
        let i = source as usize;
        if nodes.modes[i] == NodeMode::Leaf {
            continue;
        }
        let question = question(attributes, i, structure.chains.get(&source).map_or(&[], Vec::as_slice));
        let next = questions.len() as u32;
        asked[i] = if question.mode == NodeMode::Member {
            next
        } else {
            let bits = Into::<f64>::into(question.value).to_bits();
            *known.entry((question.feature, question.mode as u8, bits, question.missing)).or_insert(next)
        };
        if asked[i] == next {
            questions.push(question);
        }
    }
    let mut players: Vec<u32> = questions.iter().map(|question| question.feature).collect();
    players.sort_unstable();
    players.dedup();
    for question in &mut questions {
        question.player = players.partition_point(|&feature| feature < question.feature) as u32;
    }
    (questions, players, asked)
}

/// What a split asks, with the links that follow it in a chain.
fn question<T: Number>(attributes: &EnsembleAttributes<'_, T>, i: usize, links: &[u32]) -> Question<T> {
    let nodes = &attributes.nodes;
    let chain = || std::iter::once(i).chain(links.iter().map(|&link| link as usize));
    let (mode, members) = match nodes.modes[i] {
        NodeMode::Member => (NodeMode::Member, nodes.members[i].clone()),
        _ if !links.is_empty() => (NodeMode::Member, chain().map(|i| nodes.values[i]).collect()),
        mode => (mode, Vec::new()),
    };
    Question {
        feature: nodes.feature_ids[i] as u32,
        player: 0,
        mode,
        value: nodes.values[i],
        missing: chain().any(|i| nodes.missing_tracks_true.get(i).is_some_and(|&tracks| tracks != 0)),
        members: members.into_boxed_slice(),
    }
}
