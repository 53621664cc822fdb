//! The chart of the curves, its table, and what is said of sampled ones.

use std::sync::Arc;

use leptos::prelude::*;
use mlflow::Extent;

use super::{controls::weight, data::Data};
use crate::{
    components::RemoteNotice,
    i18n::metric,
    state::Remote,
    viewer::{
        components::{Cell, Chart, Column, Table},
        state::{By, MetricCurve, Place, Plot, curves_csv, curves_plot, moment, place_of_row, told},
        words::{chart, curves, use_viewer_words},
    },
};

/// The chart and what belongs to it.
#[component]
pub(super) fn CurvesPicture(
    /// The page's data.
    data: Data,
) -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let place = expect_context::<Place>();
    let (by, smooth, log) = (place.text("x"), place.text("smooth"), place.on("log"));
    let (from, to, off, all) = (place.text("from"), place.text("to"), place.list("off"), place.on("all"));
    let table = place.on("table");

    let curves = Memo::new(move |_| data.counted());
    let pending = Memo::new(move |_| data.curves.remote.with(Remote::is_pending));
    let plot = Memo::new(move |_| {
        let t = words.get();
        let by = By::parse(&by.get());
        let mut plot = curves
            .with(|curves| curves_plot(curves, by, log.get(), weight(&smooth.get()), |curve| note(t, curve)));
        plot.x_title = t.x_titles[by as usize].to_owned();
        let keys = data.metrics.get();
        let name = if let [key] = keys.as_slice() { key.clone() } else { t.value.to_owned() };
        plot.y_title = if plot.log { (t.log_value)(&name) } else { name };
        plot.range = range(&plot, &from.get(), &to.get());
        Arc::new(plot)
    });
    let hidden = Memo::new(move |_| {
        off.with(|off| off.iter().filter_map(|text| text.parse::<usize>().ok()).collect::<Vec<_>>())
    });
    let label = Signal::derive(move || {
        plot.with(|plot| summary(words.get(), words.lang(), plot, &hidden.get(), &data.metrics.get()))
    });
    let on_toggle = Callback::new(move |line: usize| {
        let mut off = hidden.get_untracked();
        match off.iter().position(|known| *known == line) {
            Some(found) => drop(off.remove(found)),
            None => off.push(line),
        }
        off.sort_unstable();
        place.change(|query| query.set_list("off", off.iter().map(usize::to_string)));
    });
    let on_range = Callback::new(move |(from, to): (f64, f64)| set_range(place, Some((from, to))));
    let csv = Callback::new(move |()| curves.with_untracked(|curves| curves_csv(curves)));
    let file = Signal::derive(move || format!("curves-{}", data.metrics.with(|metrics| metrics.join("-"))));

    let chart = use_viewer_words(chart::words);
    let switch = view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || table.get()
                on:change=move |_| {
                    let on = !table.get_untracked();
                    place.step(|query| query.set_on("table", on));
                }
            />
            <span>{move || chart.get().table}</span>
        </label>
    };
    view! {
        <section class="card stack">
            <RemoteNotice loading=data.curves/>
            {move || sampling(data, &curves.get(), all.get(), words.get(), place)}
            <Chart plot label pending hidden on_toggle on_range file csv/>
            <RangeFields plot/>
            {switch}
        </section>
        {move || table.get().then(|| view! { <PointsTable curves plot hidden/> })}
    }
}

/// What the server left out, and the way to have it.
fn sampling(
    data: Data,
    curves: &[MetricCurve],
    all: bool,
    t: &'static curves::Words,
    place: Place,
) -> AnyView {
    let part = curves.iter().any(|curve| curve.extent != Extent::Whole);
    if all {
        let pending = move || data.curves.remote.with(Remote::is_pending);
        let progress = move || {
            let now = data.progress.get();
            if pending() { (t.loading_all)(now.points, now.done, now.all) } else { t.all_loaded.to_owned() }
        };
        view! {
            <div class="row">
                <span role="status">{progress}</span>
                {move || pending().then(|| view! {
                    <button type="button" class="button" on:click=move |_| place.change(|query| query.set_on("all", false))>{t.cancel}</button>
                })}
            </div>
        }
        .into_any()
    } else if part {
        view! {
            <div class="row">
                <span>{t.sampled_notice}</span>
                <button type="button" class="button" on:click=move |_| place.change(|query| query.set_on("all", true))>{t.all}</button>
            </div>
        }
        .into_any()
    } else {
        ().into_any()
    }
}

