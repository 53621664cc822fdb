//! A model in Prometheus' text exposition format (version 0.0.4).

use std::fmt::Write as _;

use crate::number::logged;
use crate::{Alert, Snapshot, VersionRun};

const METRIC: &str = "battledex_model_version_metric";
const STAGE: &str = "battledex_model_stage_version";
const ALIAS: &str = "battledex_model_alias_version";
const ALERT: &str = "battledex_model_alert";

/// Metrics of the versions that are in a stage or named by an alias, which versions those are, and the alerts: each kind is
/// there, with the number of its alerts.
#[must_use]
pub fn exposition(snapshot: &Snapshot, versions: &[VersionRun], alerts: &[Alert]) -> String {
    let mut text = String::new();
    let model = &snapshot.model.name;
    head(&mut text, METRIC, "Last value of a metric of the run that made a version");
    for VersionRun { version, run } in versions {
        let shown = version.current_stage != mlflow::stage::NONE || !version.aliases.is_empty();
        let number = version.version.to_string();
        for metric in run.iter().filter(|_| shown).flat_map(|run| run.data.metrics.values()) {
            let labels = [
                ("model", model.as_str()),
                ("version", &number),
                ("stage", &version.current_stage),
                ("metric", &metric.key),
            ];
            line(&mut text, METRIC, &labels, metric.value);
        }
    }
    head(&mut text, STAGE, "Newest version in a stage");
    for stage in mlflow::stage::ALL {
        if let Some(version) = snapshot.in_stage(stage).map(|version| version.version).max() {
            line(&mut text, STAGE, &[("model", model), ("stage", stage)], version as f64);
        }
    }
    head(&mut text, ALIAS, "Version that an alias names");
    for (alias, &version) in &snapshot.model.aliases {
        line(&mut text, ALIAS, &[("model", model), ("alias", alias)], version as f64);
    }
    head(&mut text, ALERT, "Alerts of a kind");
    for kind in ["worse", "no_onnx", "unreadable", "dangling", "disagreement", "claim", "model_claim"] {
        let count = alerts.iter().filter(|alert| alert.kind() == kind).count();
        line(&mut text, ALERT, &[("model", model), ("kind", kind)], count as f64);
    }
    text
}

fn head(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
}

fn line(text: &mut String, name: &str, labels: &[(&str, &str)], value: f64) {
    let labels: Vec<String> =
        labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
    let value = match logged(value) {
        f64::INFINITY => "+Inf".to_owned(),
        f64::NEG_INFINITY => "-Inf".to_owned(),
        value if value.is_nan() => "NaN".to_owned(),
        value => format!("{value:?}").trim_end_matches(".0").to_owned(),
    };
    let _ = writeln!(text, "{name}{{{}}} {value}", labels.join(","));
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
