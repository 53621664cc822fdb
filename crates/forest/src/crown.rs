//! The first levels of a tree for a block of rows at once, one bit per row.
//!
//! First, once per block, every distinct split of all crowns becomes a predicate: a bit for each row that goes right. A
//! crown is then a few bitwise operations per split and 128 rows: the rows that reach a split and satisfy its predicate
//! reach its right child, the others its left one. The decisions of a level, put side by side, are a bit of the number
//! of the way out that a row takes.
//!
//! Crowns are cut into units of three levels, whose rows stay in registers from the first level to the third. A unit
//! without a split is left out: none of its rows goes right. Whole levels that lack to make their number a multiple of
//! three come first, as splits that every row passes to the left.

use crate::lanes::{BITS, LANES, Word, numbers};
use crate::layout::{Layout, STRIDE};

/// Levels of a unit.
pub(crate) const LEVELS: usize = 3;
/// Levels of a crown, at most.
pub(crate) const CROWN: usize = STAGES * LEVELS;
/// Splits of a unit.
pub(crate) const SPLITS: usize = (1 << LEVELS) - 1;
/// Units from the root to a way out, at most.
pub(crate) const STAGES: usize = 4;
/// Units of the last stage, at most.
const PLACES: usize = 1 << (LEVELS * (STAGES - 1));
/// Predicates that units can name.
pub(crate) const PREDICATES: usize = 1 << 16;
/// The predicate that no row satisfies.
pub(crate) const NEVER: u16 = 0;

/// Seven splits as numbers of predicates: those of split `i` lead to `2i + 1` and `2i + 2`, and so do its ways out.
///
/// It fills a quarter of a cache line, and never lies in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(16))]
pub(crate) struct Unit {
    pub(crate) splits: [u16; SPLITS],
    /// How many units later the one behind its first way out is, which those behind the others follow. On the last stage,
    /// the number of that way out among those of the crown.
    pub(crate) below: u16,
}

/// A bit for each row of a block.
pub(crate) type Rows = [Word; STRIDE / BITS];

/// Where the units of a crown lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) levels: u32,
    /// Units from the root to a way out.
    pub(crate) stages: usize,
    /// Levels before the first one.
    pub(crate) lacking: u32,
}

impl Shape {
    pub(crate) fn new(levels: usize) -> Self {
        let stages = levels.div_ceil(LEVELS);
        Self { levels: levels as u32, stages, lacking: (stages * LEVELS - levels) as u32 }
    }

    /// Units of a stage.
    fn places(self, stage: usize) -> usize {
        if stage == 0 { 1 } else { 1 << ((stage * LEVELS) as u32 - self.lacking) }
    }

    /// Units before those of a stage.
    fn before(self, stage: usize) -> usize {
        (0..stage).map(|stage| self.places(stage)).sum()
    }

    /// Units of all stages.
    pub(crate) fn units(self) -> usize {
        self.before(self.stages)
    }

    /// Writes the units of a crown and the numbers of those that have a split, with their count for each stage. `crown` are
    /// the predicates of `levels` complete levels, level by level.
    pub(crate) fn lay_out(
        self,
        crown: &[u16],
        units: &mut Vec<Unit>,
        present: &mut Vec<u16>,
    ) -> [u16; STAGES] {
        let mut counts = [0; STAGES];
        for (stage, count) in counts.iter_mut().enumerate().take(self.stages) {
            for place in 0..self.places(stage) {
                let splits = std::array::from_fn(|i| {
                    let level = (i + 1).ilog2();
                    let path = (place << level) + (i + 1 - (1 << level));
                    let level = ((stage * LEVELS) as u32 + level).checked_sub(self.lacking);
                    let inside = level.filter(|&level| path < 1 << level);
                    inside.map_or(NEVER, |level| crown[(1 << level) - 1 + path])
                });
                if splits != [NEVER; SPLITS] {
                    present.push(place as u16);
                    *count += 1;
                }
                let last = stage + 1 == self.stages;
                let below = if last { 0 } else { self.before(stage + 1) - self.before(stage) - place };
                units.push(Unit { splits, below: (below + (place << LEVELS)) as u16 });
            }
        }
        counts
    }
}

/// The work space of crowns for a block of rows.
#[derive(Debug)]
pub(crate) struct Crown {
    /// The rows that satisfy each predicate.
    predicates: Vec<Rows>,
    /// The rows that reach each unit, stage by stage.
    reach: Vec<Rows>,
    /// Units of the last stage that a row reaches.
    reached: Vec<u16>,
}

/// Units before those of a stage, where there are as many as can be.
const BEFORE: [usize; STAGES + 1] = [0, 1, 9, 73, 585];

impl Crown {
    /// For crowns of up to so many stages.
    pub(crate) fn new(predicates: usize, stages: usize) -> Self {
        let zeros = [Word::zeros(); STRIDE / BITS];
        let mut reach = vec![zeros; BEFORE[stages]];
        if let Some(all) = reach.first_mut() {
            *all = [Word::ones(); STRIDE / BITS];
        }
        Self { predicates: vec![zeros; predicates], reach, reached: vec![0; PLACES] }
    }