/// How many points a curve has here and there.
fn note(t: &curves::Words, curve: &MetricCurve) -> String {
    match curve.extent {
        Extent::Whole => (t.points)(curve.points.len()),
        Extent::Sampled => (t.sampled)(curve.points.len()),
        Extent::SampledOf(all) => (t.of_points)(curve.points.len(), all),
    }
}

/// The part of `x` that the address asks for.
fn range(plot: &Plot, from: &str, to: &str) -> Option<(f64, f64)> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    let (from, to) = (number(from), number(to));
    if from.is_none() && to.is_none() {
        return None;
    }
    let (x, _) = plot.axes(&[])?;
    Some((from.unwrap_or(x.low), to.unwrap_or(x.high))).filter(|(from, to)| from < to)
}

fn set_range(place: Place, range: Option<(f64, f64)>) {
    let text = |value: f64| format!("{}", (value * 1000.0).round() / 1000.0);
    place.step(|query| {
        query.set("from", &range.map(|(from, _)| text(from)).unwrap_or_default());
        query.set("to", &range.map(|(_, to)| text(to)).unwrap_or_default());
    });
}

/// The chart in a sentence.
fn summary(
    t: &curves::Words,
    lang: battle::Lang,
    plot: &Plot,
    hidden: &[usize],
    metrics: &[String],
) -> String {
    let lines: Vec<_> = plot.visible(hidden).collect();
    let points = lines.iter().map(|(_, line)| line.points.len()).sum();
    let mut text = (t.summary)(&metrics.join(", "), lines.len(), points);
    let finite = || lines.iter().flat_map(|(_, line)| &line.points).filter(|point| plot.shows(**point));
    let ends = |of: fn(&plot::Point) -> f64| {
        let values = || finite().map(of);
        Some((values().min_by(f64::total_cmp)?, values().max_by(f64::total_cmp)?))
    };
    if let (Some((first, last)), Some((low, high))) = (ends(|point| point.x), ends(|point| point.y)) {
        let (first, last) = (plot.x_text(lang, first), plot.x_text(lang, last));
        text.push_str(&(t.ends)(&first, &last, &metric(lang, low), &metric(lang, high)));
    }
    text
}

/// Fields for the ends of what is shown, which can be marked by dragging, too.
#[component]
fn RangeFields(
    /// The chart.
    plot: Memo<Arc<Plot>>,
) -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let chart = use_viewer_words(chart::words);
    let place = expect_context::<Place>();
    let by = place.text("x");
    let is_range = Memo::new(move |_| plot.with(|plot| plot.range.is_some()));
    let field = move |by: By, name: &'static str, label: fn(&curves::Words) -> &'static str| {
        let value = place.text(name);
        let kind = if by == By::Time { "datetime-local" } else { "number" };
        let step = if by == By::Time { "0.001" } else { "any" };
        let unit = match by {
            By::Step => "",
            By::Time => " (UTC)",
            By::Relative => " (s)",
        };
        view! {
            <label class="field">
                <span class="field-title">{move || label(words.get())}{unit}</span>
                <input
                    type=kind
                    step=step
                    prop:value=move || value.with(|value| end_shown(by, value))
                    on:change=move |event| {
                        let text = end_meant(by, event_target_value(&event).trim());
                        place.step(|query| query.set(name, &text));
                    }
                />
            </label>
        }
        .into_any()
    };
    view! {
        <div class="range">
            {move || {
                let by = By::parse(&by.get());
                [field(by, "from", |t| t.from), field(by, "to", |t| t.to)]
            }}
            {move || is_range.get().then(|| view! {
                <button type="button" class="button" on:click=move |_| set_range(place, None)>{chart.get().back}</button>
            })}
        </div>
    }
}

