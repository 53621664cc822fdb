//! Words of the page that predicts every battle.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    /// What it does: the argument is the number of Pokémon.
    pub(crate) intro: fn(&str) -> String,
    pub(crate) which: &'static str,
    pub(crate) best: &'static str,
    pub(crate) all: &'static str,
    /// The argument is a number, with its separators.
    pub(crate) battles: fn(&str) -> String,
    pub(crate) start: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) predicting: &'static str,
    pub(crate) stopping: &'static str,
    /// How many of how many.
    pub(crate) done_of: fn(&str, &str) -> String,
    /// Said aloud on the way: the argument is a percentage.
    pub(crate) so_far: fn(&str) -> String,
    pub(crate) cancelled: fn(&str, &str) -> String,
    /// Said aloud at the end: battles and seconds.
    pub(crate) finished: fn(&str, &str) -> String,
    pub(crate) result: &'static str,
    pub(crate) count: &'static str,
    pub(crate) wins_a: &'static str,
    pub(crate) time: &'static str,
    pub(crate) seconds: fn(&str) -> String,
    pub(crate) speed: &'static str,
    pub(crate) workers: &'static str,
    pub(crate) standings: &'static str,
    pub(crate) standings_text: &'static str,
    pub(crate) save: &'static str,
    pub(crate) save_hint: &'static str,
}

static EN: Words = Words {
    title: "Every battle",
    intro: |count| {
        format!("All battles of the {count} Pokémon that can fight, each against each other as A and as B")
    },
    which: "Which moves",
    best: "Best moves",
    all: "All moves",
    battles: |count| format!("{count} battles"),
    start: "Predict",
    cancel: "Cancel",
    predicting: "Predicting…",
    stopping: "Stopping…",
    done_of: |done, total| format!("{done} of {total}"),
    so_far: |percent| format!("{percent} of the battles predicted"),
    cancelled: |done, total| format!("Cancelled after {done} of {total} battles"),
    finished: |battles, seconds| format!("{battles} battles predicted in {seconds}"),
    result: "Result",
    count: "Battles",
    wins_a: "A wins",
    time: "Time",
    seconds: |seconds| format!("{seconds} s"),
    speed: "Battles per second",
    workers: "Workers",
    standings: "Wins most",
    standings_text: "Share of its battles that a Pokémon is predicted to win, on either side",
    save: "Save probabilities",
    save_hint: "A NumPy file with the probability that A wins, in the order of A, B, A’s move and B’s move by their numbers",
};

static FR: Words = Words {
    title: "Tous les combats",
    intro: |count| {
        format!(
            "Tous les combats des {count} Pokémon qui peuvent combattre, chacun contre chacun, en A et en B"
        )
    },
    which: "Quelles capacités",
    best: "Meilleures capacités",
    all: "Toutes les capacités",
    battles: |count| format!("{count} combats"),
    start: "Prédire",
    cancel: "Annuler",
    predicting: "Prédiction en cours…",
    stopping: "Arrêt en cours…",
    done_of: |done, total| format!("{done} sur {total}"),
    so_far: |percent| format!("{percent} des combats prédits"),
    cancelled: |done, total| format!("Annulé après {done} combats sur {total}"),
    finished: |battles, seconds| format!("{battles} combats prédits en {seconds}"),
    result: "Résultat",
    count: "Combats",
    wins_a: "A gagne",
    time: "Durée",
    seconds: |seconds| format!("{seconds}\u{a0}s"),
    speed: "Combats par seconde",
    workers: "Workers",
    standings: "Gagnent le plus",
    standings_text: "Part de ses combats qu’un Pokémon gagne selon la prédiction, d’un côté ou de l’autre",
    save: "Enregistrer les probabilités",
    save_hint: "Un fichier NumPy avec la probabilité que A gagne, dans l’ordre de A, de B, de la capacité de A et de celle de B, par numéro",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
