//! The eighteen types.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A type of a Pokémon or a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is its own English name")]
pub enum Type {
    Normal,
    Fire,
    Water,
    Electric,
    Grass,
    Ice,
    Fighting,
    Poison,
    Ground,
    Flying,
    Psychic,
    Bug,
    Rock,
    Ghost,
    Dragon,
    Dark,
    Steel,
    Fairy,
}

/// No type has this slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no type \"{0}\"; a type is named by its English name in lower case, such as \"fire\"")]
pub struct UnknownType(String);

impl Type {
    /// Every type, in the order of the games.
    pub const ALL: [Self; 18] = [
        Self::Normal,
        Self::Fire,
        Self::Water,
        Self::Electric,
        Self::Grass,
        Self::Ice,
        Self::Fighting,
        Self::Poison,
        Self::Ground,
        Self::Flying,
        Self::Psychic,
        Self::Bug,
        Self::Rock,
        Self::Ghost,
        Self::Dragon,
        Self::Dark,
        Self::Steel,
        Self::Fairy,
    ];

    /// The name shown to people; the French one also names the columns that models see.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        let (fr, en, _) = self.text();
        match lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// The English name in lower case, for class names and files.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.text().2
    }

    /// The type with this slug.
    ///
    /// # Errors
    /// When no type has it.
    pub fn from_slug(slug: &str) -> Result<Self, UnknownType> {
        Self::ALL
            .into_iter()
            .find(|each| each.slug() == slug)
            .ok_or_else(|| UnknownType(slug.chars().take(40).collect()))
    }

    /// The position in [`Type::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    fn text(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Normal => ("Normal", "Normal", "normal"),
            Self::Fire => ("Feu", "Fire", "fire"),
            Self::Water => ("Eau", "Water", "water"),
            Self::Electric => ("Électrik", "Electric", "electric"),
            Self::Grass => ("Plante", "Grass", "grass"),
            Self::Ice => ("Glace", "Ice", "ice"),
            Self::Fighting => ("Combat", "Fighting", "fighting"),
            Self::Poison => ("Poison", "Poison", "poison"),
            Self::Ground => ("Sol", "Ground", "ground"),
            Self::Flying => ("Vol", "Flying", "flying"),
            Self::Psychic => ("Psy", "Psychic", "psychic"),
            Self::Bug => ("Insecte", "Bug", "bug"),
            Self::Rock => ("Roche", "Rock", "rock"),
            Self::Ghost => ("Spectre", "Ghost", "ghost"),
            Self::Dragon => ("Dragon", "Dragon", "dragon"),
            Self::Dark => ("Ténèbres", "Dark", "dark"),
            Self::Steel => ("Acier", "Steel", "steel"),
            Self::Fairy => ("Fée", "Fairy", "fairy"),
        }
    }
}
