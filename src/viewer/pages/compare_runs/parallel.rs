//! Parallel coordinates: a line for each run through the axes of the chosen parameters and metrics.

use std::sync::Arc;

use battle::Lang;
use leptos::{ev, html, prelude::*};
use plot::{
    Frame, Style,
    parallel::{Range, Value, axis_place, path},
};
use web_sys::HtmlElement;

use super::table::held_text;
use crate::{
    i18n::metric,
    viewer::{
        components::{Cell, Column, Pick, Table, swatch, use_size},
        state::{Place, Side, Step},
        words::{compare_runs, use_viewer_words},
    },
};

const HEIGHT: f64 = 340.0;
const TOP: f64 = 56.0;
const BOTTOM: f64 = 28.0;
const SIDES: f64 = 56.0;
/// The least distance between two axes: on narrow screens the chart scrolls sideways.
const APART: f64 = 88.0;

/// An axis and what the runs have on it.
#[derive(Clone, PartialEq)]
struct Upright {
    id: String,
    range: Range,
    values: Vec<Value>,
}

/// A line for each run.
#[component]
pub(super) fn ParallelCoordinates(
    /// The runs.
    side: Memo<Arc<Side>>,
) -> impl IntoView {
    let words = use_viewer_words(compare_runs::words);
    let place = expect_context::<Place>();
    let (wanted, table) = (place.list("axes"), place.on("ptable"));
    let frame_ref = NodeRef::<html::Div>::new();
    let room = use_size(frame_ref);
    let chosen = RwSignal::new(None::<usize>);

    let options = Memo::new(move |_| {
        side.with(|side| side.charted().into_iter().map(crate::viewer::state::Field::id).collect::<Vec<_>>())
    });
    let axes = Memo::new(move |_| match wanted.get() {
        none if none.is_empty() => side.with(|side| side.usual_axes()),
        wanted => wanted,
    });
    let uprights = Memo::new(move |_| {
        side.with(|side| {
            let upright = |id: String| {
                let values = side.values(side.field(&id)?);
                Some(Upright { range: Range::of(&values), id, values })
            };
            axes.get().into_iter().filter_map(upright).collect::<Vec<_>>()
        })
    });
    #[allow(clippy::cast_precision_loss, reason = "a handful of axes")]
    let least =
        move || uprights.with(|uprights| uprights.len().saturating_sub(1) as f64 * APART + 2.0 * SIDES);
    let width = Memo::new(move |_| room.get().max(least()));
    let frame = move || Frame {
        left: SIDES,
        top: TOP,
        width: (width.get() - 2.0 * SIDES).max(60.0),
        height: HEIGHT - TOP - BOTTOM,
    };
    Effect::new(move || {
        uprights.track();
        chosen.set(None);
    });

    let toggle = Callback::new(move |id: String| {
        let mut axes = axes.get_untracked();
        match axes.iter().position(|known| *known == id) {
            Some(found) => drop(axes.remove(found)),
            None => axes.push(id),
        }
        place.step(|query| query.set_list("axes", axes));
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let count = side.with_untracked(|side| side.runs.len());
        let Some(step) = Step::of_key(&event.key()) else { return };
        if count == 0 || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        event.prevent_default();
        chosen.update(|chosen| *chosen = Some(moved(*chosen, step, count)));
    };
    let on_move = move |event: ev::PointerEvent| {
        let area: HtmlElement = event_target(&event);
        let across = f64::from(event.offset_x()) / f64::from(area.client_width().max(1));
        let up = 1.0 - f64::from(event.offset_y()) / f64::from(area.client_height().max(1));
        if let Some(run) = uprights.with_untracked(|uprights| pointed(uprights, across, up)) {
            chosen.set(Some(run));
        }
    };

    let label = move || {
        let names = uprights
            .with(|uprights| uprights.iter().map(|one| one.id.clone()).collect::<Vec<_>>().join(", "));
        (words.get().parallel_summary)(side.with(|side| side.runs.len()), &names)
    };
    let lines = move || {
        let frame = frame();
        uprights.with(|uprights| {
            let ranges: Vec<Range> = uprights.iter().map(|one| one.range.clone()).collect();
            let line = |run: usize| {
                let values: Vec<Value> = uprights.iter().map(|one| one.values.get(run).cloned().unwrap_or(Value::Missing)).collect();
                let style = Style(run);
                let class = format!("parallel-line series-{}", style.colour());
                view! {
                    <g class=class class:faded=move || chosen.get().is_some_and(|chosen| chosen != run) class:chosen=move || chosen.get() == Some(run)>
                        <path class="chart-line" stroke-dasharray=style.dashes() d=path(&frame, &ranges, &values)></path>
                    </g>
                }
            };
            (0..side.with(|side| side.runs.len())).map(line).collect_view()
        })
    };
    let scales = move || {
        let frame = frame();
        let lang = words.lang();
        uprights.with(|uprights| {
            let count = uprights.len();
            uprights
                .iter()
                .enumerate()
                .map(|(number, upright)| scale(lang, &frame, number, count, upright))
                .collect_view()
        })
    };
    let area_style = move || {
        let frame = frame();
        format!(
            "left: {:.1}px; top: {:.1}px; width: {:.1}px; height: {:.1}px",
            frame.left, frame.top, frame.width, frame.height
        )
    };
    let name = move |run: usize| {
        side.with(|side| side.runs.get(run).map(|run| run.name().to_owned()).unwrap_or_default())
    };
    let value_text = move || chosen.get().map_or_else(|| words.get().no_run.to_owned(), name);
    let readout = move || {
        let t = words.get();
        let Some(run) = chosen.get() else { return view! { <span class="muted">{t.how}</span> }.into_any() };
        let values = side.with(|side| {
            uprights.with(|uprights| {
                uprights.iter().filter_map(|one| {
                    let text = held_text(words.lang(), &side.held(run, side.field(&one.id)?));
                    let text = if text.is_empty() { t.missing.to_owned() } else { text };
                    Some(view! { <span class="reading"><span class="muted wrap">{one.id.clone()}</span>" "<strong class="wrap">{text}</strong></span> })
                }).collect_view()
            })
        });
        view! { <span class="reading">{swatch(run, true)}<strong class="wrap">{name(run)}</strong></span> {values} }.into_any()
    };
    let enough = Memo::new(move |_| uprights.with(Vec::len) > 1);
    let last = move || side.with(|side| side.runs.len());
    let picture = move || {
        if !enough.get() {
            return view! { <p class="muted">{words.get().no_axes}</p> }.into_any();
        }
        view! {
            <div class="chart-frame parallel-frame" node_ref=frame_ref>
                <svg class="chart-picture" width=move || width.get() height=HEIGHT viewBox=move || format!("0 0 {:.0} {HEIGHT}", width.get()) role="img" aria-label=label>
                    {scales}
                    {lines}
                </svg>
                <div
                    class="chart-area"
                    role="slider"
                    tabindex="0"
                    aria-label=move || words.get().cursor
                    aria-valuemin="1"
                    aria-valuemax=last
                    aria-valuenow=move || chosen.get().map_or(1, |run| run + 1)
                    aria-valuetext=value_text
                    style=area_style
                    on:keydown=on_key
                    on:pointermove=on_move
                    on:pointerdown=on_move
                ></div>
            </div>
            <p class="chart-readout" role="status">{readout}</p>
        }
        .into_any()
    };
    view! {
        <section class="card stack" aria-label=move || words.get().parallel>
            <h2>{move || words.get().parallel}</h2>
            <Pick
                label=Signal::derive(move || words.get().axes.to_owned())
                find=Signal::derive(move || words.get().find_axis.to_owned())
                options
                chosen=axes
                toggle
            />
            {picture}
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || table.get()
                    on:change=move |_| {
                        let on = !table.get_untracked();
                        place.step(|query| query.set_on("ptable", on));
                    }
                />
                <span>{move || words.get().table}</span>
            </label>
            {move || table.get().then(|| view! { <AxesTable side axes/> })}
        </section>
    }
}

/// The run that a key leads to.
fn moved(chosen: Option<usize>, step: Step, count: usize) -> usize {
    let last = count - 1;
    let tenth = (count / 10).max(1);
    match (step, chosen) {
        (Step::First, _) => 0,
        (Step::Last, _) => last,
        (_, None) => 0,
        (Step::Next, Some(run)) => (run + 1).min(last),
        (Step::Previous, Some(run)) => run.saturating_sub(1),
        (Step::Forward, Some(run)) => (run + tenth).min(last),
        (Step::Back, Some(run)) => run.saturating_sub(tenth),
    }
}

/// The run whose line is nearest to a pointer, on the axis that is nearest.
fn pointed(uprights: &[Upright], across: f64, up: f64) -> Option<usize> {
    let count = uprights.len();
    let near = |number: &usize| (axis_place(*number, count) - across).abs();
    let upright = &uprights[(0..count).min_by(|one, other| near(one).total_cmp(&near(other)))?];
    let distances = upright
        .values
        .iter()
        .enumerate()
        .filter_map(|(run, value)| Some((run, (upright.range.place(value)? - up).abs())));
    distances.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(run, _)| run)
}

