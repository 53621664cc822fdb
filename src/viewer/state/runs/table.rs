//! Runs in little memory, whichever of fifty thousand were read so far.

use std::{cmp::Ordering, collections::HashSet};

use mlflow::{Metric, PageTokens, Run, Tags};

use super::{Order, RunColumn, keys::Keys};

/// Longer values are cut in a table; the run's own page shows them whole.
const MAX_TEXT: usize = 300;
/// Tags that hold programs' notes rather than words for people.
const UNTOLD_TAGS: [&str; 1] = ["mlflow.log-model.history"];
/// Metrics and parameters that are shown unless others are chosen.
const DEFAULT_METRICS: usize = 4;
const DEFAULT_PARAMS: usize = 3;

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Its id.
    pub(crate) id: Box<str>,
    /// Its name, or its id.
    pub(crate) name: Box<str>,
    /// MLflow's word for its state.
    pub(crate) status: Box<str>,
    user: Box<str>,
    source: Box<str>,
    started: Option<i64>,
    ended: Option<i64>,
    /// Whether it is deleted.
    pub(crate) deleted: bool,
    /// By the keys' numbers, ascending.
    metrics: Vec<(u32, f64)>,
    params: Vec<(u32, Box<str>)>,
    tags: Vec<(u32, Box<str>)>,
}

/// What stands in a row under a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    /// The run has no such thing.
    Missing,
    /// A metric.
    Number(f64),
    /// A parameter, a tag, a name.
    Text(&'a str),
    /// Milliseconds since 1970.
    Time(i64),
    /// It took so many milliseconds.
    Span(i64),
    /// It has been running since then, in milliseconds since 1970.
    Since(i64),
}

/// A column that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The column.
    pub(crate) column: RunColumn,
    /// How many rows have it.
    pub(crate) rows: usize,
}

/// The runs that were read so far, page by page.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunTable {
    rows: Vec<Row>,
    ids: HashSet<Box<str>>,
    metrics: Keys,
    params: Keys,
    tags: Keys,
    defaults: Vec<RunColumn>,
    tokens: PageTokens,
    /// Set while there are more runs.
    next: Option<String>,
    /// A line for each run that could not be read.
    pub(crate) skipped: Vec<String>,
}

impl RunTable {
    /// Takes over one more page. A run that moved between pages while they were read is taken once.
    ///
    /// # Errors
    /// The server names a page as the next one that was read before; the page itself is taken.
    pub(crate) fn append(&mut self, page: mlflow::List<Run>, subject: &str) -> Result<(), mlflow::Error> {
        let first = self.rows.is_empty();
        for run in page.items {
            if self.ids.insert(run.info.run_id.as_str().into()) {
                let row = self.row(run);
                self.rows.push(row);
            }
        }
        self.skipped.extend(page.skipped);
        if first {
            self.defaults = self.chosen_for_a_start();
        }
        self.next = None;
        if let Some(token) = page.next_page_token {
            self.tokens.accept(&token, subject)?;
            self.next = Some(token);
        }
        Ok(())
    }

    /// The token of the page that follows.
    pub(crate) fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// How many runs there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A run by its place.
    pub(crate) fn get(&self, place: usize) -> Option<&Row> {
        self.rows.get(place)
    }

