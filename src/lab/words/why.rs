//! Words of the page that tells why a battle is predicted as it is.

use battle::{Lang, Stat, features::Meaning};

/// The words of one language.
pub(crate) struct Words {
    pub(crate) lang: Lang,
    pub(crate) title: fn(&str, &str) -> String,
    pub(crate) back: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) model_says: &'static str,
    pub(crate) rules_say: &'static str,
    pub(crate) wins: fn(&str, &str) -> String,
    pub(crate) agree: &'static str,
    pub(crate) disagree: &'static str,
    pub(crate) beats: fn(&str, &str) -> String,
    pub(crate) sum: &'static str,
    pub(crate) sum_hint: &'static str,
    pub(crate) other: &'static str,
    pub(crate) no_other: &'static str,
    pub(crate) other_hint: &'static str,
    pub(crate) unlisted: &'static str,
    /// A version, the difference in percentage points as it is written and as it is, and whose chance it is.
    pub(crate) difference: fn(&str, &str, f64, &str) -> String,
    pub(crate) same_winner: &'static str,
    pub(crate) other_winner: &'static str,
    pub(crate) other_ask: &'static str,
    pub(crate) version: fn(u64) -> String,
    pub(crate) race: &'static str,
    pub(crate) race_hint: &'static str,
    /// Who, and why.
    pub(crate) strikes_first: fn(&str, &str) -> String,
    pub(crate) by_priority: fn(&str, &str) -> String,
    pub(crate) by_speed: fn(&str, &str) -> String,
    pub(crate) by_nothing: &'static str,
    /// Who, with which move, hit points, of how many, whose.
    pub(crate) takes: fn(&str, &str, &str, &str, &str) -> String,
    pub(crate) least: &'static str,
    /// The first turn, and the last if it is another.
    pub(crate) left_out: fn(&str, Option<&str>) -> String,
    pub(crate) turn: &'static str,
    pub(crate) hit_points: fn(&str) -> String,
    pub(crate) down: &'static str,
    pub(crate) fall: &'static str,
    pub(crate) fall_hint: &'static str,
    pub(crate) base: &'static str,
    pub(crate) end: &'static str,
    pub(crate) what: &'static str,
    pub(crate) helps: &'static str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    pub(crate) rest: &'static str,
    pub(crate) flips: &'static str,
    pub(crate) flips_hint: &'static str,
    pub(crate) no_flips: &'static str,
    pub(crate) stat_flip: fn(&str, &str, u16, u16) -> String,
    pub(crate) move_flip: fn(&str, &str) -> String,
    pub(crate) copy_link: &'static str,
    pub(crate) copy_text: &'static str,
    pub(crate) copy_image: &'static str,
    pub(crate) saved: &'static str,
    pub(crate) no_picture: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) not_copied: &'static str,
    pub(crate) holds: fn(&str) -> String,
    pub(crate) changed: fn(&str, &str) -> String,
    pub(crate) unknown: &'static str,
    pub(crate) no_model: &'static str,
}

static EN: Words = Words {
    lang: Lang::En,
    title: |a, b| format!("{a} against {b}: why?"),
    back: "The battle",
    verdict: "Who wins",
    model_says: "The model",
    rules_say: "The rules",
    wins: |name, chance| format!("{name}, {chance}"),
    agree: "Model and rules agree",
    disagree: "Model and rules disagree",
    beats: |a, b| format!("{a} beats {b}"),
    sum: "Sum of both",
    sum_hint: "A model that is fair to both sides gives 100 %: it was asked twice, with the sides changed",
    other: "Compare with version",
    no_other: "None",
    other_hint: "Number of a version of the same model",
    other_ask: "Compare",
    unlisted: "The registry does not list its versions: type a number",
    difference: |version, written, _, name| format!("{version}: {written} percentage points for {name}"),
    same_winner: "Same winner",
    other_winner: "Another winner",
    version: |number| format!("Version {number}"),
    race: "Turn by turn",
    race_hint: "Hit points that are left by the rules and what each turn takes. Turns count in fractions: who needs fewer wins, and only if both need the same does the first to strike win",
    strikes_first: |name, why| format!("{name} strikes first: {why}"),
    by_priority: |own, other| format!("its move has priority {own} against {other}"),
    by_speed: |own, other| format!("equal priority, speed {own} against {other}"),
    by_nothing: "equal priority and speed, where A strikes first",
    takes: |name, mv, hit, of, target| format!("{name}, {mv}: {hit} of {target}’s {of} HP each turn"),
    least: "the least that counts",
    left_out: |from, to| match to {
        Some(to) => format!("Turns {from} to {to}: the same"),
        None => format!("Turn {from}: the same"),
    },
    turn: "Turn",
    hit_points: |name| format!("{name}, HP"),
    down: "fainted",
    fall: "What counted",
    fall_hint: "From the chance of an average battle to this one, the greatest effect first (exact SHAP values against 100 battles)",
    base: "An average battle",
    end: "This battle",
    what: "What",
    helps: "Helps",
    before: "Before",
    after: "After",
    rest: "All else",
    flips: "What would turn it around",
    flips_hint: "The smallest changes with which the model would predict the other side",
    no_flips: "No other move and no change of a single stat would",
    stat_flip: |name, stat, from, to| format!("{name} with {stat} {to} instead of {from}"),
    move_flip: |name, mv| format!("{name} with {mv}"),
    copy_link: "Copy link",
    copy_text: "Copy as text",
    copy_image: "Copy as image",
    saved: "Saved as a file, since the browser gives no clipboard",
    no_picture: "This browser draws no pictures",
    copied: "Copied",
    not_copied: "The browser does not allow it: copy the address instead",
    holds: |chance| format!("As it was shared: {chance} by the same model"),
    changed: |before, now| {
        format!("The model has changed since this was shared: it was {before}, it is {now} now")
    },
    unknown: "This address names no battle that can be fought",
    no_model: "No model is loaded: the battle page says why",
};

