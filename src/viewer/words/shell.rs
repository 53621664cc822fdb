//! Words around every page of the viewer, and of what its pages share.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) navigation: &'static str,
    pub(crate) models: &'static str,
    pub(crate) experiments: &'static str,
    pub(crate) doctor: &'static str,
    pub(crate) show_all: &'static str,
    /// Below a text that is longer than what is shown of it.
    pub(crate) cut: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) give_up: &'static str,
    pub(crate) given_up: &'static str,
    pub(crate) ask_again: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) choose_row: fn(&str) -> String,
}

static EN: Words = Words {
    navigation: "Registry",
    models: "Models",
    experiments: "Experiments",
    doctor: "Connection",
    show_all: "Show all",
    cut: "Only the first megabyte is shown",
    waiting: "Still waiting for the server",
    give_up: "Stop waiting",
    given_up: "You stopped waiting for the server’s answer",
    ask_again: "Ask again",
    choose: "Choose",
    choose_row: |name| format!("Choose {name}"),
};

static FR: Words = Words {
    navigation: "Registre",
    models: "Modèles",
    experiments: "Expériences",
    doctor: "Connexion",
    show_all: "Tout afficher",
    cut: "Seul le premier mégaoctet est affiché",
    waiting: "Le serveur n’a pas encore répondu",
    give_up: "Ne plus attendre",
    given_up: "L’attente de la réponse du serveur a été arrêtée",
    ask_again: "Redemander",
    choose: "Choisir",
    choose_row: |name| format!("Choisir {name}"),
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
