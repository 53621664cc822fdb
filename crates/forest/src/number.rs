//! The two types of numbers that ensembles come in.

use std::cmp::Ordering;
use std::fmt::Debug;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, Neg, Sub};

use crate::canonical::exceeds;
use crate::lanes;
use crate::table::Table;
use crate::{Ensemble, EnsembleAttributes, ForestError};

/// `f32` or `f64`: what thresholds, weights, rows and scores of an ensemble are.
pub trait Number:
    Copy
    + Debug
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + DivAssign
    + Neg<Output = Self>
    + Sum
    + From<f32>
    + Into<f64>
    + Send
    + Sync
    + sealed::Sealed
    + 'static
{
    /// Not a number.
    const NAN: Self;
    /// 0
    const ZERO: Self;
    /// 1
    const ONE: Self;
    /// The most negative finite number.
    const MIN: Self;
    /// Whether it is not a number.
    fn is_nan(self) -> bool;
    /// The greatest number below it; NaN where there is none.
    fn below(self) -> Self;
    /// The least number above it; NaN where there is none.
    fn above(self) -> Self;
    /// The order of all values.
    fn total_cmp(&self, other: &Self) -> Ordering;
    /// |x|
    fn abs(self) -> Self;
    /// eˣ, of an `f32` by way of `f64`: then its rounding is the only one, and the same on every platform. The platforms' own
    /// differ in the last bit, which 1 − σ(x) makes much of.
    fn exp(self) -> Self;
    /// The natural logarithm.
    fn ln(self) -> Self;
    /// The square root.
    fn sqrt(self) -> Self;
    /// As many as a count says, rounded to the nearest.
    fn count(count: usize) -> Self;
    /// The whole part, as near as 32 bits come; 0 for NaN.
    fn whole(self) -> i32;
    /// The whole parts of (x - `low`) · `scale` for 16 numbers, but at least 0 and at most `last`; 0 for NaN.
    fn cells(numbers: &[Self; 16], low: Self, scale: Self, last: i32) -> [i32; 16];
    /// A bit for each of 16 numbers that is not at most its bound, the lowest for the first.
    fn exceeding(numbers: &[Self; 16], bounds: &[Self; 16]) -> u16;
}

mod sealed {
    use crate::table::Table;
    use crate::{Ensemble, EnsembleAttributes, ForestError};

    /// What takes the time, compiled in this crate for each type. Generic code would be compiled where it is used, with the
    /// settings of that crate, which need not be made for speed.
    pub trait Sealed: Sized {
        /// Checks and compiles.
        fn load(attributes: &EnsembleAttributes<'_, Self>) -> Result<Ensemble<Self>, ForestError>;
        /// Evaluates a table whose columns have been counted.
        fn run(
            ensemble: &Ensemble<Self>,
            table: Table<'_, Self>,
            scores: &mut [Self],
            classes: Option<&mut [u32]>,
        ) -> Result<(), ForestError>;
    }
}

macro_rules! number {
    ($type:ident, $above:expr, $cells:expr) => {
        impl sealed::Sealed for $type {
            #[inline(never)]
            fn load(attributes: &EnsembleAttributes<'_, Self>) -> Result<Ensemble<Self>, ForestError> {
                Ensemble::load(attributes)
            }

            #[inline(never)]
            fn run(
                ensemble: &Ensemble<Self>,
                table: Table<'_, Self>,
                scores: &mut [Self],
                classes: Option<&mut [u32]>,
            ) -> Result<(), ForestError> {
                ensemble.run(table, scores, classes)
            }
        }

        impl Number for $type {
            const NAN: Self = $type::NAN;
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const MIN: Self = $type::MIN;

            fn is_nan(self) -> bool {
                self.is_nan()
            }

            fn below(self) -> Self {
                if self == $type::NEG_INFINITY { $type::NAN } else { self.next_down() }
            }

            fn above(self) -> Self {
                if self == $type::INFINITY { $type::NAN } else { self.next_up() }
            }

            fn total_cmp(&self, other: &Self) -> Ordering {
                $type::total_cmp(self, other)
            }

            fn abs(self) -> Self {
                self.abs()
            }

            fn exp(self) -> Self {
                f64::from(self).exp() as $type
            }

            fn ln(self) -> Self {
                self.ln()
            }

            fn sqrt(self) -> Self {
                self.sqrt()
            }

            fn count(count: usize) -> Self {
                count as $type
            }

            #[inline(always)]
            fn whole(self) -> i32 {
                self as i32
            }

            #[inline(always)]
            fn exceeding(numbers: &[Self; 16], bounds: &[Self; 16]) -> u16 {
                $above(numbers, bounds)
            }

            #[inline(always)]
            fn cells(numbers: &[Self; 16], low: Self, scale: Self, last: i32) -> [i32; 16] {
                $cells(numbers, low, scale, last)
            }
        }
    };
}

number!(f32, lanes::above, lanes::cells);
number!(
    f64,
    |numbers: &[f64; 16], bounds: &[f64; 16]| {
        let pairs = numbers.iter().zip(bounds).rev();
        pairs.fold(0, |bits, (&number, &bound)| bits << 1 | u16::from(exceeds(number, bound)))
    },
    |numbers: &[f64; 16], low, scale, last| numbers.map(|x| (((x - low) * scale) as i32).clamp(0, last))
);
