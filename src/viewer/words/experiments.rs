//! Words of the page of all experiments.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) intro: &'static str,
    pub(crate) search: &'static str,
    pub(crate) name: &'static str,
    pub(crate) id: &'static str,
    pub(crate) created: &'static str,
    pub(crate) updated: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) none: &'static str,
    /// How many of how many.
    pub(crate) found: fn(usize, usize) -> String,
}

static EN: Words = Words {
    title: "Experiments",
    intro: "Each experiment groups the runs of trainings that belong together",
    search: "Search by name, id or tag",
    name: "Name",
    id: "Id",
    created: "Created",
    updated: "Updated",
    tags: "Tags",
    none: "This registry has no experiments",
    found: |found, all| {
        let noun = if all == 1 { "experiment" } else { "experiments" };
        if found == all { format!("{all} {noun}") } else { format!("{found} of {all} {noun}") }
    },
};

static FR: Words = Words {
    title: "Expériences",
    intro: "Chaque expérience réunit les exécutions d’entraînements qui vont ensemble",
    search: "Chercher par nom, identifiant ou étiquette",
    name: "Nom",
    id: "Identifiant",
    created: "Créée",
    updated: "Modifiée",
    tags: "Étiquettes",
    none: "Ce registre n’a pas d’expériences",
    found: |found, all| {
        let noun = if all > 1 { "expériences" } else { "expérience" };
        if found == all { format!("{all} {noun}") } else { format!("{found} sur {all} {noun}") }
    },
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
