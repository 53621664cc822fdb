//! How nodes and ranks are stored: small where the ensemble allows it.

use std::fmt::Debug;

use crate::lanes::{LANES, Word};

/// A way of storing nodes and ranks.
pub(crate) trait Layout: Debug + Send + Sync + 'static {
    /// The rank of a column.
    type Rank: Copy + Debug + Send + Sync;
    /// A split: column, greatest rank that goes left, and position of the left child, which the right one follows.
    type Node: Copy + Debug + Send + Sync;
    /// A position inside a tree.
    type Position: Copy + Debug + Send + Sync;
    /// No rank exceeds it; cuts of a column beyond this number go into a further one.
    const MAX_RANK: usize;
    /// Columns of ranks for so many cuts of a column.
    fn columns(cuts: usize) -> usize {
        cuts.div_ceil(Self::MAX_RANK)
    }
    /// Whether this many columns, and positions inside a tree, can be told apart.
    fn holds(columns: usize, positions: usize) -> bool;
    /// A rank of at most [`Self::MAX_RANK`].
    fn rank(rank: usize) -> Self::Rank;
    /// Stores a node.
    fn node(column: u32, rank: Self::Rank, child: u32) -> Self::Node;
    /// Column of a node.
    fn column(node: Self::Node) -> usize;
    /// Where the ranks of a node's column begin, [`STRIDE`] apart.
    fn row(node: Self::Node) -> usize;
    /// The child of a row with this rank.
    fn next(node: Self::Node, rank: Self::Rank) -> u32;
    /// A bit for each of 16 ranks that exceeds another, the lowest for the first.
    fn exceeding(ranks: &[Self::Rank; LANES], cut: Self::Rank) -> u16;
    /// A byte for each of 16 ranks: `yes` where another exceeds it, or else 0.
    fn exceeded(ranks: &[Self::Rank; LANES], rank: Self::Rank, yes: u8) -> [u8; LANES];
    /// Stores a position.
    fn position(position: u32) -> Self::Position;
    /// A stored position.
    fn at(position: Self::Position) -> u32;
}

/// Rows of a block: their ranks are side by side, column by column. The narrow layout counts on the number.
pub(crate) const STRIDE: usize = 256;

/// Four bytes per node: 256 columns, ranks of a byte, 65,536 positions in a tree.
#[derive(Debug)]
pub(crate) struct Narrow;

impl Layout for Narrow {
    /// 128 less than the rank, since SIMD compares signed bytes.
    type Rank = i8;
    /// Rank in bits 24 to 31, column in 16 to 23, child in 0 to 15.
    type Node = i32;
    type Position = u16;
    const MAX_RANK: usize = u8::MAX as usize;

    fn holds(columns: usize, positions: usize) -> bool {
        columns <= 1 << 8 && positions <= 1 << 16
    }

    #[inline(always)]
    fn rank(rank: usize) -> i8 {
        (rank.min(Self::MAX_RANK) as u8 ^ 0x80).cast_signed()
    }

    fn node(column: u32, rank: i8, child: u32) -> i32 {
        i32::from(rank) << 24 | (column << 16 | child).cast_signed()
    }

    #[inline(always)]
    fn column(node: i32) -> usize {
        (node >> 16 & 0xff) as usize
    }

    #[inline(always)]
    fn row(node: i32) -> usize {
        // The column times STRIDE.
        (node.cast_unsigned() >> 8 & 0xff00) as usize
    }

    #[inline(always)]
    fn next(node: i32, rank: i8) -> u32 {
        // What is below the rank's bits cannot make an equal rank the greater one.
        (node & 0xffff).cast_unsigned() + u32::from(i32::from(rank) << 24 > node)
    }

    #[inline(always)]
    fn exceeding(ranks: &[i8; LANES], cut: i8) -> u16 {
        Word::exceeding(ranks, cut)
    }

    #[inline(always)]
    fn exceeded(ranks: &[i8; LANES], rank: i8, yes: u8) -> [u8; LANES] {
        Word::exceeded(ranks, rank).and(Word::load(&[yes; LANES])).store()
    }

    fn position(position: u32) -> u16 {
        position as u16
    }

    #[inline(always)]
    fn at(position: u16) -> u32 {
        u32::from(position)
    }
}

/// Twelve bytes per node, for what does not fit the narrow layout.
#[derive(Debug)]
pub(crate) struct Wide;

/// A node of the wide layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WideNode {
    column: u32,
    rank: u16,
    child: u32,
}

impl Layout for Wide {
    type Rank = u16;
    type Node = WideNode;
    type Position = u32;
    const MAX_RANK: usize = u16::MAX as usize;

    fn holds(_: usize, _: usize) -> bool {
        true
    }

    #[inline(always)]
    fn rank(rank: usize) -> u16 {
        rank.min(Self::MAX_RANK) as u16
    }

    fn node(column: u32, rank: u16, child: u32) -> WideNode {
        WideNode { column, rank, child }
    }

    #[inline(always)]
    fn column(node: WideNode) -> usize {
        node.column as usize
    }

    #[inline(always)]
    fn row(node: WideNode) -> usize {
        node.column as usize * STRIDE
    }

    #[inline(always)]
    fn next(node: WideNode, rank: u16) -> u32 {
        node.child + u32::from(rank > node.rank)
    }

    #[inline(always)]
    fn exceeding(ranks: &[u16; LANES], cut: u16) -> u16 {
        ranks.iter().rev().fold(0, |bits, &rank| bits << 1 | u16::from(rank > cut))
    }

    #[inline(always)]
    fn exceeded(ranks: &[u16; LANES], rank: u16, yes: u8) -> [u8; LANES] {
        ranks.map(|other| if rank > other { yes } else { 0 })
    }

    fn position(position: u32) -> u32 {
        position
    }

    #[inline(always)]
    fn at(position: u32) -> u32 {
        position
    }
}
