//! A chart as files: SVG, PNG and CSV.

use leptos::{html, prelude::*};
use plot::{COLOURS, Drawing, Palette};
use wasm_bindgen::JsCast;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, HtmlImageElement};

use crate::{
    browser,
    viewer::words::{chart, use_viewer_words},
};

/// How many pixels of a PNG a pixel of the page becomes.
const SCALE: f64 = 2.0;

/// What a file shows.
#[derive(Clone)]
pub(crate) struct Picture {
    /// The lines in their places.
    pub(crate) drawing: Drawing,
    /// The document's title.
    pub(crate) title: String,
    /// The titles of `x` and `y`.
    pub(crate) axes: (String, String),
    /// A name for each line that is drawn.
    pub(crate) names: Vec<String>,
}

/// Buttons that save files.
#[component]
pub(crate) fn ChartFiles(
    /// What is to be saved now, if anything is drawn.
    picture: Callback<(), Option<Picture>>,
    /// The files' name without its ending.
    file: Signal<String>,
    /// Makes the CSV file.
    csv: Option<Callback<(), String>>,
) -> impl IntoView {
    let words = use_viewer_words(chart::words);
    let row = NodeRef::<html::Div>::new();
    let failed = RwSignal::new(false);
    let svg = move || {
        let picture = picture.run(())?;
        let palette = palette(&row.get_untracked()?.into());
        let axes = (picture.axes.0.as_str(), picture.axes.1.as_str());
        let size = (picture.drawing.size.0, picture.drawing.svg_height(picture.names.len()));
        Some((picture.drawing.svg(&picture.title, axes, &picture.names, &palette), size))
    };
    let name = move |ending: &str| format!("{}.{ending}", file_name(&file.get_untracked()));
    let save_svg = move |_| {
        if let Some((text, _)) = svg() {
            browser::save_text(&text, "image/svg+xml", &name("svg"));
        }
    };
    let save_png = move |_| {
        let Some((text, size)) = svg() else { return };
        let name = name("png");
        leptos::task::spawn_local(async move {
            match png(&text, size).await {
                Some(file) => {
                    failed.set(false);
                    browser::save(&file, &name);
                }
                None => failed.set(true),
            }
        });
    };
    let csv_button = csv.map(|csv| {
        let save = move |_| browser::save_text(&csv.run(()), "text/csv", &name("csv"));
        view! { <button type="button" class="button" on:click=save aria-label=move || (words.get().save_as)("CSV")>"CSV"</button> }
    });
    view! {
        <div class="row chart-files" node_ref=row>
            <span class="muted small" aria-hidden="true">{move || words.get().save}</span>
            <button type="button" class="button" on:click=save_svg aria-label=move || (words.get().save_as)("SVG")>"SVG"</button>
            <button type="button" class="button" on:click=save_png aria-label=move || (words.get().save_as)("PNG")>"PNG"</button>
            {csv_button}
        </div>
        {move || failed.get().then(|| view! { <p class="problem" role="alert">{words.get().png_failed}</p> })}
    }
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' })
        .take(80)
        .collect();
    let safe = safe.trim_matches(['.', '_']);
    if safe.is_empty() { "chart".to_owned() } else { safe.to_owned() }
}

/// The colours of the page's present theme, as plain values.
fn palette(near: &HtmlElement) -> Palette {
    let colour = |name: &str| browser::colour(near, name).unwrap_or_else(|| "#000000".to_owned());
    Palette {
        surface: browser::colour(near, "--surface").unwrap_or_else(|| "#ffffff".to_owned()),
        ink: colour("--ink"),
        muted: colour("--muted"),
        grid: colour("--line"),
        series: (0..COLOURS).map(|number| colour(&format!("--series-{number}"))).collect(),
    }
}

/// An SVG document as PNG.
async fn png(svg: &str, (width, height): (f64, f64)) -> Option<Blob> {
    let image = HtmlImageElement::new().ok()?;
    let encoded = percent_encoding::utf8_percent_encode(svg, percent_encoding::NON_ALPHANUMERIC);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{encoded}"));
    wasm_bindgen_futures::JsFuture::from(image.decode()).await.ok()?;
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let pixels = |length: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture on a screen")]
        let pixels = (length * SCALE).round().clamp(1.0, 16_000.0) as u32;
        pixels
    };
    canvas.set_width(pixels(width));
    canvas.set_height(pixels(height));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            &image,
            0.0,
            0.0,
            f64::from(canvas.width()),
            f64::from(canvas.height()),
        )
        .ok()?;
    browser::png(&canvas).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain() {
        assert_eq!(file_name("val loss/../x:é"), "val_loss_.._x");
        assert_eq!(file_name("../"), "chart");
        assert_eq!(file_name("a.b-c_1"), "a.b-c_1");
    }
}
