//! `battledex check`: what is wrong with a model, for people, CI and Prometheus.

use std::process::ExitCode;

use futures::executor::block_on;
use registry::{Limits, alerts, exposition, history, with_runs, without_onnx};
use serde_json::{Value, json};

use super::output::{plain, print_json};
use super::{Model, finite};
use crate::server::explained;

/// Arguments of `battledex check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Ends with 0 when all is well, 3 when there are alerts, 1 when it could not be found out."
)]
pub(crate) struct Check {
    #[command(flatten)]
    model: Model,
    /// By what share of its value a metric may be worse than that of the version before it: 0.01 lets 0.95 become 0.9405
    #[arg(long, value_name = "SHARE", default_value_t = Limits::default().worse_by, value_parser = share)]
    worse_by: f64,
    /// Only this metric; may be given several times [default: all whose name says what is better, but for
    /// times and those of the training data]
    #[arg(long = "metric", value_name = "KEY")]
    metrics: Vec<String>,
    /// Print Prometheus' text format, alerts included, and end with 0
    #[arg(long, conflicts_with = "json")]
    prometheus: bool,
}

fn share(text: &str) -> Result<f64, String> {
    finite(text).and_then(|share| if share < 0.0 { Err("less than 0".to_owned()) } else { Ok(share) })
}

impl Check {
    pub(crate) fn run(&self) -> anyhow::Result<ExitCode> {
        let (client, snapshot) = self.model.read()?;
        let found = block_on(async {
            let versions = with_runs(&client, snapshot.versions.clone()).await?;
            let limits = Limits { worse_by: self.worse_by, metrics: self.metrics.clone() };
            let mut found = alerts(&snapshot, &versions, &history(&snapshot), &limits);
            found.extend(without_onnx(&client, &snapshot).await);
            Ok((versions, found))
        });
        let (versions, found) = found.map_err(|error: mlflow::Error| explained(&error))?;
        if self.prometheus {
            print!("{}", exposition(&snapshot, &versions, &found));
            return Ok(ExitCode::SUCCESS);
        }
        if self.model.json {
            let alert = |alert: &registry::Alert| -> anyhow::Result<Value> {
                let mut value = serde_json::to_value(alert)?;
                value["message"] = alert.to_string().into();
                Ok(value)
            };
            let all = found.iter().map(alert).collect::<anyhow::Result<Vec<Value>>>()?;
            print_json(&json!({ "model": snapshot.model.name, "alerts": all }));
        } else {
            found.iter().for_each(|alert| println!("{}", plain(&alert.to_string())));
            println!("{} alerts for model {}", found.len(), plain(&snapshot.model.name));
        }
        Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
    }
}
