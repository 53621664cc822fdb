//! Ranks without a search.
//!
//! A line is cut into equal cells, each with a few cuts of a column at most. As rounding never changes the order of
//! numbers, every cut in an earlier cell than x is less than x, and every cut in a later one is greater: only those of
//! its own cell are left to compare with.

use std::mem::size_of_val;

use crate::Number;
use crate::canonical::exceeds;

/// Cuts in a cell, at most, of any grid.
const MOST: usize = 4;

/// Finds ranks of up to 255 cuts.
#[derive(Clone, Debug)]
pub(crate) struct Grid<T> {
    low: T,
    scale: T,
    /// Cuts in a cell, at most.
    most: usize,
    /// For each cell, how many cuts lie in earlier ones.
    before: Vec<u8>,
    /// The cuts, and infinity for the cells behind the last one.
    cuts: Vec<T>,
}

impl<T: Number> Grid<T> {
    /// A grid over ascending cuts; none where they lie too unevenly.
    pub(crate) fn new(cuts: &[T]) -> Option<Self> {
        let (&low, &high) = (cuts.first()?, cuts.last()?);
        if cuts.len() > usize::from(u8::MAX) {
            return None;
        }
        [(64, 1), (256, 1), (256, 2), (1024, 2), (1024, MOST)].into_iter().find_map(|(cells, most)| {
            let scale = T::count(cells - 1) / (high - low);
            let mut grid = Self { low, scale, most, before: vec![0; cells], cuts: cuts.to_vec() };
            let placed: Vec<usize> = cuts.iter().map(|&cut| grid.cell(cut)).collect();
            if !placed.is_sorted() || placed.windows(most + 1).any(|cells| cells[0] == cells[most]) {
                return None;
            }
            for cell in placed {
                grid.before[cell + 1..].iter_mut().for_each(|before| *before += 1);
            }
            grid.cuts.extend([T::from(f32::INFINITY); MOST]);
            Some(grid)
        })
    }

    #[inline(always)]
    fn cell(&self, x: T) -> usize {
        ((x - self.low) * self.scale).whole().min(self.before.len() - 1)
    }

    /// Number of cuts that `x`, which is a number, exceeds.
    #[inline(always)]
    pub(crate) fn rank(&self, x: T) -> u8 {
        let before = self.before[self.cell(x)];
        let cuts = self.cuts[usize::from(before)..].iter().take(self.most);
        cuts.fold(before, |rank, &cut| rank + u8::from(exceeds(x, cut)))
    }

    /// Memory in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self.before.as_slice()) + size_of_val(self.cuts.as_slice())
    }
}
