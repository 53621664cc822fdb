//! Words of alerts: what is wrong with a model.

use battle::Lang;
use registry::Alert;

use super::s;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) lang: Lang,
    pub(crate) alerts: &'static str,
    pub(crate) no_alerts: &'static str,
    pub(crate) checked_some: fn(usize, usize) -> String,
    pub(crate) checked_which: &'static str,
    pub(crate) more_alerts: fn(usize) -> String,
    pub(crate) all_metrics: &'static str,
}

static EN: Words = Words {
    lang: Lang::En,
    alerts: "Alerts",
    no_alerts: "Nothing to complain about",
    checked_some: |some, all| format!("{some} of {all} versions checked"),
    checked_which: "Those in use, those before them and the newest",
    more_alerts: |count| format!("{count} more"),
    all_metrics: "Which metrics",
};

static FR: Words = Words {
    lang: Lang::Fr,
    alerts: "Alertes",
    no_alerts: "Rien à signaler",
    checked_some: |some, all| format!("{some} version{} sur {all} vérifiée{}", s(some), s(some)),
    checked_which: "Celles en service, celles d’avant et les plus récentes",
    more_alerts: |count| format!("{count} de plus"),
    all_metrics: "Quelles métriques",
};

/// The words of a language.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    }
}

impl Words {
    /// What an alert says.
    pub(crate) fn alert(&self, alert: &Alert, number: impl Fn(f64) -> String) -> String {
        match self.lang {
            Lang::En => english(alert, number),
            Lang::Fr => french(alert, number),
        }
    }
}

impl Words {
    /// What a metric was and is, of an alert that a version is worse.
    pub(crate) fn metric(&self, alert: &Alert, number: impl Fn(f64) -> String) -> Option<String> {
        let Alert::Worse { metric, value, before, .. } = alert else { return None };
        Some(match self.lang {
            Lang::En => format!("{metric} {}, was {}", number(*value), number(*before)),
            Lang::Fr => format!("{metric} {}, contre {}", number(*value), number(*before)),
        })
    }

    /// What several alerts say of one version that is worse than the one before it.
    pub(crate) fn worse(&self, alerts: &[Alert]) -> String {
        let Some(Alert::Worse { version, stage, predecessor, .. }) = alerts.first() else {
            return String::new();
        };
        let count = alerts.len();
        match self.lang {
            Lang::En => format!(
                "Version {version} in {stage} is worse than version {predecessor} before it in {count} metrics"
            ),
            Lang::Fr => format!(
                "La version {version} en {stage} est moins bonne que la version {predecessor} d’avant pour {count} métriques"
            ),
        }
    }
}

fn english(alert: &Alert, number: impl Fn(f64) -> String) -> String {
    match alert {
        Alert::Worse { version, stage, metric, value, predecessor, before } => format!(
            "Version {version} in {stage} is worse than version {predecessor} before it: {metric} {}, was {}",
            number(*value),
            number(*before)
        ),
        Alert::NoOnnx { version, flavors } if flavors.is_empty() => {
            format!("Version {version} in Production has no ONNX file")
        }
        Alert::NoOnnx { version, flavors } => {
            format!("Version {version} in Production has no ONNX file, only: {}", flavors.join(", "))
        }
        Alert::Unreadable { version, reason } => {
            format!("The files of version {version} in Production cannot be read: {reason}")
        }
        Alert::Dangling { alias, version } => {
            format!("Alias {alias} names version {version}, which does not exist")
        }
        Alert::Disagreement { alias, version, stage, in_stage } => {
            let others: Vec<String> = in_stage.iter().map(ToString::to_string).collect();
            format!("Alias {alias} names version {version}, but in {stage} is {}", others.join(", "))
        }
        Alert::Claim { version, metric, claimed, logged } => format!(
            "The description of version {version} claims {metric} {}, logged is {}",
            number(*claimed),
            number(*logged)
        ),
        Alert::ModelClaim { version, metric, claimed, logged } => format!(
            "The description of the model claims {metric} {}, but version {version} in Production has logged {}",
            number(*claimed),
            number(*logged)
        ),
    }
}

fn french(alert: &Alert, number: impl Fn(f64) -> String) -> String {
    match alert {
        Alert::Worse { version, stage, metric, value, predecessor, before } => format!(
            "La version {version} en {stage} est moins bonne que la version {predecessor} d’avant : {metric} {}, contre {}",
            number(*value),
            number(*before)
        ),
        Alert::NoOnnx { version, flavors } if flavors.is_empty() => {
            format!("La version {version} en Production n’a pas de fichier ONNX")
        }
        Alert::NoOnnx { version, flavors } => format!(
            "La version {version} en Production n’a pas de fichier ONNX, seulement : {}",
            flavors.join(", ")
        ),
        Alert::Unreadable { version, reason } => {
            format!("Les fichiers de la version {version} en Production sont illisibles : {reason}")
        }
        Alert::Dangling { alias, version } => {
            format!("L’alias {alias} désigne la version {version}, qui n’existe pas")
        }
        Alert::Disagreement { alias, version, stage, in_stage } => {
            let others: Vec<String> = in_stage.iter().map(ToString::to_string).collect();
            format!(
                "L’alias {alias} désigne la version {version}, mais {stage} contient : {}",
                others.join(", ")
            )
        }
        Alert::Claim { version, metric, claimed, logged } => format!(
            "La description de la version {version} annonce {metric} {}, alors que {} est enregistré",
            number(*claimed),
            number(*logged)
        ),
        Alert::ModelClaim { version, metric, claimed, logged } => format!(
            "La description du modèle annonce {metric} {}, alors que la version {version} en Production a enregistré {}",
            number(*claimed),
            number(*logged)
        ),
    }
}
