//! A chart of lines or of points, with a cursor for pointer and keyboard, a legend, and its files.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use plot::{Axis, Chart as Drawn, Drawing, Line, Style, Ticks, nearest};
use web_sys::HtmlElement;

use super::{
    chart_files::{ChartFiles, Picture},
    legend::{legend, swatch},
    measure::use_size,
};
use crate::{
    i18n::metric,
    state::use_words,
    viewer::{
        state::{Cursor, Plot, Step, tick_text},
        words::{chart, use_viewer_words},
    },
};

/// Lines whose values the readout says.
const MAX_READINGS: usize = 10;

/// What is drawn now.
#[derive(Clone, PartialEq)]
struct Shown {
    drawing: Drawing,
    x: Axis,
    y: Axis,
}

/// A chart. The cursor goes from point to point, and the values there are read out; files hold what is shown.
#[component]
pub(crate) fn Chart(
    /// What it shows.
    #[prop(into)]
    plot: Signal<Arc<Plot>>,
    /// What it shows in a sentence, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// Whether its points are still to come: it then says so, and not that there are none.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Lines that are switched off, by their places.
    #[prop(optional, into)]
    hidden: Signal<Vec<usize>>,
    /// Switches a line off or on; without it the legend has no switches.
    #[prop(optional)]
    on_toggle: Option<Callback<usize>>,
    /// Asked for when a part of `x` is marked by dragging, with its ends.
    #[prop(optional)]
    on_range: Option<Callback<(f64, f64)>>,
    /// The name of its files, without an ending.
    #[prop(into)]
    file: Signal<String>,
    /// Makes the CSV file; without it there is none.
    #[prop(optional)]
    csv: Option<Callback<(), String>>,
) -> impl IntoView {
    let (shared, words) = (use_words(), use_viewer_words(chart::words));
    let frame = NodeRef::<html::Div>::new();
    let size = use_size(frame);
    let cursor = RwSignal::new(None::<Cursor>);
    let drag = RwSignal::new(None::<(f64, f64)>);

    let shown = Memo::new(move |_| {
        let width = size.get();
        let lang = words.lang();
        plot.with(|plot| {
            hidden.with(|hidden| {
                draw(plot, hidden, width, &|axis, value, ticks| tick_text(lang, axis, value, ticks))
            })
        })
    });
    let readings = Memo::new(move |_| {
        let at = cursor.get()?;
        plot.with(|plot| Some((at, plot.x_of(at)?, hidden.with(|hidden| plot.readings(hidden, at)))))
    });

    // Where in the frame, as shares of its width and height from the top left.
    let place_of = move |event: &ev::PointerEvent| {
        let area: HtmlElement = event_target(event);
        let (width, height) = (f64::from(area.client_width().max(1)), f64::from(area.client_height().max(1)));
        (f64::from(event.offset_x()) / width, f64::from(event.offset_y()) / height)
    };
    let point_at = move |place: (f64, f64)| {
        let found = shown.with(|shown| {
            let shown = shown.as_ref()?;
            plot.with(|plot| hidden.with(|hidden| pointed(plot, hidden, shown, place)))
        });
        if found.is_some() {
            cursor.set(found);
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        let place = place_of(&event);
        drag.update(|drag| {
            if let Some((_, to)) = drag {
                *to = place.0.clamp(0.0, 1.0);
            }
        });
        point_at(place);
    };
    let on_down = move |event: ev::PointerEvent| {
        let place = place_of(&event);
        if on_range.is_some() && event.pointer_type() == "mouse" && event.button() == 0 {
            drag.set(Some((place.0, place.0)));
        }
        point_at(place);
    };
    let on_up = move |_: ev::PointerEvent| {
        let marked = drag.get_untracked();
        drag.set(None);
        if let (Some((one, other)), Some(on_range)) = (marked, on_range)
            && (one - other).abs() > 0.02
            && let Some(x) = shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.x))
        {
            on_range.run((x.value(one.min(other)), x.value(one.max(other))));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            cursor.set(None);
            drag.set(None);
        } else if let Some(step) = Step::of_key(&event.key())
            && !(event.ctrl_key() || event.alt_key() || event.meta_key())
        {
            event.prevent_default();
            cursor.update(|cursor| {
                *cursor = plot.with(|plot| hidden.with(|hidden| plot.step(hidden, *cursor, step)));
            });
        }
    };

    let picture = move || {
        shown.with(|shown| match shown {
            None => {
                let said = if pending.get() { shared.get().shell.loading } else { words.get().nothing };
                view! { <p class="chart-empty muted">{said}</p> }.into_any()
            }
            Some(shown) => {
                plot.with(|plot| drawing_view(&shown.drawing, &plot.x_title, &plot.y_title, label)).into_any()
            }
        })
    };
    let area_style = move || {
        shown.with(|shown| {
            shown.as_ref().map_or_else(
                || "display: none".to_owned(),
                |shown| {
                    let frame = &shown.drawing.frame;
                    format!(
                        "left: {:.1}px; top: {:.1}px; width: {:.1}px; height: {:.1}px",
                        frame.left, frame.top, frame.width, frame.height
                    )
                },
            )
        })
    };
    let x_text = move |value: f64| plot.with(|plot| plot.x_text(words.lang(), value));
    let now = move || readings.with(|readings| readings.as_ref().map(|(_, x, _)| *x));
    let value_text = move || now().map_or_else(|| words.get().no_cursor.to_owned(), x_text);
    let ends = move |end: fn(&Axis) -> f64| shown.with(|shown| shown.as_ref().map(|shown| end(&shown.x)));
    let over = move || {
        readings.with(|readings| {
            shown
                .with(|shown| Some(cursor_view(shown.as_ref()?, &readings.as_ref()?.2, readings.as_ref()?.1)))
        })
    };
    let marked = move || {
        drag.get().map(|(one, other)| {
            let style =
                format!("left: {:.2}%; width: {:.2}%", one.min(other) * 100.0, (one - other).abs() * 100.0);
            view! { <div class="chart-marked" style=style></div> }
        })
    };
    let readout = move || {
        let t = words.get();
        readings.with(|readings| match readings {
            None => view! { <span class="muted">{t.how}</span> }.into_any(),
            Some((_, x, found)) => {
                let items = plot.with(|plot| {
                    let item = |(number, point): &(usize, plot::Point)| {
                        let line = plot.lines.get(*number)?;
                        let apart = (point.x != *x).then(|| (t.at)(&x_text(point.x)));
                        Some(view! {
                            <span class="reading">
                                {swatch(*number, !plot.cloud)}
                                <span class="wrap">{line.name.clone()}</span>" "
                                <strong class="number">{metric(words.lang(), point.y)}</strong>
                                {apart.map(|apart| view! { " "<span class="muted small">{apart}</span> })}
                            </span>
                        })
                    };
                    found.iter().take(MAX_READINGS).filter_map(item).collect_view()
                });
                let more = found.len().checked_sub(MAX_READINGS).filter(|more| *more > 0);
                view! {
                    <span class="reading"><span class="muted">{plot.with(|plot| plot.x_title.clone())}</span>" "<strong class="number">{x_text(*x)}</strong></span>
                    {items}
                    {more.map(|more| view! { <span class="muted">{(t.more)(more)}</span> })}
                }
                .into_any()
            }
        })
    };
    let left_out = move || {
        let t = words.get();
        let out = plot.with(|plot| hidden.with(|hidden| plot.left_out(hidden)));
        let not_finite =
            (out.not_finite > 0).then(|| view! { <p class="small">{(t.not_finite)(out.not_finite)}</p> });
        let not_positive = (out.not_positive > 0)
            .then(|| view! { <p class="small">{(t.not_positive)(out.not_positive)}</p> });
        view! { {not_finite} {not_positive} }
    };
    let to_save = Callback::new(move |()| {
        shown.with_untracked(|shown| {
            let drawing = shown.as_ref()?.drawing.clone();
            plot.with_untracked(|plot| {
                let names = hidden.with_untracked(|hidden| {
                    plot.visible(hidden).map(|(_, line)| line.name.clone()).collect()
                });
                let axes = (plot.x_title.clone(), plot.y_title.clone());
                Some(Picture { drawing, title: label.get_untracked(), axes, names })
            })
        })
    });
    view! {
        <figure class="chart">
            <div class="chart-frame" node_ref=frame>
                {picture}
                <div
                    class="chart-area"
                    role="slider"
                    tabindex="0"
                    aria-label=move || (words.get().cursor)(&plot.with(|plot| plot.x_title.clone()))
                    aria-valuemin=move || ends(|x| x.low)
                    aria-valuemax=move || ends(|x| x.high)
                    aria-valuenow=move || now().or_else(|| ends(|x| x.low))
                    aria-valuetext=value_text
                    style=area_style
                    on:pointermove=on_move
                    on:pointerdown=on_down
                    on:pointerup=on_up
                    on:pointercancel=move |_| drag.set(None)
                    on:keydown=on_key
                >{marked}</div>
                {over}
            </div>
            <p class="chart-readout" role="status">{readout}</p>
            {move || plot.with(|plot| legend(plot, hidden, on_toggle, words))}
            {left_out}
            <ChartFiles picture=to_save file csv/>
        </figure>
    }
}

