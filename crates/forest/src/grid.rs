//! Ranks without a search.
//!
//! A line is cut into equal cells, each with a few cuts of a column at most. As rounding never changes the order of
//! numbers, every cut in an earlier cell than x is less than x, and every cut in a later one is greater: only those of
//! its own cell are left to compare with.

use std::mem::size_of_val;

use crate::Number;
use crate::lanes::LANES;

/// Cuts in a cell, at most.
const MOST: usize = 4;
/// Cells of a grid, at most; a power of two.
const CELLS: usize = 1024;
/// Cuts of a grid, at most.
const CUTS: usize = u8::MAX as usize;

/// Finds ranks of up to 255 cuts.
#[derive(Clone, Debug)]
pub(crate) struct Grid<T> {
    low: T,
    scale: T,
    /// The last cell.
    last: i32,
    /// Whether a cell has more than two cuts.
    dense: bool,
    /// For each cell, how many cuts lie in earlier ones.
    before: Box<[u8; CELLS]>,
    /// The cuts, then infinity.
    cuts: Box<[T; CUTS + MOST]>,
}

impl<T: Number> Grid<T> {
    /// A grid over ascending cuts; none where they lie too unevenly.
    pub(crate) fn new(cuts: &[T]) -> Option<Self> {
        let (&low, &high) = (cuts.first()?, cuts.last()?);
        if !(2..=CUTS).contains(&cuts.len()) || low.is_nan() {
            return None;
        }
        let mut padded = Box::new([T::from(f32::INFINITY); CUTS + MOST]);
        padded[..cuts.len()].copy_from_slice(cuts);
        let mut grid =
            Self { low, scale: T::ZERO, last: 0, dense: false, before: Box::new([0; CELLS]), cuts: padded };
        [(64, 2), (256, 2), (CELLS, 2), (CELLS, MOST)].into_iter().find_map(|(cells, most)| {
            grid.scale = T::count(cells - 1) / (high - low);
            grid.last = cells as i32 - 1;
            grid.dense = most > 2;
            let placed: Vec<usize> = cuts.iter().map(|&cut| grid.cell(cut) as usize).collect();
            if !placed.is_sorted() || placed.windows(most + 1).any(|cells| cells[0] == cells[most]) {
                return None;
            }
            for cell in placed {
                grid.before[cell + 1..].iter_mut().for_each(|before| *before += 1);
            }
            Some(grid.clone())
        })
    }

    #[inline(always)]
    fn cell(&self, x: T) -> i32 {
        ((x - self.low) * self.scale).whole().clamp(0, self.last)
    }

    /// Number of cuts that `x`, which is a number in this cell, exceeds.
    #[inline(always)]
    fn rank_in<const DENSE: bool>(&self, cell: i32, x: T) -> u8 {
        let before = self.before[cell as usize % CELLS];
        let cut = |i: usize| u8::from(x > self.cuts[usize::from(before) + i]);
        let rank = before + cut(0) + cut(1);
        if DENSE { rank + cut(2) + cut(3) } else { rank }
    }

    /// Number of cuts that `x`, which is a number, exceeds.
    #[inline(always)]
    pub(crate) fn rank(&self, x: T) -> u8 {
        self.rank_in::<true>(self.cell(x), x)
    }

    /// The ranks of several numbers; what those of NaN are does not matter.
    #[inline]
    pub(crate) fn ranks<R>(&self, numbers: &[T], ranks: &mut [R], store: impl Fn(u8) -> R) {
        // A few cells at a time, so that they are found side by side.
        let groups = ranks.chunks_mut(LANES).zip(numbers.chunks(LANES));
        for (ranks, numbers) in groups {
            let mut padded = [T::ZERO; LANES];
            let group = numbers.first_chunk().unwrap_or_else(|| {
                padded[..numbers.len()].copy_from_slice(numbers);
                &padded
            });
            let cells = T::cells(group, self.low, self.scale, self.last);
            let cells = ranks.iter_mut().zip(numbers).zip(cells);
            if self.dense {
                cells.for_each(|((rank, &x), cell)| *rank = store(self.rank_in::<true>(cell, x)));
            } else {
                cells.for_each(|((rank, &x), cell)| *rank = store(self.rank_in::<false>(cell, x)));
            }
        }
    }

    /// Memory in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self.before.as_slice()) + size_of_val(self.cuts.as_slice())
    }
}
