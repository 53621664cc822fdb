//! Runs side by side: what each has under every name, where they differ, and which is best.

use std::collections::BTreeSet;

use mlflow::Run;
use plot::{csv, parallel::Value};
use registry::{Direction, direction};

use super::{told, written};

/// A kind of what runs have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// What MLflow itself knows.
    Info,
    /// Parameters.
    Params,
    /// Metrics.
    Metrics,
    /// Tags.
    Tags,
}

impl Group {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [Self; 4] = [Self::Info, Self::Params, Self::Metrics, Self::Tags];

    /// MLflow's name for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Info => "attributes",
            Self::Params => "params",
            Self::Metrics => "metrics",
            Self::Tags => "tags",
        }
    }
}

/// Under which names MLflow itself keeps what it knows.
pub(crate) const INFO: [&str; 7] =
    ["run_id", "experiment_id", "status", "user_id", "start_time", "end_time", "duration"];

/// What a run has under a name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Held {
    /// Nothing.
    Missing,
    /// A text.
    Text(String),
    /// A metric.
    Number(f64),
    /// A moment in milliseconds since 1970.
    Moment(i64),
    /// Milliseconds.
    Length(f64),
    /// It has been running since then, in milliseconds since 1970.
    Since(i64),
}

impl Held {
    /// With all its digits, for files.
    fn written(&self) -> String {
        match self {
            Self::Missing | Self::Since(_) => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(value) => written(*value),
            Self::Moment(time) => time.to_string(),
            Self::Length(time) => format!("{time:.0}"),
        }
    }

    /// For an axis; a text that is a number counts as one.
    fn placed(&self) -> Value {
        match self {
            Self::Missing | Self::Since(_) => Value::Missing,
            Self::Text(text) => text.trim().parse().map_or_else(|_| Value::Text(text.clone()), Value::Number),
            Self::Number(value) => Value::Number(told(*value)),
            #[allow(clippy::cast_precision_loss, reason = "a place on a screen")]
            Self::Moment(time) => Value::Number(*time as f64),
            Self::Length(time) => Value::Number(*time),
        }
    }
}

/// A name under which at least one run has something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its kind.
    pub(crate) group: Group,
    /// The name.
    pub(crate) key: String,
    /// Whether not all runs have the same.
    pub(crate) differs: bool,
    /// The runs with the best value of a metric, where it is known which values are better and they are not all equal.
    pub(crate) best: Vec<usize>,
}

impl Field {
    /// As MLflow's filters write it, such as `metrics.loss`.
    pub(crate) fn id(&self) -> String {
        format!("{}.{}", self.group.name(), self.key)
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SideRow {
    /// The beginning of a group.
    Head(Group),
    /// A field, by its place.
    Field(usize),
}

/// Runs with all their fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Side {
    /// The runs.
    pub(crate) runs: Vec<Run>,
    /// Every field, by group and name.
    pub(crate) fields: Vec<Field>,
}

impl Side {
    /// Puts runs side by side.
    pub(crate) fn new(runs: Vec<Run>) -> Self {
        let mut fields = Vec::new();
        for group in Group::ALL {
            let keys: BTreeSet<&str> = match group {
                Group::Info => BTreeSet::new(),
                Group::Params => {
                    runs.iter().flat_map(|run| run.data.params.keys()).map(String::as_str).collect()
                }
                Group::Metrics => {
                    runs.iter().flat_map(|run| run.data.metrics.keys()).map(String::as_str).collect()
                }
                Group::Tags => runs.iter().flat_map(|run| run.data.tags.keys()).map(String::as_str).collect(),
            };
            let info = INFO.iter().copied().filter(|_| group == Group::Info && !runs.is_empty());
            fields.extend(info.chain(keys).map(|key| field(&runs, group, key)));
        }
        Self { runs, fields }
    }

    /// What a run has in a field.
    pub(crate) fn held(&self, run: usize, field: &Field) -> Held {
        self.runs.get(run).map_or(Held::Missing, |run| held(run, field.group, &field.key))
    }

    /// The rows of the table: all fields or those that differ, whose names contain a text, each group with its head.
    pub(crate) fn rows(&self, differences: bool, wanted: &str) -> Vec<SideRow> {
        let wanted = wanted.trim().to_lowercase();
        let mut rows = Vec::new();
        let mut last = None;
        for (place, field) in self.fields.iter().enumerate() {
            let found = wanted.is_empty() || field.key.to_lowercase().contains(&wanted);
            if !found || (differences && !field.differs) {
                continue;
            }
            if last != Some(field.group) {
                last = Some(field.group);
                rows.push(SideRow::Head(field.group));
            }
            rows.push(SideRow::Field(place));
        }
        rows
    }

