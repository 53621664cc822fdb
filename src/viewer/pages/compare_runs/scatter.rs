//! Two numbers of every run against each other.

use std::sync::Arc;

use leptos::prelude::*;
use plot::{Point, csv, parallel::Value};

use crate::viewer::{
    components::Chart,
    state::{Place, Plot, PlotLine, Side, written},
    words::{compare_runs, use_viewer_words},
};

/// Names that a list offers at once.
const MAX_OPTIONS: usize = 500;

/// A point for each run.
#[component]
pub(super) fn Scatter(
    /// The runs.
    side: Memo<Arc<Side>>,
) -> impl IntoView {
    let words = use_viewer_words(compare_runs::words);
    let place = expect_context::<Place>();
    let (wanted_x, wanted_y) = (place.text("sx"), place.text("sy"));
    let options = Memo::new(move |_| {
        side.with(|side| {
            side.charted()
                .into_iter()
                .filter(|field| side.is_number(field))
                .map(crate::viewer::state::Field::id)
                .collect::<Vec<_>>()
        })
    });
    let ends = Memo::new(move |_| {
        options.with(|options| {
            let metric = options.iter().find(|id| id.starts_with("metrics."));
            let y = options.iter().find(|id| **id == wanted_y.get()).or(metric).or(options.first())?;
            let x =
                options.iter().find(|id| **id == wanted_x.get()).or(options.iter().find(|id| *id != y))?;
            Some((x.clone(), y.clone()))
        })
    });
    let points = Memo::new(move |_| {
        let Some((x, y)) = ends.get() else { return Vec::new() };
        side.with(|side| match (side.field(&x), side.field(&y)) {
            (Some(x), Some(y)) => side.values(x).into_iter().zip(side.values(y)).collect(),
            _ => Vec::new(),
        })
    });
    let plot = Memo::new(move |_| {
        let (x_title, y_title) = ends.get().unwrap_or_default();
        let line = |(run, (x, y)): (&mlflow::Run, &(Value, Value))| {
            let point = match (x, y) {
                (Value::Number(x), Value::Number(y)) if x.is_finite() => vec![Point::new(*x, *y)],
                _ => Vec::new(),
            };
            PlotLine { name: run.name().to_owned(), points: point, raw: None, note: String::new() }
        };
        let lines = side.with(|side| points.with(|points| side.runs.iter().zip(points).map(line).collect()));
        Arc::new(Plot { lines, x_title, y_title, cloud: true, ..Plot::default() })
    });
    let label = Signal::derive(move || {
        let (x, y) = ends.get().unwrap_or_default();
        let count = plot.with(|plot| plot.lines.iter().filter(|line| !line.points.is_empty()).count());
        (words.get().scatter_summary)(count, &x, &y)
    });
    let to_csv = Callback::new(move |()| {
        let (x, y) = ends.get_untracked().unwrap_or_default();
        let head = vec!["run_id".to_owned(), "run_name".to_owned(), x, y];
        let rows = side.with_untracked(|side| {
            let row = |(run, (x, y)): (&mlflow::Run, &(Value, Value))| {
                vec![run.info.run_id.clone(), run.name().to_owned(), value_text(x), value_text(y)]
            };
            points.with_untracked(|points| side.runs.iter().zip(points).map(row).collect::<Vec<_>>())
        });
        csv(std::iter::once(head).chain(rows))
    });
    let choice = move |name: &'static str,
                       label: fn(&compare_runs::Words) -> &'static str,
                       is: fn(&(String, String)) -> &String| {
        let chosen = Memo::new(move |_| ends.get().map(|ends| is(&ends).clone()).unwrap_or_default());
        let list = move || {
            let chosen = chosen.get();
            let option = |id: &String| {
                view! { <option value=id.clone() selected=*id == chosen>{id.clone()}</option> }
            };
            options.with(|options| options.iter().take(MAX_OPTIONS).map(option).collect_view())
        };
        view! {
            <label class="field">
                <span class="field-title">{move || label(words.get())}</span>
                <select
                    on:change=move |event| {
                        let id = event_target_value(&event);
                        place.step(|query| query.set(name, &id));
                    }
                >{list}</select>
            </label>
        }
    };
    let more = move || {
        let all = options.with(Vec::len);
        (all > MAX_OPTIONS)
            .then(|| view! { <p class="muted small">{(words.get().first_fields)(MAX_OPTIONS, all)}</p> })
    };
    let is_there = Memo::new(move |_| ends.with(Option::is_some));
    let content = move || {
        if is_there.get() {
            view! {
                <div class="curve-controls">{choice("sx", |t| t.x, |ends| &ends.0)} {choice("sy", |t| t.y, |ends| &ends.1)}</div>
                {more}
                <Chart plot label file=Signal::stored("scatter".to_owned()) csv=to_csv/>
            }
            .into_any()
        } else {
            view! { <p class="muted">{words.get().no_numbers}</p> }.into_any()
        }
    };
    view! {
        <section class="card stack" aria-label=move || words.get().scatter>
            <h2>{move || words.get().scatter}</h2>
            {content}
        </section>
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Number(value) => written(*value),
        Value::Text(text) => text.clone(),
        Value::Missing => String::new(),
    }
}
