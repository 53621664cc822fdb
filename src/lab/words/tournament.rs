//! Words of the tournament.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    /// How many Pokémon can fight.
    pub(crate) intro: fn(&str) -> String,
    pub(crate) size: &'static str,
    pub(crate) another: &'static str,
    pub(crate) seed: fn(&str) -> String,
    pub(crate) champion: &'static str,
    pub(crate) wins: fn(&str) -> String,
    pub(crate) odds: &'static str,
    pub(crate) odds_short: &'static str,
    pub(crate) odds_text: &'static str,
    pub(crate) bracket: &'static str,
    /// By the number of its matches.
    pub(crate) round: fn(usize) -> String,
    /// Of the winner of a match, between its name and its chance.
    pub(crate) goes_on: &'static str,
    /// Of the loser.
    pub(crate) is_out: &'static str,
}

static EN: Words = Words {
    title: "Tournament",
    intro: |all| {
        format!(
            "Drawn at random from all {all}, and played by the model: whoever has the greater chance goes on, of equals the one with the lower number. A chance is the mean of both sides: (P(one beats the other) + 1 − P(the other beats the one)) ÷ 2, both with their best move"
        )
    },
    size: "Entrants",
    another: "Another tournament",
    seed: |seed| format!("Draw {seed}"),
    champion: "Champion",
    wins: |name| format!("{name} wins the tournament"),
    odds: "Chances of the title",
    odds_short: "Chance of the title",
    odds_text: "The probability of winning every match, if each were decided by its chance: the five greatest",
    bracket: "Bracket",
    round: |matches| match matches {
        1 => "Final".to_owned(),
        2 => "Semi-finals".to_owned(),
        4 => "Quarter-finals".to_owned(),
        _ => format!("Round of {}", 2 * matches),
    },
    goes_on: " wins, ",
    is_out: " loses, ",
};

static FR: Words = Words {
    title: "Tournoi",
    intro: |all| {
        format!(
            "Tiré au sort parmi les {all}, et joué par le modèle : qui a la plus grande chance passe, à égalité celui du plus petit numéro. Une chance est la moyenne des deux côtés : (P(l’un bat l’autre) + 1 − P(l’autre bat l’un)) ÷ 2, chacun avec sa meilleure capacité"
        )
    },
    size: "Participants",
    another: "Un autre tournoi",
    seed: |seed| format!("Tirage {seed}"),
    champion: "Vainqueur",
    wins: |name| format!("{name} gagne le tournoi"),
    odds: "Chances de titre",
    odds_short: "Chance de titre",
    odds_text: "La probabilité de gagner tous les matchs, si chacun se jouait à sa chance : les cinq plus grandes",
    bracket: "Tableau",
    round: |matches| match matches {
        1 => "Finale".to_owned(),
        2 => "Demi-finales".to_owned(),
        4 => "Quarts de finale".to_owned(),
        8 => "Huitièmes de finale".to_owned(),
        16 => "Seizièmes de finale".to_owned(),
        32 => "Trente-deuxièmes de finale".to_owned(),
        _ => format!("{matches}\u{202f}matchs"),
    },
    goes_on: " gagne, ",
    is_out: " perd, ",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
