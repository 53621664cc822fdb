//! The program of the lab, which the page loads as a module: see `battledex_page::lab`.

use battledex_page::lab;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

fn main() {
    lab::start();
}

/// Shows the lab in an element, in place of what it showed before.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "the page calls it")]
pub fn show(root: HtmlElement, handover: &str, authorization: Option<String>) {
    lab::show(root, handover, authorization);
}

/// Tells what has changed in the page.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "the page calls it")]
pub fn tell(handover: &str, authorization: Option<String>) {
    lab::tell(handover, authorization);
}

/// Takes the lab off the page.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "the page calls it")]
pub fn hide() {
    lab::hide();
}
