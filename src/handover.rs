//! What the page tells the viewer: both run in one tab, each in a memory of its own.

use battle::Lang;
use serde::{Deserialize, Serialize};

use crate::config::ModelSource;

/// The page's state as far as the viewer shows it. Credentials go beside it, never in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Handover {
    /// The language of every word.
    pub(crate) lang: Lang,
    /// The registry that is read.
    pub(crate) source: ModelSource,
    /// Name and number of the version that predicts, once it is loaded.
    pub(crate) predicting: Option<(String, u64)>,
    /// The address of the last matchup.
    pub(crate) battle: String,
}

impl Handover {
    /// As a text for the other program.
    pub(crate) fn write(&self) -> String {
        // It holds texts and numbers only, which JSON can always say.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What the page of the same build has written.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("what the page told the viewer: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_writes_the_viewer_reads() {
        let handover = Handover {
            lang: Lang::Fr,
            source: ModelSource::default(),
            predicting: Some(("m".to_owned(), 3)),
            battle: "#/battle/a/b".to_owned(),
        };
        assert_eq!(Handover::read(&handover.write()), Ok(handover));
        assert!(
            Handover::read("{}").unwrap_err().starts_with("what the page told the viewer: missing field")
        );
    }
}
