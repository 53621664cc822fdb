//! Commands that change the registry: each shows what it will change, asks, and records why.

use std::io::{IsTerminal as _, Write as _, stdin, stdout};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, bail};
use futures::executor::block_on;
use mlflow::{Client, stage};
use registry::{
    BestError, Direction, Number, Plan, PlanError, Snapshot, apply, best, direction, history, with_runs,
};
use serde_json::json;

use super::output::{plain, print_json};
use super::{Model, chosen, finite};
use crate::server::{Http, explained, somebody};

/// What every change asks for.
#[derive(Debug, clap::Args)]
struct Act {
    #[command(flatten)]
    model: Model,
    /// Why; recorded with the change
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who; recorded with the change [default: the user that the environment names]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Act {
    /// Shows a plan, asks, and carries it out.
    fn finish(&self, client: &Client<Http>, plan: &Plan) -> anyhow::Result<()> {
        if self.model.json && !self.yes && !self.dry_run {
            bail!("--json asks nothing: pass --yes or --dry-run with it");
        }
        if !self.model.json {
            println!("model {}", plain(&plan.model));
            plan.changes.iter().for_each(|change| println!("  {}", plain(&change.to_string())));
        }
        if self.dry_run {
            if self.model.json {
                print_json(
                    &json!({ "model": plan.model, "changes": plan.changes, "applied": false, "changed": false }),
                );
            }
            return Ok(());
        }
        if !self.yes && !confirmed()? {
            bail!("nothing was changed");
        }
        let at =
            SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?.as_millis();
        let by = self.by.clone().or_else(somebody);
        let applied = block_on(apply(client, plan, by.as_deref(), u64::try_from(at)?))?;
        if self.model.json {
            let changes = &applied.entry.changes;
            let record = applied.entry.key;
            print_json(
                &json!({ "model": plan.model, "changes": changes, "applied": true, "changed": true, "record": record }),
            );
        } else if plan.undoes.is_some() {
            println!("done");
        } else {
            println!("done; `battledex rollback` takes it back");
        }
        Ok(())
    }
}

fn confirmed() -> anyhow::Result<bool> {
    if !stdin().is_terminal() {
        bail!("nothing was changed: there is nobody to ask; pass --yes, or --dry-run to look only");
    }
    print!("change it? [y/N] ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

/// Arguments of `battledex promote`.
#[derive(Debug, clap::Args)]
pub(crate) struct Promote {
    #[command(flatten)]
    act: Act,
    /// The version: a number, a stage such as Staging, or @alias
    #[arg(value_name = "VERSION")]
    version: String,
    #[command(flatten)]
    place: Place,
}

/// Where a version goes.
#[derive(Debug, clap::Args)]
struct Place {
    /// The stage: Production, Staging, Archived or None
    #[arg(long, default_value = stage::PRODUCTION)]
    stage: String,
    /// Leave the aliases of the old Production where they are
    #[arg(long)]
    keep_aliases: bool,
}

impl Place {
    fn plan(&self, snapshot: &Snapshot, version: u64, reason: &str) -> Result<Plan, PlanError> {
        Plan::promote(snapshot, version, &self.stage, !self.keep_aliases, reason)
    }
}

impl Promote {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (client, snapshot) = self.act.model.read()?;
        let version = chosen(&snapshot, &self.version)?.version;
        self.act.finish(&client, &self.place.plan(&snapshot, version, &self.act.reason)?)
    }
}

/// Arguments of `battledex promote-best`.
#[derive(Debug, clap::Args)]
pub(crate) struct PromoteBest {
    #[command(flatten)]
    act: Act,
    /// The metric to go by, as the versions' runs have logged it
    #[arg(long, value_name = "KEY")]
    metric: String,
    /// The best value must be this at least
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = finite)]
    minimum: Option<f64>,
    /// The best value must be this at most
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = finite, conflicts_with = "minimum")]
    maximum: Option<f64>,
    /// More is better [default: as the metric's name says]
    #[arg(long, conflicts_with = "lower_is_better")]
    higher_is_better: bool,
    /// Less is better [default: as the metric's name says, such as a loss]
    #[arg(long)]
    lower_is_better: bool,
    #[command(flatten)]
    place: Place,
}

impl PromoteBest {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (client, snapshot) = self.act.model.read()?;
        let versions =
            block_on(with_runs(&client, snapshot.versions.clone())).map_err(|error| explained(&error))?;
        let direction = match (self.higher_is_better, self.lower_is_better) {
            (true, _) => Direction::Higher,
            (_, true) => Direction::Lower,
            _ => direction(&self.metric),
        };
        let bound = match (direction, self.minimum, self.maximum) {
            (Direction::Lower, Some(_), _) => {
                bail!("less of {} is better: give a --maximum", plain(&self.metric))
            }
            (Direction::Higher, _, Some(_)) => {
                bail!("more of {} is better: give a --minimum", plain(&self.metric))
            }
            (_, minimum, maximum) => minimum.or(maximum),
        };
        let found = best(&versions, &self.metric, direction, bound);
        let (found, value) = found.map_err(|error| match error {
            BestError::UnknownDirection(_) => {
                anyhow::anyhow!("{error}, by --higher-is-better or --lower-is-better")
            }
            other => other.into(),
        })?;
        let version = found.version.version;
        if !self.act.model.json {
            println!("best by {}: v{version}, {}", plain(&self.metric), Number(value));
        }
        match self.place.plan(&snapshot, version, &self.act.reason) {
            // Who promotes the best every week is not told of a failure when it is there since last week.
            Err(error @ PlanError::AlreadyThere { .. }) => {
                if self.act.model.json {
                    let model = &snapshot.model.name;
                    print_json(
                        &json!({ "model": model, "version": version, "changes": [], "applied": false, "changed": false }),
                    );
                } else {
                    println!("nothing had to change: {}", plain(&error.to_string()));
                }
                Ok(())
            }
            plan => self.act.finish(&client, &plan?),
        }
    }
}

/// Arguments of `battledex alias`.
#[derive(Debug, clap::Args)]
pub(crate) struct Alias {
    #[command(flatten)]
    act: Act,
    /// The alias
    alias: String,
    /// The version that it will name; without one, the alias is taken away
    #[arg(value_name = "VERSION")]
    version: Option<String>,
}

impl Alias {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (client, snapshot) = self.act.model.read()?;
        let version = self.version.as_ref().map(|text| chosen(&snapshot, text)).transpose()?;
        let version = version.map(|version| version.version);
        let plan = Plan::alias(&snapshot, &self.alias, version, &self.act.reason)?;
        self.act.finish(&client, &plan)
    }
}

/// Arguments of `battledex rollback`.
#[derive(Debug, clap::Args)]
pub(crate) struct Rollback {
    #[command(flatten)]
    act: Act,
}

impl Rollback {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let (client, snapshot) = self.act.model.read()?;
        let plan = Plan::rollback(&snapshot, &history(&snapshot).entries, &self.act.reason)?;
        self.act.finish(&client, &plan)
    }
}
