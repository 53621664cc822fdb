//! Commands that read.

use std::collections::BTreeMap;

use futures::executor::block_on;
use mlflow::{ModelVersion, RegisteredModel, stage};
use registry::{Number, compare, history, with_runs};
use serde_json::{Value, json};

use super::output::{plain, print, print_json, sign, table, time};
use super::{Model, chosen};
use crate::server::{Server, explained};

/// Arguments of `battledex models`.
#[derive(Debug, clap::Args)]
pub(crate) struct Models {
    #[command(flatten)]
    server: Server,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
}

impl Models {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let models =
            block_on(self.server.client()?.registered_models()).map_err(|error| explained(&error))?;
        let newest =
            |model: &RegisteredModel| model.latest_versions.iter().map(|version| version.version).max();
        if self.json {
            let model = |model: &RegisteredModel| {
                json!({
                    "name": model.name,
                    "newest_version": newest(model),
                    "stages": in_stages(model),
                    "aliases": model.aliases,
                    "last_updated_timestamp": model.last_updated_timestamp,
                })
            };
            let all: Vec<Value> = models.items.iter().map(model).collect();
            print_json(&json!({ "models": all, "skipped": models.skipped }));
            return Ok(());
        }
        let mut rows =
            table(&["model", "newest", stage::PRODUCTION, stage::STAGING, "aliases", "updated (UTC)"]);
        for model in &models.items {
            let aliases: Vec<String> =
                model.aliases.iter().map(|(alias, v)| format!("{alias}=v{v}")).collect();
            let number = |version: Option<u64>| {
                version.map_or_else(|| "-".to_owned(), |version| format!("v{version}"))
            };
            let stages = in_stages(model);
            rows.add_row([
                plain(&model.name),
                number(newest(model)),
                number(stages.get(stage::PRODUCTION).copied()),
                number(stages.get(stage::STAGING).copied()),
                plain(&aliases.join(" ")),
                time(model.last_updated_timestamp),
            ]);
        }
        print(&rows);
        models.skipped.iter().for_each(|row| eprintln!("note: {}", plain(row)));
        Ok(())
    }
}

/// The newest version in each stage, as the list of models tells it.
fn in_stages(model: &RegisteredModel) -> BTreeMap<&str, u64> {
    let staged = model.latest_versions.iter().filter(|version| version.current_stage != stage::NONE);
    let mut stages = BTreeMap::new();
    for version in staged.filter(|version| !version.current_stage.is_empty()) {
        let newest = stages.entry(version.current_stage.as_str()).or_insert(version.version);
        *newest = version.version.max(*newest);
    }
    stages
}

/// Arguments of `battledex versions`.
#[derive(Debug, clap::Args)]
pub(crate) struct Versions {
    #[command(flatten)]
    model: Model,
}

/// A version as JSON.
fn version_json(version: &ModelVersion) -> Value {
    json!({
        "version": version.version,
        "stage": version.current_stage,
        "aliases": version.aliases,
        "status": version.status,
        "run_id": version.run_id,
        "description": version.description,
        "tags": version.tags,
        "creation_timestamp": version.creation_timestamp,
        "last_updated_timestamp": version.last_updated_timestamp,
    })
}

impl Versions {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (_, snapshot) = self.model.read()?;
        if self.model.json {
            let versions: Vec<Value> = snapshot.versions.iter().map(version_json).collect();
            print_json(&json!({ "model": snapshot.model.name, "versions": versions }));
            return Ok(());
        }
        let mut rows = table(&["version", "stage", "aliases", "created (UTC)", "run"]);
        for version in &snapshot.versions {
            rows.add_row([
                format!("v{}", version.version),
                plain(&version.current_stage),
                plain(&version.aliases.join(" ")),
                time(version.creation_timestamp),
                plain(&version.run_id),
            ]);
        }
        print(&rows);
        Ok(())
    }
}

/// Arguments of `battledex compare`.
#[derive(Debug, clap::Args)]
pub(crate) struct Compare {
    #[command(flatten)]
    model: Model,
    /// Versions: a number, a stage such as Production, or @alias; the first is what the others are compared with
    #[arg(required = true, num_args = 2.., value_name = "VERSION")]
    versions: Vec<String>,
    /// Only what differs
    #[arg(long)]
    differences: bool,
}

impl Compare {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (client, snapshot) = self.model.read()?;
        let versions = self.versions.iter().map(|text| chosen(&snapshot, text).cloned());
        let versions = versions.collect::<anyhow::Result<Vec<ModelVersion>>>()?;
        let versions = block_on(with_runs(&client, versions)).map_err(|error| explained(&error))?;
        let mut comparison = compare(&versions);
        if self.differences {
            comparison = comparison.differences_only();
        }
        if self.model.json {
            print_json(&serde_json::to_value(&comparison)?);
            return Ok(());
        }
        let heads: Vec<String> = comparison.versions.iter().map(|version| format!("v{version}")).collect();
        let header: Vec<&str> = [""].into_iter().chain(heads.iter().map(String::as_str)).collect();
        let mut rows = table(&header);
        rows.add_row(
            ["stage".to_owned()].into_iter().chain(comparison.stages.iter().map(|stage| plain(stage))),
        );
        for row in &comparison.metrics {
            let cells = row.values.iter().zip(&row.verdicts).map(|(value, verdict)| {
                value.map_or_else(|| "-".to_owned(), |value| format!("{}{}", Number(value), sign(*verdict)))
            });
            rows.add_row([plain(&row.key)].into_iter().chain(cells));
        }
        for row in comparison.params.iter().chain(&comparison.tags) {
            let cells = row.values.iter().map(|value| value.as_deref().map_or_else(|| "-".to_owned(), plain));
            rows.add_row([plain(&row.key)].into_iter().chain(cells));
        }
        print(&rows);
        Ok(())
    }
}

/// Arguments of `battledex history`.
#[derive(Debug, clap::Args)]
pub(crate) struct History {
    #[command(flatten)]
    model: Model,
}

impl History {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (_, snapshot) = self.model.read()?;
        let history = history(&snapshot);
        if self.model.json {
            let changes = serde_json::to_value(&history.entries)?;
            print_json(
                &json!({ "model": snapshot.model.name, "changes": changes, "unreadable": history.unreadable }),
            );
            return Ok(());
        }
        let mut rows = table(&["when (UTC)", "who", "what", "why"]);
        for entry in &history.entries {
            let changes: Vec<String> =
                entry.changes.iter().map(|change| plain(&change.to_string())).collect();
            let undone = match (entry.undoes.is_some(), entry.unfinished) {
                (true, true) => "interrupted rollback: ",
                (true, false) => "rollback: ",
                (false, true) => "interrupted: ",
                (false, false) => "",
            };
            rows.add_row([
                time(i64::try_from(entry.at).ok()),
                plain(entry.by.as_deref().unwrap_or("-")),
                format!("{undone}{}", changes.join(", ")),
                plain(&entry.reason),
            ]);
        }
        print(&rows);
        history.unreadable.iter().for_each(|tag| eprintln!("note: cannot be read: {}", plain(tag)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_models_tells_what_is_in_use() {
        let version = |version, stage: &str| ModelVersion {
            version,
            current_stage: stage.to_owned(),
            ..ModelVersion::default()
        };
        let latest_versions =
            vec![version(4, "None"), version(2, "Production"), version(3, "Production"), version(5, "")];
        let model = RegisteredModel { latest_versions, ..RegisteredModel::default() };
        assert_eq!(in_stages(&model), [("Production", 3)].into());
    }
}
