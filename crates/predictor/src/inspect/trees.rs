//! A part of one tree, and the way of a battle through it.

use battle::{BattleIds, field_sample};
use forest::NodeMode;
use forest::inspect::{PartNode, Tree};
use inspector::{Listed, Number, Sample, Split, TreeNode, TreePart, Vote, What};

use super::Inspector;
use super::ensembles::Source;
use crate::PredictorError;
use crate::metadata::short;

/// Nodes of a part, at most: more are too many to draw.
const NODES: usize = 1500;
/// Members of a set and votes of a leaf that are shown, at most.
const SHOWN: usize = 32;
/// Battles of a sample, at most.
const SAMPLE: usize = 10_000;

/// Which part of which tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TreeQuestion {
    /// Which ensemble of the description.
    pub ensemble: usize,
    /// Which tree, from 0 in the order of the file.
    pub tree: usize,
    /// The battle whose way is lit and unfolded.
    pub battle: Option<BattleIds>,
    /// Nodes that are unfolded together with all that leads to them, by the file's numbers. Numbers that the tree does not
    /// have do not count.
    pub unfolded: Vec<i64>,
    /// Splits above this depth are unfolded in any case.
    pub levels: usize,
    /// So many battles of the field are counted at every node, at most 10,000.
    pub sample: usize,
}

impl Inspector {
    /// A part of a tree.
    ///
    /// # Errors
    /// When there is no such tree, ids are not a battle, or the columns of a battle cannot be computed.
    pub fn tree(&self, question: &TreeQuestion) -> Result<TreePart, PredictorError> {
        let found = self.sources.get(question.ensemble);
        let found = found.and_then(|source| Some((source, source.trees.anatomy.tree(question.tree)?)));
        let (source, tree) = found.ok_or(PredictorError::NoSuchTree {
            tree: question.tree,
            trees: self.sources.get(question.ensemble).map_or(0, |source| source.trees.anatomy.trees()),
        })?;
        let lit = match question.battle {
            Some(battle) => Some(self.way(source, tree, battle)?),
            None => None,
        };
        let covers = match question.sample.min(SAMPLE) {
            0 => None,
            battles => Some(self.covers(source, tree, battles)?),
        };
        let mut unfolded: Vec<usize> = question.unfolded.iter().filter_map(|&id| tree.find(id)).collect();
        unfolded.extend(lit.iter().flat_map(|(way, _)| way));
        let part = tree.part(&unfolded, question.levels, NODES);
        let drawn = Drawn { source, tree, lit: lit.as_ref(), covers: covers.as_deref() };
        Ok(TreePart {
            tree: question.tree,
            id: tree.id(),
            splits: tree.splits_below().first().copied().unwrap_or_default() as usize,
            depth: tree.depths().into_iter().max().unwrap_or_default() as usize,
            doubles: source.trees.doubles,
            nodes: part.nodes.iter().map(|node| drawn.node(node)).collect(),
            refused: part.refused,
            sample: covers.as_ref().map(|_| Sample { battles: question.sample.min(SAMPLE) }),
        })
    }

    /// The nodes that a battle passes, and its row as it reaches the trees.
    fn way(
        &self,
        source: &Source,
        tree: Tree<'_>,
        battle: BattleIds,
    ) -> Result<(Vec<usize>, Vec<f64>), PredictorError> {
        let rows = self.rows(&[battle])?;
        let (row, _) = source.prepare(&rows, rows.len())?;
        let way = tree.path(&row).map_err(|error| PredictorError::Run(error.to_string()))?;
        Ok((way, row))
    }

    fn covers(&self, source: &Source, tree: Tree<'_>, battles: usize) -> Result<Vec<u32>, PredictorError> {
        let rows = self.rows(&field_sample(battles))?;
        let (rows, width) = source.prepare(&rows, rows.len() / battles)?;
        tree.covers(&rows, width).map_err(|error| PredictorError::Run(error.to_string()))
    }
}

/// What is known of a tree's nodes.
struct Drawn<'a> {
    source: &'a Source,
    tree: Tree<'a>,
    lit: Option<&'a (Vec<usize>, Vec<f64>)>,
    covers: Option<&'a [u32]>,
}

impl Drawn<'_> {
    fn node(&self, node: &PartNode) -> TreeNode {
        TreeNode {
            id: self.tree.node_id(node.node).unwrap_or_default(),
            parent: node.parent,
            is_true: node.is_true,
            depth: node.depth,
            lit: self.lit.is_some_and(|(way, _)| way.get(node.depth) == Some(&node.node)),
            cover: self.covers.and_then(|covers| covers.get(node.node).copied()),
            what: self.what(node),
        }
    }

    fn what(&self, node: &PartNode) -> What {
        let Some(split) = self.tree.split(node.node) else {
            let votes = self.tree.votes(node.node).iter();
            let vote = |&(output, weight): &(u32, f64)| Vote { output, weight: Number(weight) };
            return What::Leaf(Listed::new(votes.map(vote), SHOWN));
        };
        What::Split(Split {
            column: split.feature,
            name: self.source.names.get(split.feature).map(|name| short(name)),
            mode: split.mode.name().to_owned(),
            threshold: Number(if split.mode == NodeMode::Member { 0.0 } else { split.threshold }),
            members: Listed::new(split.members.iter().map(|&member| Number(member)), SHOWN),
            missing_tracks_true: split.missing_tracks_true,
            value: self.lit.and_then(|(_, row)| row.get(split.feature)).map(|&value| Number(value)),
            unfolded: node.unfolded,
            splits: node.splits,
        })
    }
}
