//! A battle and what the model says of it, as a picture to share.

use battle::Side;
use leptos::wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::Here;
use crate::{browser, i18n::percent, state::predicted};

/// Width and height in pixels, as pages that show links want pictures.
const SIZE: (u32, u32) = (1200, 630);
const FONT: &str = "\"Barlow Condensed\", system-ui, sans-serif";

/// What became of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handed {
    /// It is on the clipboard.
    Copied,
    /// The clipboard was refused; it is offered as a file.
    Saved,
    /// The browser draws none.
    Failed,
}

/// Puts a picture on the clipboard, or else offers it as a file with this name.
pub(super) async fn hand(canvas: Option<HtmlCanvasElement>, name: String) -> Handed {
    let Some(canvas) = canvas else { return Handed::Failed };
    let Some(file) = browser::png(&canvas).await else { return Handed::Failed };
    if browser::copy_file(&file).await {
        return Handed::Copied;
    }
    browser::save(&file, &name);
    Handed::Saved
}

/// Both names, who wins, the chances as a bar, and which model says so.
pub(super) fn draw(here: &Here, probability: f64, small_print: &str) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(SIZE.0);
    canvas.set_height(SIZE.1);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let body = document.body()?;
    let colour = |name: &str| browser::colour(&body, name).unwrap_or_else(|| "#808080".to_owned());
    let pokemon = |side: Side| here.arena.corner(side).pokemon;
    let kind = |side: Side| colour(&format!("--type-{}", pokemon(side).types.0.slug()));
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let rectangle = |style: &str, x: f64, y: f64, w: f64, h: f64| {
        context.set_fill_style_str(style);
        context.fill_rect(x, y, w, h);
    };
    let write = |text: &str, style: &str, font: &str, x: f64, y: f64, room: f64| {
        context.set_fill_style_str(style);
        context.set_font(&format!("{font} {FONT}"));
        context.fill_text_with_max_width(text, x, y, room).ok()
    };
    let (surface, ink, muted) = (colour("--surface"), colour("--ink"), colour("--muted"));
    rectangle(&surface, 0.0, 0.0, width, height);
    rectangle(&colour("--shell"), 0.0, 0.0, width, 84.0);
    rectangle(&colour("--shell-deep"), 0.0, 84.0, width, 16.0);
    context.set_text_baseline("middle");
    context.set_text_align("left");
    write("Battledex", "#ffffff", "italic 700 52px", 60.0, 44.0, 500.0)?;

    let half = width / 2.0 - 110.0;
    write(&here.name(Side::A), &ink, "700 76px", 60.0, 210.0, half)?;
    context.set_text_align("right");
    write(&here.name(Side::B), &ink, "700 76px", width - 60.0, 210.0, half)?;
    context.set_text_align("center");
    write("VS", &muted, "italic 700 48px", width / 2.0, 210.0, 80.0)?;
    let chance = percent(here.t.lang, probability.max(1.0 - probability), 1);
    let verdict = (here.t.wins)(&here.name(predicted(probability)), &chance);
    write(&verdict, &ink, "italic 700 92px", width / 2.0, 350.0, width - 120.0)?;

    let bar = width - 120.0;
    rectangle(&kind(Side::B), 60.0, 440.0, bar, 48.0);
    rectangle(&kind(Side::A), 60.0, 440.0, bar * probability, 48.0);
    rectangle(&ink, 60.0 + bar * probability - 3.0, 430.0, 6.0, 68.0);
    context.set_text_align("left");
    write(&percent(here.t.lang, probability, 1), &ink, "600 40px", 60.0, 530.0, half)?;
    context.set_text_align("right");
    write(&percent(here.t.lang, 1.0 - probability, 1), &ink, "600 40px", width - 60.0, 530.0, half)?;
    context.set_text_align("center");
    write(small_print, &muted, "400 28px", width / 2.0, 590.0, width - 120.0)?;
    Some(canvas)
}
