//! Thin calls to the browser. None of them panics, and what a browser forbids is `None`.

mod address;
mod files;
mod focus;
mod storage;

use battle::Lang;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

pub(crate) use address::{
    base, fragment, here, on_fragment_change, origin, push_fragment, query, replace_fragment, set_query,
};
pub(crate) use files::{BlobUrl, blob, copy, copy_file, join, png, save, save_text};
pub(crate) use focus::{focus, has_focus_within, keep_focus, reveal};
pub(crate) use storage::{session_stored, store, store_in_session, stored};

use crate::i18n;

/// Milliseconds since 1970.
pub(crate) fn time() -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and after 1970")]
    let time = js_sys::Date::now() as u64;
    time
}

/// The language that the browser's reader prefers.
pub(crate) fn language() -> Lang {
    let tags = web_sys::window().map(|window| window.navigator().languages());
    i18n::preferred(
        tags.into_iter().flat_map(|tags| tags.iter().collect::<Vec<_>>()).filter_map(|tag| tag.as_string()),
    )
}

/// Sets an attribute of the `html` element, or removes it.
pub(crate) fn set_root_attribute(name: &str, value: Option<&str>) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // Attribute names here are constants, which are always accepted.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Sets the title of the browser's tab.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Removes an element.
pub(crate) fn remove_element(id: &str) {
    if let Some(element) = element(id) {
        element.remove();
    }
}

/// Scrolls to the top of the page.
pub(crate) fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Comes back when so many milliseconds are over; in a hidden tab the browser may take longer.
pub(crate) async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |wake, _| {
        if let Some(window) = web_sys::window() {
            // Only a browser without timers refuses; the sleeper then never wakes.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&wake, milliseconds);
        }
    });
    // It is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Milliseconds on a clock that never goes back.
pub(crate) fn now() -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance());
    clock.map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// How many workers this device can run at once.
pub(crate) fn cores() -> usize {
    let told = web_sys::window().map(|window| window.navigator().hardware_concurrency());
    // Browsers that do not tell, and those that tell fractions, have one at least.
    told.filter(|cores| *cores >= 1.0).map_or(1, |cores| cores as usize)
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        // Only a browser that is closing the page refuses.
        let _ = window.location().reload();
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// A random number below `count`, 0 when that is 0.
pub(crate) fn random_below(count: usize) -> usize {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = (js_sys::Math::random() * count as f64) as usize;
    number.min(count.saturating_sub(1))
}

/// What a colour of the style sheet comes to near an element: a probe that has it is asked.
pub(crate) fn colour(near: &HtmlElement, name: &str) -> Option<String> {
    let window = web_sys::window()?;
    let probe: HtmlElement = window.document()?.create_element("span").ok()?.dyn_into().ok()?;
    probe.style().set_property("color", &format!("var({name})")).ok()?;
    near.append_child(&probe).ok()?;
    let colour = window
        .get_computed_style(&probe)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("color").ok());
    probe.remove();
    colour.filter(|colour| !colour.is_empty())
}

/// The text of a file beside the page.
///
/// # Errors
/// What happened, in English.
pub(crate) async fn fetch_text(path: &str) -> Result<String, String> {
    let response = gloo_net::http::Request::get(path)
        .cache(web_sys::RequestCache::NoCache)
        .send()
        .await
        .map_err(|error| format!("{path}: {error}"))?;
    if !response.ok() {
        return Err(format!("{path}: status {}", response.status()));
    }
    response.text().await.map_err(|error| format!("{path}: {error}"))
}

/// Tells the console and `boot.js`, which shows a panel with a way out, when this program panics.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let event = web_sys::CustomEvent::new("battledex-panic");
        if let (Some(window), Ok(event)) = (web_sys::window(), event) {
            // After a panic nothing more can be done than this.
            let _ = window.dispatch_event(&event);
        }
    }));
}
