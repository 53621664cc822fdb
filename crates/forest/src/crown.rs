//! The first levels of a tree for a block of rows at once, one bit per row.
//!
//! First, once per block, every distinct split of all crowns becomes a predicate: a bit for each row that goes right. A
//! crown is then a few bitwise operations per split and 64 rows: the rows that reach a split and satisfy its predicate
//! reach its right child, the others its left one. The decisions of a level, put side by side, are a bit of the number
//! of the way out that a row takes.

use crate::lanes::numbers;
use crate::layout::{LANES, Layout};
use crate::plan::CROWN;

/// A bit for each row of a block of `64 × W`.
type Rows<const W: usize> = [u64; W];

/// The work space of crowns.
#[derive(Debug)]
pub(crate) struct Crown<const W: usize> {
    predicates: Vec<Rows<W>>,
    /// The rows that reach each split of a crown.
    reach: Vec<Rows<W>>,
    /// The rows that go right on each level.
    planes: [Rows<W>; CROWN],
}

impl<const W: usize> Crown<W> {
    pub(crate) fn new(predicates: usize) -> Self {
        let reach = vec![[u64::MAX; W]; 1 << CROWN];
        Self { predicates: vec![[0; W]; predicates], reach, planes: [[0; W]; CROWN] }
    }

    /// Computes the predicates of a block. Ranks are column by column, `stride` rows each, of which the first `64 × W`
    /// count.
    #[inline(never)]
    pub(crate) fn prepare<L: Layout>(
        &mut self,
        predicates: &[(u32, L::Rank)],
        ranks: &[L::Rank],
        stride: usize,
    ) {
        for (rows, &(column, cut)) in self.predicates.iter_mut().zip(predicates) {
            let (groups, _) = ranks[column as usize * stride..][..64 * W].as_chunks::<LANES>();
            for (word, groups) in rows.iter_mut().zip(groups.chunks_exact(64 / LANES)) {
                let bits = groups.iter().rev().map(|ranks| u64::from(L::exceeds(ranks, cut).bits()));
                *word = bits.fold(0, |word, bits| word << LANES | bits);
            }
        }
    }

    /// Sends the rows through a crown of some levels, given as numbers of predicates.
    #[inline(never)]
    pub(crate) fn descend(&mut self, crown: &[u32], levels: u32) {
        let mut first = 0;
        for (level, plane) in self.planes.iter_mut().enumerate().take(levels as usize) {
            *plane = [0; W];
            let width = 1 << level;
            let (above, below) = self.reach.split_at_mut(2 * first + 1);
            let splits = above[first..].iter().zip(&crown[first..]);
            if level + 1 < levels as usize {
                for ((reach, &predicate), children) in splits.zip(below.chunks_exact_mut(2)) {
                    let right = and(reach, &self.predicates[predicate as usize]);
                    *plane = or(plane, &right);
                    children[0] = xor(reach, &right);
                    children[1] = right;
                }
            } else {
                for (reach, &predicate) in splits {
                    *plane = or(plane, &and(reach, &self.predicates[predicate as usize]));
                }
            }
            first += width;
        }
    }

    /// The number of the way out that each of 16 rows takes.
    #[inline(always)]
    pub(crate) fn exits(&self, group: usize, levels: u32) -> [u8; LANES] {
        let (word, shift) = (group * LANES / 64, group * LANES % 64);
        numbers(self.planes[..levels as usize].iter().map(|plane| (plane[word] >> shift) as u16))
    }
}

#[inline(always)]
fn and<const W: usize>(a: &Rows<W>, b: &Rows<W>) -> Rows<W> {
    std::array::from_fn(|i| a[i] & b[i])
}

#[inline(always)]
fn or<const W: usize>(a: &Rows<W>, b: &Rows<W>) -> Rows<W> {
    std::array::from_fn(|i| a[i] | b[i])
}

#[inline(always)]
fn xor<const W: usize>(a: &Rows<W>, b: &Rows<W>) -> Rows<W> {
    std::array::from_fn(|i| a[i] ^ b[i])
}
