//! Words of the quiz.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) intro: &'static str,
    pub(crate) kinds: &'static str,
    pub(crate) one: &'static str,
    pub(crate) two: &'static str,
    pub(crate) number: fn(u32) -> String,
    pub(crate) question: fn(&str, &str) -> String,
    pub(crate) answers: &'static str,
    pub(crate) right: fn(&str) -> String,
    pub(crate) wrong: fn(&str, &str) -> String,
    pub(crate) next: &'static str,
    pub(crate) score: &'static str,
    pub(crate) score_of: fn(u32, u32) -> String,
    pub(crate) streak: &'static str,
    pub(crate) best: &'static str,
    pub(crate) record: &'static str,
    pub(crate) not_kept: &'static str,
    pub(crate) restart: &'static str,
}

static EN: Words = Words {
    intro: "What is the attack multiplied by?",
    kinds: "Defenders",
    one: "One type",
    two: "Two types",
    number: |number| format!("Question {number}"),
    question: |attack, defender| format!("{attack} against {defender}"),
    answers: "Answers",
    right: |answer| format!("Right: {answer}"),
    wrong: |answer, given| format!("No: it is {answer}, not {given}"),
    next: "Next question",
    score: "Score",
    score_of: |right, asked| format!("{right} of {asked}"),
    streak: "Streak",
    best: "Best streak",
    record: "That is your longest streak so far",
    not_kept: "This browser does not let the page keep your best streak",
    restart: "New round",
};

static FR: Words = Words {
    intro: "Par combien l’attaque est-elle multipliée ?",
    kinds: "Défenseurs",
    one: "Un type",
    two: "Deux types",
    number: |number| format!("Question {number}"),
    question: |attack, defender| format!("{attack} contre {defender}"),
    answers: "Réponses",
    right: |answer| format!("Juste : {answer}"),
    wrong: |answer, given| format!("Non : c’est {answer}, pas {given}"),
    next: "Question suivante",
    score: "Score",
    score_of: |right, asked| format!("{right} sur {asked}"),
    streak: "Série",
    best: "Meilleure série",
    record: "C’est votre plus longue série jusqu’ici",
    not_kept: "Ce navigateur ne permet pas à la page de garder votre meilleure série",
    restart: "Nouvelle partie",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
