//! Words of changing a model: promoting, naming, describing, undoing.

use battle::Lang;
use doctor::Reason;
use registry::{AliasProblem, Change, PlanError};

use crate::viewer::state::{Deed, Undecided};

/// The words of one language.
pub(crate) struct Words {
    pub(crate) lang: Lang,
    pub(crate) deeds: [&'static str; 6],
    pub(crate) what: &'static str,
    pub(crate) version: &'static str,
    pub(crate) choose_version: &'static str,
    pub(crate) the_model: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) keep_aliases: &'static str,
    pub(crate) alias: &'static str,
    pub(crate) remove_alias: &'static str,
    pub(crate) key: &'static str,
    pub(crate) value: &'static str,
    pub(crate) remove_tag: &'static str,
    pub(crate) description: &'static str,
    pub(crate) metric: &'static str,
    pub(crate) better: &'static str,
    pub(crate) by_name: &'static str,
    pub(crate) more: &'static str,
    pub(crate) less: &'static str,
    pub(crate) bound: &'static str,
    pub(crate) best_is: fn(u64, &str) -> String,
    pub(crate) reading_runs: &'static str,
    pub(crate) changes: &'static str,
    pub(crate) thing: &'static str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) reason: &'static str,
    /// Between what something is called and what it is.
    pub(crate) colon: &'static str,
    pub(crate) reason_hint: &'static str,
    pub(crate) reason_missing: &'static str,
    pub(crate) by: &'static str,
    pub(crate) by_hint: &'static str,
    /// What the button does, one for each deed.
    pub(crate) go: [&'static str; 6],
    pub(crate) working: &'static str,
    pub(crate) done: &'static str,
    pub(crate) done_undone: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) another: &'static str,
    pub(crate) history: &'static str,
    pub(crate) to_model: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) changed_text: &'static str,
    pub(crate) is_now: fn(&str, &str, &str) -> String,
    pub(crate) failed: &'static str,
    pub(crate) half: &'static str,
    pub(crate) half_text: &'static str,
    pub(crate) nothing_made: &'static str,
    pub(crate) unknown_text: &'static str,
    pub(crate) not_recorded: &'static str,
    pub(crate) overtaken: &'static str,
    pub(crate) not_confirmed: &'static str,
    pub(crate) incomplete: &'static str,
    pub(crate) history_title: &'static str,
    pub(crate) no_history: &'static str,
    pub(crate) history_text: &'static str,
    pub(crate) undone: &'static str,
    /// Of a change that is under way or was interrupted: how many of its changes are made, and of how many.
    pub(crate) unfinished: fn(usize, usize) -> String,
    pub(crate) not_ended: &'static str,
    pub(crate) undoes: fn(&str) -> String,
    pub(crate) unreadable: &'static str,
    pub(crate) nobody: &'static str,
    pub(crate) who: &'static str,
    pub(crate) actions: &'static str,
    pub(crate) read_only: &'static str,
}

