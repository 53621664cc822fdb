//! Words of the page about all of it.

use battle::Lang;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) intro: &'static str,
    pub(crate) data: &'static str,
    pub(crate) fighters: &'static str,
    pub(crate) forms: &'static str,
    pub(crate) moves: &'static str,
    pub(crate) learnt: &'static str,
    pub(crate) types: &'static str,
    pub(crate) pairs: &'static str,
    pub(crate) battles: &'static str,
    pub(crate) model: &'static str,
    pub(crate) loading: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) to_battle: &'static str,
    pub(crate) version: fn(u64) -> String,
    pub(crate) created: &'static str,
    pub(crate) size: &'static str,
    pub(crate) digest: &'static str,
    pub(crate) metrics: fn(usize) -> String,
    pub(crate) metric: &'static str,
    pub(crate) value: &'static str,
    pub(crate) details: &'static str,
    pub(crate) no_run: &'static str,
    pub(crate) rules: &'static str,
    pub(crate) rules_text: &'static str,
    pub(crate) every: &'static str,
}

static EN: Words = Words {
    intro: "Battledex predicts who wins a battle of Pokémon Let’s Go. A model from an MLflow registry does it, in your browser: nothing is sent anywhere",
    data: "What it knows",
    fighters: "Pokémon that can fight",
    forms: "Of them megas, Alolan and partners",
    moves: "Moves that deal damage",
    learnt: "Moves that Pokémon learn, all together",
    types: "Types",
    pairs: "Ordered pairs of Pokémon",
    battles: "Legal battles, every move against every move",
    model: "What predicts",
    loading: "The page is loading the model",
    failed: "The model could not be loaded; the battle page says why",
    to_battle: "Go to the battle",
    version: |number| format!("Version {number}"),
    created: "Created",
    size: "Size of the file",
    digest: "SHA-256",
    metrics: |count| {
        if count == 1 { "One metric of its run".to_owned() } else { format!("{count} metrics of its run") }
    },
    metric: "Metric",
    value: "Value",
    details: "Everything that the registry knows of it",
    no_run: "The registry has no run for this version",
    rules: "What it learnt from",
    rules_text: "Battles decided by fixed rules: level 50, base stats as they are, no chance anywhere. Whoever moves first wins if it needs no more turns than the other. Damage per hit: ((22 × power × attack ÷ defense) ÷ 50 + 2) × same-type bonus × type multiplier",
    every: "Predict every battle",
};

static FR: Words = Words {
    intro: "Battledex prédit qui gagne un combat de Pokémon Let’s Go. Un modèle d’un registre MLflow le fait, dans votre navigateur : rien n’est envoyé nulle part",
    data: "Ce qu’il connaît",
    fighters: "Pokémon capables de combattre",
    forms: "Dont mégas, formes d’Alola et partenaires",
    moves: "Capacités qui infligent des dégâts",
    learnt: "Capacités apprises, toutes ensemble",
    types: "Types",
    pairs: "Paires ordonnées de Pokémon",
    battles: "Combats possibles, chaque capacité contre chaque capacité",
    model: "Ce qui prédit",
    loading: "La page charge le modèle",
    failed: "Le modèle n’a pas pu être chargé ; la page du combat dit pourquoi",
    to_battle: "Aller au combat",
    version: |number| format!("Version {number}"),
    created: "Créée",
    size: "Taille du fichier",
    digest: "SHA-256",
    metrics: |count| {
        if count == 1 {
            "Une métrique de son exécution".to_owned()
        } else {
            format!("{count} métriques de son exécution")
        }
    },
    metric: "Métrique",
    value: "Valeur",
    details: "Tout ce que le registre en sait",
    no_run: "Le registre n’a pas d’exécution pour cette version",
    rules: "Ce dont il a appris",
    rules_text: "Des combats décidés par des règles fixes : niveau 50, statistiques de base telles quelles, aucun hasard. Celui qui agit en premier gagne s’il n’a pas besoin de plus de tours que l’autre. Dégâts par coup : ((22 × puissance × attaque ÷ défense) ÷ 50 + 2) × bonus de même type × multiplicateur de type",
    every: "Prédire tous les combats",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
