//! Histories of metrics: sampled by the server or whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Client, HISTORY_POINTS, MAX_PAGES, PageTokens, api, set_page_token};
use crate::credentials::base64;
use crate::error::{Error, ErrorKind};
use crate::request::{MAX_ANSWER_BYTES, Request};
use crate::transport::Transport;
use crate::types::{List, Metric};

/// The most runs that one sampled answer is about.
pub const MAX_SAMPLED_RUNS: usize = 100;
/// The most points of a run that MLflow samples.
pub const MAX_SAMPLED_POINTS: u32 = 2500;
/// The rows of a run after which MLflow before 3.10 cuts its answer, however few steps they have.
const MAX_ROWS: usize = 25_000;
/// The oldest MLflow whose histories are known to come in pages.
const PAGED_SINCE: (u32, u32) = (3, 8);

/// A metric of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The run.
    pub run_id: String,
    /// Its points by step, those of one step by time.
    pub points: Vec<Metric>,
    /// How much of it that is.
    pub extent: Extent,
}

/// How much of a history is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// What the server sampled; of how many points is not known.
    Sampled,
    /// What the server sampled of so many points.
    SampledOf(usize),
}

/// A point with the run that it belongs to.
#[derive(Deserialize)]
struct RunMetric {
    run_id: String,
    #[serde(flatten)]
    metric: Metric,
}

