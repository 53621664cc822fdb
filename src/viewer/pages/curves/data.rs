//! What the curves are made of: runs, histories, and how many points there are.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;
use mlflow::{Extent, History, Run, counts_points};

use crate::{
    state::{Door, Keep, Loading, PageClient, Problem, Registry, use_remote},
    viewer::{
        components::Runs,
        state::{MAX_RUNS, MetricCurve, Place, metric_keys, points_per_run, usual_metric},
    },
};

/// Histories whose points are counted.
const MAX_COUNTED: usize = 24;

/// How far the loading of all points has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Progress {
    /// Points.
    pub(super) points: usize,
    /// Curves that are there.
    pub(super) done: usize,
    /// Curves in all.
    pub(super) all: usize,
}

/// The page's data and its chosen metrics.
#[derive(Clone, Copy)]
pub(super) struct Data {
    /// The runs.
    pub(super) runs: Loading<Runs>,
    /// Every metric of the runs.
    pub(super) keys: Memo<Vec<String>>,
    /// The metrics that are shown.
    pub(super) metrics: Memo<Vec<String>>,
    /// The curves, without the counts.
    pub(super) curves: Loading<Arc<Vec<MetricCurve>>>,
    /// Counted points, by the curve's run and metric.
    counts: Loading<BTreeMap<(String, String), usize>>,
    /// While all points are loaded.
    pub(super) progress: RwSignal<Progress>,
}

/// What decides which histories are fetched.
#[derive(Clone, PartialEq)]
struct Wanted {
    door: Door,
    runs: Vec<(String, String)>,
    metrics: Vec<(String, Option<i64>)>,
    all: bool,
}

/// A history that may be longer than what is here.
type Uncounted = (String, String, usize, usize);

/// Sampled histories by metric, kept while others are added.
type Kept = (Vec<String>, Option<Door>, BTreeMap<String, Vec<History>>);

impl Data {
    /// Follows the address.
    pub(super) fn start(place: Place) -> Self {
        let registry = expect_context::<Registry>();
        let ids = place.list("runs");
        let ids = Memo::new(move |_| ids.with(|ids| ids.iter().take(MAX_RUNS).cloned().collect::<Vec<_>>()));
        let runs = use_remote(
            Keep::Always,
            move || (registry.door(), ids.get()),
            move |(door, ids)| async move {
                let client = registry.client(door).await?;
                Ok(Arc::new(client.runs_by_id(&ids).await?))
            },
        );
        let found = move || runs.remote.with(|remote| remote.value().cloned()).unwrap_or_default();
        let keys = Memo::new(move |_| metric_keys(found().iter().filter_map(|(_, run)| run.as_ref().ok())));
        let chosen = place.list("metrics");
        let metrics = Memo::new(move |_| match chosen.get() {
            none if none.is_empty() => keys.with(|keys| usual_metric(keys)).into_iter().collect(),
            chosen => chosen,
        });
        let all = place.on("all");
        let wanted = Memo::new(move |_| {
            let found = found();
            let runs: Vec<&Run> = found.iter().filter_map(|(_, run)| run.as_ref().ok()).collect();
            let last = |key: &String| {
                let steps = runs.iter().filter_map(|run| run.data.metrics.get(key)).map(|metric| metric.step);
                (key.clone(), steps.max())
            };
            Wanted {
                door: registry.door(),
                metrics: metrics.with(|metrics| metrics.iter().map(last).collect()),
                runs: runs.iter().map(|run| (run.info.run_id.clone(), run.name().to_owned())).collect(),
                all: all.get(),
            }
        });
        let progress = RwSignal::new(Progress::default());
        let kept = StoredValue::new(Kept::default());
        let curves = use_remote(
            Keep::Always,
            move || wanted.get(),
            move |wanted| async move {
                if wanted.runs.is_empty() {
                    return Ok(Arc::default());
                }
                let client = registry.client(wanted.door.clone()).await?;
                let curves = if wanted.all {
                    whole(&client, &wanted, progress).await?
                } else {
                    sampled(&client, &wanted, kept).await?
                };
                Ok(Arc::new(curves))
            },
        );
        let uncounted = Memo::new(move |_| {
            let curves = curves.remote.with(|remote| remote.value().cloned()).unwrap_or_default();
            let list = curves.iter().filter(|curve| curve.extent == Extent::Sampled).take(MAX_COUNTED);
            list.map(|curve| (curve.run_id.clone(), curve.key.clone(), curve.points.len(), curve.guess()))
                .collect::<Vec<Uncounted>>()
        });
        let counts = use_remote(
            Keep::SameKey,
            move || (registry.door(), uncounted.get()),
            move |(door, uncounted)| async move { Ok(count(registry, door, uncounted).await) },
        );
        Self { runs, keys, metrics, curves, counts, progress }
    }

