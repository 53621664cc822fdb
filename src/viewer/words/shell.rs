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
    /// A link names another registry than the one that is read.
    pub(crate) other_registry: &'static str,
    pub(crate) other_at: fn(&str) -> String,
    pub(crate) other_hint: &'static str,
    pub(crate) open_other: &'static str,
    pub(crate) stay: &'static str,
    pub(crate) cannot_keep: &'static str,
    pub(crate) settings: &'static str,
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
    other_registry: "This link is about another registry",
    other_at: |url| format!("It was made at {url}"),
    other_hint: "Nothing has been asked of it yet. It is read without credentials; they can be given in the settings",
    open_other: "Open that registry",
    stay: "Stay with the present one",
    cannot_keep: "This browser keeps nothing, so that the address has to be entered by hand:",
    settings: "Settings",
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
    other_registry: "Ce lien concerne un autre registre",
    other_at: |url| format!("Il a été fait à l’adresse {url}"),
    other_hint: "Rien ne lui a encore été demandé. Il est lu sans identification ; elle peut être donnée dans les réglages",
    open_other: "Ouvrir ce registre",
    stay: "Garder le registre actuel",
    cannot_keep: "Ce navigateur ne conserve rien : l’adresse doit être saisie à la main :",
    settings: "Réglages",
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
