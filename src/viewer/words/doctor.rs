//! Words of the page that examines a connection, apart from what was found out.

use battle::Lang;
use doctor::{Access, May, Reason, Step};

use super::diagnosis;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) intro: &'static str,
    pub(crate) address: &'static str,
    pub(crate) address_hint: &'static str,
    pub(crate) credentials: &'static str,
    pub(crate) nobody: &'static str,
    /// Those of the registry that is read.
    pub(crate) the_registrys: &'static str,
    pub(crate) basic: &'static str,
    pub(crate) bearer: &'static str,
    pub(crate) user: &'static str,
    pub(crate) password: &'static str,
    pub(crate) token: &'static str,
    pub(crate) credentials_hint: &'static str,
    pub(crate) examine: &'static str,
    pub(crate) again: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) examining: fn(usize, &str) -> String,
    pub(crate) stopped: &'static str,
    pub(crate) bundled: &'static str,
    pub(crate) alike: &'static str,
    pub(crate) remedies: &'static str,
    pub(crate) asked: &'static str,
    pub(crate) then: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) copy_refused: &'static str,
    pub(crate) use_address: &'static str,
    pub(crate) open_tab: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) all_well: &'static str,
    pub(crate) failed_at: fn(&str) -> String,
    pub(crate) why: &'static str,
    pub(crate) read_only: fn(&str) -> String,
}

static EN: Words = Words {
    title: "Connection",
    intro: "Asks an MLflow server step by step what this page may do with it, and says what to change where it may not",
    address: "Address of the server",
    address_hint: "The address of MLflow’s own page, such as http://127.0.0.1:5000",
    credentials: "Credentials",
    nobody: "None",
    the_registrys: "Those of the registry that is open",
    basic: "User name and password",
    bearer: "Bearer token",
    user: "User name",
    password: "Password",
    token: "Token",
    credentials_hint: "Kept in memory until you leave this page; sent to this server only",
    examine: "Examine",
    again: "Run again",
    stop: "Stop",
    steps: "Steps",
    examining: |step, name| format!("Step {step} of {}: {name}", Step::ALL.len()),
    stopped: "Stopped",
    bundled: "A frozen registry is files and needs no server. Give the address of a server to examine it",
    alike: "From here these look the same",
    remedies: "What helps",
    asked: "What was asked",
    then: "When it is in place, use this address:",
    copy: "Copy",
    copied: "Copied",
    copy_refused: "The browser refused to copy: select the lines",
    use_address: "Examine this address",
    open_tab: "Open it in a new tab",
    settings: "Open the settings",
    all_well: "Everything passes: this page can read the server and change things on it",
    failed_at: |step| format!("This page cannot read the server. The first step that fails: {step}"),
    why: "Show why",
    read_only: |reason| format!("Read only: {reason}"),
};

static FR: Words = Words {
    title: "Connexion",
    intro: "Demande pas à pas à un serveur MLflow ce que cette page peut en faire, et dit quoi changer là où elle ne peut rien",
    address: "Adresse du serveur",
    address_hint: "L’adresse de la page de MLflow elle-même, par exemple http://127.0.0.1:5000",
    credentials: "Identification",
    nobody: "Aucune",
    the_registrys: "Celle du registre ouvert",
    basic: "Nom et mot de passe",
    bearer: "Jeton",
    user: "Nom d’utilisateur",
    password: "Mot de passe",
    token: "Jeton",
    credentials_hint: "Gardée en mémoire jusqu’à ce que vous quittiez cette page ; envoyée à ce serveur seulement",
    examine: "Examiner",
    again: "Recommencer",
    stop: "Arrêter",
    steps: "Étapes",
    examining: |step, name| format!("Étape {step} sur {} : {name}", Step::ALL.len()),
    stopped: "Arrêté",
    bundled: "Un registre figé est fait de fichiers et n’a pas besoin de serveur. Donnez l’adresse d’un serveur pour l’examiner",
    alike: "D’ici, ces causes se ressemblent",
    remedies: "Ce qui aide",
    asked: "Ce qui a été demandé",
    then: "Une fois en place, utilisez cette adresse :",
    copy: "Copier",
    copied: "Copié",
    copy_refused: "Le navigateur a refusé de copier : sélectionnez les lignes",
    use_address: "Examiner cette adresse",
    open_tab: "L’ouvrir dans un nouvel onglet",
    settings: "Ouvrir les réglages",
    all_well: "Tout passe : cette page peut lire le serveur et y changer des choses",
    failed_at: |step| {
        format!("Cette page ne peut pas lire le serveur. La première étape qui échoue : {step}")
    },
    why: "Montrer pourquoi",
    read_only: |reason| format!("Lecture seule : {reason}"),
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}

/// The result of an examination that is over; `failed`: the first step that failed.
pub(crate) fn result(lang: Lang, access: &Access, failed: Option<Step>) -> String {
    let t = words(lang);
    match (access.read, access.read_only(), failed) {
        (May::Allowed, Some(reason), _) => (t.read_only)(why(lang, reason)),
        (May::Allowed, None, _) => t.all_well.to_owned(),
        (_, _, Some(step)) => (t.failed_at)(diagnosis::step(lang, step)),
        (May::Denied(reason), _, None) => why(lang, reason).to_owned(),
        (May::Unknown, _, None) => t.stopped.to_owned(),
    }
}

/// Why something cannot be done.
pub(crate) fn why(lang: Lang, reason: Reason) -> &'static str {
    let (en, fr) = match reason {
        Reason::Frozen => (
            "this registry is a frozen copy, which nobody can change",
            "ce registre est une copie figée, que personne ne peut changer",
        ),
        Reason::Closed => ("the server does not open", "le serveur ne s’ouvre pas"),
        Reason::Origin => (
            "MLflow refuses changes and searches of runs that come from this page’s origin",
            "MLflow refuse les changements et les recherches d’exécutions venant de l’origine de cette page",
        ),
        Reason::Method => (
            "what reads passes; POST, PATCH or DELETE, which search runs and change things, are refused on the way",
            "les lectures passent ; POST, PATCH ou DELETE, qui cherchent des exécutions et changent des choses, sont refusés en route",
        ),
        Reason::Rights => ("this user does not have the right", "cet utilisateur n’en a pas le droit"),
        Reason::Credentials => (
            "the server asks for credentials, or for other ones",
            "le serveur demande une identification, ou une autre",
        ),
    };
    if lang == Lang::En { en } else { fr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_says_how_far_it_goes() {
        let of = |read, write| Access { read, search: write, write };
        let read_only = of(May::Allowed, May::Denied(Reason::Origin));
        assert!(result(Lang::En, &read_only, Some(Step::Searching)).starts_with("Read only: MLflow refuses"));
        assert!(result(Lang::Fr, &read_only, None).starts_with("Lecture seule : MLflow refuse"));
        assert_eq!(result(Lang::En, &of(May::Allowed, May::Allowed), None), EN.all_well);
        let closed = May::Denied(Reason::Closed);
        assert!(
            result(Lang::En, &of(closed, closed), Some(Step::Reachable)).ends_with("Does anybody answer?")
        );
    }
}
