//! Rows → ranks and predicates.

use crate::Number;
use crate::alone::Satisfied;
use crate::canonical::exceeds;
use crate::crown::{Crown, NEVER, Rows};
use crate::lanes::{BITS, LANES, Word, turn, turned};
use crate::layout::{Layout, STRIDE};
use crate::packed::Packed;
use crate::table::Table;
use crate::walk::Block;

/// Rows whose columns are read side by side.
const TILE: usize = 32;

/// Sixteen neighbouring features, some of which are compared with one number only: flags of one-hot columns, above all.
#[derive(Debug)]
pub(crate) struct Flags<T> {
    /// The first of the features.
    feature: u32,
    /// What each is compared with; for others, anything.
    bounds: [T; LANES],
    /// The predicate of each, or [`NEVER`] where it has none.
    predicates: [u16; LANES],
}

impl<T: Number> Flags<T> {
    /// Groups features with one cut and their predicates, given in ascending order.
    pub(crate) fn groups(flags: &[(u32, T, u16)], features: usize) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for &(feature, cut, predicate) in flags {
            let fits = groups.last().is_some_and(|group| feature - group.feature < LANES as u32);
            if !fits {
                // The last group begins so early that it does not reach beyond the last feature.
                let first = feature.min((features - LANES) as u32);
                groups.push(Self { feature: first, bounds: [T::ZERO; LANES], predicates: [NEVER; LANES] });
            }
            if let Some(group) = groups.last_mut() {
                let lane = (feature - group.feature) as usize;
                (group.bounds[lane], group.predicates[lane]) = (cut, predicate);
            }
        }
        groups
    }

    /// Writes a bit for each feature of some rows, beginning with row `first` of the block.
    #[inline(always)]
    fn compare(&self, cells: &[T], width: usize, first: usize, bits: &mut Bits) {
        for (row, cells) in (first..).zip(cells.chunks_exact(width)) {
            if let Some((numbers, _)) = cells[self.feature as usize..].split_first_chunk::<LANES>() {
                let at = row / BITS * BITS + turned(row % BITS);
                let [low, high] = T::exceeding(numbers, &self.bounds).to_le_bytes();
                (bits[0][at], bits[1][at]) = (low, high);
            }
        }
    }

    /// Makes predicates of the bits of a block of rows.
    fn finish(&self, bits: &Bits, crown: &mut Crown) {
        for (bytes, predicates) in bits.iter().zip(self.predicates.as_chunks::<8>().0) {
            for (word, bytes) in bytes.as_chunks::<BITS>().0.iter().enumerate() {
                let (bytes, _) = bytes.as_chunks::<LANES>();
                let planes = turn(std::array::from_fn(|i| Word::load(&bytes[i])));
                for (&predicate, plane) in predicates.iter().zip(planes) {
                    if predicate != NEVER {
                        crown.predicate(predicate)[word] = plane;
                    }
                }
            }
        }
    }

    /// Writes the predicates of one row.
    #[inline(always)]
    fn rank_row(&self, table: Table<'_, T>, row: usize, satisfied: &mut Satisfied) {
        let mut numbers = [T::ZERO; LANES];
        match table {
            Table::Rows { cells, width } => {
                numbers.copy_from_slice(&cells[row * width + self.feature as usize..][..LANES]);
            }
            Table::Columns { .. } => {
                for (number, column) in numbers.iter_mut().zip(self.feature as usize..) {
                    *number = table.cell(row, column);
                }
            }
        }
        let bits = T::exceeding(&numbers, &self.bounds);
        for (lane, &predicate) in self.predicates.iter().enumerate() {
            satisfied.set(predicate, bits >> lane & 1 == 1 && predicate != NEVER);
        }
    }

    /// Makes predicates of columns that lie in one piece.
    fn columns(&self, table: Table<'_, T>, crown: &mut Crown) {
        for (lane, &predicate) in self.predicates.iter().enumerate() {
            if predicate != NEVER {
                let numbers = table.column(self.feature as usize + lane, &mut []);
                *crown.predicate(predicate) = above(numbers, self.bounds[lane]);
            }
        }
    }
}

/// For each row of a block a bit for each of 16 features, half of them in each of two bytes; the rows of 128 lie as [`turned`]
/// says.
pub(crate) type Bits = [[u8; STRIDE]; 2];

/// The rows whose number is not at most a bound.
fn above<T: Number>(numbers: &[T], bound: T) -> Rows {
    let (groups, rest) = numbers.as_chunks::<LANES>();
    let mut padded = [T::ZERO; LANES];
    padded[..rest.len()].copy_from_slice(rest);
    let mut bytes = [0; STRIDE / 8];
    for (bytes, numbers) in bytes.chunks_exact_mut(2).zip(groups.iter().chain([&padded])) {
        bytes.copy_from_slice(&T::exceeding(numbers, &[bound; LANES]).to_le_bytes());
    }
    let (words, _) = bytes.as_chunks::<LANES>();
    std::array::from_fn(|i| Word::load(&words[i]))
}

