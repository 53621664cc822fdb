//! The program of the registry viewer, which the page loads as a module: see `battledex_page::viewer`.

use battledex_page::viewer;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

fn main() {
    viewer::start();
}

/// Shows the viewer in an element, in place of what it showed before.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "the page calls it")]
pub fn show(root: HtmlElement, handover: &str, authorization: Option<String>) {
    viewer::show(root, handover, authorization);
}

/// Tells what has changed in the page.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "the page calls it")]
pub fn tell(handover: &str, authorization: Option<String>) {
    viewer::tell(handover, authorization);
}

/// Takes the viewer off the page.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "the page calls it")]
pub fn hide() {
    viewer::hide();
}
