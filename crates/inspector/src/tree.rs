//! A part of one tree.

use serde::{Deserialize, Serialize};

use crate::{Listed, Number};

/// Some nodes of a tree: each after its parent, a true child and all below it before the false one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreePart {
    /// Which tree, from 0.
    pub tree: usize,
    /// The file's number of it.
    pub id: i64,
    /// Splits of the whole tree.
    pub splits: usize,
    /// Splits on the longest path of the whole tree.
    pub depth: usize,
    /// Whether thresholds and weights are doubles.
    pub doubles: bool,
    /// The nodes, the root first.
    pub nodes: Vec<TreeNode>,
    /// Splits that should have been unfolded, but would be too many to draw.
    pub refused: usize,
    /// The battles that were counted at every node, when there are any.
    pub sample: Option<Sample>,
}

/// Battles that are counted at every node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// How many.
    pub battles: usize,
}

/// A node of a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreeNode {
    /// The file's number of it.
    pub id: i64,
    /// Place of its parent in the part.
    pub parent: Option<usize>,
    /// Whether it is the true child of its parent.
    pub is_true: bool,
    /// Splits on the way to it.
    pub depth: usize,
    /// Whether the battle passes it.
    pub lit: bool,
    /// How many battles of the sample pass it.
    pub cover: Option<u32>,
    /// What it does.
    pub what: What,
}

/// What a node of a tree does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// Compares a column.
    Split(Split),
    /// Votes.
    Leaf(Listed<Vote>),
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// Column, from 0.
    pub column: usize,
    /// Its name, where the columns that reach the trees have names.
    pub name: Option<String>,
    /// How it is compared, by ONNX's name: `BRANCH_LT`.
    pub mode: String,
    /// With what; nothing that counts for `BRANCH_MEMBER`.
    pub threshold: Number,
    /// The set of `BRANCH_MEMBER`.
    pub members: Listed<Number>,
    /// Whether NaN goes to the true child.
    pub missing_tracks_true: bool,
    /// The battle's value of the column.
    pub value: Option<Number>,
    /// Whether its children are in the part.
    pub unfolded: bool,
    /// Splits of its subtree, itself included.
    pub splits: usize,
}

impl Split {
    /// The comparison as a sign: `<`.
    pub fn sign(&self) -> &'static str {
        match self.mode.as_str() {
            "BRANCH_LEQ" => "≤",
            "BRANCH_LT" => "<",
            "BRANCH_GTE" => "≥",
            "BRANCH_GT" => ">",
            "BRANCH_EQ" => "=",
            "BRANCH_NEQ" => "≠",
            _ => "∈",
        }
    }

    /// What stands right of the sign: `3.5`, or `{1, 2, …}`.
    pub fn right(&self, doubles: bool) -> String {
        if self.mode != "BRANCH_MEMBER" {
            return self.threshold.text(doubles);
        }
        let mut members: Vec<String> = self.members.shown.iter().map(|member| member.text(doubles)).collect();
        if self.members.rest() > 0 {
            members.push("…".to_owned());
        }
        format!("{{{}}}", members.join(", "))
    }

    /// The column by name, or else by number.
    pub fn column_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| format!("[{}]", self.column))
    }
}

/// What a leaf says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    /// For which class or target.
    pub output: u32,
    /// How much.
    pub weight: Number,
}

impl TreePart {
    /// Places of the children of each node: none, or both.
    pub fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.nodes.len()];
        for (place, node) in self.nodes.iter().enumerate() {
            if let Some(of) = node.parent.and_then(|parent| children.get_mut(parent)) {
                of.push(place);
            }
        }
        children
    }

    /// The leaf that the battle reaches, when its way is in the part.
    pub fn lit_leaf(&self) -> Option<&TreeNode> {
        self.nodes.iter().find(|node| node.lit && matches!(node.what, What::Leaf(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::Split;
    use crate::{Listed, Number};

    #[test]
    fn a_split_is_written_as_a_comparison() {
        let mut split = Split {
            column: 4,
            name: None,
            mode: "BRANCH_LT".to_owned(),
            threshold: Number(f64::from(0.1_f32)),
            members: Listed::new([1.0, 2.5, 3.0].into_iter().map(Number), 2),
            missing_tracks_true: false,
            value: None,
            unfolded: false,
            splits: 1,
        };
        assert_eq!(
            (split.column_name().as_str(), split.sign(), split.right(false).as_str()),
            ("[4]", "<", "0.1")
        );
        split.name = Some("a_speed".to_owned());
        "BRANCH_MEMBER".clone_into(&mut split.mode);
        assert_eq!(
            (split.column_name().as_str(), split.sign(), split.right(false).as_str()),
            ("a_speed", "∈", "{1, 2.5, …}")
        );
    }
}
