//! Choosing one version of a model.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::types::{ModelVersion, stage};

/// Which version of a model is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Selector {
    /// The newest version in a stage, such as `Production`; case does not matter.
    Stage(String),
    /// The version that an alias names, such as `champion`; case matters.
    Alias(String),
    /// A version by its number.
    Version(String),
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(stage) => write!(f, "stage {stage}"),
            Self::Alias(alias) => write!(f, "alias {alias}"),
            Self::Version(version) => write!(f, "version {version}"),
        }
    }
}

impl Selector {
    /// The version of `model` that fits, out of all of them.
    ///
    /// # Errors
    /// [`ErrorKind::NoSuchVersion`], listing what exists of the same sort.
    pub fn choose<'a>(&self, model: &str, versions: &'a [ModelVersion]) -> Result<&'a ModelVersion, Error> {
        let fits = |version: &&ModelVersion| match self {
            Self::Stage(wanted) => version.current_stage.eq_ignore_ascii_case(wanted.trim()),
            Self::Alias(wanted) => version.aliases.iter().any(|alias| alias == wanted.trim()),
            Self::Version(wanted) => wanted.trim().parse() == Ok(version.version),
        };
        versions.iter().filter(fits).max_by_key(|version| version.version).ok_or_else(|| {
            let kind = ErrorKind::NoSuchVersion { selector: self.clone(), existing: self.existing(versions) };
            Error::new(kind, format!("model {model}"))
        })
    }

    /// Stages in use, aliases or numbers, each with its (newest) version, by name or number.
    fn existing(&self, versions: &[ModelVersion]) -> Vec<(String, u64)> {
        let mut found: Vec<(String, u64)> = versions
            .iter()
            .flat_map(|version| {
                let names = match self {
                    Self::Stage(_) if version.current_stage == stage::NONE => Vec::new(),
                    Self::Stage(_) => vec![version.current_stage.clone()],
                    Self::Alias(_) => version.aliases.clone(),
                    Self::Version(_) => vec![String::new()],
                };
                names.into_iter().map(|name| (name, version.version))
            })
            .collect();
        if let Self::Version(_) = self {
            found.sort_by_key(|&(_, version)| version);
            return found.into_iter().map(|(_, version)| (version.to_string(), version)).collect();
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        found.dedup_by(|later, kept| later.0 == kept.0);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u64, stage: &str, aliases: &[&str]) -> ModelVersion {
        ModelVersion {
            name: "battle_winner_predictor".to_owned(),
            version: number,
            current_stage: stage.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            ..ModelVersion::default()
        }
    }

    fn versions() -> Vec<ModelVersion> {
        vec![
            version(1, "Production", &["old"]),
            version(2, "Production", &["champion", "prod"]),
            version(3, "Staging", &[]),
            version(4, "None", &[]),
        ]
    }

    fn chosen(selector: &Selector) -> Result<u64, String> {
        selector
            .choose("battle_winner_predictor", &versions())
            .map(|version| version.version)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_newest_version_that_fits_is_chosen() {
        assert_eq!(chosen(&Selector::Stage("production".to_owned())), Ok(2));
        assert_eq!(chosen(&Selector::Stage("None".to_owned())), Ok(4));
        assert_eq!(chosen(&Selector::Alias("prod".to_owned())), Ok(2));
        assert_eq!(chosen(&Selector::Version("3".to_owned())), Ok(3));
    }

    #[test]
    fn a_missing_one_names_those_that_exist() {
        assert_eq!(
            chosen(&Selector::Stage("Prodution".to_owned())).unwrap_err(),
            "Model battle_winner_predictor has no version in stage Prodution; stages in use: Production (v2), Staging (v3)"
        );
        assert_eq!(
            chosen(&Selector::Alias("Champion".to_owned())).unwrap_err(),
            "Model battle_winner_predictor has no alias Champion; aliases: champion (v2), old (v1), prod (v2)"
        );
        assert_eq!(
            chosen(&Selector::Version("latest".to_owned())).unwrap_err(),
            "Model battle_winner_predictor has no version latest; versions: 1, 2, 3, 4"
        );
        assert_eq!(
            Selector::Stage("Production".to_owned()).choose("m", &[]).unwrap_err().to_string(),
            "Model m has no version in stage Production; none of its versions is in a stage"
        );
    }
}
