//! Draws the matrix on a canvas.

use battle::{Lang, Type};
use leptos::wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageData};

use crate::{
    browser,
    lab::state::{Board, Matrix, NAMED},
};

/// Colours of the present theme, as red, green and blue.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Palette {
    heat: [[u8; 3]; 5],
    surface: [u8; 3],
    ink: [u8; 3],
    types: Vec<[u8; 3]>,
}

/// What is drawn, and where.
pub(super) struct Picture<'a> {
    pub(super) matrix: &'a Matrix,
    pub(super) rows: &'a [usize],
    pub(super) columns: &'a [usize],
    pub(super) board: Board,
    /// Column and row of the cell that is marked.
    pub(super) at: Option<(usize, usize)>,
    pub(super) lang: Lang,
}

/// Cells of this size have room for a number.
const NUMBERED: f64 = 26.0;
/// Strips with the colours of types.
const STRIP: f64 = 5.0;

impl Palette {
    /// What the style sheet says near an element.
    pub(super) fn read(near: &HtmlElement) -> Self {
        let colour =
            |name: &str| browser::colour(near, name).and_then(|text| parse(&text)).unwrap_or([128, 128, 128]);
        Self {
            heat: [0, 1, 2, 3, 4].map(|stop| colour(&format!("--heat-{stop}"))),
            surface: colour("--surface"),
            ink: colour("--ink"),
            types: Type::ALL.iter().map(|kind| colour(&format!("--type-{}", kind.slug()))).collect(),
        }
    }

    /// The colour of a probability: straight lines between five stops.
    fn of(&self, p: f64) -> [u8; 3] {
        let place = p.clamp(0.0, 1.0) * 4.0;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 3")]
        let stop = (place.floor() as usize).min(3);
        #[allow(clippy::cast_precision_loss, reason = "0 to 3")]
        let share = place - stop as f64;
        let (from, to) = (self.heat[stop], self.heat[stop + 1]);
        [0, 1, 2].map(|channel| {
            let value =
                f64::from(from[channel]) + share * (f64::from(to[channel]) - f64::from(from[channel]));
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
            let value = value.round() as u8;
            value
        })
    }
}

/// `rgb(1, 2, 3)`, as browsers write computed colours.
fn parse(text: &str) -> Option<[u8; 3]> {
    let inside = text.split_once('(')?.1.trim_end_matches(')');
    let mut numbers = inside.split([',', ' ']).filter(|part| !part.is_empty()).map(str::parse::<f64>);
    let mut next = || {
        let value = numbers.next()?.ok()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let value = value.round().clamp(0.0, 255.0) as u8;
        Some(value)
    };
    Some([next()?, next()?, next()?])
}

fn css([r, g, b]: [u8; 3]) -> String {
    format!("rgb({r} {g} {b})")
}

/// Black or white, whichever is read better on a colour, by its relative luminance (WCAG 2.2).
fn on([r, g, b]: [u8; 3]) -> &'static str {
    let linear = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    if luminance > 0.179 { "#000" } else { "#fff" }
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// One pixel for each cell.
pub(super) fn pixels(
    matrix: &Matrix,
    rows: &[usize],
    columns: &[usize],
    palette: &Palette,
) -> Option<HtmlCanvasElement> {
    let mut bytes = Vec::with_capacity(rows.len() * columns.len() * 4);
    for row in rows {
        for column in columns {
            match matrix.get(*row, *column) {
                Some(p) => {
                    bytes.extend(palette.of(f64::from(p)));
                    bytes.push(255);
                }
                None => bytes.extend([0, 0, 0, 0]),
            }
        }
    }
    let (width, height) = (u32::try_from(columns.len()).ok()?, u32::try_from(rows.len()).ok()?);
    let canvas: HtmlCanvasElement =
        web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&bytes), width, height).ok()?;
    context(&canvas)?.put_image_data(&data, 0.0, 0.0).ok()?;
    Some(canvas)
}

/// Draws on a canvas whose pixels are `scale` times those of the page.
pub(super) fn draw(
    canvas: &HtmlCanvasElement,
    cells: &HtmlCanvasElement,
    picture: &Picture<'_>,
    palette: &Palette,
    scale: f64,
) -> Option<()> {
    let context = context(canvas)?;
    let Board { view, margin, .. } = picture.board;
    // A canvas that is drawn on always has a transform.
    context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).ok()?;
    let (width, height) = picture.board.canvas();
    context.set_fill_style_str(&css(palette.surface));
    context.fill_rect(0.0, 0.0, width, height);

    context.save();
    context.begin_path();
    context.rect(margin, margin, view.size.0, view.size.1);
    context.clip();
    context.set_image_smoothing_enabled(false);
    let (x, y) = (margin - view.origin.0, margin - view.origin.1);
    #[allow(clippy::cast_precision_loss, reason = "few")]
    let size = (view.cells.0 as f64 * view.cell, view.cells.1 as f64 * view.cell);
    context.draw_image_with_html_canvas_element_and_dw_and_dh(cells, x, y, size.0, size.1).ok()?;
    if view.cell >= NUMBERED {
        numbers(&context, picture, palette);
    }
    if let Some(at) = picture.at {
        let (x, y) = view.corner(at);
        let side = view.cell.max(6.0);
        let (x, y) = (x + margin - (side - view.cell) / 2.0, y + margin - (side - view.cell) / 2.0);
        for (width, colour) in [(4.0, css(palette.surface)), (2.0, css(palette.ink))] {
            context.set_line_width(width);
            context.set_stroke_style_str(&colour);
            context.stroke_rect(x, y, side, side);
        }
    }
    context.restore();
    names(&context, picture, palette);
    Some(())
}

