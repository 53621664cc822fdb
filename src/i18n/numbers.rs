//! Numbers, sizes and dates as each language writes them.

use battle::Lang;

/// A number with `digits` decimals.
pub(crate) fn decimal(lang: Lang, value: f64, digits: usize) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let plain = format!("{:.digits$}", value.abs());
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    if value < 0.0 && !is_zero {
        text.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(match lang {
                Lang::Fr => '\u{202f}',
                Lang::En => ',',
            });
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(match lang {
            Lang::Fr => ',',
            Lang::En => '.',
        });
        text.push_str(fraction);
    }
    text
}

/// A whole number.
#[allow(clippy::cast_precision_loss, reason = "nobody counts that far")]
pub(crate) fn count(lang: Lang, number: usize) -> String {
    decimal(lang, number as f64, 0)
}

/// A share of one as a percentage. What is not quite 0 or 1 is never shown as 0 % or 100 %.
pub(crate) fn percent(lang: Lang, share: f64, digits: usize) -> String {
    let least = 10_f64.powi(-i32::try_from(digits).unwrap_or(0));
    let value = share * 100.0;
    let (sign, value) = if share > 0.0 && value < least / 2.0 {
        ("<", least)
    } else if share < 1.0 && value > 100.0 - least / 2.0 {
        (">", 100.0 - least)
    } else {
        ("", value)
    };
    let number = decimal(lang, value, digits);
    match lang {
        Lang::Fr => format!("{sign}{number}\u{202f}%"),
        Lang::En => format!("{sign}{number}%"),
    }
}

/// A multiplier as people write it: ×½.
pub(crate) fn times(factor: f64) -> String {
    let quarters = factor * 4.0;
    if quarters == 1.0 {
        "×¼".to_owned()
    } else if quarters == 2.0 {
        "×½".to_owned()
    } else {
        format!("×{factor}")
    }
}

/// A size in bytes, in the unit that suits it.
pub(crate) fn bytes(lang: Lang, count: u64) -> String {
    let units = match lang {
        Lang::Fr => ["o", "ko", "Mo", "Go"],
        Lang::En => ["B", "kB", "MB", "GB"],
    };
    #[allow(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let mut value = count as f64;
    let mut unit = 0;
    while value >= 999.95 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    let digits = usize::from(unit > 0);
    format!("{}\u{a0}{}", decimal(lang, value, digits), units[unit])
}

/// A metric of a run: as many decimals as tell values apart, `∞` for what a database writes as the largest number.
pub(crate) fn metric(lang: Lang, value: f64) -> String {
    let magnitude = value.abs();
    if magnitude == f64::MAX {
        return decimal(lang, value.signum() * f64::INFINITY, 0);
    }
    if value.is_finite() && magnitude != 0.0 && !(1e-4..1e9).contains(&magnitude) {
        return format!("{value:.3e}")
            .replace('-', "−")
            .replace('.', if lang == Lang::Fr { "," } else { "." });
    }
    if value.fract() == 0.0 || !value.is_finite() {
        return decimal(lang, value, 0);
    }
    // 0.99998 is not 1: more decimals where four would make a whole number of it.
    let whole = |digits: usize| {
        let shown = format!("{value:.digits$}");
        shown.split_once('.').is_none_or(|(_, fraction)| fraction.bytes().all(|digit| digit == b'0'))
    };
    let digits = [4, 6, 8].into_iter().find(|digits| !whole(*digits)).unwrap_or(4);
    decimal(lang, value, digits)
}

/// A number with all the digits that tell it from others, as a program would read it.
pub(crate) fn exact(value: f64) -> String {
    let magnitude = value.abs();
    if value.is_finite() && magnitude != 0.0 && !(1e-7..1e17).contains(&magnitude) {
        return format!("{value:e}");
    }
    value.to_string()
}

