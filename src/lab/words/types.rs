//! Words of the page about types.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) intro: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) first: &'static str,
    pub(crate) second: &'static str,
    pub(crate) none: &'static str,
    pub(crate) defense: &'static str,
    pub(crate) defense_hint: fn(&str) -> String,
    pub(crate) attack: &'static str,
    pub(crate) attack_hint: fn(&str) -> String,
    pub(crate) who: fn(usize) -> String,
    pub(crate) chart: &'static str,
    pub(crate) chart_hint: &'static str,
    pub(crate) attacking: &'static str,
    pub(crate) choose_type: fn(&str) -> String,
}

static EN: Words = Words {
    intro: "What an attack of one type is multiplied by against each other type",
    choose: "One or two types",
    first: "First type",
    second: "Second type",
    none: "None",
    defense: "In defense",
    defense_hint: |who| format!("Attacks on {who}"),
    attack: "In attack",
    attack_hint: |who| format!("The better attack of {who} against each single type"),
    who: |count| {
        if count == 1 {
            "One Pokémon is of this type".to_owned()
        } else {
            format!("{count} Pokémon are like this")
        }
    },
    chart: "Type chart",
    chart_hint: "Rows attack, columns defend; a type’s name chooses it",
    attacking: "Attack",
    choose_type: |name| format!("Choose {name}"),
};

static FR: Words = Words {
    intro: "Ce par quoi une attaque d’un type est multipliée contre chaque autre type",
    choose: "Un ou deux types",
    first: "Premier type",
    second: "Second type",
    none: "Aucun",
    defense: "En défense",
    defense_hint: |who| format!("Les attaques contre {who}"),
    attack: "En attaque",
    attack_hint: |who| format!("La meilleure attaque de {who} contre chaque type seul"),
    who: |count| {
        if count == 1 {
            "Un Pokémon est de ce type".to_owned()
        } else {
            format!("{count} Pokémon sont ainsi")
        }
    },
    chart: "Table des types",
    chart_hint: "Les lignes attaquent, les colonnes défendent ; le nom d’un type le choisit",
    attacking: "Attaque",
    choose_type: |name| format!("Choisir {name}"),
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