    /// What a run has in a column.
    pub(crate) fn value<'a>(&self, row: &'a Row, column: &RunColumn) -> Value<'a> {
        let text = |text: &'a str| if text.is_empty() { Value::Missing } else { Value::Text(text) };
        match column {
            RunColumn::Name => Value::Text(&row.name),
            RunColumn::Id => Value::Text(&row.id),
            RunColumn::Status => text(&row.status),
            RunColumn::User => text(&row.user),
            RunColumn::Source => text(&row.source),
            RunColumn::Started => row.started.map_or(Value::Missing, Value::Time),
            RunColumn::Duration => match (row.started, row.ended) {
                (Some(start), Some(end)) => Value::Span(end.saturating_sub(start)),
                (Some(start), None) if is_unfinished(&row.status) => Value::Since(start),
                _ => Value::Missing,
            },
            RunColumn::Metric(key) => found(&row.metrics, self.metrics.place(key))
                .map_or(Value::Missing, |value| Value::Number(*value)),
            RunColumn::Param(key) => {
                found(&row.params, self.params.place(key)).map_or(Value::Missing, |value| Value::Text(value))
            }
            RunColumn::Tag(key) => {
                found(&row.tags, self.tags.place(key)).map_or(Value::Missing, |value| Value::Text(value))
            }
        }
    }

    /// The columns that are shown unless others are chosen: the run's own fields, and what most runs of the first page logged, or
    /// any of them where most logged nothing alike.
    pub(crate) fn defaults(&self) -> &[RunColumn] {
        &self.defaults
    }

    /// Columns to choose from: the chosen ones first, then those whose key holds `search` in any case, the most frequent
    /// first; `limit` at most, and how many there would be.
    pub(crate) fn offers(&self, chosen: &[RunColumn], search: &str, limit: usize) -> (Vec<Offer>, usize) {
        let search = search.trim().to_lowercase();
        let fits = |key: &str| search.is_empty() || key.to_lowercase().contains(&search);
        let all = self.rows.len();
        let mut rest: Vec<Offer> = RunColumn::FIELDS
            .into_iter()
            .filter(|field| fits(&field.id()))
            .map(|column| Offer { column, rows: all })
            .collect();
        let mut keyed = |keys: &Keys, make: fn(String) -> RunColumn| {
            let mut found: Vec<(&str, u32)> = keys.iter().filter(|(key, _)| fits(key)).collect();
            found.sort_by_key(|&(key, rows)| (std::cmp::Reverse(rows), key));
            rest.extend(
                found
                    .into_iter()
                    .map(|(key, rows)| Offer { column: make(key.to_owned()), rows: rows as usize }),
            );
        };
        keyed(&self.metrics, RunColumn::Metric);
        keyed(&self.params, RunColumn::Param);
        keyed(&self.tags, RunColumn::Tag);
        let is_chosen: HashSet<&RunColumn> = chosen.iter().collect();
        rest.retain(|offer| !is_chosen.contains(&offer.column));
        let total = chosen.len() + rest.len();
        let mut offers: Vec<Offer> = chosen
            .iter()
            .map(|column| Offer { column: column.clone(), rows: self.rows_with(column) })
            .collect();
        offers.extend(rest);
        offers.truncate(limit.max(chosen.len()));
        (offers, total)
    }

    /// The places of the runs that hold all words of `search`, in an order: for a registry that can do neither itself.
    pub(crate) fn found(&self, search: &str, order: Option<&Order>) -> Vec<usize> {
        let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        let mut places: Vec<usize> =
            (0..self.rows.len()).filter(|&place| self.holds(&self.rows[place], &words)).collect();
        if let Some(order) = order {
            places.sort_by(|&a, &b| {
                let value = |place: usize| self.value(&self.rows[place], &order.column);
                compare(value(a), value(b), order.descending)
            });
        }
        places
    }

    fn rows_with(&self, column: &RunColumn) -> usize {
        let (keys, key) = match column {
            RunColumn::Metric(key) => (&self.metrics, key),
            RunColumn::Param(key) => (&self.params, key),
            RunColumn::Tag(key) => (&self.tags, key),
            _ => return self.rows.len(),
        };
        keys.iter().find(|(name, _)| name == key).map_or(0, |(_, rows)| rows as usize)
    }

    fn holds(&self, row: &Row, words: &[String]) -> bool {
        let params = row.params.iter().map(|(key, value)| (self.params.name(*key), &**value));
        let tags = row.tags.iter().map(|(key, value)| (self.tags.name(*key), &**value));
        let mut text = [&*row.name, &*row.id, &*row.status, &*row.user, &*row.source].join("\n");
        for (key, value) in params.chain(tags) {
            text.push_str(&format!("\n{key}={value}"));
        }
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    }

    fn chosen_for_a_start(&self) -> Vec<RunColumn> {
        let rows = self.rows.len();
        let mut columns = vec![RunColumn::Name, RunColumn::Started, RunColumn::Duration, RunColumn::Status];
        let metrics = self.metrics.frequent(rows, |key| !key.starts_with("system/")).into_iter();
        columns.extend(metrics.take(DEFAULT_METRICS).map(|key| RunColumn::Metric(key.to_owned())));
        // What is the same everywhere tells runs apart the least.
        let mut params = self.params.frequent(rows, |_| true);
        params.sort_by_key(|key| self.is_one_value(key));
        columns.extend(params.into_iter().take(DEFAULT_PARAMS).map(|key| RunColumn::Param(key.to_owned())));
        columns
    }

    fn is_one_value(&self, param: &str) -> bool {
        let place = self.params.place(param);
        let mut values = self.rows.iter().map(|row| found(&row.params, place));
        let first = values.next();
        values.all(|value| Some(value) == first)
    }

    fn row(&mut self, run: Run) -> Row {
        let name = run.name().into();
        let info = run.info;
        let data = run.data;
        let source = data.tags.get("mlflow.source.name").map_or("", String::as_str);
        Row {
            id: info.run_id.into(),
            name,
            status: info.status.into(),
            user: info.user_id.into(),
            source: source.into(),
            started: info.start_time,
            ended: info.end_time,
            deleted: info.lifecycle_stage == "deleted",
            metrics: numbers(&mut self.metrics, data.metrics.values()),
            params: texts(&mut self.params, &data.params),
            tags: texts(&mut self.tags, &data.tags),
        }
    }
}

