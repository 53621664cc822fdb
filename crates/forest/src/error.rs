//! Why an ensemble is refused: always the attribute, and the tree and node where there is one.

use std::fmt;

/// A node as the file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRef {
    /// Tree id (`nodes_treeids`).
    pub tree: i64,
    /// Node id inside the tree (`nodes_nodeids`).
    pub node: i64,
}

impl fmt::Display for NodeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tree {}, node {}", self.tree, self.node)
    }
}

/// Why an ensemble cannot be loaded, or rows cannot be evaluated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ForestError {
    /// Parallel attribute vectors of different lengths.
    #[error("attribute '{attribute}' has {found} values, but '{reference}' has {expected}")]
    Lengths {
        /// The attribute of the wrong length.
        attribute: &'static str,
        /// Its length.
        found: usize,
        /// The attribute it is compared with.
        reference: &'static str,
        /// The length of that.
        expected: usize,
    },
    /// `base_values` of a length that means nothing.
    #[error(
        "attribute 'base_values' has {found} values; a model with {outputs} outputs takes 0 or {outputs}"
    )]
    BaseValues {
        /// Its length.
        found: usize,
        /// Number of classes or targets.
        outputs: usize,
    },
    /// A word that is not in the standard.
    #[error("attribute '{attribute}' has the unknown value '{value}'")]
    UnknownValue {
        /// The attribute.
        attribute: &'static str,
        /// What it says, shortened.
        value: String,
    },
    /// No node at all.
    #[error("the ensemble has no nodes")]
    Empty,
    /// More nodes, trees, votes or outputs than this crate takes.
    #[error("the ensemble has {found} {what}, more than the {limit} that are supported")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A number of classes or targets below one.
    #[error("the ensemble has no outputs: it needs at least one class or target")]
    NoOutputs,
    /// Two nodes of a tree have the same id.
    #[error("{node}: this node id is used twice")]
    DuplicateNode {
        /// The node.
        node: NodeRef,
    },
    /// A split compares a negative column, or one too large to exist.
    #[error("{node}: feature id {feature} is not a column of the input")]
    Feature {
        /// The split.
        node: NodeRef,
        /// Its feature id.
        feature: i64,
    },
    /// A threshold that no value compares with.
    #[error("{node}: the threshold is not a number")]
    NanThreshold {
        /// The split.
        node: NodeRef,
    },
    /// A child id that the tree does not have.
    #[error("{node}: its child {child} is not a node of this tree")]
    MissingChild {
        /// The split.
        node: NodeRef,
        /// The id of the missing child.
        child: i64,
    },
    /// Following the children leads back to a node.
    #[error("{node}: its child {child} leads back to it, a cycle")]
    Cycle {
        /// The split that closes the cycle.
        node: NodeRef,
        /// The child.
        child: i64,
    },
    /// Two splits share a child.
    #[error("{node}: its child {child} already is a child of node {parent}")]
    SharedChild {
        /// The second parent.
        node: NodeRef,
        /// The child.
        child: i64,
        /// The first parent.
        parent: i64,
    },
    /// A node that the root does not lead to.
    #[error("{node}: no path leads there from the tree's first node")]
    Unreachable {
        /// The node.
        node: NodeRef,
    },
    /// A vote of a node that does not exist.
    #[error("{node}: there is a vote for this node, but no such node")]
    VoteWithoutNode {
        /// The node named by the vote.
        node: NodeRef,
    },
    /// A vote of a node that is a split.
    #[error("{node}: there is a vote for this node, but it is not a leaf")]
    VoteOnSplit {
        /// The node named by the vote.
        node: NodeRef,
    },
    /// A vote for a class or target that does not exist.
    #[error("{node}: its vote is for output {output}, but there are {outputs}")]
    VoteOutput {
        /// The leaf.
        node: NodeRef,
        /// The class or target id.
        output: i64,
        /// Number of classes or targets.
        outputs: usize,
    },
    /// Votes that are not summed.
    #[error(
        "the trees' votes are combined by minimum or maximum, which cannot be shared out among the columns"
    )]
    NotAdditive,
    /// Rows with fewer columns than the splits compare.
    #[error("the rows have {found} columns, but the trees compare column {needed} (counted from 1)")]
    Columns {
        /// Columns of the rows.
        found: usize,
        /// Columns that the trees need.
        needed: usize,
    },
    /// Buffers whose lengths do not fit together.
    #[error("{what} holds {found} numbers, expected {expected}")]
    Buffer {
        /// Which buffer.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length that fits the others.
        expected: usize,
    },
}

impl ForestError {
    /// An unknown word of an attribute, cut to a length that can be shown.
    pub(crate) fn unknown_value(attribute: &'static str, value: &str) -> Self {
        Self::UnknownValue { attribute, value: value.chars().take(40).collect() }
    }
}
