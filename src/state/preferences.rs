//! What the reader chose, kept in the browser's storage where that is allowed. Never credentials.

use battle::Lang;
use leptos::prelude::*;
use protocol::json;
use serde::{Deserialize, Serialize};

use crate::{browser, config::ModelSource};

/// `boot.js` reads language and theme from here, too.
const KEY: &str = "battledex.settings";

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order in which the button goes through them.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The next of [`Theme::ALL`].
    pub(crate) fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What is stored. What was never chosen is `None` and follows the browser or the deployer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// The language.
    pub(crate) lang: Option<Lang>,
    /// The theme.
    pub(crate) theme: Theme,
    /// Where models come from.
    pub(crate) source: Option<ModelSource>,
}

impl Preferences {
    /// What is stored; nothing when storage is forbidden or its content is none of ours.
    pub(crate) fn load() -> Self {
        browser::stored(KEY).as_deref().map(Self::parse).unwrap_or_default()
    }

    /// Stores another source of models beside what is stored. Whether the browser allowed it.
    pub(crate) fn keep_source(source: ModelSource) -> bool {
        Self { source: Some(source), ..Self::load() }.save()
    }

    fn parse(text: &str) -> Self {
        json::read(text).unwrap_or_default()
    }

    fn save(&self) -> bool {
        json::write(self).is_ok_and(|text| browser::store(KEY, &text))
    }
}

/// Language, theme and the stored choice of models.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    /// The language of every word.
    pub(crate) lang: RwSignal<Lang>,
    /// The theme.
    pub(crate) theme: RwSignal<Theme>,
    preferences: RwSignal<Preferences>,
    /// Whether the browser lets us keep preferences.
    pub(crate) storable: RwSignal<bool>,
}

impl Ui {
    /// Applies preferences to the document, and keeps them up to date in storage.
    pub(crate) fn start(preferences: Preferences) -> Self {
        let ui = Self {
            lang: RwSignal::new(
                crate::i18n::named(&browser::query()).or(preferences.lang).unwrap_or_else(browser::language),
            ),
            theme: RwSignal::new(preferences.theme),
            preferences: RwSignal::new(preferences),
            storable: RwSignal::new(true),
        };
        Effect::new(move || {
            let lang = ui.lang.get();
            browser::set_root_attribute("lang", Some(crate::i18n::texts(lang).code));
        });
        Effect::new(move || browser::set_root_attribute("data-theme", ui.theme.get().attribute()));
        ui
    }

    /// Speaks this language from now on, and says so in the address.
    pub(crate) fn set_lang(self, lang: Lang) {
        self.lang.set(lang);
        browser::set_query(&crate::i18n::with_language(&browser::query(), lang));
        self.remember(|preferences| preferences.lang = Some(lang));
    }

    /// Shows this theme from now on.
    pub(crate) fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.remember(|preferences| preferences.theme = theme);
    }

    /// Uses this source of models in later visits, too; `None` follows the deployer.
    pub(crate) fn keep_source(self, source: Option<ModelSource>) {
        self.remember(|preferences| preferences.source = source);
    }

    fn remember(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        self.storable.set(self.preferences.with_untracked(Preferences::save));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{RegistryPlace, Select};

    #[test]
    fn preferences_survive_storage_and_foreign_content_is_ignored() {
        let kept = Preferences {
            lang: Some(Lang::Fr),
            theme: Theme::Dark,
            source: Some(ModelSource {
                registry: RegistryPlace::Mlflow { url: "http://127.0.0.1:5000".to_owned() },
                model: "m".to_owned(),
                select: Select::Alias("champion".to_owned()),
            }),
        };
        assert_eq!(Preferences::parse(&serde_json::to_string(&kept).unwrap()), kept);
        for foreign in ["", "null", "[]", r#"{"theme": "pink"}"#, r#"{"lang": 3}"#] {
            assert_eq!(Preferences::parse(foreign), Preferences::default(), "{foreign}");
        }
    }

    #[test]
    fn the_button_goes_through_every_theme() {
        let mut theme = Theme::System;
        for expected in [Theme::Light, Theme::Dark, Theme::System] {
            theme = theme.next();
            assert_eq!(theme, expected);
        }
    }
}
