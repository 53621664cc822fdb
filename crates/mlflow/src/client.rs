//! The calls of MLflow's REST API that read a tracking server and its registry, and those that change the registry.

mod answer;
mod artifacts;
mod by_id;
mod files;
mod history;
mod pages;
mod registry;
mod registry_pages;
mod version_files;
mod write;

pub use artifacts::ModelFile;
pub use files::{ArtifactRoot, Head};
pub use history::{Extent, History, MAX_SAMPLED_POINTS, MAX_SAMPLED_RUNS, counts_points};
pub use pages::PageTokens;
pub use registry_pages::{By, ModelQuery, Order, VersionQuery};
pub use version_files::{Listed, VersionFiles};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::error::{Error, ErrorKind};
use crate::request::{MAX_ANSWER_BYTES, Request};
use crate::transport::Transport;
use crate::types::{Experiment, List, Metric, Run, rows};

/// Rows asked for per page; the most that `registered-models/search` grants.
const PAGE_ROWS: u32 = 1000;
/// Pages read of one list; a longer list comes with [`List::next_page_token`].
const MAX_PAGES: usize = 100;
/// Folders listed of one model version.
const MAX_LISTINGS: usize = 30;
/// Points asked for per page of a metric's history; MLflow 2 sends all at once whatever is asked.
const HISTORY_POINTS: u32 = 25_000;

/// A typed client over any [`Transport`]: the same calls for a live server and a frozen registry.
#[derive(Clone, Debug)]
pub struct Client<T> {
    transport: T,
}

/// Which runs to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunQuery {
    /// Experiments to search, by id. None finds nothing.
    pub experiment_ids: Vec<String>,
    /// Such as `metrics.test_accuracy > 0.9`; empty for all.
    pub filter: String,
    /// Such as `metrics.test_accuracy DESC`; empty for newest first.
    pub order_by: Vec<String>,
    /// [`List::next_page_token`] of the page before.
    pub page_token: Option<String>,
    /// Whether deleted runs are among them; a frozen registry knows the active ones.
    pub view: RunView,
    /// Rows of a page, up to 50,000; 1,000 when it is not given, which is what a frozen registry knows.
    pub max_results: Option<u32>,
}

/// Which runs there are to be listed, by their life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunView {
    /// Those that nobody has deleted.
    #[default]
    Active,
    /// Those that were deleted and can still be restored.
    Deleted,
    /// Both.
    All,
}

impl RunQuery {
    /// All runs of one experiment, newest first: the query that a frozen registry can answer.
    #[must_use]
    pub fn of(experiment_id: impl Into<String>) -> Self {
        Self { experiment_ids: vec![experiment_id.into()], ..Self::default() }
    }
}

impl<T: Transport> Client<T> {
    /// A client over a transport.
    pub fn new(transport: T) -> Self {
        Self { transport }
    }

    /// The transport.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// The transport, when the client is no longer needed.
    pub fn into_transport(self) -> T {
        self.transport
    }