    /// The curves with how many points the server has of each, as far as it tells; tracked.
    pub(super) fn counted(self) -> Arc<Vec<MetricCurve>> {
        let curves = self.curves.remote.with(|remote| remote.value().cloned()).unwrap_or_default();
        self.counts.remote.with(|remote| match remote.value() {
            Some(counts) if !counts.is_empty() => Arc::new(
                curves
                    .iter()
                    .map(|curve| {
                        let mut curve = curve.clone();
                        if let Some(count) = counts.get(&(curve.run_id.clone(), curve.key.clone())) {
                            let whole = *count <= curve.points.len();
                            curve.extent = if whole { Extent::Whole } else { Extent::SampledOf(*count) };
                        }
                        curve
                    })
                    .collect(),
            ),
            _ => curves,
        })
    }
}

/// Thinned-out histories; a metric that was fetched for the same runs is not fetched again.
async fn sampled(
    client: &PageClient,
    wanted: &Wanted,
    kept: StoredValue<Kept>,
) -> Result<Vec<MetricCurve>, Problem> {
    let ids: Vec<String> = wanted.runs.iter().map(|(id, _)| id.clone()).collect();
    kept.update_value(|kept| {
        if kept.0 != ids || kept.1.as_ref() != Some(&wanted.door) {
            *kept = (ids.clone(), Some(wanted.door.clone()), BTreeMap::new());
        }
    });
    let mut curves = Vec::new();
    for (key, last) in &wanted.metrics {
        let known = kept.with_value(|kept| kept.2.get(key).cloned());
        let histories = match known {
            Some(known) => known,
            None => {
                let fetched = client.histories(&ids, key, points_per_run(ids.len()), *last).await?;
                // Other runs may have been chosen meanwhile.
                kept.try_update_value(|kept| {
                    if kept.0 == ids {
                        kept.2.insert(key.clone(), fetched.clone());
                    }
                });
                fetched
            }
        };
        curves.extend(named(histories, key, &wanted.runs));
    }
    Ok(curves)
}

/// Whole histories, one after the other.
async fn whole(
    client: &PageClient,
    wanted: &Wanted,
    progress: RwSignal<Progress>,
) -> Result<Vec<MetricCurve>, Problem> {
    let mut told = Progress { all: wanted.metrics.len() * wanted.runs.len(), ..Progress::default() };
    progress.set(told);
    let mut curves = Vec::new();
    for (key, _) in &wanted.metrics {
        for (id, _) in &wanted.runs {
            let before = told.points;
            let tell = |points: usize| {
                let _gone = progress.try_update(|progress| progress.points = before + points);
            };
            let history = client.whole_history(id, key, tell).await?;
            told.points += history.points.len();
            told.done += 1;
            progress.set(told);
            curves.extend(named(vec![history], key, &wanted.runs));
        }
    }
    Ok(curves)
}

/// Curves with the names of their runs; a run without the metric has none.
fn named(histories: Vec<History>, key: &str, runs: &[(String, String)]) -> Vec<MetricCurve> {
    let name = |id: &str| runs.iter().find(|(known, _)| known == id).map_or("", |(_, name)| name.as_str());
    let there = histories.into_iter().filter(|history| !history.points.is_empty());
    there
        .map(|history| {
            let run = name(&history.run_id).to_owned();
            MetricCurve::new(history, key, &run)
        })
        .collect()
}

/// How many points there are, of histories that tell. What a server does not tell is no trouble of the reader's.
async fn count(
    registry: Registry,
    door: Door,
    uncounted: Vec<Uncounted>,
) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    if uncounted.is_empty() {
        return counts;
    }
    let Ok(client) = registry.client(door).await else { return counts };
    let version = client.server_version().await;
    if !version.is_ok_and(|version| counts_points(&version)) {
        return counts;
    }
    for (run, key, known, guess) in uncounted {
        match client.point_count(&run, &key, known, guess).await {
            Ok(Some(count)) => drop(counts.insert((run, key), count)),
            Ok(None) => {}
            Err(_) => break,
        }
    }
    counts
}
