//! The canvas of the matrix: zooming, moving, pointing and keys.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use battle::Lang;
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use send_wrapper::SendWrapper;
use web_sys::{
    HtmlCanvasElement, KeyboardEvent, MutationObserver, MutationObserverInit, PointerEvent, ResizeObserver,
    WheelEvent,
};

use super::{
    Shown,
    paint::{self, Palette, Picture},
};
use crate::{
    browser,
    lab::{
        state::{Matrix, Place, Viewport},
        words::{many, use_lab_words},
    },
    route::{BattleQuery, Route},
    state::use_words,
};

/// Each press of a button zooms by this.
const STEP: f64 = 1.6;
/// A pointer that moves further is no click, in pixels.
const CLICK: f64 = 5.0;
/// The side of a cell in a saved picture.
const SAVED: f64 = 14.0;

/// Space for names, on a screen of some width.
fn margin(width: f64) -> f64 {
    if width < 520.0 { 64.0 } else { 104.0 }
}

/// A pointer that is down: its number, where it is, and how far it has come.
#[derive(Debug, Clone, Copy)]
struct Finger {
    id: i32,
    at: (f64, f64),
    moved: f64,
}

/// The canvas with its buttons.
pub(super) fn view(matrix: Arc<Matrix>, shown: Shown) -> AnyView {
    let words = use_lab_words(many::words);
    let shared = use_words();
    let place = expect_context::<Place>();
    let canvas = NodeRef::<html::Canvas>::new();
    let frame = NodeRef::<html::Div>::new();
    let counts = move || (shown.columns.with(Vec::len), shown.rows.with(Vec::len));
    let viewport = RwSignal::new(Viewport::fit((1.0, 1.0), untrack(counts)));
    let space = RwSignal::new(0.0_f64);
    let theme = RwSignal::new(0_u32);
    let matrix = StoredValue::new(matrix);

    // The frame's width decides, and a square has room for all of it.
    let measure = move || {
        let Some(frame) = frame.get_untracked() else { return };
        let width = f64::from(frame.client_width());
        let tall = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(800.0);
        let height = width.min((tall * 0.86).max(320.0));
        let margin = margin(width);
        space.set(margin);
        let size = ((width - margin).max(40.0), (height - margin).max(40.0));
        viewport.update(|view| view.resize(size));
    };
    Effect::new(move || {
        let Some(frame) = frame.get() else { return };
        let closure = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            observer.observe(&frame);
            let kept = SendWrapper::new((observer, closure));
            on_cleanup(move || kept.0.disconnect());
        }
    });
    // Another theme has other colours.
    Effect::new(move || {
        let closure = Closure::<dyn Fn()>::new(move || theme.update(|count| *count += 1));
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        let query =
            web_sys::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?);
        if let Some(query) = &query {
            query.set_onchange(Some(closure.as_ref().unchecked_ref()));
        }
        if let (Some(root), Ok(observer)) = (root, MutationObserver::new(closure.as_ref().unchecked_ref())) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            // Only a broken list of options is refused.
            let _ = observer.observe_with_options(&root, &options);
            let kept = SendWrapper::new((observer, query, closure));
            on_cleanup(move || {
                kept.0.disconnect();
                if let Some(query) = &kept.1 {
                    query.set_onchange(None);
                }
            });
        }
    });
    // Other rows or columns begin with all of them in sight.
    Effect::new(move |_| {
        let counts = counts();
        viewport.update(|view| *view = Viewport::fit(view.size, counts));
    });
    // The cell that is looked at is in sight.
    Effect::new(move || {
        if let Some(at) = shown.at.get() {
            viewport.update(|view| view.reveal(at));
        }
    });

    let palette = Memo::new(move |_| {
        theme.track();
        canvas
            .get()
            .map(|canvas| Arc::new(Palette::read(&canvas.parent_element()?.unchecked_into())).into())
            .flatten()
    });
    let cells = StoredValue::new_local(None::<HtmlCanvasElement>);
    let painted = Memo::new(move |before: Option<&u32>| {
        let palette: Option<Arc<Palette>> = palette.get();
        let pixels = palette.and_then(|palette| {
            shown.rows.with(|rows| {
                shown.columns.with(|columns| {
                    matrix.with_value(|matrix| paint::pixels(matrix, rows, columns, &palette))
                })
            })
        });
        cells.set_value(pixels);
        before.map_or(0, |count| count.wrapping_add(1))
    });
    Effect::new(move || {
        painted.get();
        let (view, margin, lang) = (viewport.get(), space.get(), shared.lang());
        let at = shown.hover.get().or_else(|| shown.at.get());
        let (Some(canvas), Some(palette)) = (canvas.get(), palette.get()) else { return };
        let scale = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(1.0, 3.0);
        resize(&canvas, &view, margin, scale);
        shown.rows.with(|rows| {
            shown.columns.with(|columns| {
                matrix.with_value(|matrix| {
                    cells.with_value(|cells| {
                        let picture = Picture { matrix, rows, columns, view, margin, at, lang };
                        if let Some(cells) = cells {
                            // A browser that gives no canvas has the table.
                            let _ = paint::draw(&canvas, cells, &picture, &palette, scale);
                        }
                    })
                })
            })
        });
    });

    // From the corner of the canvas, as the browser says it.
    let point = move |x: i32, y: i32| {
        let margin = space.get_untracked();
        (f64::from(x) - margin, f64::from(y) - margin)
    };
    let choose = move |(column, row): (usize, usize)| {
        let slugs = shown.rows.with_untracked(|rows| {
            shown.columns.with_untracked(|columns| {
                matrix.with_value(|matrix| {
                    let slug = |at: Option<&usize>| Some(matrix.fighters().get(*at?)?.slug.clone());
                    Some(format!("{}/{}", slug(rows.get(row))?, slug(columns.get(column))?))
                })
            })
        });
        if let Some(slugs) = slugs {
            place.change(|query| query.set("at", &slugs));
        }
    };
    let open = move || {
        let Some((column, row)) = shown.at.get_untracked() else { return };
        let slugs = shown.rows.with_untracked(|rows| {
            shown.columns.with_untracked(|columns| {
                matrix.with_value(|matrix| {
                    let slug = |at: Option<&usize>| Some(matrix.fighters().get(*at?)?.slug.clone());
                    Some((slug(rows.get(row))?, slug(columns.get(column))?))
                })
            })
        });
        if let Some((a, b)) = slugs.filter(|(a, b)| a != b) {
            browser::push_fragment(&Route::Battle(BattleQuery { a, b, ..BattleQuery::default() }).href());
        }
    };
    let zoom = move |factor: f64| {
        viewport.update(|view| {
            let middle = match shown.at.get_untracked().map(|at| view.corner(at)) {
                Some((x, y)) => (x + view.cell / 2.0, y + view.cell / 2.0),
                None => (view.size.0 / 2.0, view.size.1 / 2.0),
            };
            view.zoom(factor, middle);
        });
    };
    let whole = move || viewport.update(|view| *view = Viewport::fit(view.size, view.cells));

    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let (columns, rows) = untrack(counts);
        if columns * rows == 0 {
            return;
        }
        let far = if event.shift_key() { 10 } else { 1 };
        let (column, row) = shown.at.get_untracked().unwrap_or((0, 0));
        let to = match event.key().as_str() {
            _ if shown.at.get_untracked().is_none() && event.key().starts_with("Arrow") => (0, 0),
            "ArrowLeft" => (column.saturating_sub(far), row),
            "ArrowRight" => ((column + far).min(columns - 1), row),
            "ArrowUp" => (column, row.saturating_sub(far)),
            "ArrowDown" => (column, (row + far).min(rows - 1)),
            "Home" => (0, row),
            "End" => (columns - 1, row),
            "PageUp" => (column, 0),
            "PageDown" => (column, rows - 1),
            "Enter" => {
                event.prevent_default();
                return open();
            }
            "+" | "=" => return zoom(STEP),
            "-" => return zoom(1.0 / STEP),
            "0" => return whole(),
            _ => return,
        };
        event.prevent_default();
        shown.hover.set(None);
        choose(to);
    };

    let fingers: Rc<RefCell<Vec<Finger>>> = Rc::default();
    let down = {
        let fingers = Rc::clone(&fingers);
        move |event: PointerEvent| {
            let at = point(event.offset_x(), event.offset_y());
            fingers.borrow_mut().push(Finger { id: event.pointer_id(), at, moved: 0.0 });
            if let Some(canvas) = canvas.get_untracked() {
                // A pointer that is gone already needs not be held.
                let _ = canvas.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let moved = {
        let fingers = Rc::clone(&fingers);
        move |event: PointerEvent| {
            let now = point(event.offset_x(), event.offset_y());
            let mut fingers = fingers.borrow_mut();
            let other = fingers.iter().find(|finger| finger.id != event.pointer_id()).copied();
            let Some(finger) = fingers.iter_mut().find(|finger| finger.id == event.pointer_id()) else {
                let cell = viewport.with_untracked(|view| view.cell_at(now));
                if shown.hover.get_untracked() != cell {
                    shown.hover.set(cell);
                }
                return;
            };
            let before = finger.at;
            finger.at = now;
            finger.moved += (now.0 - before.0).hypot(now.1 - before.1);
            let held = finger.moved <= CLICK;
            match other {
                Some(other) => {
                    let apart = |at: (f64, f64)| (at.0 - other.at.0).hypot(at.1 - other.at.1).max(1.0);
                    let middle = (f64::midpoint(now.0, other.at.0), f64::midpoint(now.1, other.at.1));
                    viewport.update(|view| view.zoom(apart(now) / apart(before), middle));
                }
                None if !held => viewport.update(|view| view.pan((now.0 - before.0, now.1 - before.1))),
                None => {}
            }
        }
    };
    let up = {
        let fingers = Rc::clone(&fingers);
        move |event: PointerEvent| {
            let mut fingers = fingers.borrow_mut();
            let alone = fingers.len() == 1;
            let Some(at) = fingers.iter().position(|finger| finger.id == event.pointer_id()) else { return };
            let finger = fingers.remove(at);
            if alone && finger.moved <= CLICK && event.type_() == "pointerup" {
                if let Some(cell) = viewport.with_untracked(|view| view.cell_at(finger.at)) {
                    choose(cell);
                }
            }
        }
    };
    let lost = up.clone();
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let at = point(event.offset_x(), event.offset_y());
        let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 24.0 };
        viewport.update(|view| view.zoom((-event.delta_y() * lines * 0.0022).exp(), at));
    };
    let whole_now = Memo::new(move |_| viewport.with(Viewport::is_whole));

    view! {
        <div class="heat-frame" node_ref=frame>
            <canvas
                node_ref=canvas
                tabindex="0"
                role="application"
                aria-label=move || words.get().canvas
                aria-describedby="matrix-keys"
                class:whole=move || whole_now.get()
                on:keydown=key
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=lost
                on:pointerleave=move |_| shown.hover.set(None)
                on:wheel=wheel
                on:dblclick=move |_| open()
            ></canvas>
            <div class="matrix-buttons">
                <button type="button" class="button small" aria-label=move || words.get().closer on:click=move |_| zoom(STEP)>"+"</button>
                <button type="button" class="button small" aria-label=move || words.get().farther on:click=move |_| zoom(1.0 / STEP)>"−"</button>
                <button type="button" class="button small" on:click=move |_| whole()>{move || words.get().whole}</button>
            </div>
        </div>
    }
    .into_any()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture on a screen")]
fn resize(canvas: &HtmlCanvasElement, view: &Viewport, margin: f64, scale: f64) {
    let (width, height) = (view.size.0 + margin, view.size.1 + margin);
    let (wide, high) = ((width * scale).round() as u32, (height * scale).round() as u32);
    if canvas.width() != wide || canvas.height() != high {
        canvas.set_width(wide);
        canvas.set_height(high);
        let style = web_sys::HtmlElement::style(canvas);
        // Lengths are always accepted.
        let _ = style.set_property("width", &format!("{width}px"));
        let _ = style.set_property("height", &format!("{height}px"));
    }
}

/// Offers all that is shown as a picture, with every name.
pub(super) fn save(matrix: Arc<Matrix>, shown: Shown, lang: Lang) {
    let (rows, columns) = (shown.rows.get_untracked(), shown.columns.get_untracked());
    let draw = move || -> Option<HtmlCanvasElement> {
        let document = web_sys::window()?.document()?;
        let palette = Palette::read(&document.body()?);
        let cells = paint::pixels(&matrix, &rows, &columns, &palette)?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        #[allow(clippy::cast_precision_loss, reason = "few")]
        let size = (columns.len() as f64 * SAVED, rows.len() as f64 * SAVED);
        let view = Viewport::fit(size, (columns.len(), rows.len()));
        let margin = margin(size.0.max(520.0));
        resize(&canvas, &view, margin, 1.0);
        let picture =
            Picture { matrix: &matrix, rows: &rows, columns: &columns, view, margin, at: None, lang };
        paint::draw(&canvas, &cells, &picture, &palette, 1.0)?;
        Some(canvas)
    };
    let Some(canvas) = draw() else { return };
    leptos::task::spawn_local(async move {
        if let Some(file) = browser::png(&canvas).await {
            browser::save(&file, "battledex-matrix.png");
        }
    });
}
