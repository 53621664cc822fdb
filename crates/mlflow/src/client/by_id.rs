//! Runs that somebody has chosen.

use std::collections::BTreeMap;

use super::{Client, RunQuery};
use crate::error::Error;
use crate::transport::Transport;
use crate::types::Run;

impl<T: Transport> Client<T> {
    /// Runs by id, in the order of the ids, with few requests: one run tells its experiment, and that is asked for the others. A run
    /// that does not exist is an error of its own.
    ///
    /// # Errors
    /// See [`crate::ErrorKind`]; all but missing runs.
    pub async fn runs_by_id(&self, ids: &[String]) -> Result<Vec<(String, Result<Run, Error>)>, Error> {
        let mut found: BTreeMap<String, Result<Run, Error>> = BTreeMap::new();
        for id in ids {
            if found.contains_key(id) {
                continue;
            }
            let run = match self.run(id).await {
                Ok(run) => run,
                Err(error) if error.is_missing() => {
                    found.insert(id.clone(), Err(error));
                    continue;
                }
                Err(error) => return Err(error),
            };
            let experiment = run.info.experiment_id.clone();
            found.insert(id.clone(), Ok(run));
            let others: Vec<String> = ids.iter().filter(|id| !found.contains_key(*id)).cloned().collect();
            if others.len() > 1 && !experiment.is_empty() {
                for run in self.neighbours(&experiment, &others).await {
                    found.insert(run.info.run_id.clone(), Ok(run));
                }
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id).map(|run| (id.clone(), run))).collect())
    }

    /// Those of some runs that an experiment has; none where the server cannot be asked so, since each can be asked for alone.
    async fn neighbours(&self, experiment: &str, ids: &[String]) -> Vec<Run> {
        let listed = match self.runs_named(experiment, ids).await {
            Err(error) if error.is_missing() => self.all_runs(&RunQuery::of(experiment)).await,
            listed => listed,
        };
        let runs = listed.map(|list| list.items).unwrap_or_default();
        runs.into_iter().filter(|run| ids.contains(&run.info.run_id)).collect()
    }
}