    /// The fields that charts can show, those that differ first.
    pub(crate) fn charted(&self) -> Vec<&Field> {
        let fields =
            || self.fields.iter().filter(|field| matches!(field.group, Group::Params | Group::Metrics));
        fields().filter(|field| field.differs).chain(fields().filter(|field| !field.differs)).collect()
    }

    /// A field by [`Field::id`].
    pub(crate) fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id() == id)
    }

    /// What all runs have in a field, for an axis.
    pub(crate) fn values(&self, field: &Field) -> Vec<Value> {
        (0..self.runs.len()).map(|run| self.held(run, field).placed()).collect()
    }

    /// Whether a scatter plot can place runs by a field: numbers alone.
    pub(crate) fn is_number(&self, field: &Field) -> bool {
        let values = self.values(field);
        values.iter().any(|value| matches!(value, Value::Number(number) if number.is_finite()))
            && !values.iter().any(|value| matches!(value, Value::Text(_)))
    }

    /// The axes to begin with: up to three parameters and three metrics that differ.
    pub(crate) fn usual_axes(&self) -> Vec<String> {
        let of = |group: Group| {
            self.fields
                .iter()
                .filter(move |field| field.group == group && field.differs)
                .take(3)
                .map(Field::id)
        };
        of(Group::Params).chain(of(Group::Metrics)).collect()
    }

    /// Every field and what each run has in it, as CSV.
    pub(crate) fn csv(&self, rows: &[SideRow]) -> String {
        let mut head = vec!["group".to_owned(), "name".to_owned()];
        head.extend(self.runs.iter().map(|run| run.name().to_owned()));
        let lines = rows.iter().filter_map(|row| match row {
            SideRow::Head(_) => None,
            SideRow::Field(place) => self.fields.get(*place),
        });
        let lines = lines.map(|field| {
            let mut line = vec![field.group.name().to_owned(), field.key.clone()];
            line.extend((0..self.runs.len()).map(|run| self.held(run, field).written()));
            line
        });
        csv(std::iter::once(head).chain(lines))
    }
}

fn field(runs: &[Run], group: Group, key: &str) -> Field {
    let values: Vec<Held> = runs.iter().map(|run| held(run, group, key)).collect();
    let differs = values.windows(2).any(|pair| pair[0].written() != pair[1].written());
    let best = if group == Group::Metrics && differs { best(&values, direction(key)) } else { Vec::new() };
    Field { group, key: key.to_owned(), differs, best }
}

/// The places of the best numbers.
fn best(values: &[Held], direction: Direction) -> Vec<usize> {
    let numbers: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(run, value)| match value {
            Held::Number(number) if told(*number).is_finite() => Some((run, *number)),
            _ => None,
        })
        .collect();
    let of = |better: fn(f64, f64) -> f64| numbers.iter().map(|(_, number)| *number).reduce(better);
    let best = match direction {
        Direction::Higher => of(f64::max),
        Direction::Lower => of(f64::min),
        Direction::Unknown => None,
    };
    let found: Vec<usize> =
        numbers.iter().filter(|(_, number)| Some(*number) == best).map(|(run, _)| *run).collect();
    if numbers.len() < 2 || found.len() == numbers.len() { Vec::new() } else { found }
}

fn held(run: &Run, group: Group, key: &str) -> Held {
    let text = |text: Option<&String>| text.map_or(Held::Missing, |text| Held::Text(text.clone()));
    match group {
        Group::Params => text(run.data.params.get(key)),
        Group::Tags => text(run.data.tags.get(key)),
        Group::Metrics => run.metric(key).map_or(Held::Missing, Held::Number),
        Group::Info => info(run, key),
    }
}

