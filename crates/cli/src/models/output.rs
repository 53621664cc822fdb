//! Tables for people, JSON for programs.

use comfy_table::{Table, presets};
use jiff::Timestamp;
use registry::{Number, Verdict, logged};
use serde_json::Value;

/// A table without lines between rows.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(header);
    table
}

/// Prints a table; names that are longer than a terminal are not broken.
pub(super) fn print(table: &Table) {
    println!("{}", table.trim_fmt());
}

/// Prints an object in one piece.
pub(crate) fn print_json(value: &Value) {
    println!("{value:#}");
}

/// A time in UTC to the second, from milliseconds since 1970.
pub(super) fn time(milliseconds: Option<i64>) -> String {
    let time = milliseconds.and_then(|at| Timestamp::from_millisecond(at).ok());
    time.map_or_else(|| "-".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// Text of a registry for a terminal: in one line, without control characters, which a terminal would obey, and without marks that
/// change the direction of what follows.
pub(crate) fn plain(text: &str) -> String {
    let harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// What a value is against the reference, as a sign that needs no colour.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => " better",
        Verdict::Worse => " worse",
        Verdict::Equal | Verdict::Unknown => "",
    }
}

/// By how much a value differs from the reference, without the noise of its last binary digits.
pub(super) fn difference(delta: f64) -> String {
    let rounded = format!("{:.11e}", logged(delta)).parse().unwrap_or(delta);
    format!("{}{}", if delta > 0.0 { "+" } else { "" }, Number(rounded))
}

/// A size, and by how much it differs from the reference's, if it does.
pub(super) fn bytes(size: u64, reference: Option<u64>) -> String {
    let by = |sign: &str, by: u64| format!("{} {sign}{}", short(size), short(by));
    match reference {
        Some(measure) if size > measure => by("+", size - measure),
        Some(measure) if size < measure => by("-", measure - size),
        _ => short(size),
    }
}

fn short(size: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")];
    let unit = units.into_iter().find(|(unit, _)| size >= *unit);
    unit.map_or_else(
        || format!("{size} B"),
        |(unit, name)| format!("{:.1} {name}", size as f64 / unit as f64),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_texts() {
        assert_eq!(time(Some(1_795_380_561_944)), "2026-11-22 20:49:21");
        assert_eq!((time(None).as_str(), time(Some(i64::MAX)).as_str()), ("-", "-"));
        assert_eq!((difference(0.91 - 0.95), difference(2.0)), ("-0.04".to_owned(), "+2".to_owned()));
        assert_eq!((difference(f64::MAX), difference(f64::MIN)), ("+∞".to_owned(), "-∞".to_owned()));
        assert_eq!(bytes(2_000_000, Some(2_000_000)), "2.0 MB");
        assert_eq!(
            (bytes(1500, Some(2_000_500)), bytes(9, Some(1))),
            ("1.5 kB -2.0 MB".to_owned(), "9 B +8 B".to_owned())
        );
        assert_eq!(plain("a\u{1b}[31m\nb\u{202e}é"), "a\u{fffd}[31m\u{fffd}b\u{fffd}é");
    }
}