    /// The server's version, such as `3.17.2`.
    ///
    /// # Errors
    /// [`ErrorKind::NotMlflow`] when something else answers; MLflow 2 with a static prefix is such a case.
    pub async fn server_version(&self) -> Result<String, Error> {
        let subject = "server version";
        let location = self.transport.location();
        let response = self.send(&Request::get("version", &[]), subject).await?;
        answer::check(&response, &location).map_err(|kind| Error::new(kind, subject))?;
        let text = String::from_utf8_lossy(&response.body);
        let text = text.trim();
        let looks_right = text.len() <= 40
            && text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || ".+-".contains(c));
        if looks_right {
            Ok(text.to_owned())
        } else {
            Err(Error::new(ErrorKind::NotMlflow { status: response.status }, location.url))
        }
    }

    /// All active experiments.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn experiments(&self) -> Result<List<Experiment>, Error> {
        let rows = PAGE_ROWS.to_string();
        let request = Request::get(api("experiments/search"), &[("max_results", &rows)]);
        self.all_pages(request, "experiments", "experiments").await
    }

    /// One experiment, deleted or not.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn experiment(&self, id: &str) -> Result<Experiment, Error> {
        let subject = format!("experiment {id}");
        let request = Request::get(api("experiments/get"), &[("experiment_id", id)]);
        match self.one(&request, "experiment", &subject).await {
            // A frozen registry knows it from the list.
            Err(error) if matches!(error.kind(), ErrorKind::NotInFrozenCopy) => {
                let all = self.experiments().await?;
                all.items.into_iter().find(|experiment| experiment.experiment_id == id).ok_or(error)
            }
            other => other,
        }
    }

    /// One page of runs, active ones unless the query says otherwise.
    ///
    /// # Errors
    /// See [`ErrorKind`]; a frozen registry answers [`RunQuery::of`] and its following pages only.
    pub async fn runs(&self, query: &RunQuery) -> Result<List<Run>, Error> {
        let (page, _) = self.page(&runs_request(query), "runs", &runs_subject(query)).await?;
        Ok(page)
    }

    /// All active runs that a query finds, from its page on.
    ///
    /// # Errors
    /// As [`Client::runs`].
    pub async fn all_runs(&self, query: &RunQuery) -> Result<List<Run>, Error> {
        self.all_pages(runs_request(query), "runs", &runs_subject(query)).await
    }

    /// Those of some runs that are in an experiment and active.
    ///
    /// # Errors
    /// As [`Client::runs`]; a frozen registry has no answer.
    pub async fn runs_named(&self, experiment_id: &str, run_ids: &[String]) -> Result<List<Run>, Error> {
        let ids: Vec<String> = run_ids.iter().map(|id| format!("'{}'", id.replace('\'', ""))).collect();
        let filter = format!("attributes.run_id IN ({})", ids.join(", "));
        self.all_runs(&RunQuery { filter, ..RunQuery::of(experiment_id) }).await
    }

    /// One run.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn run(&self, run_id: &str) -> Result<Run, Error> {
        self.one(&Request::get(api("runs/get"), &[("run_id", run_id)]), "run", &format!("run {run_id}")).await
    }

    /// All points of a metric, oldest first; empty when the run has no such metric.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn metric_history(&self, run_id: &str, key: &str) -> Result<List<Metric>, Error> {
        let points = HISTORY_POINTS.to_string();
        let request = Request::get(
            api("metrics/get-history"),
            &[("run_id", run_id), ("metric_key", key), ("max_results", &points)],
        );
        self.all_pages(request, "metrics", &format!("history of {key} of run {run_id}")).await
    }

    async fn send(&self, request: &Request, subject: &str) -> Result<crate::request::Response, Error> {
        self.transport
            .send(request)
            .await
            .map_err(|error| Error::from_transport(error, subject, &self.transport.location()))
    }

    /// An answer and the bytes that it took.
    async fn json(&self, request: &Request, subject: &str) -> Result<(Value, u64), Error> {
        let response = self.send(request, subject).await?;
        let location = self.transport.location();
        let answer = answer::json(&response, &location).map_err(|kind| match kind {
            // It is the address that is wrong, whatever was asked of it.
            ErrorKind::NotMlflow { .. } => Error::new(kind, location.url),
            _ => Error::new(kind, subject),
        })?;
        Ok((answer, response.body.len() as u64))
    }

    /// The object `name` of an answer.
    async fn one<R: DeserializeOwned>(
        &self,
        request: &Request,
        name: &str,
        subject: &str,
    ) -> Result<R, Error> {
        let (mut answer, _) = self.json(request, subject).await?;
        let Some(value) = answer.get_mut(name).map(Value::take) else {
            return Err(invalid(format!("it has no {name}"), subject));
        };
        serde_json::from_value(value).map_err(|error| invalid(error.to_string(), subject))
    }

    /// The list `name` of one answer, and the bytes that it took.
    async fn page<R: DeserializeOwned>(
        &self,
        request: &Request,
        name: &str,
        subject: &str,
    ) -> Result<(List<R>, u64), Error> {
        let (mut answer, bytes) = self.json(request, subject).await?;
        let list = rows(&mut answer, name).map_err(|reason| invalid(reason, subject))?;
        Ok((list, bytes))
    }

    /// The list `name` of an answer and of all pages that follow it; together they are no larger than one answer may be.
    async fn all_pages<R: DeserializeOwned>(
        &self,
        mut request: Request,
        name: &str,
        subject: &str,
    ) -> Result<List<R>, Error> {
        let mut all = List::default();
        let mut tokens = PageTokens::default();
        let mut left = MAX_ANSWER_BYTES;
        for _ in 0..MAX_PAGES {
            let (page, bytes) = self.page(&request, name, subject).await?;
            left = left
                .checked_sub(bytes)
                .ok_or_else(|| Error::new(ErrorKind::TooLarge { limit: MAX_ANSWER_BYTES }, subject))?;
            all.items.extend(page.items);
            all.skipped.extend(page.skipped);
            all.next_page_token.clone_from(&page.next_page_token);
            let Some(token) = page.next_page_token else { break };
            tokens.accept(&token, subject)?;
            set_page_token(&mut request, token);
        }
        Ok(all)
    }
}

/// The path of an API route. The `ajax-api` mirror is the only one that keeps its place under a static prefix in both
/// MLflow 2 and 3.
fn api(route: &str) -> String {
    format!("ajax-api/2.0/mlflow/{route}")
}

fn invalid(reason: String, subject: &str) -> Error {
    Error::new(ErrorKind::InvalidAnswer { reason }, subject)
}

fn runs_request(query: &RunQuery) -> Request {
    let mut body = json!({ "experiment_ids": query.experiment_ids, "max_results": query.max_results.unwrap_or(PAGE_ROWS) });
    if !query.filter.is_empty() {
        body["filter"] = query.filter.clone().into();
    }
    if !query.order_by.is_empty() {
        body["order_by"] = query.order_by.clone().into();
    }
    match query.view {
        RunView::Active => {}
        RunView::Deleted => body["run_view_type"] = "DELETED_ONLY".into(),
        RunView::All => body["run_view_type"] = "ALL".into(),
    }
    if let Some(token) = &query.page_token {
        body["page_token"] = token.clone().into();
    }
    Request::post(api("runs/search"), body)
}

fn runs_subject(query: &RunQuery) -> String {
    format!("runs of experiment {}", query.experiment_ids.join(", "))
}

fn set_page_token(request: &mut Request, token: String) {
    if let Some(body) = &mut request.body {
        body["page_token"] = token.into();
    } else {
        request.query.retain(|(name, _)| name != "page_token");
        request.query.push(("page_token".to_owned(), token));
    }
}
