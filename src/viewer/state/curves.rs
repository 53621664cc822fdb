//! From the histories of metrics to the lines of a chart, the rows of its table and its CSV file.

use mlflow::{Extent, History, Metric, Run};
use plot::{AxisKind, Point, csv, smoothed};

use super::{Plot, PlotLine};

/// The most runs whose curves are shown together.
pub(crate) const MAX_RUNS: usize = 100;
/// About how many points of all runs together a metric is sampled to, when there are many runs.
const SAMPLED_POINTS: usize = 25_000;
/// Fewer points than this tell nothing of a curve.
const LEAST_POINTS: usize = 250;

/// What a curve's points are placed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum By {
    /// The step.
    #[default]
    Step,
    /// The time at which they were logged.
    Time,
    /// The time since the first point.
    Relative,
}

impl By {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Step, Self::Time, Self::Relative];

    /// Reads what the address says.
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "time" => Self::Time,
            "relative" => Self::Relative,
            _ => Self::Step,
        }
    }

    /// What the address says; nothing for the usual one.
    pub(crate) fn written(self) -> &'static str {
        match self {
            Self::Step => "",
            Self::Time => "time",
            Self::Relative => "relative",
        }
    }

    /// The kind of axis.
    pub(crate) fn kind(self) -> AxisKind {
        match self {
            Self::Step => AxisKind::Whole,
            Self::Time => AxisKind::Time,
            Self::Relative => AxisKind::Duration,
        }
    }
}

/// One line: a metric of a run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MetricCurve {
    /// The run's id.
    pub(crate) run_id: String,
    /// The run's name.
    pub(crate) run: String,
    /// The metric.
    pub(crate) key: String,
    /// Its points by step.
    pub(crate) points: Vec<Metric>,
    /// How much of the history that is.
    pub(crate) extent: Extent,
}

impl MetricCurve {
    /// A history with the name of its run.
    pub(crate) fn new(history: History, key: &str, run: &str) -> Self {
        let History { run_id, points, extent } = history;
        Self { run_id, run: run.to_owned(), key: key.to_owned(), points, extent }
    }

    /// How many points the history may have, when each step from the first to the last was logged once.
    pub(crate) fn guess(&self) -> usize {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return 0 };
        usize::try_from(last.step.saturating_sub(first.step))
            .map_or(self.points.len(), |steps| steps.saturating_add(1))
    }

    /// The points in the order of what they are placed by, each with its place.
    fn placed(&self, by: By) -> Vec<(f64, &Metric)> {
        #[allow(clippy::cast_precision_loss, reason = "steps and moments that a chart can tell apart")]
        let place = |point: &Metric| match by {
            By::Step => point.step as f64,
            By::Time | By::Relative => point.timestamp as f64,
        };
        let mut points: Vec<(f64, &Metric)> = self.points.iter().map(|point| (place(point), point)).collect();
        if by != By::Step {
            points.sort_by_key(|(_, point)| (point.timestamp, point.step));
        }
        if let (By::Relative, Some((first, _))) = (by, points.first().copied()) {
            for (place, _) in &mut points {
                *place -= first;
            }
        }
        points
    }

    /// Where each point stands in its line: another order than that of steps when it is placed by time.
    pub(crate) fn places(&self, by: By) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        if by != By::Step {
            order.sort_by_key(|point| (self.points[*point].timestamp, self.points[*point].step));
        }
        let mut places = vec![0; order.len()];
        for (place, point) in order.into_iter().enumerate() {
            places[point] = place;
        }
        places
    }

    /// Its line.
    fn line(&self, by: By, weight: f64, name: String, note: String) -> PlotLine {
        let placed = self.placed(by);
        let values: Vec<f64> = placed.iter().map(|(_, point)| told(point.value)).collect();
        let points = |values: &[f64]| -> Vec<Point> {
            placed.iter().zip(values).map(|((x, _), y)| Point::new(*x, *y)).collect()
        };
        let raw = points(&values);
        if weight > 0.0 {
            PlotLine { name, points: points(&smoothed(&values, weight)), raw: Some(raw), note }
        } else {
            PlotLine { name, points: raw, raw: None, note }
        }
    }
}

/// A value as it was logged: databases write infinity as the greatest number.
pub(crate) fn told(value: f64) -> f64 {
    if value.abs() == f64::MAX { value.signum() * f64::INFINITY } else { value }
}