fn info(run: &Run, key: &str) -> Held {
    let info = &run.info;
    let text = |text: &str| if text.is_empty() { Held::Missing } else { Held::Text(text.to_owned()) };
    let moment = |time: Option<i64>| time.map_or(Held::Missing, Held::Moment);
    match key {
        "run_id" => text(&info.run_id),
        "experiment_id" => text(&info.experiment_id),
        "status" => text(&info.status),
        "user_id" => text(&info.user_id),
        "start_time" => moment(info.start_time),
        "end_time" => moment(info.end_time.filter(|end| *end > 0)),
        #[allow(clippy::cast_precision_loss, reason = "milliseconds")]
        "duration" => match (info.start_time, info.end_time.filter(|end| *end > 0)) {
            (Some(start), Some(end)) => Held::Length(end.saturating_sub(start) as f64),
            (Some(start), None) if run.is_unfinished() => Held::Since(start),
            _ => Held::Missing,
        },
        _ => Held::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(id: &str, params: &[(&str, &str)], metrics: &[(&str, f64)]) -> Run {
        let pairs = |list: &[(&str, &str)]| {
            list.iter()
                .map(|(key, value)| serde_json::json!({ "key": key, "value": value }))
                .collect::<Vec<_>>()
        };
        let number =
            |value: f64| if value.is_finite() { serde_json::json!(value) } else { serde_json::json!("NaN") };
        let metrics: Vec<_> = metrics
            .iter()
            .map(|(key, value)| serde_json::json!({ "key": key, "value": number(*value) }))
            .collect();
        serde_json::from_value(serde_json::json!({
            "info": { "run_id": id, "run_name": format!("run {id}"), "status": "FINISHED", "start_time": 1000, "end_time": 4000 },
            "data": { "params": pairs(params), "metrics": metrics, "tags": pairs(&[("team", "red")]) }
        }))
        .unwrap()
    }

    fn side() -> Side {
        Side::new(vec![
            run(
                "a",
                &[("depth", "6"), ("booster", "dart")],
                &[("test_accuracy", 0.9), ("loss", 0.3), ("size", 1.0)],
            ),
            run(
                "b",
                &[("depth", "8"), ("booster", "dart")],
                &[("test_accuracy", 0.95), ("loss", 0.3), ("size", 2.0)],
            ),
            run("c", &[("booster", "dart")], &[("test_accuracy", f64::NAN), ("loss", 0.2)]),
        ])
    }

    #[test]
    fn the_best_of_a_metric_is_known_by_its_name() {
        let side = side();
        let best = |id: &str| side.field(id).unwrap().best.clone();
        assert_eq!(best("metrics.test_accuracy"), [1]);
        assert_eq!(best("metrics.loss"), [2]);
        // Nobody knows whether a size should be large.
        assert_eq!(best("metrics.size"), [0; 0]);
    }

    #[test]
    fn differences_are_what_not_all_runs_have_alike() {
        let side = side();
        let names = |differences, wanted: &str| {
            side.rows(differences, wanted)
                .into_iter()
                .map(|row| match row {
                    SideRow::Head(group) => format!("[{}]", group.name()),
                    SideRow::Field(place) => side.fields[place].key.clone(),
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(names(true, ""), "[attributes] run_id [params] depth [metrics] loss size test_accuracy");
        assert_eq!(names(false, "OO"), "[params] booster");
        assert_eq!(
            names(false, ""),
            "[attributes] run_id experiment_id status user_id start_time end_time duration [params] booster depth \
             [metrics] loss size test_accuracy [tags] team"
        );
        assert_eq!(
            side.usual_axes(),
            ["params.depth", "metrics.loss", "metrics.size", "metrics.test_accuracy"]
        );
    }

    #[test]
    fn axes_take_numbers_written_as_text() {
        let side = side();
        let depth = side.field("params.depth").unwrap();
        assert_eq!(side.values(depth), [Value::Number(6.0), Value::Number(8.0), Value::Missing]);
        assert!(side.is_number(depth) && !side.is_number(side.field("params.booster").unwrap()));
        assert_eq!(side.held(0, side.field("attributes.duration").unwrap()), Held::Length(3000.0));
        assert_eq!(side.charted().last().unwrap().key, "booster");
    }

    #[test]
    fn a_run_that_goes_on_has_lasted_since_its_start() {
        let mut going = run("a", &[], &[]);
        going.info.status = "RUNNING".to_owned();
        going.info.end_time = None;
        let side = Side::new(vec![going, run("b", &[], &[])]);
        let field = side.field("attributes.duration").unwrap();
        assert_eq!(side.held(0, field), Held::Since(1000));
        assert!(field.differs);
        assert_eq!(
            side.csv(&side.rows(false, "duration")),
            "group,name,run a,run b\r\nattributes,duration,,3000\r\n"
        );
    }

    #[test]
    fn the_csv_has_a_column_for_each_run() {
        let side = side();
        assert_eq!(
            side.csv(&side.rows(true, "e")),
            "group,name,run a,run b,run c\r\nparams,depth,6,8,\r\nmetrics,size,1.0,2.0,\r\n\
             metrics,test_accuracy,0.9,0.95,NaN\r\n"
        );
        assert_eq!(Side::new(Vec::new()).fields, []);
    }
}