impl<T: Number, L: Layout> Packed<T, L> {
    /// Writes ranks and predicates of a block of rows.
    #[inline(never)]
    pub(crate) fn rank_block(&self, table: Table<'_, T>, block: &mut Block<L>) {
        let Block { ranks, bits, crown, .. } = block;
        match table {
            Table::Columns { .. } => {
                self.flags.iter().for_each(|flags| flags.columns(table, crown));
                self.rank_columns(table, 0, ranks);
            }
            Table::Rows { cells, width } => {
                // Few rows at a time, so that they are still in the cache for the next column.
                for (tile, cells) in cells.chunks(TILE * width).enumerate() {
                    for (flags, bits) in self.flags.iter().zip(&mut *bits) {
                        flags.compare(cells, width, tile * TILE, bits);
                    }
                    self.rank_columns(Table::Rows { cells, width }, tile * TILE, ranks);
                }
                self.flags.iter().zip(bits).for_each(|(flags, bits)| flags.finish(bits, crown));
            }
        }
        let (ranks, _) = ranks.as_chunks::<STRIDE>();
        for &ranked in &self.ranked {
            let parts = L::columns(self.columns[ranked as usize].cuts.len());
            for column in (self.first_ranks[ranked as usize] as usize..).take(parts) {
                let range = self.predicates_of(column);
                let cuts = &self.predicates[range.start as usize..range.end as usize];
                crown.prepare::<L>(range.start as usize, cuts, &ranks[column]);
            }
        }
    }

    /// Writes the ranks of rows, of which the first has number `start` in the block.
    #[inline(always)]
    fn rank_columns(&self, table: Table<'_, T>, start: usize, ranks: &mut [L::Rank]) {
        let mut space = [T::ZERO; STRIDE];
        let space = &mut space[..table.count().min(STRIDE)];
        for &ranked in &self.ranked {
            let (column, grid) = (&self.columns[ranked as usize], &self.grids[ranked as usize]);
            let numbers = table.column(column.feature as usize, space);
            let parts = L::columns(column.cuts.len());
            let out = &mut ranks[self.first_ranks[ranked as usize] as usize * STRIDE..][..parts * STRIDE];
            match (column.cuts.as_slice(), grid) {
                (&[cut], _) if !column.nan_left => {
                    let (below, above) = (L::rank(0), L::rank(1));
                    for (rank, &x) in out[start..].iter_mut().zip(numbers) {
                        *rank = if exceeds(x, cut) { above } else { below };
                    }
                }
                (cuts, Some(grid)) => {
                    let out = &mut out[start..];
                    grid.ranks(numbers, out, |rank| L::rank(usize::from(rank)));
                    let nan = L::rank(if column.nan_left { 0 } else { cuts.len() });
                    for (rank, x) in out.iter_mut().zip(numbers) {
                        *rank = if x.is_nan() { nan } else { *rank };
                    }
                }
                _ => {
                    for (row, &x) in (start..).zip(numbers) {
                        let rank = column.rank(x);
                        for (part, out) in out.chunks_exact_mut(STRIDE).enumerate() {
                            out[row] = L::rank(rank.saturating_sub(part * L::MAX_RANK));
                        }
                    }
                }
            }
        }
    }

    /// Writes ranks and predicates of one row.
    #[inline(never)]
    pub(crate) fn rank_row(
        &self,
        table: Table<'_, T>,
        row: usize,
        ranks: &mut [L::Rank],
        satisfied: &mut Satisfied,
    ) {
        for &ranked in &self.ranked {
            let (column, grid) = (&self.columns[ranked as usize], &self.grids[ranked as usize]);
            let x = table.cell(row, column.feature as usize);
            let rank = match (column.cuts.as_slice(), grid) {
                (&[cut], _) if !column.nan_left => usize::from(exceeds(x, cut)),
                (_, Some(grid)) if !x.is_nan() => usize::from(grid.rank(x)),
                _ => column.rank(x),
            };
            let parts = L::columns(column.cuts.len());
            let first = self.first_ranks[ranked as usize] as usize;
            for (part, out) in ranks[first..][..parts].iter_mut().enumerate() {
                *out = L::rank(rank.saturating_sub(part * L::MAX_RANK));
                satisfied.rank::<L>(self.predicates_of(first + part), *out, &self.predicates);
            }
        }
        for flags in &self.flags {
            flags.rank_row(table, row, satisfied);
        }
    }
}