/// A value as MLflow writes it, with all its digits.
pub(crate) fn written(value: f64) -> String {
    let value = told(value);
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else {
        format!("{value:?}")
    }
}

/// The chart of some curves; `note` says how many points each has.
pub(crate) fn curves_plot(
    curves: &[MetricCurve],
    by: By,
    log: bool,
    weight: f64,
    note: impl Fn(&MetricCurve) -> String,
) -> Plot {
    let names = names(curves);
    let lines =
        curves.iter().zip(names).map(|(curve, name)| curve.line(by, weight, name, note(curve))).collect();
    Plot { lines, x_kind: by.kind(), log, ..Plot::default() }
}

/// What the curves are called: what tells them apart.
pub(crate) fn names(curves: &[MetricCurve]) -> Vec<String> {
    let one =
        |field: fn(&MetricCurve) -> &String| curves.windows(2).all(|pair| field(&pair[0]) == field(&pair[1]));
    let (one_run, one_key) = (one(|curve| &curve.run_id), one(|curve| &curve.key));
    let name = |curve: &MetricCurve| {
        let twin = curves.iter().any(|other| other.run == curve.run && other.run_id != curve.run_id);
        let id: String = curve.run_id.chars().take(8).collect();
        let run = if twin && id != curve.run { format!("{} ({id})", curve.run) } else { curve.run.clone() };
        match (one_run, one_key) {
            (true, _) => curve.key.clone(),
            (false, true) => run,
            (false, false) => format!("{run} · {}", curve.key),
        }
    };
    curves.iter().map(name).collect()
}

/// All points that are here, one in a row, as CSV.
pub(crate) fn curves_csv(curves: &[MetricCurve]) -> String {
    let head = ["run_id", "run_name", "metric", "step", "timestamp", "value"].map(str::to_owned).to_vec();
    let rows = curves.iter().flat_map(|curve| {
        curve.points.iter().map(|point| {
            vec![
                curve.run_id.clone(),
                curve.run.clone(),
                curve.key.clone(),
                point.step.to_string(),
                point.timestamp.to_string(),
                written(point.value),
            ]
        })
    });
    csv(std::iter::once(head).chain(rows))
}

/// How many points of each run to ask for.
pub(crate) fn points_per_run(runs: usize) -> u32 {
    let points = (SAMPLED_POINTS / runs.max(1)).clamp(LEAST_POINTS, mlflow::MAX_SAMPLED_POINTS as usize);
    u32::try_from(points).unwrap_or(mlflow::MAX_SAMPLED_POINTS)
}

/// The metrics of some runs, those that have a curve first, then by name.
pub(crate) fn metric_keys<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<String> {
    let mut keys = std::collections::BTreeMap::<&str, bool>::new();
    for run in runs {
        for (key, metric) in &run.data.metrics {
            *keys.entry(key).or_default() |= metric.step != 0;
        }
    }
    let (curves, points): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(_, stepped)| *stepped);
    curves.into_iter().chain(points).map(|(key, _)| key.to_owned()).collect()
}

/// Metrics whose curve is shown first, where a run has them.
const FIRST: [&str; 6] =
    ["test_logloss", "validation_logloss", "val_logloss", "test_log_loss", "val_loss", "validation_loss"];

/// The metric to show when none is chosen.
pub(crate) fn usual_metric(keys: &[String]) -> Option<String> {
    let known = FIRST.iter().find(|first| keys.iter().any(|key| key == *first));
    known.map(|key| (*key).to_owned()).or_else(|| keys.first().cloned())
}

