//! Round values along an axis.

use crate::AxisKind;
use crate::calendar::{DAY, civil, month_start};

/// Round values, and how far apart they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// From the least.
    pub values: Vec<f64>,
    /// The distance between neighbours; 0 where distances differ.
    pub step: f64,
}

impl Ticks {
    /// The decimals that tell neighbours apart, at most 12.
    #[must_use]
    pub fn decimals(&self) -> usize {
        if self.step <= 0.0 || !self.step.is_finite() {
            return 0;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 12")]
        let digits = (-self.step.log10().floor()).clamp(0.0, 12.0) as usize;
        digits
    }
}

/// About the end of the year 9999 in milliseconds since 1970.
const YEAR_9999: f64 = 253_402_300_800_000.0;

/// At most about `most` round values between two, by the kind of the axis.
pub(crate) fn linear(kind: AxisKind, low: f64, high: f64, most: usize) -> Ticks {
    let range = high / 2.0 - low / 2.0;
    if range.is_nan() || range <= 0.0 || most == 0 {
        return Ticks { values: vec![low], step: 0.0 };
    }
    #[allow(clippy::cast_precision_loss, reason = "a handful")]
    let rough = range / most as f64 * 2.0;
    // Calendars end somewhere.
    let in_calendar = low >= -YEAR_9999 && high <= YEAR_9999;
    match kind {
        AxisKind::Number => multiples(low, high, round_up(rough)),
        AxisKind::Whole => multiples(low, high, round_up(rough).max(1.0)),
        AxisKind::Duration => multiples(low, high, time_step(rough)),
        AxisKind::Time if in_calendar && rough > 14.0 * DAY as f64 => months(low, high, rough),
        AxisKind::Time => multiples(low, high, time_step(rough)),
    }
}

/// Powers of ten between two positive values; where there are few, also their doubles and fives, and where there is none, round values.
pub(crate) fn logarithmic(low: f64, high: f64, most: usize) -> Ticks {
    let (first, last) = (low.log10(), high.log10());
    let decades = last - first;
    #[allow(clippy::cast_precision_loss, reason = "a handful")]
    let most_float = most.max(1) as f64;
    if decades < 1.0 {
        return linear(AxisKind::Number, low, high, most);
    }
    let between: &[f64] = if decades * 3.0 <= most_float { &[1.0, 2.0, 5.0] } else { &[1.0] };
    #[allow(clippy::cast_possible_truncation, reason = "exponents of doubles")]
    let (from, to, every) =
        (first.floor() as i32, last.ceil() as i32, (decades / most_float).ceil().max(1.0) as i32);
    let values = (from..=to)
        .filter(|exponent| exponent.rem_euclid(every) == 0)
        .flat_map(|exponent| between.iter().map(move |factor| factor * 10_f64.powi(exponent)))
        .filter(|value| (low..=high).contains(value))
        .collect();
    Ticks { values, step: 0.0 }
}

/// The least of 1, 2 and 5 times a power of ten that is not less (Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990).
fn round_up(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= rough * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// The least length of time in milliseconds that clocks and calendars are divided by and that is not less; above a week, round days.
fn time_step(rough: f64) -> f64 {
    const SECOND: f64 = 1000.0;
    const STEPS: [f64; 19] = [
        SECOND,
        2.0 * SECOND,
        5.0 * SECOND,
        10.0 * SECOND,
        15.0 * SECOND,
        30.0 * SECOND,
        60.0 * SECOND,
        120.0 * SECOND,
        300.0 * SECOND,
        600.0 * SECOND,
        900.0 * SECOND,
        1800.0 * SECOND,
        3600.0 * SECOND,
        7200.0 * SECOND,
        10_800.0 * SECOND,
        21_600.0 * SECOND,
        43_200.0 * SECOND,
        DAY as f64,
        2.0 * DAY as f64,
    ];
    if rough < SECOND / 2.0 {
        return round_up(rough).max(1.0);
    }
    STEPS.into_iter().find(|step| *step >= rough).unwrap_or_else(|| round_up(rough / DAY as f64) * DAY as f64)
}

fn multiples(low: f64, high: f64, step: f64) -> Ticks {
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    let mut values: Vec<f64> = Vec::new();
    for place in 0..64 {
        let factor = first + f64::from(place);
        // Where doubles are too coarse for the step, the same value would come again and again.
        if factor <= last && values.last().is_none_or(|before| factor * step > *before) {
            values.push(factor * step);
        }
    }
    Ticks { values, step }
}

/// First days of months, quarters or years.
fn months(low: f64, high: f64, rough: f64) -> Ticks {
    const MONTH: f64 = 30.44 * DAY as f64;
    let every = [1.0, 3.0, 6.0, 12.0]
        .into_iter()
        .find(|months| months * MONTH >= rough)
        .unwrap_or_else(|| round_up(rough / (12.0 * MONTH)) * 12.0);
    #[allow(clippy::cast_possible_truncation, reason = "the caller keeps to four-digit years")]
    let (every, first_day) = (every as i64, (low / DAY as f64).floor() as i64);
    let (year, month, _) = civil(first_day);
    let start = (year * 12 + month - 1).div_euclid(every) * every;
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of some thousand years")]
    let values = (0..64)
        .map(|place| (month_start(start + place * every) * DAY) as f64)
        .filter(|value| (low..=high).contains(value))
        .collect();
    Ticks { values, step: every as f64 * MONTH }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_ones_twos_and_fives() {
        let ticks = linear(AxisKind::Number, 0.03, 0.97, 5);
        assert_eq!((ticks.values.clone(), ticks.decimals()), (vec![0.2, 0.4, 0.6000000000000001, 0.8], 1));
        assert_eq!(linear(AxisKind::Number, 0.0, 1000.0, 4).values, [0.0, 500.0, 1000.0]);
        assert_eq!(linear(AxisKind::Number, -3.0, 3.0, 6).values, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(linear(AxisKind::Number, 1e-9, 3e-9, 4).decimals(), 10);
        assert_eq!(linear(AxisKind::Whole, 0.0, 2.0, 10).values, [0.0, 1.0, 2.0]);
    }

    #[test]
    fn extremes_end_too() {
        assert_eq!(linear(AxisKind::Number, 7.0, 7.0, 5).values, [7.0]);
        assert_eq!(linear(AxisKind::Number, f64::NAN, 1.0, 5).values.len(), 1);
        let huge = linear(AxisKind::Number, -f64::MAX, f64::MAX, 5).values;
        assert!(huge.len() >= 3 && huge.iter().all(|value| value.is_finite()), "{huge:?}");
        let coarse = linear(AxisKind::Number, 1e16, 1e16 + 4.0, 50);
        assert!(coarse.values.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(linear(AxisKind::Time, -1e300, 1e300, 5).values.len() <= 64);
    }

    #[test]
    fn logarithms_get_powers_of_ten() {
        assert_eq!(logarithmic(0.001, 1000.0, 8).values, [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(logarithmic(1.0, 100.0, 8).values, [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
        assert_eq!(logarithmic(2.0, 8.0, 4).values, [2.0, 4.0, 6.0, 8.0]);
        let far = logarithmic(1e-300, 1e300, 6).values;
        assert!((4..=7).contains(&far.len()), "{far:?}");
    }

    #[test]
    fn time_is_divided_as_clocks_and_calendars_are() {
        let minute = 60_000.0;
        assert_eq!(
            linear(AxisKind::Duration, 0.0, 10.0 * minute, 5).values,
            [0.0, 2.0, 4.0, 6.0, 8.0, 10.0].map(|value| value * minute)
        );
        assert_eq!(linear(AxisKind::Duration, 0.0, 50.0, 5).values, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
        let days = |text: &[f64]| text.iter().map(|day| crate::date((*day) as i64)).collect::<Vec<_>>();
        // 2026-01-15 to 2026-06-15.
        let half_year = linear(AxisKind::Time, 1_768_435_200_000.0, 1_781_481_600_000.0, 6);
        assert_eq!(
            days(&half_year.values),
            ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"]
        );
        let years = linear(AxisKind::Time, 0.0, 1_781_481_600_000.0, 6);
        assert_eq!(
            days(&years.values),
            ["1970-01-01", "1980-01-01", "1990-01-01", "2000-01-01", "2010-01-01", "2020-01-01"]
        );
    }
}