/// Columns or rows in sight: the first and the one after the last.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and few")]
fn sight(origin: f64, size: f64, cell: f64, count: usize) -> std::ops::Range<usize> {
    let first = (origin / cell).floor().max(0.0) as usize;
    let end = ((origin + size) / cell).ceil().max(0.0) as usize;
    first.min(count)..end.min(count)
}

fn numbers(context: &CanvasRenderingContext2d, picture: &Picture<'_>, palette: &Palette) {
    let Picture { board: Board { view, margin, .. }, matrix, rows, columns, .. } = *picture;
    context.set_text_align("center");
    context.set_text_baseline("middle");
    context.set_font(&format!("{:.0}px system-ui, sans-serif", (view.cell * 0.38).min(18.0)));
    for row in sight(view.origin.1, view.size.1, view.cell, rows.len()) {
        for column in sight(view.origin.0, view.size.0, view.cell, columns.len()) {
            let Some(p) = matrix.get(rows[row], columns[column]).map(f64::from) else { continue };
            let (x, y) = view.corner((column, row));
            context.set_fill_style_str(on(palette.of(p)));
            let half = view.cell / 2.0;
            // What cannot be drawn is missing from the picture; the table has it too.
            let _ = context.fill_text(&format!("{:.0}", p * 100.0), margin + x + half, margin + y + half);
        }
    }
}

/// Strips of types along both edges, and names where there is room.
fn names(context: &CanvasRenderingContext2d, picture: &Picture<'_>, palette: &Palette) {
    let Picture { board: Board { view, margin, .. }, matrix, rows, columns, lang, .. } = *picture;
    let size = view.cell.clamp(9.0, 14.0);
    context.set_font(&format!("600 {size:.0}px \"Barlow Condensed\", system-ui, sans-serif"));
    context.set_text_baseline("middle");
    for (across, places, origin, length) in
        [(true, columns, view.origin.0, view.size.0), (false, rows, view.origin.1, view.size.1)]
    {
        context.save();
        context.begin_path();
        if across {
            context.rect(margin, 0.0, length, margin);
        } else {
            context.rect(0.0, margin, margin, length);
        }
        context.clip();
        for number in sight(origin, length, view.cell, places.len()) {
            let Some(pokemon) = places.get(number).and_then(|place| matrix.fighters().get(*place)) else {
                continue;
            };
            #[allow(clippy::cast_precision_loss, reason = "few")]
            let start = margin + number as f64 * view.cell - origin;
            let colour = palette.types.get(pokemon.types.0 as usize).copied().unwrap_or([128; 3]);
            context.set_fill_style_str(&css(colour));
            let edge = margin - STRIP;
            if across {
                context.fill_rect(start, edge, view.cell, STRIP - 1.0);
            } else {
                context.fill_rect(edge, start, STRIP - 1.0, view.cell);
            }
            if view.cell < NAMED {
                continue;
            }
            context.set_fill_style_str(&css(palette.ink));
            let middle = start + view.cell / 2.0;
            let name = pokemon.names.get(lang);
            let room = edge - 6.0;
            // As above.
            let _ = if across {
                context.save();
                let turned = context
                    .translate(middle, edge - 3.0)
                    .and_then(|()| context.rotate(-std::f64::consts::FRAC_PI_2));
                context.set_text_align("start");
                let drawn = turned.and_then(|()| context.fill_text_with_max_width(name, 0.0, 0.0, room));
                context.restore();
                drawn
            } else {
                context.set_text_align("end");
                context.fill_text_with_max_width(name, edge - 3.0, middle, room)
            };
        }
        context.restore();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette() -> Palette {
        let heat = [[0, 0, 200], [100, 100, 200], [240, 240, 240], [200, 100, 0], [100, 50, 0]];
        Palette { heat, surface: [255; 3], ink: [0; 3], types: Vec::new() }
    }

    #[test]
    fn probabilities_have_the_colours_between_the_stops() {
        let palette = palette();
        assert_eq!(palette.of(0.0), [0, 0, 200]);
        assert_eq!(palette.of(0.5), [240, 240, 240]);
        assert_eq!(palette.of(0.125), [50, 50, 200]);
        assert_eq!(palette.of(1.0), [100, 50, 0]);
    }

    #[test]
    fn computed_colours_are_read() {
        assert_eq!(parse("rgb(17, 74, 140)"), Some([17, 74, 140]));
        assert_eq!(parse("rgba(1, 2, 3, 0.5)"), Some([1, 2, 3]));
        assert_eq!(parse("oklab"), None);
        assert_eq!((on([255; 3]), on([10, 20, 60])), ("#000", "#fff"));
    }

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        assert_eq!(sight(25.0, 30.0, 10.0, 100), 2..6);
        assert_eq!(sight(0.0, 300.0, 10.0, 7), 0..7);
    }
}