/// Where a row of a table of all points is: the curve's place, the point's place.
pub(crate) fn place_of_row(lengths: &[usize], row: usize) -> Option<(usize, usize)> {
    let mut left = row;
    for (curve, length) in lengths.iter().enumerate() {
        if left < *length {
            return Some((curve, left));
        }
        left -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(run: &str, key: &str, points: &[(i64, i64, f64)]) -> MetricCurve {
        let point = |&(step, timestamp, value): &(i64, i64, f64)| Metric {
            key: key.to_owned(),
            value,
            timestamp,
            step,
        };
        MetricCurve {
            run_id: format!("{run}-0123456789"),
            run: run.to_owned(),
            key: key.to_owned(),
            points: points.iter().map(point).collect(),
            extent: Extent::Whole,
        }
    }

    fn xs(curve: &MetricCurve, by: By) -> Vec<f64> {
        curve.line(by, 0.0, String::new(), String::new()).points.iter().map(|point| point.x).collect()
    }

    #[test]
    fn points_are_placed_by_step_time_or_the_time_since_the_first() {
        let curve = curve("a", "loss", &[(0, 2000, 1.0), (1, 1000, 2.0), (2, 3000, 3.0)]);
        assert_eq!(xs(&curve, By::Step), [0.0, 1.0, 2.0]);
        assert_eq!(xs(&curve, By::Time), [1000.0, 2000.0, 3000.0]);
        assert_eq!(xs(&curve, By::Relative), [0.0, 1000.0, 2000.0]);
        assert_eq!((curve.places(By::Step), curve.places(By::Time)), (vec![0, 1, 2], vec![1, 0, 2]));
        for by in By::ALL {
            assert_eq!(By::parse(by.written()), by);
        }
    }

    #[test]
    fn smoothing_keeps_what_was_logged_beside_it() {
        let curve = curve("a", "loss", &[(0, 0, 1.0), (1, 0, 2.0), (2, 0, f64::MAX)]);
        let line = curve.line(By::Step, 0.5, "l".to_owned(), String::new());
        assert!((line.points[1].y - 5.0 / 3.0).abs() < 1e-12);
        assert_eq!(line.points[2].y, f64::INFINITY);
        assert_eq!(line.raw.unwrap()[1].y, 2.0);
    }

    #[test]
    fn names_say_what_differs() {
        let all = |curves: &[(&str, &str)]| {
            names(&curves.iter().map(|(run, key)| curve(run, key, &[])).collect::<Vec<_>>())
        };
        assert_eq!(all(&[("a", "loss"), ("a", "acc")]), ["loss", "acc"]);
        assert_eq!(all(&[("a", "loss"), ("b", "loss")]), ["a", "b"]);
        assert_eq!(all(&[("a", "loss"), ("b", "acc")]), ["a · loss", "b · acc"]);
        let mut twins = [curve("x", "loss", &[]), curve("x", "loss", &[])];
        twins[1].run_id = "fedcba9876543210".to_owned();
        assert_eq!(names(&twins), ["x (x-012345)", "x (fedcba98)"]);
    }

    #[test]
    fn the_csv_holds_every_point_with_every_digit() {
        let curves =
            [curve("a,b", "loss", &[(0, 7, 0.1 + 0.2), (1, 8, f64::NAN), (2, 9, -f64::MAX), (3, 9, 1e-300)])];
        assert_eq!(
            curves_csv(&curves),
            "run_id,run_name,metric,step,timestamp,value\r\n\
             \"a,b-0123456789\",\"a,b\",loss,0,7,0.30000000000000004\r\n\
             \"a,b-0123456789\",\"a,b\",loss,1,8,NaN\r\n\
             \"a,b-0123456789\",\"a,b\",loss,2,9,-Infinity\r\n\
             \"a,b-0123456789\",\"a,b\",loss,3,9,1e-300\r\n"
        );
    }

    #[test]
    fn rows_and_guesses_are_counted() {
        assert_eq!(
            [0, 1, 2, 4, 5].map(|row| place_of_row(&[2, 0, 3], row)),
            [Some((0, 0)), Some((0, 1)), Some((2, 0)), Some((2, 2)), None]
        );
        assert_eq!(curve("a", "l", &[(-5, 0, 0.0), (4, 0, 0.0)]).guess(), 10);
        assert_eq!(curve("a", "l", &[]).guess(), 0);
        assert_eq!([1, 10, 50, 100].map(points_per_run), [2500, 2500, 500, 250]);
    }

    #[test]
    fn metrics_with_curves_come_first() {
        let run: Run = serde_json::from_value(serde_json::json!({
            "info": { "run_id": "r" },
            "data": { "metrics": [
                { "key": "a", "value": 1, "step": 0 },
                { "key": "z", "value": 1, "step": 9 },
                { "key": "val_loss", "value": 1, "step": 9 }
            ] }
        }))
        .unwrap();
        let keys = metric_keys([&run].into_iter());
        assert_eq!(
            (keys.join(" "), usual_metric(&keys)),
            ("val_loss z a".to_owned(), Some("val_loss".to_owned()))
        );
        assert_eq!(usual_metric(&[]), None);
    }
}
