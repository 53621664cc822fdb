//! From values to places along an axis, and back.

use crate::ticks::{self, Ticks};

/// What the values of an axis are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AxisKind {
    /// Numbers.
    #[default]
    Number,
    /// Whole numbers, such as steps.
    Whole,
    /// Moments in milliseconds since 1970, UTC.
    Time,
    /// Lengths of time in milliseconds.
    Duration,
}

/// A range of values that is mapped to places from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// What the values are.
    pub kind: AxisKind,
    /// Whether places go by the logarithm.
    pub log: bool,
    /// The value at place 0.
    pub low: f64,
    /// The value at place 1, above `low`.
    pub high: f64,
}

impl Axis {
    /// The axis that holds all values that it can show: finite ones, on a logarithmic axis those above 0. None without any.
    /// A single value lies in the middle.
    #[must_use]
    pub fn over(kind: AxisKind, log: bool, values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut range: Option<(f64, f64)> = None;
        for value in values.filter(|value| value.is_finite() && (!log || *value > 0.0)) {
            let (low, high) = range.unwrap_or((value, value));
            range = Some((low.min(value), high.max(value)));
        }
        let (low, high) = range?;
        let (low, high) = match (low < high, log) {
            (true, _) => (low, high),
            (false, true) => ((low / 10.0).max(f64::MIN_POSITIVE), (high * 10.0).min(f64::MAX)),
            (false, false) => {
                let around = if kind == AxisKind::Number && low != 0.0 { low.abs() / 2.0 } else { 1.0 };
                ((low - around).max(-f64::MAX), (high + around).min(f64::MAX))
            }
        };
        (low < high).then_some(Self { kind, log, low, high })
    }

    /// The same with some room at both ends, a share of the whole.
    #[must_use]
    pub fn padded(mut self, share: f64) -> Self {
        let (low, high) = (self.value(-share), self.value(1.0 + share));
        if low.is_finite() && high.is_finite() && (!self.log || low > 0.0) {
            (self.low, self.high) = (low, high);
        }
        self
    }

    /// The place of a value, outside of 0 to 1 beyond the ends; none for what the axis cannot show.
    #[must_use]
    pub fn place(&self, value: f64) -> Option<f64> {
        if !value.is_finite() || (self.log && value <= 0.0) {
            return None;
        }
        let (value, low, high) = self.inner(value);
        // Halves do not overflow.
        Some((value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0))
    }

    /// The value at a place.
    #[must_use]
    pub fn value(&self, place: f64) -> f64 {
        let (_, low, high) = self.inner(self.low);
        let value = low * (1.0 - place) + high * place;
        if self.log { 10_f64.powf(value) } else { value }
    }

    fn inner(&self, value: f64) -> (f64, f64, f64) {
        if self.log {
            (value.log10(), self.low.log10(), self.high.log10())
        } else {
            (value, self.low, self.high)
        }
    }

    /// At most about `most` round values.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Ticks {
        if self.log {
            ticks::logarithmic(self.low, self.high, most)
        } else {
            ticks::linear(self.kind, self.low, self.high, most)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(log: bool, values: &[f64]) -> Option<Axis> {
        Axis::over(AxisKind::Number, log, values.iter().copied())
    }

    #[test]
    fn places_go_from_0_to_1_and_back() {
        let axis = over(false, &[10.0, f64::NAN, 30.0, f64::INFINITY]).unwrap();
        assert_eq!((axis.low, axis.high), (10.0, 30.0));
        assert_eq!(
            [10.0, 20.0, 30.0, 40.0].map(|v| axis.place(v)),
            [Some(0.0), Some(0.5), Some(1.0), Some(1.5)]
        );
        assert_eq!((axis.place(f64::NAN), axis.value(0.5)), (None, 20.0));
        let log = over(true, &[-1.0, 0.0, 1.0, 100.0]).unwrap();
        assert_eq!((log.place(10.0), log.place(0.0), log.place(-1.0)), (Some(0.5), None, None));
        assert!((log.value(0.5) - 10.0).abs() < 1e-12);
    }

    #[test]
    fn one_value_lies_in_the_middle() {
        for (log, value) in [(false, 7.0), (false, 0.0), (false, -3.0), (true, 5.0), (false, 1e300)] {
            let place = over(log, &[value]).unwrap().place(value).unwrap();
            assert!((place - 0.5).abs() < 1e-9, "{value}: {place}");
        }
        assert_eq!(over(false, &[]), None);
        assert_eq!(over(true, &[0.0, -1.0, f64::NAN]), None);
    }

    #[test]
    fn the_greatest_numbers_do_not_overflow() {
        let axis = over(false, &[-f64::MAX, f64::MAX]).unwrap().padded(0.04);
        assert_eq!(
            (axis.place(-f64::MAX), axis.place(0.0), axis.place(f64::MAX)),
            (Some(0.0), Some(0.5), Some(1.0))
        );
        assert_eq!(over(false, &[0.0, 10.0]).unwrap().padded(0.1).low, -1.0);
    }
}
