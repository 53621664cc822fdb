//! Names in the languages of the page.

use serde::{Deserialize, Serialize};

/// A language that names are known in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

/// The name of one thing in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Names {
    /// The name in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}
