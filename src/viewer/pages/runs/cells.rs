//! Headings and cells of the table of runs.

use battle::Lang;

use crate::{
    i18n::{date, duration},
    route::{Route, ViewPage},
    viewer::{
        components::{Cell, Column, metric_cell, missing_cell, running_for, status},
        state::{Row, RunColumn, RunTable, Value},
        words::{runs::Words, values},
    },
};

/// What a column is called.
pub(super) fn title<'a>(column: &'a RunColumn, t: &'a Words) -> &'a str {
    match column {
        RunColumn::Name => t.name,
        RunColumn::Started => t.started,
        RunColumn::Duration => t.duration,
        RunColumn::Status => t.status,
        RunColumn::User => t.user,
        RunColumn::Source => t.source,
        RunColumn::Id => t.id,
        RunColumn::Metric(key) | RunColumn::Param(key) | RunColumn::Tag(key) => key,
    }
}

/// Of which kind a column is.
pub(super) fn kind(column: &RunColumn, t: &Words) -> &'static str {
    match column {
        RunColumn::Metric(_) => t.metric,
        RunColumn::Param(_) => t.param,
        RunColumn::Tag(_) => t.tag,
        _ => t.attribute,
    }
}

/// The table's headings. A name that a metric and a parameter share says of which kind it is.
pub(super) fn heads(columns: &[RunColumn], t: &Words, live: bool) -> Vec<Column> {
    let shared = |name: &str| columns.iter().filter(|column| title(column, t) == name).count() > 1;
    let head = |column: &RunColumn| {
        let name = title(column, t);
        let title = if shared(name) { format!("{name} ({})", kind(column, t)) } else { name.to_owned() };
        Column {
            id: column.id(),
            width: width(column, &title),
            title,
            number: column.is_number(),
            sortable: !live || column.in_mlflow().is_some(),
        }
    };
    columns.iter().map(head).collect()
}

fn width(column: &RunColumn, title: &str) -> u16 {
    match column {
        RunColumn::Name => 20,
        RunColumn::Started => 23,
        RunColumn::Id => 34,
        RunColumn::Duration | RunColumn::User => 15,
        RunColumn::Status => 18,
        _ => u16::try_from(title.chars().count() + 5).unwrap_or(u16::MAX).clamp(12, 26),
    }
}

/// A run's cells, one for each column. `now` is the reader's clock in milliseconds since 1970.
pub(super) fn cells(row: &Row, table: &RunTable, columns: &[RunColumn], lang: Lang, now: i64) -> Vec<Cell> {
    let cell = |column: &RunColumn| match (column, table.value(row, column)) {
        (RunColumn::Name, _) => {
            Cell::link(&*row.name, Route::viewer(ViewPage::Run(row.id.to_string())).href())
        }
        (RunColumn::Status, _) => {
            let (word, class) = status(lang, &row.status);
            if row.deleted {
                return Cell::styled(format!("{word}, {}", values::words(lang).deleted), class);
            }
            Cell::styled(word, class)
        }
        (_, Value::Missing) => missing_cell(lang),
        (_, Value::Number(number)) => metric_cell(lang, number),
        (_, Value::Text("")) => Cell::styled("\"\"", "muted"),
        (_, Value::Text(text)) => Cell::text(text),
        (_, Value::Time(time)) => Cell::text(date(lang, time)),
        (_, Value::Span(span)) => Cell::text(duration(lang, span)),
        (_, Value::Since(start)) => Cell::text(running_for(lang, start, now)),
    };
    columns.iter().map(cell).collect()
}