/// Draws what is not hidden.
fn draw(
    plot: &Plot,
    hidden: &[usize],
    width: f64,
    ticks: &dyn Fn(&Axis, f64, &Ticks) -> String,
) -> Option<Shown> {
    let (x, y) = plot.axes(hidden)?;
    let lines: Vec<Line> = plot
        .visible(hidden)
        .map(|(number, line)| Line { points: &line.points, raw: line.raw.as_deref(), style: Style(number) })
        .collect();
    let height = (width * 0.5).clamp(260.0, 420.0);
    let drawing = Drawn { lines: &lines, x, y, size: (width, height), joined: !plot.cloud, ticks }.draw();
    Some(Shown { drawing, x, y })
}

/// What a pointer at a place of the frame means.
fn pointed(plot: &Plot, hidden: &[usize], shown: &Shown, place: (f64, f64)) -> Option<Cursor> {
    if !plot.cloud {
        let x = shown.x.value(place.0);
        let readings = plot.readings(hidden, Cursor::At(x));
        let nearest = readings
            .iter()
            .map(|(_, point)| point.x)
            .min_by(|one, other| (one - x).abs().total_cmp(&(other - x).abs()))?;
        return Some(Cursor::At(nearest));
    }
    let frame = &shown.drawing.frame;
    let all: Vec<(usize, usize, plot::Point)> = plot
        .visible(hidden)
        .flat_map(|(number, line)| {
            line.points.iter().enumerate().map(move |(place, point)| (number, place, *point))
        })
        .collect();
    let places: Vec<_> = all.iter().map(|(_, _, point)| frame.point(&shown.x, &shown.y, *point)).collect();
    let to = (frame.x(place.0), frame.top + place.1 * frame.height);
    nearest(&places, to).map(|found| Cursor::On(all[found].0, all[found].1))
}

