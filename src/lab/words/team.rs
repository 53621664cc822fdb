//! Words of the team builder.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    /// How many Pokémon can fight.
    pub(crate) intro: fn(&str) -> String,
    pub(crate) members: fn(usize) -> String,
    pub(crate) add: &'static str,
    pub(crate) add_name: fn(&str) -> String,
    pub(crate) remove: fn(&str) -> String,
    pub(crate) already: fn(&str) -> String,
    pub(crate) full: &'static str,
    pub(crate) left_out: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) begin: fn(&str) -> String,
    pub(crate) fill: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) coverage: &'static str,
    pub(crate) answered: fn(&str, &str) -> String,
    pub(crate) mean: &'static str,
    pub(crate) mean_short: &'static str,
    pub(crate) holes: &'static str,
    pub(crate) holes_text: &'static str,
    pub(crate) no_holes: &'static str,
    pub(crate) next: &'static str,
    pub(crate) next_text: &'static str,
    pub(crate) nobody_left: &'static str,
    pub(crate) brings: &'static str,
    pub(crate) member: &'static str,
    pub(crate) beats: &'static str,
    pub(crate) best_for: &'static str,
    pub(crate) only: &'static str,
    pub(crate) only_of: fn(&str) -> String,
    pub(crate) hardest: &'static str,
    pub(crate) hardest_text: &'static str,
}

static EN: Words = Words {
    title: "Team builder",
    intro: |all| {
        format!(
            "How up to six Pokémon do against all {all}, by the model. A member’s chance is the mean of both sides: (P(member beats opponent) + 1 − P(opponent beats member)) ÷ 2, both with their best move. An opponent has an answer when a member’s chance is over 50%; nobody answers itself"
        )
    },
    members: |count| format!("Your team: {count} of 6"),
    add: "Add a Pokémon",
    add_name: |name| format!("Add {name}"),
    remove: |name| format!("Remove {name}"),
    already: |name| format!("{name} is in the team already"),
    full: "The team is full: remove somebody to try another",
    left_out: "Not in the team, since nobody of that name can fight or there are six already:",
    empty: "Nobody is in the team yet. Search for a Pokémon, take one that is proposed below, or",
    begin: |name| format!("Begin with the strongest: {name}"),
    fill: "Fill with the best",
    clear: "Empty the team",
    coverage: "Coverage",
    answered: |answered, field| format!("{answered} of {field} opponents have an answer"),
    mean: "Mean of the best chances",
    mean_short: "Mean",
    holes: "Holes",
    holes_text: "Opponents without an answer, the hardest first, each with the member that does best",
    no_holes: "None: every opponent has an answer",
    next: "Best next member",
    next_text: "What coverage and mean of the best chances come to with each; + counts the opponents that get an answer",
    nobody_left: "Nobody is found: change the filters",
    brings: "What each member brings",
    member: "Member",
    beats: "Beats",
    best_for: "Best answer to",
    only: "Only it beats",
    only_of: |name| format!("Whom only {name} beats"),
    hardest: "Hardest opponents",
    hardest_text: "Each member’s chance; ✓ where it is over 50%",
};

static FR: Words = Words {
    title: "Composer une équipe",
    intro: |all| {
        format!(
            "Ce que valent jusqu’à six Pokémon contre les {all}, selon le modèle. La chance d’un membre est la moyenne des deux côtés : (P(le membre bat l’adversaire) + 1 − P(l’adversaire bat le membre)) ÷ 2, chacun avec sa meilleure capacité. Un adversaire a une réponse quand la chance d’un membre dépasse 50\u{202f}% ; personne ne répond à soi-même"
        )
    },
    members: |count| format!("Votre équipe : {count} sur 6"),
    add: "Ajouter un Pokémon",
    add_name: |name| format!("Ajouter {name}"),
    remove: |name| format!("Retirer {name}"),
    already: |name| format!("{name} est déjà dans l’équipe"),
    full: "L’équipe est complète : retirez quelqu’un pour en essayer un autre",
    left_out: "Hors de l’équipe, car personne de ce nom ne peut combattre ou il y en a déjà six :",
    empty: "L’équipe est encore vide. Cherchez un Pokémon, prenez-en un parmi les propositions ci-dessous, ou",
    begin: |name| format!("Commencer par le plus fort : {name}"),
    fill: "Compléter au mieux",
    clear: "Vider l’équipe",
    coverage: "Couverture",
    answered: |answered, field| format!("{answered} adversaires sur {field} ont une réponse"),
    mean: "Moyenne des meilleures chances",
    mean_short: "Moyenne",
    holes: "Failles",
    holes_text: "Adversaires sans réponse, les plus durs d’abord, chacun avec le membre qui s’en tire le mieux",
    no_holes: "Aucune : chaque adversaire a une réponse",
    next: "Meilleur prochain membre",
    next_text: "Ce que deviennent la couverture et la moyenne des meilleures chances avec chacun ; + compte les adversaires qui reçoivent une réponse",
    nobody_left: "Personne n’est trouvé : changez les filtres",
    brings: "Ce que chaque membre apporte",
    member: "Membre",
    beats: "Bat",
    best_for: "Meilleure réponse à",
    only: "Seul à battre",
    only_of: |name| format!("Ceux que seul {name} bat"),
    hardest: "Adversaires les plus durs",
    hardest_text: "La chance de chaque membre ; ✓ quand elle dépasse 50\u{202f}%",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
