//! What the table of versions says of each.

use battle::Lang;
use mlflow::{ModelVersion, stage};
use registry::{HISTORY_PREFIX, Verdict};

use crate::{
    components::IconName,
    i18n::Texts,
    route::Route,
    viewer::{
        components::{Cell, metric_cell, missing_cell},
        state::{Told, VersionRuns},
        words::model,
    },
};

/// Version, stage and aliases.
pub(super) fn own_cells(version: &ModelVersion, text: &'static Texts, t: &'static model::Words) -> Vec<Cell> {
    let href = Route::version(version.name.clone(), version.version).href();
    let (state, class) = match version.status.as_str() {
        "READY" | "" => (None, "tag"),
        "PENDING_REGISTRATION" => (Some(t.pending), "tag warn"),
        "FAILED_REGISTRATION" => (Some(t.failed), "tag bad"),
        other => (Some(other), "tag warn"),
    };
    let stage = match version.current_stage.as_str() {
        "" | stage::NONE => "",
        stage => stage,
    };
    let stage = match (state, stage) {
        (None, "") => Cell::styled(text.registry.no_stage, "muted"),
        (None, stage::PRODUCTION) => Cell::styled(stage::PRODUCTION, "tag good"),
        (None, stage::STAGING) => Cell::styled(stage::STAGING, "tag warn"),
        (None, stage) => Cell::styled(stage, "tag"),
        (Some(state), "") => Cell::styled(state, class),
        (Some(state), stage) => Cell::styled(format!("{stage}, {state}"), class),
    };
    let aliases: Vec<String> = version.aliases.iter().map(|alias| format!("@{alias}")).collect();
    vec![Cell::link((text.model.version)(version.version), href), stage, Cell::text(aliases.join(" "))]
}

/// What a version is against the one in Production.
pub(super) fn against(
    base: &ModelVersion,
    version: &ModelVersion,
    runs: &VersionRuns,
    metric: &str,
    t: &model::Words,
) -> Cell {
    if base.version == version.version {
        return Cell::styled(t.base, "muted");
    }
    if [base, version].iter().any(|version| runs.of(version) == Told::Unread) {
        return unread_cell(t);
    }
    let verdict = runs.against(base, version, metric);
    let (icon, class) = match verdict {
        Verdict::Better => (IconName::Check, "tag good"),
        Verdict::Worse => (IconName::Cross, "tag bad"),
        Verdict::Equal => (IconName::Equal, "tag"),
        Verdict::Unknown => return Cell::styled(t.unknown, "muted"),
    };
    Cell { icon: Some(icon), ..Cell::styled(t.verdict(verdict), class) }
}

/// A metric's last value. A run that was not read may have logged it.
pub(super) fn value_cell(
    lang: Lang,
    version: &ModelVersion,
    runs: &VersionRuns,
    metric: &str,
    t: &model::Words,
) -> Cell {
    match (runs.of(version), runs.metric(version, metric)) {
        (_, Some(value)) => metric_cell(lang, value),
        (Told::Unread, None) => unread_cell(t),
        (_, None) => missing_cell(lang),
    }
}

fn unread_cell(t: &model::Words) -> Cell {
    Cell { title: t.unread.to_owned(), said: t.unread.to_owned(), ..Cell::styled("…", "muted") }
}

/// Who ran the run, or why nobody knows.
pub(super) fn who_cell(told: Told<'_>, t: &model::Words) -> Cell {
    match told {
        Told::Run(facts) if facts.deleted => {
            Cell::styled((t.deleted)(facts.user.as_deref().unwrap_or_default()).trim_start(), "muted")
        }
        Told::Run(facts) => Cell::text(facts.user.clone().unwrap_or_default()),
        Told::NoRun => Cell::styled(t.no_run, "muted"),
        Told::Unread => unread_cell(t),
        Told::Gone => Cell::styled(t.gone, "muted"),
        Told::Unreadable => Cell::styled(t.unreadable, "muted"),
    }
}

/// Tags, without those that MLflow or the history keeps for itself; the beginnings of long ones.
pub(super) fn tags_cell(version: &ModelVersion) -> Cell {
    let own = version
        .tags
        .iter()
        .filter(|(key, _)| !key.starts_with("mlflow.") && !key.starts_with(HISTORY_PREFIX));
    let tags: Vec<String> = own
        .take(20)
        .map(|(key, value)| match value.char_indices().nth(60) {
            Some((end, _)) => format!("{key}={}…", &value[..end]),
            None => format!("{key}={value}"),
        })
        .collect();
    Cell::styled(tags.join(", "), "muted")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;

    fn version(number: u64, stage: &str, status: &str) -> ModelVersion {
        ModelVersion {
            name: "m".to_owned(),
            version: number,
            current_stage: stage.to_owned(),
            status: status.to_owned(),
            aliases: vec!["a".to_owned(), "b".to_owned()],
            tags: [("k".to_owned(), "v".repeat(100)), ("mlflow.x".to_owned(), String::new())].into(),
            ..ModelVersion::default()
        }
    }

    fn shown(stage: &str, status: &str) -> Vec<String> {
        let cells = own_cells(&version(3, stage, status), texts(Lang::En), model::words(Lang::En));
        cells.into_iter().map(|cell| cell.text).collect()
    }

    #[test]
    fn a_version_that_is_not_ready_says_so_beside_its_stage() {
        assert_eq!(shown("Production", "READY"), ["Version 3", "Production", "@a @b"]);
        assert_eq!(shown("None", "FAILED_REGISTRATION")[1], "registration failed");
        assert_eq!(shown("Staging", "PENDING_REGISTRATION")[1], "Staging, registration pending");
        assert_eq!(shown("None", "")[1], "No stage");
    }

    #[test]
    fn tags_of_the_reader_are_shown_and_long_ones_begin() {
        assert_eq!(tags_cell(&version(1, "", "")).text, format!("k={}…", "v".repeat(60)));
    }

    #[test]
    fn the_one_in_production_is_the_measure() {
        let t = model::words(Lang::En);
        let (base, other) = (version(1, "", ""), version(2, "", ""));
        let runs = VersionRuns::default();
        assert_eq!(against(&base, &base, &runs, "m", t).text, "In Production");
        assert_eq!(against(&base, &other, &runs, "m", t).text, "Not comparable");
        let unread = ModelVersion { run_id: "r".to_owned(), ..other };
        assert_eq!(against(&base, &unread, &runs, "m", t).text, "…");
    }

    #[test]
    fn a_version_without_metrics_says_why() {
        let t = model::words(Lang::En);
        let unread = ModelVersion { run_id: "r".to_owned(), ..version(1, "", "") };
        let said = |version: &ModelVersion| {
            let cell = value_cell(Lang::En, version, &VersionRuns::default(), "m", t);
            (cell.text, cell.said)
        };
        assert_eq!(said(&unread), ("…".to_owned(), "not read yet".to_owned()));
        assert_eq!(said(&version(1, "", "")), ("–".to_owned(), "not logged".to_owned()));
        assert_eq!(who_cell(Told::NoRun, t).text, "no run");
        assert_eq!(who_cell(Told::Gone, t).text, "run is gone");
    }
}