static EN: Words = Words {
    lang: Lang::En,
    deeds: [
        "Promote a version",
        "Promote the best version",
        "Set an alias",
        "Edit a tag",
        "Edit the description",
        "Undo the last change",
    ],
    what: "What to do",
    version: "Version",
    choose_version: "Choose a version",
    the_model: "The model itself",
    stage: "Stage",
    keep_aliases: "Leave the aliases of the old Production where they are",
    alias: "Alias",
    remove_alias: "Take the alias away",
    key: "Key",
    value: "Value",
    remove_tag: "Take the tag away",
    description: "Description (Markdown)",
    metric: "Metric",
    better: "Better is",
    by_name: "As its name says",
    more: "More",
    less: "Less",
    bound: "It must reach (may be empty)",
    best_is: |version, value| format!("Best: version {version}, {value}"),
    reading_runs: "Reading the runs of all versions…",
    changes: "What changes",
    thing: "What",
    before: "Before",
    after: "After",
    nothing: "nothing",
    empty: "empty",
    reason: "Reason",
    colon: ": ",
    reason_hint: "It is recorded in the registry with the change",
    reason_missing: "Write a reason first",
    by: "Your name (may be empty)",
    by_hint: "Recorded with the change; kept until the page is closed",
    go: ["Promote", "Promote", "Set alias", "Save tag", "Save description", "Undo"],
    working: "Changing the registry…",
    done: "Done and recorded",
    done_undone: "Undone and recorded",
    undo: "Undo this",
    another: "Another change",
    history: "History",
    to_model: "Back to the model",
    changed: "Somebody has changed it meanwhile",
    changed_text: "Nothing was changed. What you see below is the registry as it is now: decide again",
    is_now: |what, found, expected| format!("{what} is {found} now, not {expected}"),
    failed: "It could not be changed",
    half: "It was changed in part",
    half_text: "This much was changed, and is recorded: the history can take it back. What you see below is the registry as it is now",
    nothing_made: "Nothing was changed. What you see below is the registry as it is now",
    unknown_text: "Whether it was changed is not known: look at the history before you try again",
    not_recorded: "It could not be recorded, so nothing was changed",
    overtaken: "It was changed, and then changed again by somebody else",
    not_confirmed: "It was changed, but the result could not be read",
    incomplete: "Fill in the fields above to see what changes",
    history_title: "History",
    no_history: "No change has been recorded yet",
    history_text: "Changes made here or by the battledex command, recorded in tags of the versions",
    undone: "Undone",
    unfinished: |made, of| format!("Under way or interrupted: {made} of {of} made"),
    not_ended: "Under way or interrupted",
    undoes: |when| format!("Undoes the change of {when}"),
    unreadable: "Records that cannot be read",
    nobody: "unknown",
    who: "Who",
    actions: "Change",
    read_only: "Read only",
};

static FR: Words = Words {
    lang: Lang::Fr,
    deeds: [
        "Promouvoir une version",
        "Promouvoir la meilleure version",
        "Poser un alias",
        "Modifier une étiquette",
        "Modifier la description",
        "Annuler le dernier changement",
    ],
    what: "Que faire",
    version: "Version",
    choose_version: "Choisir une version",
    the_model: "Le modèle lui-même",
    stage: "Étape",
    keep_aliases: "Laisser en place les alias de l’ancienne Production",
    alias: "Alias",
    remove_alias: "Retirer l’alias",
    key: "Clé",
    value: "Valeur",
    remove_tag: "Retirer l’étiquette",
    description: "Description (Markdown)",
    metric: "Métrique",
    better: "Le mieux est",
    by_name: "Selon son nom",
    more: "Plus",
    less: "Moins",
    bound: "Elle doit atteindre (facultatif)",
    best_is: |version, value| format!("La meilleure : version {version}, {value}"),
    reading_runs: "Lecture des exécutions de toutes les versions…",
    changes: "Ce qui change",
    thing: "Quoi",
    before: "Avant",
    after: "Après",
    nothing: "rien",
    empty: "vide",
    reason: "Raison",
    colon: "\u{a0}: ",
    reason_hint: "Elle est enregistrée dans le registre avec le changement",
    reason_missing: "Écrivez d’abord une raison",
    by: "Votre nom (facultatif)",
    by_hint: "Enregistré avec le changement ; gardé jusqu’à la fermeture de la page",
    go: [
        "Promouvoir",
        "Promouvoir",
        "Poser l’alias",
        "Enregistrer l’étiquette",
        "Enregistrer la description",
        "Annuler",
    ],
    working: "Changement du registre…",
    done: "Fait et enregistré",
    done_undone: "Annulé et enregistré",
    undo: "Annuler ceci",
    another: "Un autre changement",
    history: "Historique",
    to_model: "Retour au modèle",
    changed: "Quelqu’un l’a changé entre-temps",
    changed_text: "Rien n’a été changé. Ci-dessous, le registre tel qu’il est maintenant : décidez à nouveau",
    is_now: |what, found, expected| format!("{what} : maintenant {found}, et non {expected}"),
    failed: "Le changement n’a pas pu être fait",
    half: "Le changement n’a été fait qu’en partie",
    half_text: "Voici ce qui a été changé, et qui est enregistré : l’historique permet de l’annuler. Ci-dessous, le registre tel qu’il est maintenant",
    nothing_made: "Rien n’a été changé. Ci-dessous, le registre tel qu’il est maintenant",
    unknown_text: "On ne sait pas si le changement a été fait : consultez l’historique avant de réessayer",
    not_recorded: "Le changement n’a pas pu être enregistré : rien n’a donc été changé",
    overtaken: "Le changement est fait, puis quelqu’un d’autre a encore changé",
    not_confirmed: "Le changement est fait, mais le résultat n’a pas pu être lu",
    incomplete: "Remplissez les champs ci-dessus pour voir ce qui change",
    history_title: "Historique",
    no_history: "Aucun changement n’a encore été enregistré",
    history_text: "Changements faits ici ou par la commande battledex, enregistrés dans les étiquettes des versions",
    undone: "Annulé",
    unfinished: |made, of| format!("En cours ou interrompu : fait pour {made} sur {of}"),
    not_ended: "En cours ou interrompu",
    undoes: |when| format!("Annule le changement du {when}"),
    unreadable: "Enregistrements illisibles",
    nobody: "inconnu",
    who: "Qui",
    actions: "Modifier",
    read_only: "Lecture seule",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}

