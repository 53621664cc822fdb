//! Commands about the registry of a live server: `models`, `versions`, `compare`, `history`, `check`, and those that
//! change it.

mod act;
mod check;
pub(crate) mod output;
mod show;

pub(crate) use act::{Alias, Promote, PromoteBest, Rollback};
pub(crate) use check::Check;
pub(crate) use show::{Compare, History, Models, Versions};

use mlflow::{Client, ModelVersion, Selector, stage};
use registry::Snapshot;

use crate::server::{Http, Server, explained};

/// A model of a server.
#[derive(Debug, clap::Args)]
pub(crate) struct Model {
    #[command(flatten)]
    server: Server,
    /// The registered model's name
    #[arg(long = "model", value_name = "NAME")]
    name: String,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
}

impl Model {
    fn read(&self) -> anyhow::Result<(Client<Http>, Snapshot)> {
        let client = self.server.client()?;
        let read = futures::executor::block_on(Snapshot::read(&client, &self.name));
        let snapshot = read.map_err(|error| explained(&error))?;
        Ok((client, snapshot))
    }
}

/// A number, neither infinite nor none.
fn finite(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if number.is_finite() { Ok(number) } else { Err("not a finite number".to_owned()) }
}

/// The version that a text means: `3` or `v3`, a stage, or `@alias`.
fn chosen<'a>(snapshot: &'a Snapshot, text: &str) -> anyhow::Result<&'a ModelVersion> {
    let number = text.strip_prefix('v').unwrap_or(text);
    let stages = stage::ALL.into_iter().any(|stage| stage.eq_ignore_ascii_case(text));
    let selector = match text.strip_prefix('@') {
        Some(alias) => Selector::Alias(alias.to_owned()),
        None if stages => Selector::Stage(text.to_owned()),
        None => Selector::Version(number.to_owned()),
    };
    selector.choose(&snapshot.model.name, &snapshot.versions).map_err(|error| explained(&error))
}
