//! Words of the page of one model and of its versions.

use battle::Lang;
use registry::{Direction, Verdict};

use super::s;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) description: &'static str,
    pub(crate) more: &'static str,
    pub(crate) less: &'static str,
    pub(crate) created: &'static str,
    pub(crate) updated: &'static str,
    pub(crate) who: &'static str,
    pub(crate) in_use: &'static str,
    pub(crate) nothing_in_use: &'static str,
    pub(crate) versions: &'static str,
    /// How many there are, and whether more follow.
    pub(crate) count: fn(usize, bool) -> String,
    pub(crate) version: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) aliases: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) against: &'static str,
    pub(crate) use_it: &'static str,
    pub(crate) better: &'static str,
    pub(crate) worse: &'static str,
    pub(crate) equal: &'static str,
    pub(crate) unknown: &'static str,
    /// So many are better, worse, equal or not comparable.
    pub(crate) tally: fn(Verdict, usize) -> String,
    pub(crate) base: &'static str,
    pub(crate) metric: &'static str,
    pub(crate) higher: &'static str,
    pub(crate) lower: &'static str,
    pub(crate) no_direction: &'static str,
    pub(crate) add_column: &'static str,
    pub(crate) remove_column: fn(&str) -> String,
    /// A metric, how many versions have it, and the first and last value with their versions.
    pub(crate) chart: fn(&str, usize, &str, &str) -> String,
    pub(crate) read: fn(usize, usize) -> String,
    pub(crate) read_all: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) no_metrics: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) no_run: &'static str,
    pub(crate) gone: &'static str,
    pub(crate) deleted: fn(&str) -> String,
    pub(crate) unreadable: &'static str,
    pub(crate) chosen: fn(usize) -> String,
    pub(crate) compare: &'static str,
    pub(crate) compare_with: fn(u64) -> String,
    pub(crate) choose_more: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) pending: &'static str,
    pub(crate) failed: &'static str,
}

impl Words {
    /// What a version is against another.
    pub(crate) fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Better => self.better,
            Verdict::Worse => self.worse,
            Verdict::Equal => self.equal,
            Verdict::Unknown => self.unknown,
        }
    }

    /// Which values of a metric are better.
    pub(crate) fn direction(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Higher => self.higher,
            Direction::Lower => self.lower,
            Direction::Unknown => self.no_direction,
        }
    }
}

static EN: Words = Words {
    description: "Description",
    more: "Show all of it",
    less: "Show less",
    created: "Created",
    updated: "Updated",
    who: "By",
    in_use: "In use",
    nothing_in_use: "No version has a stage or an alias",
    versions: "Versions",
    count: |count, more| match (count, more) {
        (1, false) => "1 version".to_owned(),
        (count, false) => format!("{count} versions"),
        (count, true) => format!("{count} versions so far, scroll for more"),
    },
    version: "Version",
    stage: "Stage",
    aliases: "Aliases",
    tags: "Tags",
    against: "Against Production",
    use_it: "Predictions",
    better: "Better",
    worse: "Worse",
    equal: "Equal",
    unknown: "Not comparable",
    tally: |verdict, count| {
        let word = match verdict {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::Equal => "equal",
            Verdict::Unknown => "not comparable",
        };
        format!("{count} {word}")
    },
    base: "In Production",
    metric: "Metric",
    higher: "Higher is better",
    lower: "Lower is better",
    no_direction: "The name does not tell whether higher is better",
    add_column: "Add a metric’s column",
    remove_column: |name| format!("Remove the column {name}"),
    chart: |metric, count, first, last| format!("{metric} of {count} versions, from {first} to {last}"),
    read: |read, of| format!("Runs of {read} of {of} versions read"),
    read_all: "Read all",
    stop: "Stop",
    no_metrics: "No metric was logged by the runs that were read",
    unread: "not read yet",
    no_run: "no run",
    gone: "run is gone",
    deleted: |who| format!("{who} (run deleted)"),
    unreadable: "run is unreadable",
    chosen: |count| match count {
        1 => "1 version chosen".to_owned(),
        count => format!("{count} versions chosen"),
    },
    compare: "Compare",
    compare_with: |version| format!("Compare with version {version} in Production"),
    choose_more: "Choose versions to compare them",
    clear: "Choose none",
    pending: "registration pending",
    failed: "registration failed",
};

static FR: Words = Words {
    description: "Description",
    more: "Tout afficher",
    less: "Réduire",
    created: "Créé",
    updated: "Modifié",
    who: "Par",
    in_use: "En service",
    nothing_in_use: "Aucune version n’a d’étape ni d’alias",
    versions: "Versions",
    count: |count, more| match (count, more) {
        (0 | 1, false) => format!("{count} version"),
        (count, false) => format!("{count} versions"),
        (count, true) => format!("{count} versions pour l’instant, faites défiler pour la suite"),
    },
    version: "Version",
    stage: "Étape",
    aliases: "Alias",
    tags: "Étiquettes",
    against: "Face à la production",
    use_it: "Prédictions",
    better: "Meilleure",
    worse: "Moins bonne",
    equal: "Égale",
    unknown: "Non comparable",
    tally: |verdict, count| {
        let (one, many) = match verdict {
            Verdict::Better => ("meilleure", "meilleures"),
            Verdict::Worse => ("moins bonne", "moins bonnes"),
            Verdict::Equal => ("égale", "égales"),
            Verdict::Unknown => ("non comparable", "non comparables"),
        };
        format!("{count} {}", if count > 1 { many } else { one })
    },
    base: "En production",
    metric: "Métrique",
    higher: "Plus haut est meilleur",
    lower: "Plus bas est meilleur",
    no_direction: "Le nom ne dit pas si plus haut est meilleur",
    add_column: "Ajouter la colonne d’une métrique",
    remove_column: |name| format!("Retirer la colonne {name}"),
    chart: |metric, count, first, last| format!("{metric} de {count} versions, de {first} à {last}"),
    read: |read, of| format!("Exécutions lues pour {read} version{} sur {of}", s(read)),
    read_all: "Tout lire",
    stop: "Arrêter",
    no_metrics: "Les exécutions lues n’ont enregistré aucune métrique",
    unread: "pas encore lue",
    no_run: "sans exécution",
    gone: "exécution disparue",
    deleted: |who| format!("{who} (exécution supprimée)"),
    unreadable: "exécution illisible",
    chosen: |count| match count {
        0 | 1 => format!("{count} version choisie"),
        count => format!("{count} versions choisies"),
    },
    compare: "Comparer",
    compare_with: |version| format!("Comparer avec la version {version} en production"),
    choose_more: "Choisissez des versions pour les comparer",
    clear: "N’en choisir aucune",
    pending: "enregistrement en cours",
    failed: "enregistrement échoué",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_verdicts_agree_in_number() {
        let fr = words(Lang::Fr);
        assert_eq!((fr.tally)(Verdict::Better, 2), "2 meilleures");
        assert_eq!((fr.tally)(Verdict::Worse, 2), "2 moins bonnes");
        assert_eq!((fr.tally)(Verdict::Equal, 1), "1 égale");
        assert_eq!((words(Lang::En).tally)(Verdict::Better, 2), "2 better");
    }
}
