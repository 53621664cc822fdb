//! Words of the Pokédex.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) intro: fn(&str) -> String,
    pub(crate) search_hint: &'static str,
    pub(crate) form: &'static str,
    pub(crate) rarity: &'static str,
    /// Before the six stats.
    pub(crate) orders: [&'static str; 3],
    pub(crate) found: fn(usize, usize) -> String,
    pub(crate) none: &'static str,
    pub(crate) total: &'static str,
}

static EN: Words = Words {
    intro: |count| {
        format!(
            "{count} Pokémon that can fight, every form of Kanto, Alola and the megas; names are found in English and in French"
        )
    },
    search_hint: "Name or number",
    form: "Form",
    rarity: "Rarity",
    orders: ["Number", "Name", "Sum of stats"],
    found: |found, all| format!("{found} of {all} Pokémon"),
    none: "No Pokémon is like this",
    total: "Sum",
};

static FR: Words = Words {
    intro: |count| {
        format!(
            "{count} Pokémon capables de combattre, toutes les formes de Kanto, d’Alola et les mégas ; les noms se trouvent en français et en anglais"
        )
    },
    search_hint: "Nom ou numéro",
    form: "Forme",
    rarity: "Rareté",
    orders: ["Numéro", "Nom", "Somme des stats"],
    found: |found, all| format!("{found} Pokémon sur {all}"),
    none: "Aucun Pokémon ne correspond",
    total: "Somme",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