/// A length of time in milliseconds in its two greatest units, such as `412 ms`, `3.2 s`, `4 min 05 s` or `2 d 03 h`.
pub(crate) fn duration(lang: Lang, milliseconds: i64) -> String {
    let sign = if milliseconds < 0 { "−" } else { "" };
    let total = milliseconds.unsigned_abs();
    let (seconds, minutes, hours) = (total / 1000, total / 60_000, total / 3_600_000);
    let day = if lang == Lang::Fr { "j" } else { "d" };
    let text = match total {
        0..=999 => format!("{total}\u{a0}ms"),
        #[allow(clippy::cast_precision_loss, reason = "less than a minute")]
        1000..=59_999 => format!("{}\u{a0}s", decimal(lang, total as f64 / 1000.0, 1)),
        _ if minutes < 60 => format!("{minutes}\u{a0}min {:02}\u{a0}s", seconds % 60),
        _ if hours < 24 => format!("{hours}\u{a0}h {:02}\u{a0}min", minutes % 60),
        _ => format!("{}\u{a0}{day} {:02}\u{a0}h", hours / 24, hours % 24),
    };
    format!("{sign}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multipliers_are_written_as_in_the_games() {
        let written: Vec<String> = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0].into_iter().map(times).collect();
        assert_eq!(written, ["×0", "×¼", "×½", "×1", "×2", "×4"]);
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(decimal(Lang::En, 1_234_567.891, 2), "1,234,567.89");
        assert_eq!(decimal(Lang::Fr, 1_234_567.891, 2), "1\u{202f}234\u{202f}567,89");
        assert_eq!(decimal(Lang::En, -0.04, 1), "0.0");
        assert_eq!(decimal(Lang::En, -12.5, 1), "−12.5");
        assert_eq!(decimal(Lang::En, f64::NAN, 1), "NaN");
        assert_eq!(decimal(Lang::En, f64::NEG_INFINITY, 1), "−∞");
    }

    #[test]
    fn a_share_is_certain_only_when_it_is() {
        assert_eq!(percent(Lang::En, 0.9624, 1), "96.2%");
        assert_eq!(percent(Lang::Fr, 0.9624, 1), "96,2\u{202f}%");
        assert_eq!(percent(Lang::En, 0.000_01, 1), "<0.1%");
        assert_eq!(percent(Lang::En, 0.999_99, 1), ">99.9%");
        assert_eq!(percent(Lang::En, 1.0, 1), "100.0%");
        assert_eq!(percent(Lang::En, 0.0, 0), "0%");
    }

    #[test]
    fn sizes_find_their_unit() {
        assert_eq!(bytes(Lang::En, 0), "0\u{a0}B");
        assert_eq!(bytes(Lang::En, 999), "999\u{a0}B");
        assert_eq!(bytes(Lang::En, 999_960), "1.0\u{a0}MB");
        assert_eq!(bytes(Lang::Fr, 8_072_035), "8,1\u{a0}Mo");
        assert_eq!(bytes(Lang::En, u64::MAX), "18,446,744,073.7\u{a0}GB");
    }

    #[test]
    fn metrics_show_what_is_not_a_number() {
        assert_eq!(metric(Lang::En, 0.962_412), "0.9624");
        assert_eq!(metric(Lang::En, 0.999_984), "0.999984");
        assert_eq!(metric(Lang::En, 1.0), "1");
        assert_eq!(metric(Lang::En, 718_889.0), "718,889");
        assert_eq!(metric(Lang::En, f64::MAX), "∞");
        assert_eq!(metric(Lang::En, -f64::MAX), "−∞");
        assert_eq!(metric(Lang::Fr, f64::NAN), "NaN");
        assert_eq!(metric(Lang::Fr, 0.000_012_34), "1,234e−5");
    }

    #[test]
    fn exact_numbers_are_told_apart() {
        assert_eq!(exact(0.300_000_000_000_000_04), "0.30000000000000004");
        assert_eq!(exact(3.0), "3");
        assert_eq!(exact(f64::MAX), "1.7976931348623157e308");
        assert_eq!(exact(-1e-320), "-1e-320");
        assert_eq!(exact(f64::NAN), "NaN");
    }

    #[test]
    fn durations_have_two_units() {
        let said = |milliseconds| duration(Lang::En, milliseconds).replace('\u{a0}', " ");
        assert_eq!(said(0), "0 ms");
        assert_eq!(said(999), "999 ms");
        assert_eq!(said(12_340), "12.3 s");
        assert_eq!(said(59_940), "59.9 s");
        assert_eq!(said(65_000), "1 min 05 s");
        assert_eq!(said(7_440_000), "2 h 04 min");
        assert_eq!(said(183_600_000), "2 d 03 h");
        assert_eq!(said(-5_000), "−5.0 s");
        assert_eq!(duration(Lang::Fr, 183_600_000), "2\u{a0}j 03\u{a0}h");
        assert_eq!(said(i64::MIN), "−106751991167 d 07 h");
    }
}
