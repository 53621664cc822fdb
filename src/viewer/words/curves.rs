//! Words of the curves.

use battle::Lang;

use super::s;
use crate::i18n::decimal;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) no_runs: &'static str,
    pub(crate) to_experiments: &'static str,
    pub(crate) too_many: fn(usize, usize) -> String,
    pub(crate) runs: &'static str,
    pub(crate) metrics: &'static str,
    pub(crate) no_metrics: &'static str,
    pub(crate) find_metric: &'static str,
    pub(crate) more_matches: fn(usize) -> String,
    pub(crate) remove: fn(&str) -> String,
    pub(crate) by: &'static str,
    pub(crate) bys: [&'static str; 3],
    pub(crate) x_titles: [&'static str; 3],
    pub(crate) log: &'static str,
    pub(crate) smoothing: &'static str,
    pub(crate) value: &'static str,
    pub(crate) log_value: fn(&str) -> String,
    pub(crate) smoothed: &'static str,
    pub(crate) run: &'static str,
    pub(crate) metric: &'static str,
    pub(crate) step: &'static str,
    pub(crate) time: &'static str,
    pub(crate) summary: fn(&str, usize, usize) -> String,
    pub(crate) ends: fn(&str, &str, &str, &str) -> String,
    pub(crate) points: fn(usize) -> String,
    pub(crate) of_points: fn(usize, usize) -> String,
    pub(crate) sampled: fn(usize) -> String,
    pub(crate) sampled_notice: &'static str,
    pub(crate) all: &'static str,
    pub(crate) all_loaded: &'static str,
    pub(crate) loading_all: fn(usize, usize, usize) -> String,
    pub(crate) cancel: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) compare: &'static str,
}

fn en(count: usize) -> String {
    number(Lang::En, count)
}

fn fr(count: usize) -> String {
    number(Lang::Fr, count)
}

fn number(lang: Lang, count: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "shown")]
    decimal(lang, count as f64, 0)
}

static EN: Words = Words {
    title: "Metric curves",
    no_runs: "Choose runs of an experiment to see their curves:",
    to_experiments: "Experiments",
    too_many: |most, all| format!("{} runs are chosen; the first {} are shown", en(all), en(most)),
    runs: "Runs",
    metrics: "Metrics",
    no_metrics: "These runs have no metrics",
    find_metric: "Find a metric",
    more_matches: |count| format!("{} more; type to find them", en(count)),
    remove: |name| format!("Remove {name}"),
    by: "Horizontal axis",
    bys: ["Step", "Time", "Relative time"],
    x_titles: ["Step", "Time (UTC)", "Time since the first point"],
    log: "Logarithmic values",
    smoothing: "Smoothing",
    value: "Value",
    log_value: |name| format!("{name} (logarithmic)"),
    smoothed: "Smoothed",
    run: "Run",
    metric: "Metric",
    step: "Step",
    time: "Time (UTC)",
    summary: |metrics, lines, points| match lines {
        1 => format!("Chart of {metrics}: 1 line, {} points", en(points)),
        _ => format!("Chart of {metrics}: {} lines, {} points", en(lines), en(points)),
    },
    ends: |first, last, low, high| format!(", from {first} to {last}, values from {low} to {high}"),
    points: |count| match count {
        1 => "1 point".to_owned(),
        _ => format!("{} points", en(count)),
    },
    of_points: |count, all| format!("{} of {} points", en(count), en(all)),
    sampled: |count| format!("sampled: {} points", en(count)),
    sampled_notice: "The server has sampled long curves, so spikes may be missing",
    all: "Load all points",
    all_loaded: "Every point is loaded",
    loading_all: |points, done, all| {
        format!("{} points loaded, curve {} of {}", en(points), en(done), en(all))
    },
    cancel: "Cancel",
    from: "From",
    to: "To",
    compare: "Compare these runs",
};

static FR: Words = Words {
    title: "Courbes de métriques",
    no_runs: "Choisissez des exécutions d’une expérience pour voir leurs courbes\u{a0}:",
    to_experiments: "Expériences",
    too_many: |most, all| {
        format!("{} exécutions sont choisies ; les {} premières sont montrées", fr(all), fr(most))
    },
    runs: "Exécutions",
    metrics: "Métriques",
    no_metrics: "Ces exécutions n’ont pas de métriques",
    find_metric: "Chercher une métrique",
    more_matches: |count| format!("{} autre{} ; tapez pour trouver", fr(count), s(count)),
    remove: |name| format!("Retirer {name}"),
    by: "Axe horizontal",
    bys: ["Pas", "Heure", "Temps relatif"],
    x_titles: ["Pas", "Heure (UTC)", "Temps depuis le premier point"],
    log: "Valeurs logarithmiques",
    smoothing: "Lissage",
    value: "Valeur",
    log_value: |name| format!("{name} (logarithmique)"),
    smoothed: "Lissée",
    run: "Exécution",
    metric: "Métrique",
    step: "Pas",
    time: "Heure (UTC)",
    summary: |metrics, lines, points| match lines {
        1 => format!("Graphique de {metrics} : 1 ligne, {} points", fr(points)),
        _ => format!("Graphique de {metrics} : {} lignes, {} points", fr(lines), fr(points)),
    },
    ends: |first, last, low, high| format!(", de {first} à {last}, valeurs de {low} à {high}"),
    points: |count| match count {
        0 | 1 => format!("{count} point"),
        _ => format!("{} points", fr(count)),
    },
    of_points: |count, all| format!("{} points sur {}", fr(count), fr(all)),
    sampled: |count| format!("échantillon : {} points", fr(count)),
    sampled_notice: "Le serveur a échantillonné les longues courbes, des pics peuvent donc manquer",
    all: "Charger tous les points",
    all_loaded: "Tous les points sont chargés",
    loading_all: |points, done, all| {
        format!("{} points chargés, courbe {} sur {}", fr(points), fr(done), fr(all))
    },
    cancel: "Annuler",
    from: "De",
    to: "À",
    compare: "Comparer ces exécutions",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