static FR: Words = Words {
    lang: Lang::Fr,
    title: |a, b| format!("{a} contre {b} : pourquoi ?"),
    back: "Le combat",
    verdict: "Qui gagne",
    model_says: "Le modèle",
    rules_say: "Les règles",
    wins: |name, chance| format!("{name}, {chance}"),
    agree: "Le modèle et les règles sont d’accord",
    disagree: "Le modèle et les règles ne sont pas d’accord",
    beats: |a, b| format!("{a} bat {b}"),
    sum: "Somme des deux",
    sum_hint: "Un modèle juste envers les deux côtés donne 100 % : il a été interrogé deux fois, côtés échangés",
    other: "Comparer à la version",
    no_other: "Aucune",
    other_hint: "Numéro d’une version du même modèle",
    other_ask: "Comparer",
    unlisted: "Le registre ne donne pas la liste de ses versions : tapez un numéro",
    difference: |version, written, points, name| {
        let unit = if points.abs() < 2.0 { "point" } else { "points" };
        format!("{version} : {written} {unit} de pourcentage pour {name}")
    },
    same_winner: "Même vainqueur",
    other_winner: "Autre vainqueur",
    version: |number| format!("Version {number}"),
    race: "Tour par tour",
    race_hint: "Points de vie restants selon les règles et ce que prend chaque tour. Les tours se comptent en fractions : qui en demande moins gagne, et seulement à égalité gagne qui frappe en premier",
    strikes_first: |name, why| format!("{name} frappe en premier : {why}"),
    by_priority: |own, other| format!("sa capacité a une priorité de {own} contre {other}"),
    by_speed: |own, other| format!("à priorité égale, vitesse {own} contre {other}"),
    by_nothing: "à priorité et vitesse égales, A frappe en premier",
    takes: |name, mv, hit, of, target| format!("{name}, {mv} : {hit} des {of} PV de {target} par tour"),
    least: "le moins qui compte",
    left_out: |from, to| match to {
        Some(to) => format!("Tours {from} à {to} : de même"),
        None => format!("Tour {from} : de même"),
    },
    turn: "Tour",
    hit_points: |name| format!("{name}, PV"),
    down: "K.O.",
    fall: "Ce qui a compté",
    fall_hint: "De la chance d’un combat moyen à celui-ci, le plus grand effet d’abord (valeurs SHAP exactes face à 100 combats)",
    base: "Un combat moyen",
    end: "Ce combat",
    what: "Quoi",
    helps: "Aide",
    before: "Avant",
    after: "Après",
    rest: "Tout le reste",
    flips: "Ce qui renverserait le résultat",
    flips_hint: "Les plus petits changements avec lesquels le modèle annoncerait l’autre côté",
    no_flips: "Aucune autre capacité et aucun changement d’une seule statistique",
    stat_flip: |name, stat, from, to| format!("{name} avec {stat} {to} au lieu de {from}"),
    move_flip: |name, mv| format!("{name} avec {mv}"),
    copy_link: "Copier le lien",
    copy_text: "Copier en texte",
    copy_image: "Copier comme image",
    saved: "Enregistrée comme fichier, le navigateur ne donnant pas de presse-papiers",
    no_picture: "Ce navigateur ne dessine pas d’images",
    copied: "Copié",
    not_copied: "Le navigateur ne le permet pas : copiez l’adresse",
    holds: |chance| format!("Comme au partage : {chance} par le même modèle"),
    changed: |before, now| {
        format!("Le modèle a changé depuis le partage : c’était {before}, c’est {now} maintenant")
    },
    unknown: "Cette adresse ne nomme aucun combat possible",
    no_model: "Aucun modèle n’est chargé : la page du combat dit pourquoi",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}

impl Words {
    /// What a group of columns is about.
    pub(crate) fn meaning(&self, meaning: Meaning) -> &'static str {
        let (en, fr) = match meaning {
            Meaning::Speed => ("Speed and priority", "Vitesse et priorité"),
            Meaning::Types => ("Types", "Types"),
            Meaning::MovePower => ("Power of the move", "Puissance de la capacité"),
            Meaning::Attack => ("Attack", "Attaque"),
            Meaning::Bulk => ("Bulk", "Endurance"),
            Meaning::Damage => ("Damage of a hit", "Dégâts d’un coup"),
            Meaning::Total => ("Sum of all stats", "Somme des statistiques"),
        };
        if self.lang == Lang::En { en } else { fr }
    }

    /// A stat in a sentence.
    pub(crate) fn stat(&self, stat: Stat) -> &'static str {
        let (en, fr) = match stat {
            Stat::Hp => ("HP", "PV"),
            Stat::Attack => ("Attack", "Attaque"),
            Stat::Defense => ("Defense", "Défense"),
            Stat::SpAttack => ("Special Attack", "Attaque Spéciale"),
            Stat::SpDefense => ("Special Defense", "Défense Spéciale"),
            Stat::Speed => ("Speed", "Vitesse"),
        };
        if self.lang == Lang::En { en } else { fr }
    }
}
