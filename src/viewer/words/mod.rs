//! Every word of the viewer: one file for each page, with both languages side by side.
//!
//! A file holds `struct Words` and `fn words(lang) -> &'static Words`. A text that a language lacks does not compile.

pub(crate) mod alerts;
pub(crate) mod change;
pub(crate) mod chart;
pub(crate) mod compare;
pub(crate) mod compare_runs;
pub(crate) mod curves;
pub(crate) mod diagnosis;
pub(crate) mod doctor;
pub(crate) mod experiments;
pub(crate) mod inspect;
pub(crate) mod model;
pub(crate) mod models;
mod pages;
pub(crate) mod run;
pub(crate) mod runs;
pub(crate) mod shell;
pub(crate) mod values;
pub(crate) mod version;

pub(crate) use crate::state::{PageWords as ViewerWords, use_page_words as use_viewer_words};
/// The letter of French words that go with a number: none for 0 and 1.
fn s(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

pub(crate) use pages::{title, title_of};

#[cfg(test)]
mod tests {
    use battle::Lang;

    #[test]
    fn one_takes_no_plural_in_french() {
        let rows = runs_with(1) + "; " + &runs_with(2);
        assert_eq!(rows, "dans 1 exécution sur 4; dans 2 exécutions sur 4");
        assert_eq!((super::run::words(Lang::Fr).more_columns)(1), "1 autre colonne est omise");
        assert_eq!((super::chart::words(Lang::Fr).more)(1), "et 1 autre, dans le tableau");
    }

    fn runs_with(count: usize) -> String {
        (super::runs::words(Lang::Fr).rows_with)(count, 4)
    }
}
