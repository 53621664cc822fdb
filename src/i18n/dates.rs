//! Days and moments as people write them, in UTC.

use battle::Lang;

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// A moment in milliseconds since 1970 as a date and time, such as `22 Nov 2026, 20:49 UTC`.
pub(crate) fn date(lang: Lang, milliseconds: i64) -> String {
    let minute = milliseconds.div_euclid(60_000).rem_euclid(1440);
    format!("{}, {:02}:{:02} UTC", day(lang, milliseconds), minute / 60, minute % 60)
}

/// The day of a moment in milliseconds since 1970, such as `22 Nov 2026`.
pub(crate) fn day(lang: Lang, milliseconds: i64) -> String {
    let (year, month, day) = civil(milliseconds);
    format!("{} {year}", day_and_month(lang, month, day))
}

/// The same without its year.
pub(crate) fn short_day(lang: Lang, milliseconds: i64) -> String {
    let (_, month, day) = civil(milliseconds);
    day_and_month(lang, month, day)
}

fn day_and_month(lang: Lang, month: usize, day: i64) -> String {
    let months = if lang == Lang::Fr { &MONTHS_FR } else { &MONTHS_EN };
    let month = months.get(month).copied().unwrap_or_default();
    match (lang, day) {
        (Lang::Fr, 1) => format!("1er\u{a0}{month}"),
        _ => format!("{day}\u{a0}{month}"),
    }
}

/// Year, month from 0 and day from 1 of a moment in milliseconds since 1970.
fn civil(milliseconds: i64) -> (i64, usize, i64) {
    // Days are counted in eras of 400 years that begin on 1 March, so that the leap day ends a year.
    let shifted = milliseconds.div_euclid(86_400_000) + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month < 2);
    (year, usize::try_from(month).unwrap_or_default(), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_language() {
        assert_eq!(date(Lang::En, 1_795_380_560_862), "22\u{a0}Nov 2026, 20:49 UTC");
        assert_eq!(date(Lang::Fr, 1_795_380_560_862), "22\u{a0}nov. 2026, 20:49 UTC");
        assert_eq!(short_day(Lang::Fr, 0), "1er\u{a0}janv.");
    }

    #[test]
    fn dates_are_right_around_leap_days() {
        assert_eq!(date(Lang::En, 0), "1\u{a0}Jan 1970, 00:00 UTC");
        assert_eq!(date(Lang::Fr, 951_782_400_000), "29\u{a0}févr. 2000, 00:00 UTC");
        assert_eq!(day(Lang::En, 951_868_800_000), "1\u{a0}Mar 2000");
        assert_eq!(date(Lang::En, -1), "31\u{a0}Dec 1969, 23:59 UTC");
        assert_eq!(date(Lang::En, i64::MAX), "17\u{a0}Aug 292278994, 07:12 UTC");
    }
}