impl Words {
    /// The name of a deed.
    pub(crate) fn deed(&self, deed: Deed) -> &'static str {
        self.deeds[place(deed)]
    }

    /// What a deed's button says.
    pub(crate) fn go(&self, deed: Deed) -> &'static str {
        self.go[place(deed)]
    }

    /// Why something cannot be done.
    pub(crate) fn denied(&self, reason: Reason) -> &'static str {
        let en = self.lang == Lang::En;
        match (reason, en) {
            (Reason::Frozen, true) => {
                "This is a frozen copy of a registry, which cannot be changed. Connect to its MLflow server"
            }
            (Reason::Frozen, false) => {
                "C’est une copie figée d’un registre, qui ne peut pas changer. Connectez-vous à son serveur MLflow"
            }
            (Reason::Closed, true) => "The server does not open: see Connection",
            (Reason::Closed, false) => "Le serveur ne s’ouvre pas : voir Connexion",
            (Reason::Origin, true) => {
                "MLflow refuses changes from this page’s address: see Connection for the flag that allows it"
            }
            (Reason::Origin, false) => {
                "MLflow refuse les changements depuis l’adresse de cette page : voir Connexion pour l’option qui les permet"
            }
            (Reason::Method, true) => {
                "Only reading passes to this server: a proxy or its CORS rules stop changes. See Connection"
            }
            (Reason::Method, false) => {
                "Seule la lecture passe jusqu’à ce serveur : un mandataire ou ses règles CORS arrêtent les changements. Voir Connexion"
            }
            (Reason::Rights, true) => {
                "Your user may read this registry, not change it. Ask its administrator for the permission EDIT"
            }
            (Reason::Rights, false) => {
                "Votre compte peut lire ce registre, pas le modifier. Demandez à son administrateur la permission EDIT"
            }
            (Reason::Credentials, true) => "The server asks for credentials: give them in Settings",
            (Reason::Credentials, false) => "Le serveur demande une identification : donnez-la dans Réglages",
        }
    }

    /// Why there is nothing to carry out yet.
    pub(crate) fn undecided(&self, why: &Undecided) -> String {
        if self.lang == Lang::En {
            return match why {
                Undecided::Incomplete => self.incomplete.to_owned(),
                Undecided::NotANumber(text) => format!("“{text}” is not a number"),
                Undecided::Plan(PlanError::Unchanged(_)) => {
                    "Nothing would change: it is so already".to_owned()
                }
                Undecided::Plan(error) => sentence(&error.to_string()),
                Undecided::Best(error) => sentence(&error.to_string()),
            };
        }
        match why {
            Undecided::Incomplete => self.incomplete.to_owned(),
            Undecided::NotANumber(text) => format!("« {text} » n’est pas un nombre"),
            Undecided::Plan(error) => french_plan(error),
            Undecided::Best(error) => french_best(error),
        }
    }

    /// What a change changes, in words.
    pub(crate) fn thing(&self, change: &Change) -> String {
        let en = self.lang == Lang::En;
        let of = |version: &Option<u64>| match (version, en) {
            (Some(version), true) => format!("of version {version}"),
            (Some(version), false) => format!("de la version {version}"),
            (None, true) => "of the model".to_owned(),
            (None, false) => "du modèle".to_owned(),
        };
        match change {
            Change::Stage { version, .. } => format!("Version {version}"),
            Change::Alias { alias, .. } => format!("@{alias}"),
            Change::Tag { version, key, .. } => {
                format!("{} {key} {}", if en { "Tag" } else { "Étiquette" }, of(version))
            }
            Change::Description { version, .. } => format!("Description {}", of(version)),
        }
    }
}

