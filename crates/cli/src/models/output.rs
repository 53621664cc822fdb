//! Tables for people, JSON for programs.

use comfy_table::{Table, presets};
use jiff::Timestamp;
use registry::Verdict;
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

/// What a value is against the first, as a sign that needs no colour.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => " better",
        Verdict::Worse => " worse",
        Verdict::Equal | Verdict::Unknown => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_texts() {
        assert_eq!(time(Some(1_795_380_561_944)), "2026-11-22 20:49:21");
        assert_eq!((time(None).as_str(), time(Some(i64::MAX)).as_str()), ("-", "-"));
        assert_eq!(plain("a\u{1b}[31m\nb\u{202e}é"), "a\u{fffd}[31m\u{fffd}b\u{fffd}é");
    }
}
