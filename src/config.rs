//! `config.json`: what a deployer sets without building the page again.

use mlflow::Selector;
use protocol::json;
use serde::{Deserialize, Serialize};

/// PokeAPI's public repository of pictures.
const SPRITES: &str = "https://raw.githubusercontent.com/PokeAPI/sprites/master/sprites/pokemon/other/official-artwork/{id}.png";

/// The file's content; what it leaves out has its default value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "File")]
pub(crate) struct Config {
    /// Where models come from and which one predicts.
    pub(crate) defaults: ModelSource,
    /// Address of a Pokémon's picture with `{id}` (PokeAPI's number), `{dex}` or `{slug}` in it; empty for no pictures.
    pub(crate) sprites: String,
}

/// The file's fields. (`serde`'s `flatten` and `tag` would read any JSON first, and weigh as much as all else here.)
#[derive(Deserialize)]
#[serde(default)]
struct File {
    registry: RegistryPlace,
    model: String,
    select: Select,
    sprites: String,
}

impl Default for File {
    fn default() -> Self {
        let Config { defaults: ModelSource { registry, model, select }, sprites } = Config::default();
        Self { registry, model, select, sprites }
    }
}

impl From<File> for Config {
    fn from(File { registry, model, select, sprites }: File) -> Self {
        Self { defaults: ModelSource { registry, model, select }, sprites }
    }
}

/// A registry, a model in it and the version that predicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ModelSource {
    /// Where models come from.
    pub(crate) registry: RegistryPlace,
    /// The registered model's name.
    pub(crate) model: String,
    /// The version of it.
    pub(crate) select: Select,
}

/// Where models come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PlaceFields", into = "PlaceFields")]
pub(crate) enum RegistryPlace {
    /// The frozen registry beside the page.
    Bundled,
    /// A frozen registry elsewhere.
    Frozen {
        /// The address of its folder, without credentials.
        url: String,
    },
    /// A running MLflow server.
    Mlflow {
        /// Its address, without credentials.
        url: String,
    },
}

/// A [`RegistryPlace`] as it is written.
#[derive(Serialize, Deserialize)]
struct PlaceFields {
    kind: PlaceKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PlaceKind {
    Bundled,
    Frozen,
    Mlflow,
}

const NO_URL: &str = "missing field `url`";

impl TryFrom<PlaceFields> for RegistryPlace {
    type Error = &'static str;

    fn try_from(PlaceFields { kind, url }: PlaceFields) -> Result<Self, Self::Error> {
        match kind {
            PlaceKind::Bundled => Ok(Self::Bundled),
            PlaceKind::Frozen => url.map(|url| Self::Frozen { url }).ok_or(NO_URL),
            PlaceKind::Mlflow => url.map(|url| Self::Mlflow { url }).ok_or(NO_URL),
        }
    }
}

impl From<RegistryPlace> for PlaceFields {
    fn from(place: RegistryPlace) -> Self {
        match place {
            RegistryPlace::Bundled => Self { kind: PlaceKind::Bundled, url: None },
            RegistryPlace::Frozen { url } => Self { kind: PlaceKind::Frozen, url: Some(url) },
            RegistryPlace::Mlflow { url } => Self { kind: PlaceKind::Mlflow, url: Some(url) },
        }
    }
}

/// How the version that predicts is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Select {
    /// The newest in a stage.
    Stage(String),
    /// The one that an alias names.
    Alias(String),
    /// By its number.
    Version(String),
}

impl RegistryPlace {
    /// The address of a running server.
    pub(crate) fn url(&self) -> Option<&str> {
        match self {
            Self::Bundled | Self::Frozen { .. } => None,
            Self::Mlflow { url } => Some(url),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self { defaults: ModelSource::default(), sprites: SPRITES.to_owned() }
    }
}

impl Default for ModelSource {
    fn default() -> Self {
        Self {
            registry: RegistryPlace::Bundled,
            model: "battle_winner_predictor".to_owned(),
            select: Select::Stage("Production".to_owned()),
        }
    }
}

impl Select {
    /// What the MLflow client understands.
    pub(crate) fn selector(&self) -> Selector {
        match self {
            Self::Stage(stage) => Selector::Stage(stage.clone()),
            Self::Alias(alias) => Selector::Alias(alias.clone()),
            Self::Version(version) => Selector::Version(version.clone()),
        }
    }

    /// The stage, alias or number itself.
    pub(crate) fn value(&self) -> &str {
        match self {
            Self::Stage(value) | Self::Alias(value) | Self::Version(value) => value,
        }
    }
}

impl Config {
    /// Reads the file's text.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        json::read(text).map_err(|error| format!("config.json: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_is_shipped_says_the_defaults() {
        let shipped = include_str!("../public/config.json");
        assert_eq!(Config::parse(shipped), Ok(Config::default()));
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let config =
            Config::parse(r#"{"registry": {"kind": "mlflow", "url": "/mlflow"}, "sprites": ""}"#).unwrap();
        assert_eq!(config.defaults.registry, RegistryPlace::Mlflow { url: "/mlflow".to_owned() });
        assert_eq!(config.defaults.model, "battle_winner_predictor");
        assert_eq!(config.defaults.select, Select::Stage("Production".to_owned()));
        assert_eq!(config.sprites, "");
    }

    #[test]
    fn a_version_can_be_chosen_in_three_ways() {
        for (json, select) in [
            (r#"{"select": {"stage": "Staging"}}"#, Select::Stage("Staging".to_owned())),
            (r#"{"select": {"alias": "champion"}}"#, Select::Alias("champion".to_owned())),
            (r#"{"select": {"version": "3"}}"#, Select::Version("3".to_owned())),
        ] {
            assert_eq!(Config::parse(json).unwrap().defaults.select, select);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (json, named) in [
            ("{", "EOF"),
            ("<!doctype html>", "config.json"),
            (r#"{"registry": {"kind": "ftp"}}"#, "ftp"),
            (r#"{"registry": {"kind": "mlflow"}}"#, "url"),
            (r#"{"select": {"tag": "x"}}"#, "tag"),
            (r#"{"model": 3}"#, "string"),
        ] {
            let error = Config::parse(json).unwrap_err();
            assert!(error.contains(named), "{json}: {error}");
        }
    }
}
