//! Words of the list of models.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) search: &'static str,
    pub(crate) search_hint: &'static str,
    pub(crate) searching: &'static str,
    /// How many there are, and whether more follow.
    pub(crate) count: fn(usize, bool) -> String,
    pub(crate) none_found: fn(&str) -> String,
    pub(crate) name: &'static str,
    pub(crate) aliases: &'static str,
    pub(crate) updated: &'static str,
    pub(crate) description: &'static str,
    pub(crate) newest: &'static str,
    pub(crate) open: &'static str,
}

static EN: Words = Words {
    search: "Search by name",
    search_hint: "A part of a model’s name",
    searching: "Searching…",
    count: |count, more| match (count, more) {
        (1, false) => "1 model".to_owned(),
        (count, false) => format!("{count} models"),
        (count, true) => format!("{count} models so far, scroll for more"),
    },
    none_found: |text| format!("No model’s name contains “{text}”"),
    name: "Name",
    aliases: "Aliases",
    updated: "Updated",
    description: "Description",
    newest: "Newest version of each stage",
    open: "Show versions",
};

static FR: Words = Words {
    search: "Chercher par nom",
    search_hint: "Une partie du nom d’un modèle",
    searching: "Recherche…",
    count: |count, more| match (count, more) {
        (0 | 1, false) => format!("{count} modèle"),
        (count, false) => format!("{count} modèles"),
        (count, true) => format!("{count} modèles pour l’instant, faites défiler pour la suite"),
    },
    none_found: |text| format!("Aucun nom de modèle ne contient « {text} »"),
    name: "Nom",
    aliases: "Alias",
    updated: "Modifié",
    description: "Description",
    newest: "La version la plus récente de chaque étape",
    open: "Voir les versions",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