/// An end as its field shows it: the address holds milliseconds where `x` is a time.
fn end_shown(by: By, held: &str) -> String {
    let Ok(value) = held.parse::<f64>() else { return String::new() };
    match by {
        By::Step => held.to_owned(),
        By::Relative => format!("{}", value / 1000.0),
        By::Time => {
            let moment = js_sys::Date::new(&value.into());
            // A moment that no calendar has.
            if moment.get_time().is_nan() {
                return String::new();
            }
            String::from(moment.to_iso_string()).trim_end_matches('Z').to_owned()
        }
    }
}

/// What is written in such a field, for the address; nothing for what is none.
fn end_meant(by: By, written: &str) -> String {
    let milliseconds = match by {
        By::Step => return written.to_owned(),
        By::Relative => written.parse::<f64>().ok().map(|seconds| seconds * 1000.0),
        By::Time => Some(js_sys::Date::parse(&format!("{written}Z"))),
    };
    milliseconds.filter(|value| value.is_finite()).map(|value| value.to_string()).unwrap_or_default()
}

/// Every point of the lines that are not switched off.
#[component]
fn PointsTable(
    /// The curves.
    curves: Memo<Arc<Vec<MetricCurve>>>,
    /// Their lines, in the same order.
    plot: Memo<Arc<Plot>>,
    /// Those that are switched off.
    hidden: Memo<Vec<usize>>,
) -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let place = expect_context::<Place>();
    let smooth = place.text("smooth");
    let is_smooth = Memo::new(move |_| weight(&smooth.get()) > 0.0);
    let shown = Memo::new(move |_| {
        let off = hidden.get();
        curves.with(|curves| (0..curves.len()).filter(|number| !off.contains(number)).collect::<Vec<_>>())
    });
    let lengths = Memo::new(move |_| {
        curves.with(|curves| {
            shown.with(|shown| shown.iter().map(|number| curves[*number].points.len()).collect::<Vec<_>>())
        })
    });
    // A line is in the order of what it is placed by: by time that may be another one than by step.
    let by = place.text("x");
    let places = Memo::new(move |_| {
        let by = By::parse(&by.get());
        let places = |curve: &MetricCurve| if is_smooth.get() { curve.places(by) } else { Vec::new() };
        curves.with(|curves| curves.iter().map(places).collect::<Vec<_>>())
    });
    let columns = Signal::derive(move || {
        let t = words.get();
        let column = |id: &str, title: &str, number, width| Column {
            id: id.to_owned(),
            title: title.to_owned(),
            number,
            sortable: false,
            width,
        };
        let mut columns = vec![
            column("run", t.run, false, 16),
            column("metric", t.metric, false, 16),
            column("step", t.step, true, 9),
            column("time", t.time, false, 24),
            column("value", t.value, true, 14),
        ];
        if is_smooth.get() {
            columns.push(column("smoothed", t.smoothed, true, 14));
        }
        columns
    });
    let cells = Callback::new(move |row: usize| {
        let lang = words.lang();
        let Some((line, point)) = lengths.with(|lengths| place_of_row(lengths, row)) else {
            return Vec::new();
        };
        let Some(number) = shown.with(|shown| shown.get(line).copied()) else { return Vec::new() };
        curves.with(|curves| {
            let Some((curve, point_there)) =
                curves.get(number).and_then(|curve| Some((curve, curve.points.get(point)?)))
            else {
                return Vec::new();
            };
            let mut cells = vec![
                Cell::text(curve.run.clone()),
                Cell::text(curve.key.clone()),
                Cell::text(point_there.step.to_string()),
                Cell::text(moment(lang, point_there.timestamp)),
                Cell::text(metric(lang, told(point_there.value))),
            ];
            if is_smooth.get() {
                let place =
                    places.with(|places| places.get(number).and_then(|places| places.get(point).copied()));
                let smoothed = plot.with(|plot| Some(plot.lines.get(number)?.points.get(place?)?.y));
                cells.push(Cell::text(smoothed.map(|value| metric(lang, value)).unwrap_or_default()));
            }
            cells
        })
    });
    view! {
        <Table
            label=Signal::derive(move || words.get().title.to_owned())
            columns
            rows=Signal::derive(move || lengths.with(|lengths| lengths.iter().sum::<usize>()))
            cells
        />
    }
}