/// The picture itself: texts of the registry are text nodes.
fn drawing_view(
    drawing: &Drawing,
    x_title: &str,
    y_title: &str,
    label: Signal<String>,
) -> impl IntoView + use<> {
    let frame = drawing.frame;
    let (width, height) = drawing.size;
    let bottom = frame.top + frame.height;
    let mut grid = String::new();
    for (y, _) in &drawing.y_ticks {
        grid.push_str(&format!("M{:.1} {y:.1}h{:.1}", frame.left, frame.width));
    }
    for (x, _) in &drawing.x_ticks {
        grid.push_str(&format!("M{x:.1} {:.1}v{:.1}", frame.top, frame.height));
    }
    let y_texts = drawing.y_ticks.iter().map(|(y, text)| {
        view! { <text class="chart-tick" x=frame.left - 6.0 y=y + 4.0 text-anchor="end">{text.clone()}</text> }
    });
    let x_texts = drawing.x_ticks.iter().map(|(x, text)| {
        view! { <text class="chart-tick" x=*x y=bottom + 16.0 text-anchor="middle">{text.clone()}</text> }
    });
    let (turned_x, turned_y) = (14.0, frame.top + frame.height / 2.0);
    let strokes = drawing.strokes.iter().map(|stroke| {
        let class = format!("series-{}", stroke.style.colour());
        let faint = (!stroke.faint.is_empty())
            .then(|| view! { <path class="chart-line chart-raw" d=stroke.faint.clone()></path> });
        view! {
            <g class=class data-drawn=stroke.drawn>
                {faint}
                <path class="chart-line" stroke-dasharray=stroke.style.dashes() d=stroke.line.clone()></path>
            </g>
        }
    });
    // Beside the lines, which end at the frame's edge: a mark there is drawn whole.
    let marks = drawing.strokes.iter().map(|stroke| {
        let class = format!("series-{}", stroke.style.colour());
        view! { <g class=class><path class="chart-mark" d=stroke.marks.clone()></path></g> }
    });
    let view_box = format!("0 0 {width:.0} {height:.0}");
    let inner = format!("{:.1} {:.1} {:.1} {:.1}", frame.left, frame.top, frame.width, frame.height);
    view! {
        <svg class="chart-picture" width=width height=height viewBox=view_box role="img" aria-label=move || label.get()>
            <path class="chart-grid" d=grid></path>
            {y_texts.collect_view()}
            {x_texts.collect_view()}
            <text class="chart-title" x=frame.left + frame.width / 2.0 y=bottom + 36.0 text-anchor="middle">{x_title.to_owned()}</text>
            <text
                class="chart-title"
                x=turned_x
                y=turned_y
                text-anchor="middle"
                transform=format!("rotate(-90 {turned_x} {turned_y})")
            >{y_title.to_owned()}</text>
            <svg x=frame.left y=frame.top width=frame.width height=frame.height viewBox=inner>{strokes.collect_view()}</svg>
            {marks.collect_view()}
        </svg>
    }
}

/// The upright line and the points at the cursor.
fn cursor_view(shown: &Shown, readings: &[(usize, plot::Point)], x: f64) -> impl IntoView + use<> {
    let (frame, (width, height)) = (shown.drawing.frame, shown.drawing.size);
    let line = shown.x.place(x).filter(|place| (-0.001..=1.001).contains(place)).map(|place| {
        let d = format!("M{:.1} {:.1}v{:.1}", frame.x(place), frame.top, frame.height);
        view! { <path class="chart-cursor" d=d></path> }
    });
    let marks = readings.iter().filter_map(|(number, point)| {
        let (x, y) = frame.point(&shown.x, &shown.y, *point)?;
        let class = format!("series-{}", Style(*number).colour());
        Some(view! { <g class=class><path class="chart-here" d=Style(*number).mark(x, y, 6.0)></path></g> })
    });
    view! {
        <svg class="chart-over" aria-hidden="true" viewBox=format!("0 0 {width:.0} {height:.0}")>{line}{marks.collect_view()}</svg>
    }
}