impl<T: Transport> Client<T> {
    /// One metric of up to [`MAX_SAMPLED_RUNS`] runs, each thinned out by the server to about `max_points`, which is at most
    /// [`MAX_SAMPLED_POINTS`]. `last_step` is the greatest step of all, where it is known: without it MLflow 2 leaves negative steps
    /// out. A server or frozen registry that does not sample gives whole histories.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn histories(
        &self,
        run_ids: &[String],
        key: &str,
        max_points: u32,
        last_step: Option<i64>,
    ) -> Result<Vec<History>, Error> {
        let max_points = max_points.clamp(1, MAX_SAMPLED_POINTS);
        let mut histories = Vec::with_capacity(run_ids.len());
        for runs in run_ids.chunks(MAX_SAMPLED_RUNS) {
            match self.sampled(runs, key, max_points, last_step).await {
                Ok(sampled) => histories.extend(sampled),
                // MLflow before 2.4 and frozen registries do not sample; with a run that is gone, the others are asked for alone.
                Err(error) if error.is_missing() || matches!(error.kind(), ErrorKind::NotMlflow { .. }) => {
                    for run_id in runs {
                        histories.push(self.whole_history(run_id, key, |_| {}).await?);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(histories)
    }

    async fn sampled(
        &self,
        run_ids: &[String],
        key: &str,
        max_points: u32,
        last_step: Option<i64>,
    ) -> Result<Vec<History>, Error> {
        let count = max_points.to_string();
        let mut query: Vec<(&str, &str)> = run_ids.iter().map(|id| ("run_ids", id.as_str())).collect();
        query.extend([("metric_key", key), ("max_results", &count)]);
        let (first, last) = (i32::MIN.to_string(), i32::MAX.to_string());
        if last_step.is_some_and(|step| i32::try_from(step).is_ok()) {
            query.extend([("start_step", first.as_str()), ("end_step", last.as_str())]);
        }
        let request = Request::get(api("metrics/get-history-bulk-interval"), &query);
        let subject = format!("history of {key} of {} runs", run_ids.len());
        let (list, _) = self.page::<RunMetric>(&request, "metrics", &subject).await?;
        Ok(grouped(list.items, run_ids, max_points as usize))
    }

    /// A metric of one run with all its points; `progress` is told how many have come.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn whole_history(
        &self,
        run_id: &str,
        key: &str,
        mut progress: impl FnMut(usize),
    ) -> Result<History, Error> {
        let subject = format!("history of {key} of run {run_id}");
        let mut request = history_request(run_id, key, HISTORY_POINTS);
        let mut tokens = PageTokens::default();
        let mut points = Vec::new();
        let mut left = MAX_ANSWER_BYTES;
        let mut extent = Extent::Sampled;
        for _ in 0..MAX_PAGES {
            let (page, bytes): (List<Metric>, u64) = self.page(&request, "metrics", &subject).await?;
            left = left
                .checked_sub(bytes)
                .ok_or_else(|| Error::new(ErrorKind::TooLarge { limit: MAX_ANSWER_BYTES }, &*subject))?;
            points.extend(page.items);
            progress(points.len());
            let Some(token) = page.next_page_token else {
                extent = Extent::Whole;
                break;
            };
            tokens.accept(&token, &subject)?;
            set_page_token(&mut request, token);
        }
        sort(&mut points);
        Ok(History { run_id: run_id.to_owned(), points, extent })
    }

    /// How many points a metric of a run has, without reading them: at least `known`, and maybe just `guess`. None where the server
    /// does not tell; MLflow 2 has no pages to look at.
    ///
    /// # Errors
    /// See [`ErrorKind`]; what only means that the server does not tell is none.
    pub async fn point_count(
        &self,
        run_id: &str,
        key: &str,
        known: usize,
        guess: usize,
    ) -> Result<Option<usize>, Error> {
        // The count lies from `low` to `high`.
        let (mut low, mut high) = (known.max(1), usize::MAX);
        let mut next = guess.max(low);
        // Each look halves what is left, or doubles what is known.
        for _ in 0..64 {
            match self.look(run_id, key, next - 1).await? {
                Look::Last => return Ok(Some(next)),
                Look::More => low = next + 1,
                Look::Beyond => high = next - 1,
                Look::Unpaged => return Ok(None),
            }
            if low >= high {
                return Ok((low == high).then_some(low));
            }
            next = if high == usize::MAX { low.saturating_mul(2) } else { low + (high - low) / 2 };
        }
        Ok(None)
    }

    async fn look(&self, run_id: &str, key: &str, offset: usize) -> Result<Look, Error> {
        let mut request = history_request(run_id, key, 1);
        set_page_token(&mut request, base64(format!("{{\"offset\": {offset}}}").as_bytes()));
        let subject = format!("number of points of {key} of run {run_id}");
        let page: List<Metric> = match self.page(&request, "metrics", &subject).await {
            Ok((page, _)) => page,
            Err(error) if matches!(error.kind(), ErrorKind::Refused { .. }) || error.is_missing() => {
                return Ok(Look::Unpaged);
            }
            Err(error) => return Err(error),
        };
        Ok(match (page.items.len(), page.next_page_token) {
            (0, _) => Look::Beyond,
            (1, None) => Look::Last,
            (1, Some(_)) => Look::More,
            _ => Look::Unpaged,
        })
    }
}

/// What stands at a place of a history.
enum Look {
    /// The last point.
    Last,
    /// A point, and others after it.
    More,
    /// Nothing.
    Beyond,
    /// The server does not give a single point.
    Unpaged,
}

/// Whether a server of this version gives histories in pages, so that [`Client::point_count`] knows an answer.
#[must_use]
pub fn counts_points(server_version: &str) -> bool {
    let mut numbers = server_version.split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= PAGED_SINCE,
        _ => false,
    }
}

fn history_request(run_id: &str, key: &str, points: u32) -> Request {
    let points = points.to_string();
    Request::get(
        api("metrics/get-history"),
        &[("run_id", run_id), ("metric_key", key), ("max_results", &points)],
    )
}

fn sort(points: &mut [Metric]) {
    points.sort_by_key(|point| (point.step, point.timestamp));
}

/// The points by run, in the order of the runs, and whether they are all.
fn grouped(points: Vec<RunMetric>, run_ids: &[String], max_points: usize) -> Vec<History> {
    let steps: BTreeSet<i64> = points.iter().map(|point| point.metric.step).collect();
    let mut runs: BTreeMap<String, Vec<Metric>> = BTreeMap::new();
    for RunMetric { run_id, metric } in points {
        runs.entry(run_id).or_default().push(metric);
    }
    let history = |run_id: &String| {
        let mut points = runs.remove(run_id).unwrap_or_default();
        sort(&mut points);
        let rows = points.len();
        // MLflow 2 samples the steps of all runs together, and gives every row of those it takes. MLflow 3.10 and later samples the
        // rows of each run, and gives never more than were asked for.
        let all_rows = rows < max_points || (rows > max_points && rows < MAX_ROWS);
        let extent = if steps.len() < max_points && all_rows { Extent::Whole } else { Extent::Sampled };
        History { run_id: run_id.clone(), points, extent }
    };
    run_ids.iter().map(history).collect()
}
