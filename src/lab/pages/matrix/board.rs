//! The canvas of the matrix: zooming, moving, pointing and keys.

use std::{sync::Arc, time::Duration};

use battle::Lang;
use leptos::{html, prelude::*, wasm_bindgen::JsCast};
use web_sys::{HtmlCanvasElement, KeyboardEvent, WheelEvent};

use super::{
    Shown,
    hands::Hands,
    observe,
    paint::{self, Palette, Picture},
};
use crate::{
    browser,
    lab::{
        state::{Board, Matrix, Place},
        words::{many, use_lab_words},
    },
    route::{BattleQuery, Route},
    state::use_words,
};

/// What the address calls the part that is in sight.
const SIGHT: &str = "sight";
/// The address follows once nothing has moved for so long: browsers take few changes of it at a time.
const PAUSE: Duration = Duration::from_millis(250);
/// Each press of a button zooms by this.
const STEP: f64 = 1.6;
/// The side of a cell in a saved picture.
const SAVED: f64 = 14.0;

/// The canvas with its buttons.
pub(super) fn view(matrix: Arc<Matrix>, shown: Shown) -> AnyView {
    let words = use_lab_words(many::words);
    let shared = use_words();
    let place = expect_context::<Place>();
    let canvas = NodeRef::<html::Canvas>::new();
    let frame = NodeRef::<html::Div>::new();
    let counts = move || (shown.columns.with(Vec::len), shown.rows.with(Vec::len));
    let board = RwSignal::new(Board::new(untrack(counts)));
    let theme = RwSignal::new(0_u32);
    let matrix = StoredValue::new(matrix);

    observe::width(frame, move |width, tall| {
        board.update(|board| {
            if board.give((width, width.min((tall * 0.86).max(320.0)))) {
                board.see(untrack(|| place.query()).text(SIGHT));
            }
        });
    });
    let mut keep = debounce(PAUSE, move |sight: String| place.change(|query| query.set(SIGHT, &sight)));
    Effect::new(move |before: Option<String>| {
        let sight = board.with(Board::sight);
        if before.is_some_and(|before| before != sight) {
            keep(sight.clone());
        }
        sight
    });
    observe::theme(move || theme.update(|count| *count += 1));
    // Other rows or columns begin anew.
    Effect::new(move |before: Option<()>| {
        let counts = counts();
        if before.is_some() {
            board.update(|board| board.show(counts));
        }
    });
    // The cell that is looked at is in sight.
    Effect::new(move || {
        if let Some(at) = shown.at.get() {
            board.update(|board| board.view.reveal(at));
        }
    });

    let palette = Memo::new(move |_| {
        theme.track();
        canvas
            .get()
            .and_then(|canvas| Arc::new(Palette::read(&canvas.parent_element()?.unchecked_into())).into())
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
        let (board, lang) = (board.get(), shared.lang());
        let at = shown.hover.get().or_else(|| shown.at.get());
        let (Some(canvas), Some(palette)) = (canvas.get(), palette.get()) else { return };
        let scale = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(1.0, 3.0);
        resize(&canvas, &board, scale);
        shown.rows.with(|rows| {
            shown.columns.with(|columns| {
                matrix.with_value(|matrix| {
                    cells.with_value(|cells| {
                        let picture = Picture { matrix, rows, columns, board, at, lang };
                        if let Some(cells) = cells {
                            // A browser that gives no canvas has the table.
                            let _ = paint::draw(&canvas, cells, &picture, &palette, scale);
                        }
                    });
                });
            });
        });
    });

    // A and B of a cell.
    let fighters = move |(column, row): (usize, usize)| {
        let a = shown.rows.with_untracked(|rows| rows.get(row).copied())?;
        let b = shown.columns.with_untracked(|columns| columns.get(column).copied())?;
        let slug = |at: usize| matrix.with_value(|matrix| Some(matrix.fighters().get(at)?.slug.clone()));
        Some((slug(a)?, slug(b)?))
    };
    let choose = move |cell| {
        if let Some((a, b)) = fighters(cell) {
            place.change(|query| {
                query.set("at", &format!("{a}/{b}"));
                query.set(super::TABLE, "");
            });
        }
    };
    let open = move || {
        if let Some((a, b)) = shown.at.get_untracked().and_then(fighters).filter(|(a, b)| a != b) {
            browser::push_fragment(&Route::Battle(BattleQuery { a, b, ..BattleQuery::default() }).href());
        }
    };
    let zoom = move |factor: f64| {
        board.update(|board| {
            let view = &board.view;
            let middle = match shown.at.get_untracked().map(|at| view.corner(at)) {
                Some((x, y)) => (x + view.cell / 2.0, y + view.cell / 2.0),
                None => (view.size.0 / 2.0, view.size.1 / 2.0),
            };
            board.zoom(factor, middle);
        });
    };
    let whole = move || board.update(Board::whole);

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

    let hands = Hands::new(board);
    let (down, moved, up) = (hands.clone(), hands.clone(), hands.clone());
    let lost = hands;
    let hover = move |cell| {
        if shown.hover.get_untracked() != cell {
            shown.hover.set(cell);
        }
    };
    let wheel = move |event: WheelEvent| {
        // Without the key the page scrolls; a trackpad's pinch comes with it.
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 24.0 };
            let at = board.with_untracked(|board| {
                (f64::from(event.offset_x()) - board.margin, f64::from(event.offset_y()) - board.margin)
            });
            board.update(|board| board.zoom((-event.delta_y() * lines * 0.0022).exp(), at));
        }
    };
    let whole_now = Memo::new(move |_| board.with(|board| board.view.is_whole()));

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
                on:pointerdown=move |event| down.down(&event, canvas.get_untracked().as_ref())
                on:pointermove=move |event| {
                    if let Some(cell) = moved.moved(&event) {
                        hover(cell);
                    }
                }
                on:pointerup=move |event| {
                    if let Some(cell) = up.up(&event) {
                        choose(cell);
                    }
                }
                on:pointercancel=move |event| {
                    lost.up(&event);
                }
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
fn resize(canvas: &HtmlCanvasElement, board: &Board, scale: f64) {
    let (width, height) = board.canvas();
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
        let board = Board::all((columns.len(), rows.len()), SAVED);
        resize(&canvas, &board, 1.0);
        let picture = Picture { matrix: &matrix, rows: &rows, columns: &columns, board, at: None, lang };
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