fn place(deed: Deed) -> usize {
    Deed::ALL.iter().position(|known| *known == deed).unwrap_or_default()
}

/// A message that begins a sentence of its own.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn french_alias(problem: AliasProblem) -> &'static str {
    match problem {
        AliasProblem::Empty => "L’alias doit avoir un nom",
        AliasProblem::Character => "Un alias ne contient que des lettres, des chiffres, « _ » et « - »",
        AliasProblem::TooLong => "Un alias a 255 caractères au plus",
        AliasProblem::Latest => "MLflow réserve « latest » à la version la plus récente",
        AliasProblem::Version => "MLflow réserve « v » suivi d’un nombre à la version de ce numéro",
    }
}

fn french_plan(error: &PlanError) -> String {
    match error {
        PlanError::NoSuchVersion { model, version } => {
            format!("Le modèle {model} n’a pas de version {version}")
        }
        PlanError::NotReady { version, status } => format!("La version {version} n’est pas prête : {status}"),
        PlanError::AlreadyThere { version, stage } => format!("La version {version} est déjà en {stage}"),
        PlanError::NamedAlready { alias, version } => {
            format!("L’alias {alias} désigne déjà la version {version}")
        }
        PlanError::NoSuchAlias { model, alias } => format!("Le modèle {model} n’a pas d’alias {alias}"),
        PlanError::BadAlias { problem, .. } => french_alias(*problem).to_owned(),
        PlanError::NoSuchStage(stage) => {
            format!("Il n’y a pas d’étape « {stage} », mais None, Staging, Production et Archived")
        }
        PlanError::Unchanged(_) => "Rien ne changerait : c’est déjà ainsi".to_owned(),
        PlanError::ReservedTag(key) => format!(
            "L’étiquette {key} ne peut pas changer : celles de l’historique sont réservées, les autres ont besoin d’une clé"
        ),
        PlanError::NothingToRecordIn(model) => {
            format!("Le modèle {model} n’a pas de version où enregistrer le changement")
        }
        PlanError::Reason => "Il faut une raison, de 1000 caractères au plus".to_owned(),
        PlanError::NothingToUndo(model) => {
            format!("Aucun changement enregistré du modèle {model} ne reste à annuler")
        }
        PlanError::MovedOn(differences) => {
            let differences: Vec<String> = differences.iter().map(ToString::to_string).collect();
            format!("Impossible d’annuler, d’autres choses ont changé depuis : {}", differences.join(" ; "))
        }
    }
}

fn french_best(error: &registry::BestError) -> String {
    use registry::BestError::{NoSuchMetric, NotGoodEnough, UnknownDirection};
    match error {
        NoSuchMetric { metric, existing } => format!(
            "Aucune version n’a de nombre pour la métrique « {metric} » ; il y a : {}",
            existing.join(", ")
        ),
        UnknownDirection(metric) => {
            format!("Le nom « {metric} » ne dit pas si plus est mieux : choisissez-le")
        }
        NotGoodEnough { version, metric, value, bound } => {
            format!("La meilleure version, {version}, a {metric} {value}, ce qui n’atteint pas {bound}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence("version 3 is not ready"), "Version 3 is not ready");
        assert_eq!(sentence("élan"), "Élan");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn each_language_says_what_a_change_is_about() {
        let tag = Change::Tag { version: Some(3), key: "a".to_owned(), from: None, to: None };
        assert_eq!(words(Lang::En).thing(&tag), "Tag a of version 3");
        assert_eq!(words(Lang::Fr).thing(&tag), "Étiquette a de la version 3");
        let text = Change::Description { version: None, from: String::new(), to: String::new() };
        assert_eq!(words(Lang::Fr).thing(&text), "Description du modèle");
    }

    #[test]
    fn what_is_undecided_is_said_in_both_languages() {
        let why = Undecided::Plan(PlanError::AlreadyThere { version: 2, stage: "Production".to_owned() });
        assert_eq!(words(Lang::En).undecided(&why), "Version 2 is in stage Production already");
        assert_eq!(words(Lang::Fr).undecided(&why), "La version 2 est déjà en Production");
    }
}
