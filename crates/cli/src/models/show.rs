//! Commands that read.

use std::collections::BTreeMap;

use anyhow::Context as _;
use comfy_table::Table;
use futures::executor::block_on;
use mlflow::{ModelVersion, RegisteredModel, stage};
use registry::{
    Comparison, Contents, Number, VersionRun, all_version_facts, compare_with, history, reference, who,
    with_runs,
};
use serde_json::{Value, json};

use super::output::{bytes, difference, plain, print, print_json, sign, table, time};
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
    /// Versions: a number, a stage such as Production, or @alias
    #[arg(required = true, num_args = 2.., value_name = "VERSION")]
    versions: Vec<String>,
    /// The one of them that the others are compared with [default: the one in Production, else the first]
    #[arg(long, value_name = "VERSION")]
    reference: Option<String>,
    /// Only what differs
    #[arg(long)]
    differences: bool,
}

impl Compare {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (client, snapshot) = self.model.read()?;
        let chosen_versions = self.versions.iter().map(|text| chosen(&snapshot, text).cloned());
        let models = chosen_versions.collect::<anyhow::Result<Vec<ModelVersion>>>()?;
        let named = self.reference.as_ref().map(|text| chosen(&snapshot, text)).transpose()?;
        let read = block_on(async {
            let versions = with_runs(&client, models.clone()).await?;
            Ok((versions, all_version_facts(&client, &models).await))
        });
        let (versions, facts) = read.map_err(|error: mlflow::Error| explained(&error))?;
        let base = match named {
            None => reference(&versions),
            Some(named) => models
                .iter()
                .position(|version| version.version == named.version)
                .with_context(|| format!("v{} is not among the versions that are compared", named.version))?,
        };
        let (mut comparison, mut contents) = (compare_with(&versions, base), Contents::new(&models, &facts));
        if self.differences {
            (comparison, contents) = (comparison.differences_only(), contents.differences_only());
        }
        if self.model.json {
            let mut value = serde_json::to_value(&comparison)?;
            value["reference"] = comparison.versions.get(base).copied().into();
            value["contents"] = serde_json::to_value(&contents)?;
            value["origins"] = versions.iter().map(origin_json).collect();
            print_json(&value);
            return Ok(());
        }
        let origins = origins(&versions).into_iter().filter(|(_, cells)| !self.differences || differ(cells));
        print(&side_by_side(&comparison, &contents, origins.collect()));
        contents.problems.iter().for_each(|problem| eprintln!("note: {}", plain(problem)));
        Ok(())
    }
}

/// Where a version comes from as JSON.
fn origin_json(version: &VersionRun) -> Value {
    json!({
        "version": version.version.version,
        "creation_timestamp": version.version.creation_timestamp,
        "run_id": version.version.run_id,
        "run_by": version.run.as_ref().and_then(who),
    })
}

/// Where versions come from, in rows with a cell for each: when they were registered, of which run, and who ran it.
fn origins(versions: &[VersionRun]) -> [(&'static str, Vec<String>); 3] {
    let cells = |cell: &dyn Fn(&VersionRun) -> String| versions.iter().map(cell).collect::<Vec<_>>();
    let text = |text: &str| if text.is_empty() { "-".to_owned() } else { plain(text) };
    [
        ("created (UTC)", cells(&|version| time(version.version.creation_timestamp))),
        ("run", cells(&|version| text(&version.version.run_id))),
        ("run by", cells(&|version| text(version.run.as_ref().and_then(who).unwrap_or_default()))),
    ]
}

fn differ(cells: &[String]) -> bool {
    cells.windows(2).any(|pair| pair[0] != pair[1])
}

/// Versions in columns; the one that the others are compared with says so.
fn side_by_side(
    comparison: &Comparison,
    contents: &Contents,
    origins: Vec<(&'static str, Vec<String>)>,
) -> Table {
    let base = comparison.base;
    let head = |(place, version): (usize, &u64)| {
        format!("v{version}{}", if place == base { " (reference)" } else { "" })
    };
    let heads: Vec<String> = comparison.versions.iter().enumerate().map(head).collect();
    let header: Vec<&str> = [""].into_iter().chain(heads.iter().map(String::as_str)).collect();
    let mut rows = table(&header);
    let mut add = |key: &str, cells: Vec<String>| {
        rows.add_row([plain(key)].into_iter().chain(cells));
    };
    let text = |value: &Option<String>| value.as_deref().map_or_else(|| "-".to_owned(), plain);
    add("stage", comparison.stages.iter().map(|stage| plain(stage)).collect());
    let aliases = |aliases: &Vec<String>| (!aliases.is_empty()).then(|| aliases.join(" "));
    add("aliases", comparison.aliases.iter().map(|all| text(&aliases(all))).collect());
    for (key, cells) in origins {
        add(key, cells);
    }
    for row in &comparison.metrics {
        let cell = |(place, value): (usize, &Option<f64>)| {
            let Some(value) = value else { return "-".to_owned() };
            let delta = row.deltas.get(place).copied().flatten().filter(|delta| *delta != 0.0);
            let verdict =
                row.verdicts.get(place).filter(|_| place != base).map_or("", |verdict| sign(*verdict));
            let delta = delta.map_or_else(String::new, |delta| format!(" {}", difference(delta)));
            format!("{}{delta}{verdict}", Number(*value))
        };
        add(&row.key, row.values.iter().enumerate().map(cell).collect());
    }
    for row in
        comparison.params.iter().chain(&comparison.tags).chain(&contents.made).chain(&contents.signature)
    {
        add(&row.key, row.values.iter().map(text).collect());
    }
    let sizes = |sizes: &[Option<u64>]| -> Vec<String> {
        let measure = sizes.get(base).copied().flatten();
        let cell = |size: &Option<u64>| size.map_or_else(|| "-".to_owned(), |size| bytes(size, measure));
        sizes.iter().map(cell).collect()
    };
    for (key, of) in [("ONNX file", &contents.onnx_bytes), ("all files", &contents.model_bytes)] {
        if of.iter().any(Option::is_some) {
            add(key, sizes(of));
        }
    }
    for row in &contents.files {
        let known: Vec<Option<u64>> =
            row.values.iter().map(|held| held.and_then(|held| held.bytes)).collect();
        let mut cells = sizes(&known);
        for (cell, held) in cells.iter_mut().zip(&row.values) {
            if held.is_some_and(|held| held.bytes.is_none()) {
                "size unknown".clone_into(cell);
            }
        }
        add(&format!("file {}", row.path), cells);
    }
    rows
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
    use mlflow::Run;

    use super::*;

    #[test]
    fn origins_say_when_of_which_run_and_whose() {
        let version = |version, run_id: &str, run| VersionRun {
            version: ModelVersion {
                version,
                run_id: run_id.to_owned(),
                creation_timestamp: Some(1_795_380_561_944),
                ..ModelVersion::default()
            },
            run,
        };
        let run: Run =
            serde_json::from_value(json!({ "info": { "run_id": "abc", "user_id": "ann" }, "data": {} }))
                .unwrap();
        let versions = [version(1, "abc", Some(run)), version(2, "", None)];
        let [created, runs, by] = origins(&versions);
        assert_eq!((created.1[0].as_str(), differ(&created.1)), ("2026-11-22 20:49:21", false));
        assert_eq!(
            (runs.1, by.1),
            (vec!["abc".to_owned(), "-".to_owned()], vec!["ann".to_owned(), "-".to_owned()])
        );
        assert_eq!(
            versions.map(|version| origin_json(&version)["run_by"].clone()),
            [Value::from("ann"), Value::Null]
        );
    }

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