/// An axis with its name and its ends.
fn scale(lang: Lang, frame: &Frame, number: usize, count: usize, upright: &Upright) -> impl IntoView + use<> {
    let x = frame.x(axis_place(number, count));
    let (low, high) = match &upright.range {
        Range::Numbers(axis) => (metric(lang, axis.low), metric(lang, axis.high)),
        Range::Texts(names) => {
            let end = |name: Option<&String>| name.map(|name| short(name, 10)).unwrap_or_default();
            (if names.len() > 1 { end(names.first()) } else { String::new() }, end(names.last()))
        }
        Range::Empty => (String::new(), String::new()),
    };
    // Names of neighbours stand at two heights, those at the ends within the chart.
    let y = if number.is_multiple_of(2) { 14.0 } else { 30.0 };
    #[allow(clippy::cast_precision_loss, reason = "a handful of axes")]
    let apart = frame.width / count.saturating_sub(1).max(1) as f64;
    let (anchor, aside) = match number {
        0 => ("start", -SIDES),
        _ if number + 1 == count => ("end", SIDES),
        _ => ("middle", 0.0),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 10 and 40")]
    let room = (apart * 1.7 / 7.5).clamp(10.0, 40.0) as usize;
    let name = short(upright.id.split_once('.').map_or(upright.id.as_str(), |(_, key)| key), room);
    let d = format!("M{x:.1} {:.1}v{:.1}", frame.top, frame.height);
    view! {
        <g>
            <path class="parallel-axis" d=d></path>
            <text class="axis-name" x=x + aside y=y text-anchor=anchor>{name}<title>{upright.id.clone()}</title></text>
            <text class="chart-tick" x=x y=frame.top - 8.0 text-anchor="middle">{high}</text>
            <text class="chart-tick" x=x y=frame.top + frame.height + 16.0 text-anchor="middle">{low}</text>
        </g>
    }
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// The runs as rows, the axes as columns.
#[component]
fn AxesTable(
    /// The runs.
    side: Memo<Arc<Side>>,
    /// The axes.
    axes: Memo<Vec<String>>,
) -> impl IntoView {
    let words = use_viewer_words(compare_runs::words);
    let columns = Signal::derive(move || {
        let column = |id: &str| Column {
            id: id.to_owned(),
            title: id.to_owned(),
            number: false,
            sortable: false,
            width: 16,
        };
        let mut columns = vec![column(words.get().run)];
        axes.with(|axes| columns.extend(axes.iter().map(|id| column(id))));
        columns
    });
    let cells = Callback::new(move |run: usize| {
        side.with(|side| {
            let mut cells =
                vec![Cell::text(side.runs.get(run).map(|run| run.name().to_owned()).unwrap_or_default())];
            let text = |id: &String| {
                side.field(id)
                    .map(|field| held_text(words.lang(), &side.held(run, field)))
                    .unwrap_or_default()
            };
            axes.with(|axes| cells.extend(axes.iter().map(|id| Cell::text(text(id)))));
            cells
        })
    });
    view! {
        <Table
            label=Signal::derive(move || words.get().parallel.to_owned())
            columns
            rows=Signal::derive(move || side.with(|side| side.runs.len()))
            cells
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_from_run_to_run() {
        assert_eq!(
            [
                (None, Step::Next),
                (Some(0), Step::Next),
                (Some(2), Step::Next),
                (Some(2), Step::Previous),
                (Some(1), Step::Last)
            ]
            .map(|(run, step)| moved(run, step, 3)),
            [0, 1, 2, 1, 2]
        );
    }

    #[test]
    fn a_pointer_means_the_nearest_line_on_the_nearest_axis() {
        let upright = |values: [f64; 2]| {
            let values = values.map(Value::Number).to_vec();
            Upright { id: String::new(), range: Range::of(&values), values }
        };
        let uprights = [upright([0.0, 1.0]), upright([1.0, 0.0])];
        assert_eq!((pointed(&uprights, 0.2, 0.9), pointed(&uprights, 0.8, 0.9)), (Some(1), Some(0)));
        assert_eq!(pointed(&[], 0.5, 0.5), None);
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!((short("abcdef", 4), short("abc", 4)), ("abc…".to_owned(), "abc".to_owned()));
    }
}