    /// The rows that satisfy a predicate.
    #[inline(always)]
    pub(crate) fn predicate(&mut self, number: u16) -> &mut Rows {
        &mut self.predicates[usize::from(number)]
    }

    /// Writes the predicates of a column of ranks.
    #[inline(always)]
    pub(crate) fn prepare<L: Layout>(&mut self, first: usize, cuts: &[L::Rank], ranks: &[L::Rank; STRIDE]) {
        let (groups, _) = ranks.as_chunks::<LANES>();
        for (rows, &cut) in self.predicates[first..].iter_mut().zip(cuts) {
            for (word, groups) in rows.iter_mut().zip(groups.chunks_exact(BITS / LANES)) {
                let mut bytes = [0; LANES];
                for (bytes, ranks) in bytes.chunks_exact_mut(2).zip(groups) {
                    bytes.copy_from_slice(&L::exceeding(ranks, cut).to_le_bytes());
                }
                *word = Word::load(&bytes);
            }
        }
    }

    /// Sends the rows through a crown, and writes the number of the way out that each takes.
    ///
    /// `units` are those of the shape, `present` the numbers of those with a split: `counts` for each stage.
    #[inline(never)]
    pub(crate) fn descend(
        &mut self,
        shape: Shape,
        units: &[Unit],
        mut present: &[u16],
        counts: &[u16; STAGES],
        exits: &mut [u16; STRIDE],
    ) {
        let mut planes = [[Word::zeros(); STRIDE / BITS]; CROWN];
        let (mut first, zeros) = (0, [Word::zeros(); STRIDE / BITS]);
        for stage in 0..shape.stages {
            let (these, others) = present.split_at(usize::from(counts[stage]));
            present = others;
            let units = &units[first..];
            first += shape.places(stage);
            let mut decided = [zeros; LEVELS];
            let (above, below) = self.reach[BEFORE[stage]..].split_at_mut(BEFORE[stage + 1] - BEFORE[stage]);
            if stage + 1 < shape.stages {
                for &place in these {
                    let place = usize::from(place);
                    let children = &mut below[place << LEVELS..][..1 << LEVELS];
                    pass::<true>(&self.predicates, &units[place], &above[place], &mut decided, children);
                }
            } else {
                // Rows that are alike reach few units. The others are left out, without a branch to guess for each.
                let mut count = 0;
                for &place in these {
                    let rows =
                        above[usize::from(place)].iter().fold(Word::zeros(), |all, &rows| all.or(rows));
                    self.reached[count % PLACES] = place;
                    count += usize::from(rows.any());
                }
                for &place in &self.reached[..count] {
                    let place = usize::from(place);
                    pass::<false>(&self.predicates, &units[place], &above[place], &mut decided, &mut []);
                }
            }
            planes[LEVELS * stage..][..LEVELS].copy_from_slice(&decided);
        }
        let plane = |bit: usize, word: usize| {
            (LEVELS * shape.stages).checked_sub(bit + 1).map_or(Word::zeros(), |level| planes[level][word])
        };
        for (word, exits) in exits.chunks_exact_mut(BITS).enumerate() {
            let low = numbers(std::array::from_fn(|bit| plane(bit, word)));
            let high = if shape.levels > 8 {
                numbers(std::array::from_fn(|bit| plane(8 + bit, word)))
            } else {
                [Word::zeros(); 8]
            };
            for ((exits, low), high) in exits.as_chunks_mut().0.iter_mut().zip(low).zip(high) {
                low.with_upper(high, exits);
            }
        }
    }
}

/// Sends the rows that reach a unit through it: adds those that go right on each level to `decided`, and with `ON` writes
/// the rows of each way out to `children`.
#[inline(always)]
#[expect(unsafe_code, reason = "seven checks for each unit cost a tenth of the time")]
fn pass<const ON: bool>(
    predicates: &[Rows],
    unit: &Unit,
    reach: &Rows,
    decided: &mut [Rows; LEVELS],
    children: &mut [Rows],
) {
    let rows = unit.splits.map(|predicate| {
        debug_assert!(usize::from(predicate) < predicates.len());
        // SAFETY: `Packed::new` numbers the predicates of units, and `Crown::new` got their count.
        unsafe { predicates.get_unchecked(usize::from(predicate)) }
    });
    for word in 0..STRIDE / BITS {
        let [root, left, right, left_left, left_right, right_left, right_right] = rows.map(|rows| rows[word]);
        let [first, second, third] = decided;
        let all = reach[word];
        let b = all.and(root);
        let a = all.xor(b);
        first[word] = first[word].or(b);
        let (ab, bb) = (a.and(left), b.and(right));
        let (aa, ba) = (a.xor(ab), b.xor(bb));
        second[word] = second[word].or(ab).or(bb);
        let (aab, abb, bab, bbb) =
            (aa.and(left_left), ab.and(left_right), ba.and(right_left), bb.and(right_right));
        third[word] = third[word].or(aab.or(abb)).or(bab.or(bbb));
        if ON && let Some((children, _)) = children.split_first_chunk_mut::<8>() {
            let rows = [aa.xor(aab), aab, ab.xor(abb), abb, ba.xor(bab), bab, bb.xor(bbb), bbb];
            for (child, rows) in children.iter_mut().zip(rows) {
                child[word] = rows;
            }
        }
    }
}
