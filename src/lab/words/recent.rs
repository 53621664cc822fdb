//! Words of the page about the battles that were looked at last.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) intro: fn(&str) -> String,
    pub(crate) none: &'static str,
    pub(crate) to_battle: &'static str,
    pub(crate) forget: &'static str,
    pub(crate) forgotten: &'static str,
    pub(crate) battle: &'static str,
    pub(crate) said: &'static str,
    pub(crate) version: &'static str,
}

static EN: Words = Words {
    title: "Recent battles",
    intro: |count| format!("The last {count} battles that you looked at, kept on this device only"),
    none: "You have not looked at a battle yet, or this browser keeps nothing",
    to_battle: "To the battle",
    forget: "Forget them",
    forgotten: "Forgotten",
    battle: "Battle",
    said: "P(A wins)",
    version: "Version",
};

static FR: Words = Words {
    title: "Combats récents",
    intro: |count| format!("Les {count} derniers combats consultés, conservés sur cet appareil seulement"),
    none: "Aucun combat consulté pour l’instant, ou ce navigateur ne conserve rien",
    to_battle: "Vers le combat",
    forget: "Les oublier",
    forgotten: "Oubliés",
    battle: "Combat",
    said: "P(A gagne)",
    version: "Version",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
