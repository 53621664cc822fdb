//! Words of comparing runs.

use battle::Lang;

use super::s;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) no_runs: &'static str,
    pub(crate) too_many: fn(usize, usize) -> String,
    pub(crate) curves: &'static str,
    pub(crate) differences: &'static str,
    pub(crate) find: &'static str,
    pub(crate) save: &'static str,
    pub(crate) name: &'static str,
    pub(crate) groups: [&'static str; 4],
    pub(crate) info: [&'static str; 7],
    pub(crate) best: fn(&str) -> String,
    pub(crate) no_rows: &'static str,
    pub(crate) parallel: &'static str,
    pub(crate) axes: &'static str,
    pub(crate) find_axis: &'static str,
    pub(crate) no_axes: &'static str,
    pub(crate) parallel_summary: fn(usize, &str) -> String,
    pub(crate) cursor: &'static str,
    pub(crate) no_run: &'static str,
    pub(crate) how: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) run: &'static str,
    pub(crate) table: &'static str,
    pub(crate) scatter: &'static str,
    pub(crate) x: &'static str,
    pub(crate) y: &'static str,
    pub(crate) no_numbers: &'static str,
    pub(crate) scatter_summary: fn(usize, &str, &str) -> String,
    pub(crate) first_fields: fn(usize, usize) -> String,
}

static EN: Words = Words {
    title: "Compare runs",
    no_runs: "Choose runs of an experiment to compare them:",
    too_many: |most, all| format!("{all} runs are chosen; the first {most} are compared"),
    curves: "Curves of these runs",
    differences: "Differences only",
    find: "Find a name",
    save: "Save as CSV",
    name: "Name",
    groups: ["Run", "Parameters", "Metrics", "Tags"],
    info: ["Run ID", "Experiment ID", "Status", "User", "Started", "Ended", "Duration"],
    best: |value| format!("★ {value} best"),
    no_rows: "Nothing differs under such a name",
    parallel: "Parallel coordinates",
    axes: "Axes",
    find_axis: "Find a parameter or metric",
    no_axes: "Choose at least two axes",
    parallel_summary: |runs, axes| format!("Parallel coordinates of {runs} runs over {axes}"),
    cursor: "Run",
    no_run: "No run chosen",
    how: "Point at a line, or focus the chart and press the arrow keys to go from run to run",
    missing: "missing",
    run: "Run",
    table: "Show as table",
    scatter: "Scatter plot",
    x: "Horizontal",
    y: "Vertical",
    no_numbers: "These runs have no two numbers to plot",
    scatter_summary: |points, x, y| format!("Scatter plot of {points} runs: {y} over {x}"),
    first_fields: |shown, all| format!("The first {shown} of {all} names can be chosen here"),
};

static FR: Words = Words {
    title: "Comparer des exécutions",
    no_runs: "Choisissez des exécutions d’une expérience pour les comparer\u{a0}:",
    too_many: |most, all| format!("{all} exécutions sont choisies ; les {most} premières sont comparées"),
    curves: "Courbes de ces exécutions",
    differences: "Différences seulement",
    find: "Chercher un nom",
    save: "Enregistrer en CSV",
    name: "Nom",
    groups: ["Exécution", "Paramètres", "Métriques", "Étiquettes"],
    info: ["ID d’exécution", "ID d’expérience", "État", "Utilisateur", "Début", "Fin", "Durée"],
    best: |value| format!("★ {value} meilleur"),
    no_rows: "Rien ne diffère sous un tel nom",
    parallel: "Coordonnées parallèles",
    axes: "Axes",
    find_axis: "Chercher un paramètre ou une métrique",
    no_axes: "Choisissez au moins deux axes",
    parallel_summary: |runs, axes| {
        format!("Coordonnées parallèles de {runs} exécution{} sur {axes}", s(runs))
    },
    cursor: "Exécution",
    no_run: "Aucune exécution choisie",
    how: "Pointez une ligne, ou placez le focus sur le graphique et utilisez les flèches pour aller d’une exécution à l’autre",
    missing: "manquant",
    run: "Exécution",
    table: "Montrer en tableau",
    scatter: "Nuage de points",
    x: "Horizontal",
    y: "Vertical",
    no_numbers: "Ces exécutions n’ont pas deux nombres à placer",
    scatter_summary: |points, x, y| format!("Nuage de {points} exécution{} : {y} selon {x}", s(points)),
    first_fields: |shown, all| format!("Les {shown} premiers noms sur {all} peuvent être choisis ici"),
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