fn is_unfinished(status: &str) -> bool {
    matches!(status, "RUNNING" | "SCHEDULED")
}

fn numbers<'a>(keys: &mut Keys, metrics: impl Iterator<Item = &'a Metric>) -> Vec<(u32, f64)> {
    let mut values: Vec<(u32, f64)> = metrics.map(|metric| (keys.note(&metric.key), metric.value)).collect();
    values.sort_by_key(|(key, _)| *key);
    values.shrink_to_fit();
    values
}

fn texts(keys: &mut Keys, tags: &Tags) -> Vec<(u32, Box<str>)> {
    let told = tags.iter().filter(|(key, _)| !UNTOLD_TAGS.contains(&key.as_str()));
    let mut values: Vec<(u32, Box<str>)> = told.map(|(key, value)| (keys.note(key), cut(value))).collect();
    values.sort_by_key(|(key, _)| *key);
    values.shrink_to_fit();
    values
}

fn cut(text: &str) -> Box<str> {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

fn found<T>(values: &[(u32, T)], key: Option<u32>) -> Option<&T> {
    let place = values.binary_search_by_key(&key?, |(key, _)| *key).ok()?;
    values.get(place).map(|(_, value)| value)
}

/// Numbers by size, words by the alphabet; what is missing or not a number comes last either way.
fn compare(a: Value<'_>, b: Value<'_>, descending: bool) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match (rank(a), rank(b)) {
        (0, 0) => match (a, b) {
            // Parameters are texts that often hold numbers; those come before words.
            (Value::Text(a), Value::Text(b)) => turned(match (a.parse::<f64>(), b.parse::<f64>()) {
                (Ok(a), Ok(b)) => a.total_cmp(&b),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => a.to_lowercase().cmp(&b.to_lowercase()),
            }),
            _ => turned(size(a).total_cmp(&size(b))),
        },
        (a, b) => a.cmp(&b),
    }
}

fn rank(value: Value<'_>) -> u8 {
    match value {
        Value::Missing => 2,
        Value::Number(number) if number.is_nan() => 1,
        _ => 0,
    }
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of our age are exact")]
fn size(value: Value<'_>) -> f64 {
    match value {
        Value::Number(number) => number,
        Value::Time(time) | Value::Span(time) => time as f64,
        // Still running: longer than all that ended, the earlier the longer.
        Value::Since(start) => 1e18 - start as f64,
        Value::Missing | Value::Text(_) => f64::NAN,
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
