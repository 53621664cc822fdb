//! Words of the pages about moves.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) intro: &'static str,
    pub(crate) search_hint: &'static str,
    pub(crate) band: &'static str,
    /// In the order of `state::BANDS`.
    pub(crate) bands: [&'static str; 4],
    /// In the order of `state::MOVE_ORDERS`.
    pub(crate) orders: [&'static str; 5],
    /// How many are found, and how many of them are of each category.
    pub(crate) counted: fn(&str, &str, &str) -> String,
    pub(crate) found: fn(usize, usize) -> String,
    pub(crate) none: &'static str,
    pub(crate) top: fn(usize) -> String,
    pub(crate) all: &'static str,
    pub(crate) learners: &'static str,
    pub(crate) back: &'static str,
    pub(crate) unknown: fn(&str) -> String,
    pub(crate) unknown_hint: &'static str,
    pub(crate) pp: &'static str,
    pub(crate) priority: &'static str,
    pub(crate) behaviour: &'static str,
    /// In the order of `battle::DamageKind`.
    pub(crate) behaviours: [&'static str; 6],
    pub(crate) other_name: &'static str,
    pub(crate) against: &'static str,
    pub(crate) who: fn(usize) -> String,
}

static EN: Words = Words {
    intro: "Every move that deals damage in these battles",
    search_hint: "Name in English or French",
    band: "Base power",
    bands: ["Up to 40", "41 to 70", "71 to 99", "100 and more"],
    orders: ["Name", "Power", "Expected power", "Accuracy", "Number of learners"],
    counted: |found, physical, special| format!("{found}: {physical} physical, {special} special"),
    found: |found, all| format!("{found} of {all} moves"),
    none: "No move is like this",
    top: |count| if count == 1 { "The strongest".to_owned() } else { format!("The {count} strongest") },
    all: "All that are found",
    learners: "Learners",
    back: "All moves",
    unknown: |slug| format!("There is no move “{slug}”"),
    unknown_hint: "Choose one among the moves",
    pp: "PP",
    priority: "Priority",
    behaviour: "How it hits",
    behaviours: [
        "One hit",
        "Two to five hits; three count",
        "Two hits",
        "Two turns; half of the power counts",
        "One hit that comes first",
        "One hit; the user’s own attack counts",
    ],
    other_name: "In French",
    against: "Against each type",
    who: |count| {
        if count == 1 { "One Pokémon learns it".to_owned() } else { format!("{count} Pokémon learn it") }
    },
};

static FR: Words = Words {
    intro: "Toutes les capacités qui infligent des dégâts dans ces combats",
    search_hint: "Nom en français ou en anglais",
    band: "Puissance",
    bands: ["Jusqu’à 40", "41 à 70", "71 à 99", "100 et plus"],
    orders: ["Nom", "Puissance", "Puissance attendue", "Précision", "Nombre d’apprenants"],
    counted: |found, physical, special| format!("{found} : {physical} physiques, {special} spéciales"),
    found: |found, all| format!("{found} capacités sur {all}"),
    none: "Aucune capacité ne correspond",
    top: |count| if count == 1 { "La plus forte".to_owned() } else { format!("Les {count} plus fortes") },
    all: "Toutes celles trouvées",
    learners: "Apprenants",
    back: "Toutes les capacités",
    unknown: |slug| format!("Il n’y a pas de capacité « {slug} »"),
    unknown_hint: "Choisissez-en une parmi les capacités",
    pp: "PP",
    priority: "Priorité",
    behaviour: "Façon de frapper",
    behaviours: [
        "Un coup",
        "Deux à cinq coups ; trois comptent",
        "Deux coups",
        "Deux tours ; la moitié de la puissance compte",
        "Un coup qui vient en premier",
        "Un coup ; l’attaque du lanceur compte",
    ],
    other_name: "En anglais",
    against: "Contre chaque type",
    who: |count| {
        if count == 1 {
            "Un Pokémon l’apprend".to_owned()
        } else {
            format!("{count} Pokémon l’apprennent")
        }
    },
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
