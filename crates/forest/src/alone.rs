//! One row through the crowns: several trees side by side, so that the processor waits for many of them at once.

use std::ops::Range;
use std::sync::atomic::{Ordering, compiler_fence};

use crate::Number;
use crate::crown::{LEVELS, SPLITS, Shape, Unit};
use crate::lanes::LANES;
use crate::layout::Layout;

/// Crowns that are walked side by side.
const TOGETHER: usize = 8;

/// A byte for each predicate: [`SIDE`] where the row satisfies it, or else 0.
#[derive(Debug)]
pub(crate) struct Satisfied(Vec<u8>);

/// Bytes from a split of a unit to the next one. Steps to the right are counted in these, which saves a multiplication for
/// each.
const SIDE: u8 = size_of::<u16>() as u8;

impl Satisfied {
    pub(crate) fn new(predicates: usize) -> Self {
        Self(vec![0; predicates + LANES])
    }

    /// Writes some predicates by the rank of a column. Up to 15 of those behind them get a number, too, and so have to be
    /// written later. There are `LANES` more cuts than the last of them has need of.
    #[inline(always)]
    pub(crate) fn rank<L: Layout>(&mut self, predicates: Range<u32>, rank: L::Rank, cuts: &[L::Rank]) {
        let range = predicates.start as usize..(predicates.end as usize + LANES - 1).max(LANES);
        let (cuts, _) = cuts[range.clone()].as_chunks::<LANES>();
        for (satisfied, cuts) in self.0[range].as_chunks_mut::<LANES>().0.iter_mut().zip(cuts) {
            *satisfied = L::exceeded(cuts, rank, SIDE);
        }
    }

    /// Writes one predicate.
    #[inline(always)]
    pub(crate) fn set(&mut self, predicate: u16, satisfied: bool) {
        self.0[usize::from(predicate)] = if satisfied { SIDE } else { 0 };
    }

    /// The number of the way out of each unit, times [`SIDE`], and with what is `below`. The row passes the first
    /// `LACKING` levels to the left.
    ///
    /// # Safety
    /// The pointers must be those of units.
    #[inline(always)]
    #[expect(unsafe_code, reason = "references would keep addresses from being numbers")]
    unsafe fn steps<const N: usize, const LACKING: usize>(&self, units: &[*const Unit; N]) -> [usize; N] {
        // SAFETY: the caller's promise.
        let units = units.map(|unit| unsafe { &*unit });
        // All units are on their way to the cache before one of them is waited for. The compiler would rather go through one
        // after the other.
        compiler_fence(Ordering::SeqCst);
        let first = units.map(|unit| self.get(unit, LACKING, 0));
        compiler_fence(Ordering::SeqCst);
        std::array::from_fn(|i| {
            let unit = units[i];
            let more = LACKING + 1..LEVELS;
            let exit = more.fold(first[i], |steps, level| 2 * steps + self.get(unit, level, steps));
            exit + usize::from(unit.below) * usize::from(SIDE)
        })
    }

    /// [`SIDE`] where the row goes right at a split, which is so many steps from the left end of its level.
    #[inline(always)]
    #[expect(unsafe_code, reason = "two checks a step cost a third of the time")]
    fn get(&self, unit: &Unit, level: usize, steps: usize) -> usize {
        let first = ((1 << level) - 1) * usize::from(SIDE);
        debug_assert!(first + steps < SPLITS * usize::from(SIDE));
        // SAFETY: what is in `self` is `SIDE` or 0, so that each level has twice as many splits as the one before, and
        // `steps` leads to one of them. `Packed::new` numbers the predicates of units, and there is a byte for each of them.
        unsafe {
            let predicate = usize::from(*unit.splits.as_ptr().byte_add(steps).byte_add(first));
            debug_assert!(predicate < self.0.len());
            usize::from(*self.0.get_unchecked(predicate))
        }
    }
}

impl Shape {
    /// Writes the ways out that a row takes of some crowns of this shape, whose units follow each other.
    #[inline(never)]
    pub(crate) fn exits(self, units: &[Unit], satisfied: &Satisfied, exits: &mut [u16]) {
        self.walk(units, satisfied, exits.len(), |number, exit| exits[number] = exit as u16);
    }

    /// Adds the values behind the ways out that a row takes of some crowns of this shape: `units` and `values` of one follow those of
    /// the other.
    #[inline(never)]
    pub(crate) fn total<T: Number>(self, units: &[Unit], satisfied: &Satisfied, values: &[T], sum: T) -> T {
        let mut total = sum;
        self.walk(units, satisfied, values.len() >> self.levels, |number, exit| {
            total += values[(number << self.levels) + exit];
        });
        total
    }

    /// Tells the ways out that a row takes of some crowns, one after the other, with the number of the crown.
    #[inline(always)]
    fn walk(
        self,
        units: &[Unit],
        satisfied: &Satisfied,
        crowns: usize,
        mut arrived: impl FnMut(usize, usize),
    ) {
        let mut units = &units[..crowns * self.units()];
        let mut number = 0;
        while number + TOGETHER <= crowns {
            for exit in self.walk_together::<TOGETHER>(units, satisfied) {
                arrived(number, exit);
                number += 1;
            }
            units = &units[TOGETHER * self.units()..];
        }
        while number < crowns {
            for exit in self.walk_together::<1>(units, satisfied) {
                arrived(number, exit);
                number += 1;
            }
            units = &units[self.units()..];
        }
    }

    /// The ways out that a row takes of `N` crowns.
    #[inline(always)]
    #[expect(unsafe_code, reason = "a check for each unit costs a sixth of the time")]
    fn walk_together<const N: usize>(self, units: &[Unit], satisfied: &Satisfied) -> [usize; N] {
        let each = self.units();
        assert!(units.len() >= N * each);
        if each == 0 {
            return [0; N];
        }
        // SAFETY: the crowns are inside `units` as a whole, and `Shape::lay_out` has put the units behind the ways out of one where
        // `below` says.
        unsafe {
            let mut at: [*const Unit; N] = std::array::from_fn(|crown| units.as_ptr().add(crown * each));
            let mut steps = match self.lacking {
                0 => satisfied.steps::<N, 0>(&at),
                1 => satisfied.steps::<N, 1>(&at),
                _ => satisfied.steps::<N, 2>(&at),
            };
            for _ in 1..self.stages {
                for (at, steps) in at.iter_mut().zip(steps) {
                    *at = at.byte_add(steps * (size_of::<Unit>() / usize::from(SIDE)));
                }
                steps = satisfied.steps::<N, 0>(&at);
            }
            steps.map(|steps| steps / usize::from(SIDE))
        }
    }
}
