//! Words of every chart.

use battle::Lang;

use super::s;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) cursor: fn(&str) -> String,
    pub(crate) no_cursor: &'static str,
    pub(crate) how: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) legend: &'static str,
    pub(crate) hide: fn(&str) -> String,
    pub(crate) more: fn(usize) -> String,
    pub(crate) at: fn(&str) -> String,
    pub(crate) not_finite: fn(usize) -> String,
    pub(crate) not_positive: fn(usize) -> String,
    pub(crate) save: &'static str,
    pub(crate) save_as: fn(&str) -> String,
    pub(crate) png_failed: &'static str,
    pub(crate) table: &'static str,
    pub(crate) back: &'static str,
}

static EN: Words = Words {
    cursor: |x| format!("Cursor along {x}"),
    no_cursor: "No point chosen",
    how: "Point at the chart, or focus it and press the arrow keys, Page up, Page down, Home or End",
    nothing: "There is no point to draw",
    legend: "Lines",
    hide: |name| format!("Show {name}"),
    more: |count| format!("and {count} more, in the table"),
    at: |place| format!("at {place}"),
    not_finite: |count| match count {
        1 => "1 point is not a number or infinite: it breaks its line and is in the table".to_owned(),
        _ => {
            format!("{count} points are not numbers or infinite: they break their lines and are in the table")
        }
    },
    not_positive: |count| match count {
        1 => "1 point is 0 or less and has no logarithm: it is left out of the chart".to_owned(),
        _ => format!("{count} points are 0 or less and have no logarithm: they are left out of the chart"),
    },
    save: "Save",
    save_as: |kind| format!("Save as {kind}"),
    png_failed: "This browser could not make a PNG of the chart; the SVG shows the same",
    table: "Show as table",
    back: "Whole range",
};

static FR: Words = Words {
    cursor: |x| format!("Curseur sur {x}"),
    no_cursor: "Aucun point choisi",
    how: "Pointez le graphique, ou placez-y le focus et utilisez les flèches, Page haut, Page bas, Début ou Fin",
    nothing: "Il n’y a aucun point à tracer",
    legend: "Lignes",
    hide: |name| format!("Montrer {name}"),
    more: |count| format!("et {count} autre{}, dans le tableau", s(count)),
    at: |place| format!("à {place}"),
    not_finite: |count| match count {
        1 => "1 point n’est pas un nombre ou est infini : il coupe sa ligne et figure dans le tableau"
            .to_owned(),
        _ => format!(
            "{count} points ne sont pas des nombres ou sont infinis : ils coupent leurs lignes et figurent dans le tableau"
        ),
    },
    not_positive: |count| match count {
        1 => "1 point vaut 0 ou moins et n’a pas de logarithme : il n’est pas tracé".to_owned(),
        _ => format!("{count} points valent 0 ou moins et n’ont pas de logarithme : ils ne sont pas tracés"),
    },
    save: "Enregistrer",
    save_as: |kind| format!("Enregistrer en {kind}"),
    png_failed: "Ce navigateur n’a pas pu faire de PNG du graphique ; le SVG montre la même chose",
    table: "Montrer en tableau",
    back: "Toute l’étendue",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}
