//! Words about values of runs, wherever they are shown.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    /// Said instead of the dash that stands for it.
    pub(crate) missing: &'static str,
    /// What MLflow's SQL store makes of an infinity.
    pub(crate) stored_infinity: &'static str,
    pub(crate) running: &'static str,
    pub(crate) scheduled: &'static str,
    pub(crate) finished: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) killed: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) deleted: &'static str,
    /// How long something has been running.
    pub(crate) so_far: fn(&str) -> String,
}

static EN: Words = Words {
    missing: "not logged",
    stored_infinity: "stored as 1.797e308, the largest number, which is how MLflow’s SQL store writes infinity",
    running: "Running",
    scheduled: "Scheduled",
    finished: "Finished",
    failed: "Failed",
    killed: "Killed",
    unknown: "Unknown",
    deleted: "deleted",
    so_far: |time| format!("{time} so far"),
};

static FR: Words = Words {
    missing: "non enregistré",
    stored_infinity: "enregistré comme 1.797e308, le plus grand nombre : ainsi le stockage SQL de MLflow écrit l’infini",
    running: "En cours",
    scheduled: "Planifiée",
    finished: "Terminée",
    failed: "Échouée",
    killed: "Interrompue",
    unknown: "Inconnu",
    deleted: "supprimée",
    so_far: |time| format!("{time} jusqu’ici"),
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
