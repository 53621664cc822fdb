//! Words that several pages of the lab share: filters, and what they choose among.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) search: &'static str,
    pub(crate) any: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) second_kind: &'static str,
    pub(crate) category: &'static str,
    pub(crate) kind_of_a: &'static str,
    pub(crate) category_of_a: &'static str,
    pub(crate) sort: &'static str,
    pub(crate) clear: &'static str,
    /// In the order of `state::FORMS`.
    pub(crate) forms: [&'static str; 4],
    /// In the order of `state::RARITIES`.
    pub(crate) rarities: [&'static str; 3],
    pub(crate) way: &'static str,
    /// In the order of `state::WAYS`.
    pub(crate) ways: [&'static str; 4],
    pub(crate) both_ways: &'static str,
    pub(crate) power: &'static str,
    pub(crate) accuracy: &'static str,
    pub(crate) never_misses: &'static str,
    pub(crate) stab: &'static str,
    pub(crate) moves: &'static str,
    pub(crate) name: &'static str,
    pub(crate) expected: &'static str,
    /// The same in a narrow place.
    pub(crate) expected_short: &'static str,
    pub(crate) expected_hint: &'static str,
    /// What attacks of some types do, by their multiplier.
    pub(crate) groups: fn(f64) -> &'static str,
    /// What an attack does to some types, by its multiplier.
    pub(crate) effects: fn(f64) -> &'static str,
}

static EN: Words = Words {
    search: "Search",
    any: "Any",
    kind: "Type",
    second_kind: "Second type",
    category: "Category",
    kind_of_a: "Type of A",
    category_of_a: "Category of A’s move",
    sort: "Sort by",
    clear: "Clear filters",
    forms: ["Usual", "Mega", "Alolan", "Partner"],
    rarities: ["Usual", "Legendary", "Mythical"],
    way: "Learnt by",
    ways: ["Level", "Machine", "Tutor", "Earlier stage"],
    both_ways: "Level and machine",
    power: "Power",
    accuracy: "Accuracy",
    never_misses: "never misses",
    stab: "Same-type bonus",
    moves: "Moves",
    name: "Name",
    expected: "Expected power",
    expected_short: "Expected",
    expected_hint: "Expected power: base power × hits that count (halved for moves of two turns) × accuracy",
    groups: |factor| match factor {
        4.0.. => "Very weak to",
        2.0.. => "Weak to",
        1.0.. => "Neutral to",
        0.5.. => "Resists",
        0.25.. => "Resists strongly",
        _ => "Immune to",
    },
    effects: |factor| match factor {
        2.0.. => "Very effective against",
        1.0.. => "As usual against",
        0.25.. => "Not very effective against",
        _ => "No effect on",
    },
};

static FR: Words = Words {
    search: "Rechercher",
    any: "Tous",
    kind: "Type",
    second_kind: "Second type",
    category: "Catégorie",
    kind_of_a: "Type de A",
    category_of_a: "Catégorie de la capacité de A",
    sort: "Trier par",
    clear: "Effacer les filtres",
    forms: ["Usuelle", "Méga", "d’Alola", "Partenaire"],
    rarities: ["Usuelle", "Légendaire", "Fabuleuse"],
    way: "Apprise par",
    ways: ["Niveau", "CT", "Maître des capacités", "Stade précédent"],
    both_ways: "Niveau et CT",
    power: "Puissance",
    accuracy: "Précision",
    never_misses: "n’échoue jamais",
    stab: "Bonus de même type",
    moves: "Capacités",
    name: "Nom",
    expected: "Puissance attendue",
    expected_short: "Attendue",
    expected_hint: "Puissance attendue : puissance de base × coups qui comptent (divisée par deux pour les capacités en deux tours) × précision",
    groups: |factor| match factor {
        4.0.. => "Très sensible à",
        2.0.. => "Sensible à",
        1.0.. => "Neutre face à",
        0.5.. => "Résiste à",
        0.25.. => "Résiste fortement à",
        _ => "Immunisé contre",
    },
    effects: |factor| match factor {
        2.0.. => "Très efficace contre",
        1.0.. => "Comme d’habitude contre",
        0.25.. => "Peu efficace contre",
        _ => "Sans effet sur",
    },
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
