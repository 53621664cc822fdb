//! Moments and lengths of time as text, the same in every language; UTC.

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

/// The day of a moment in milliseconds since 1970, `YYYY-MM-DD`.
#[must_use]
pub fn date(milliseconds: i64) -> String {
    let (year, month, day) = civil(milliseconds.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The time of day of a moment in milliseconds since 1970: `HH:MM`, with seconds and milliseconds only where there are any.
#[must_use]
pub fn time_of_day(milliseconds: i64) -> String {
    let rest = milliseconds.rem_euclid(DAY);
    let (minutes, seconds, thousandths) = (rest / 60_000, rest / 1000 % 60, rest % 1000);
    let mut text = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    if seconds != 0 || thousandths != 0 {
        text.push_str(&format!(":{seconds:02}"));
    }
    if thousandths != 0 {
        text.push_str(&format!(".{thousandths:03}"));
    }
    text
}

/// A length of time in milliseconds by its two largest units, `1 h 30 min`; what is less than a millisecond is none.
#[must_use]
pub fn duration(milliseconds: f64) -> String {
    const UNITS: [(i64, &str); 5] = [(DAY, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s"), (1, "ms")];
    #[allow(clippy::cast_possible_truncation, reason = "saturates, and nobody reads so many years")]
    let whole = milliseconds.abs().round() as i64;
    let Some(first) = UNITS.iter().position(|(size, _)| whole >= *size) else { return "0 s".to_owned() };
    let mut text = if milliseconds < 0.0 { "−".to_owned() } else { String::new() };
    let (size, unit) = UNITS[first];
    text.push_str(&format!("{} {unit}", whole / size));
    if let Some((smaller, unit)) = UNITS.get(first + 1)
        && whole % size / smaller > 0
    {
        text.push_str(&format!(" {} {unit}", whole % size / smaller));
    }
    text
}

/// Year, month and day of a day counted from 1970-01-01. Days are counted in eras of 400 years that begin on 1 March, so that
/// the leap day ends a year (Howard Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The first day of a month counted in months from year 0, in days from 1970-01-01.
pub(crate) fn month_start(months: i64) -> i64 {
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_right_around_leap_days() {
        assert_eq!((date(0), time_of_day(0)), ("1970-01-01".to_owned(), "00:00".to_owned()));
        assert_eq!(date(951_782_400_000), "2000-02-29");
        assert_eq!((date(-1), time_of_day(-1)), ("1969-12-31".to_owned(), "23:59:59.999".to_owned()));
        assert_eq!(time_of_day(1_795_380_560_000), "20:49:20");
    }

    #[test]
    fn months_and_days_agree() {
        for months in (1960 * 12)..(2110 * 12) {
            assert_eq!(civil(month_start(months)), (months / 12, months % 12 + 1, 1));
        }
    }

    #[test]
    fn durations_have_two_units() {
        let shown =
            [0.0, 0.4, 7.0, 1500.0, 60_000.0, 5_400_000.0, 86_400_000.0 * 3.5, -90_000.0].map(duration);
        assert_eq!(
            shown,
            ["0 s", "0 s", "7 ms", "1 s 500 ms", "1 min", "1 h 30 min", "3 d 12 h", "−1 min 30 s"]
        );
    }
}
