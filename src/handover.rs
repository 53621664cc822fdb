//! What the page tells the other programs: all run in one tab, each in a memory of its own.

use battle::Lang;
use protocol::json;
use serde::{Deserialize, Serialize};

use crate::{config::ModelSource, state::SharedModel};

/// The page's state as far as the other programs need it. Credentials go beside it, never in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Handover {
    /// The language of every word.
    pub(crate) lang: Lang,
    /// The registry that is read.
    pub(crate) source: ModelSource,
    /// Where pictures are: see [`Config::sprites`](crate::config::Config::sprites).
    pub(crate) sprites: String,
    /// The version that predicts.
    pub(crate) predicting: Predicting,
    /// The address of the last matchup.
    pub(crate) battle: String,
}

/// What the page knows of the version that predicts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Predicting {
    /// It is being loaded.
    #[default]
    Loading,
    /// It could not be loaded; the battle page says why.
    Failed,
    /// It predicts.
    Ready(SharedModel),
}

impl Predicting {
    /// The model, once it is loaded.
    pub(crate) fn model(&self) -> Option<&SharedModel> {
        match self {
            Self::Ready(model) => Some(model),
            Self::Loading | Self::Failed => None,
        }
    }
}

impl Handover {
    /// As a text for the other program.
    pub(crate) fn write(&self) -> String {
        // It holds texts and numbers only, which JSON can always say.
        json::write(self).unwrap_or_default()
    }

    /// What the page of the same build has written.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        json::read(text).map_err(|error| format!("what the page told this program: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_writes_the_others_read() {
        let handover = Handover {
            lang: Lang::Fr,
            source: ModelSource::default(),
            sprites: "https://h/{id}.png".to_owned(),
            predicting: Predicting::Ready(SharedModel {
                key: protocol::ModelKey("bundled#m/3".to_owned()),
                serial: 1,
                name: "m".to_owned(),
                version: 3,
                run_id: "a".to_owned(),
                file: protocol::Download {
                    url: "blob:a".to_owned(),
                    headers: Vec::new(),
                    sha256: Some("aa".to_owned()),
                    size: Some(7),
                    gzip: false,
                },
            }),
            battle: "#/battle/a/b".to_owned(),
        };
        assert_eq!(Handover::read(&handover.write()), Ok(handover));
        assert!(
            Handover::read("{}").unwrap_err().starts_with("what the page told this program: missing field")
        );
    }
}
