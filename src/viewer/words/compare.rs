//! Words of the comparison of versions.

use battle::Lang;

use super::s;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) differences: &'static str,
    pub(crate) everything: &'static str,
    pub(crate) show: &'static str,
    pub(crate) base: &'static str,
    pub(crate) is_base: &'static str,
    pub(crate) add: &'static str,
    pub(crate) add_label: &'static str,
    pub(crate) add_production: fn(u64) -> String,
    pub(crate) remove: fn(u64) -> String,
    pub(crate) choose_two: &'static str,
    pub(crate) too_many: fn(usize) -> String,
    pub(crate) missing: fn(&str) -> String,
    pub(crate) runs_gone: fn(usize) -> String,
    pub(crate) no_differences: &'static str,
    /// How many rows are shown, of how many.
    pub(crate) rows: fn(usize, usize) -> String,
    pub(crate) show_rows: fn(usize) -> String,
    /// In how many metrics it is better, worse, and equal.
    pub(crate) tally: fn(usize, usize, usize) -> String,
    pub(crate) nothing_to_judge: &'static str,
    pub(crate) version: &'static str,
    pub(crate) metrics: &'static str,
    pub(crate) parameters: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) model: &'static str,
    pub(crate) files: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) aliases: &'static str,
    pub(crate) who: &'static str,
    pub(crate) created: &'static str,
    pub(crate) run: &'static str,
    pub(crate) flavors: &'static str,
    pub(crate) onnx_size: &'static str,
    pub(crate) whole_size: &'static str,
    pub(crate) input: fn(&str) -> String,
    pub(crate) output: fn(&str) -> String,
    pub(crate) param: fn(&str) -> String,
    pub(crate) optional: &'static str,
    pub(crate) mlflow: &'static str,
    pub(crate) no_mlmodel: &'static str,
    pub(crate) unknown_size: &'static str,
    pub(crate) loading_files: &'static str,
    pub(crate) failed_files: fn(usize) -> String,
}

static EN: Words = Words {
    title: "Compare versions",
    differences: "Differences only",
    everything: "Everything",
    show: "Show",
    base: "Compared with",
    is_base: "The others are compared with it",
    add: "Add",
    add_label: "Number of a version to add",
    add_production: |version| format!("Add version {version} in Production"),
    remove: |version| format!("Remove version {version}"),
    choose_two: "Choose two versions or more to compare them",
    too_many: |most| format!("Only the first {most} versions are compared"),
    missing: |versions| format!("Not found: {versions}"),
    runs_gone: |count| match count {
        1 => "The source run of 1 version cannot be read, so it has no metrics and parameters".to_owned(),
        count => format!(
            "The source runs of {count} versions cannot be read, so they have no metrics and parameters"
        ),
    },
    no_differences: "These versions do not differ in anything that was read",
    rows: |shown, all| format!("{shown} of {all} rows"),
    show_rows: |all| format!("Show all {all} rows"),
    tally: |better, worse, equal| format!("{better} better, {worse} worse, {equal} equal"),
    nothing_to_judge: "No metric to judge by",
    version: "Version",
    metrics: "Metrics",
    parameters: "Parameters",
    tags: "Tags",
    model: "Model",
    files: "Files",
    stage: "Stage",
    aliases: "Aliases",
    who: "By",
    created: "Created",
    run: "Source run",
    flavors: "Flavours",
    onnx_size: "ONNX file",
    whole_size: "All files",
    input: |name| if name.is_empty() { "Input".to_owned() } else { format!("Input {name}") },
    output: |name| if name.is_empty() { "Output".to_owned() } else { format!("Output {name}") },
    param: |name| format!("Inference parameter {name}"),
    optional: "optional",
    mlflow: "Logged with MLflow",
    no_mlmodel: "no MLmodel file",
    unknown_size: "size unknown",
    loading_files: "Reading signatures and files…",
    failed_files: |count| match count {
        1 => "The files of 1 version could not be read".to_owned(),
        count => format!("The files of {count} versions could not be read"),
    },
};

static FR: Words = Words {
    title: "Comparer des versions",
    differences: "Seulement les différences",
    everything: "Tout",
    show: "Afficher",
    base: "Comparées à",
    is_base: "Les autres lui sont comparées",
    add: "Ajouter",
    add_label: "Numéro d’une version à ajouter",
    add_production: |version| format!("Ajouter la version {version} en production"),
    remove: |version| format!("Retirer la version {version}"),
    choose_two: "Choisissez au moins deux versions pour les comparer",
    too_many: |most| format!("Seules les {most} premières versions sont comparées"),
    missing: |versions| format!("Introuvable : {versions}"),
    runs_gone: |count| match count {
        0 | 1 => format!(
            "L’exécution d’origine de {count} version est illisible : elle n’a ni métriques ni paramètres"
        ),
        count => format!(
            "Les exécutions d’origine de {count} versions sont illisibles : elles n’ont ni métriques ni paramètres"
        ),
    },
    no_differences: "Ces versions ne diffèrent en rien de ce qui a été lu",
    rows: |shown, all| format!("{shown} ligne{} sur {all}", s(shown)),
    show_rows: |all| format!("Afficher les {all} lignes"),
    tally: |better, worse, equal| format!("{better} mieux, {worse} moins bien, {equal} égal"),
    nothing_to_judge: "Aucune métrique pour juger",
    version: "Version",
    metrics: "Métriques",
    parameters: "Paramètres",
    tags: "Étiquettes",
    model: "Modèle",
    files: "Fichiers",
    stage: "Étape",
    aliases: "Alias",
    who: "Par",
    created: "Créée",
    run: "Exécution d’origine",
    flavors: "Formats",
    onnx_size: "Fichier ONNX",
    whole_size: "Tous les fichiers",
    input: |name| if name.is_empty() { "Entrée".to_owned() } else { format!("Entrée {name}") },
    output: |name| if name.is_empty() { "Sortie".to_owned() } else { format!("Sortie {name}") },
    param: |name| format!("Paramètre d’inférence {name}"),
    optional: "facultatif",
    mlflow: "Enregistré avec MLflow",
    no_mlmodel: "sans fichier MLmodel",
    unknown_size: "taille inconnue",
    loading_files: "Lecture des signatures et des fichiers…",
    failed_files: |count| match count {
        0 | 1 => format!("Les fichiers de {count} version n’ont pas pu être lus"),
        count => format!("Les fichiers de {count} versions n’ont pas pu être lus"),
    },
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
