//! Values of runs: one way to show each for the whole viewer.

use battle::Lang;
use leptos::prelude::*;

use super::Cell;
use crate::{
    browser,
    i18n::{duration, exact, metric},
    viewer::words::values,
};

/// What stands for a value that is not there.
const DASH: &str = "–";

/// What a reader who looks twice is told of a metric's value: all its digits, or why it is infinite.
fn note(lang: Lang, value: f64) -> String {
    if value.abs() == f64::MAX { values::words(lang).stored_infinity.to_owned() } else { exact(value) }
}

/// The last value of a metric in a table.
pub(crate) fn metric_cell(lang: Lang, value: f64) -> Cell {
    let text = metric(lang, value);
    let stored = value.abs() == f64::MAX;
    let said = if stored { format!("{text}, {}", note(lang, value)) } else { String::new() };
    Cell { title: note(lang, value), said, ..Cell::text(text) }
}

/// Nothing was logged.
pub(crate) fn missing_cell(lang: Lang) -> Cell {
    Cell { said: values::words(lang).missing.to_owned(), ..Cell::styled(DASH, "muted") }
}

/// A metric's value by itself.
pub(crate) fn metric_value(lang: Lang, value: f64) -> AnyView {
    let text = metric(lang, value);
    let note = note(lang, value);
    if value.abs() == f64::MAX {
        return view! { <span class="number">{text}</span>" "<small class="muted value-note">{note}</small> }
            .into_any();
    }
    view! { <span class="number" title=note>{text}</span> }.into_any()
}

/// A run's state in words, and the style sheet's class for it.
pub(crate) fn status(lang: Lang, status: &str) -> (String, &'static str) {
    let t = values::words(lang);
    let (word, class) = match status {
        "RUNNING" => (t.running, "tag warn"),
        "SCHEDULED" => (t.scheduled, "tag"),
        "FINISHED" => (t.finished, "tag good"),
        "FAILED" => (t.failed, "tag bad"),
        "KILLED" => (t.killed, "tag bad"),
        "" => (t.unknown, "tag"),
        other => return (other.to_owned(), "tag"),
    };
    (word.to_owned(), class)
}

/// Milliseconds since 1970 by the reader's clock.
pub(crate) fn now() -> i64 {
    i64::try_from(browser::time()).unwrap_or(i64::MAX)
}

/// How long something has been running, by the reader's clock; clocks that differ make no negative times.
pub(crate) fn running_for(lang: Lang, since: i64, now: i64) -> String {
    (values::words(lang).so_far)(&duration(lang, now.saturating_sub(since).max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_infinity_out_of_a_database_says_so() {
        let cell = metric_cell(Lang::En, f64::MAX);
        assert_eq!((cell.text.as_str(), cell.said.starts_with("∞, stored as 1.797e308")), ("∞", true));
        let cell = metric_cell(Lang::En, f64::INFINITY);
        assert_eq!((cell.text.as_str(), cell.title.as_str(), cell.said.as_str()), ("∞", "inf", ""));
        let cell = metric_cell(Lang::En, 0.123_456_789);
        assert_eq!((cell.text.as_str(), cell.title.as_str()), ("0.1235", "0.123456789"));
        assert_eq!(
            (missing_cell(Lang::Fr).text.as_str(), missing_cell(Lang::Fr).said.as_str()),
            ("–", "non enregistré")
        );
    }

    #[test]
    fn states_and_times_are_words() {
        assert_eq!(status(Lang::En, "RUNNING"), ("Running".to_owned(), "tag warn"));
        assert_eq!(status(Lang::En, "PAUSED"), ("PAUSED".to_owned(), "tag"));
        assert_eq!(running_for(Lang::En, 1000, 3000).replace('\u{a0}', " "), "2.0 s so far");
        assert_eq!(running_for(Lang::En, 3000, 1000).replace('\u{a0}', " "), "0 ms so far");
    }
}
