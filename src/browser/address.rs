//! The page's address: its fragment, its query, and what stands before them.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The fragment of the page's address, with its `#`.
pub(crate) fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another fragment, as a new step of the history.
pub(crate) fn push_fragment(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A browser that refuses leaves the page where it is.
        let _ = window.location().set_hash(fragment);
    }
}

/// Writes another fragment over the present one in the history.
pub(crate) fn replace_fragment(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // A browser that refuses leaves the address as it is; the page goes on without it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address(fragment)));
    }
}

/// The document's own address with another fragment: a bare fragment would count from the base address.
fn address(fragment: &str) -> String {
    let here = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let document = here.split('#').next().unwrap_or_default();
    format!("{document}{fragment}")
}

/// The query of the page's address, which stands before the fragment.
pub(crate) fn query() -> String {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.strip_prefix('?').unwrap_or_default().to_owned()
}

/// Changes the query of the page's address and of every link, which count from the base address.
pub(crate) fn set_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let base = window.document().and_then(|document| document.query_selector("base").ok()?);
    if let Some(base) = base {
        let href = self::base();
        let path = href.split(['?', '#']).next().unwrap_or_default();
        // Attributes of an element that is there can be set.
        let _ = base.set_attribute("href", &format!("{path}?{query}"));
    }
    if let (Ok(history), Ok(here)) = (window.history(), window.location().href()) {
        let (document, fragment) = here.split_once('#').unwrap_or((&here, ""));
        let path = document.split('?').next().unwrap_or_default();
        // A browser that refuses leaves the address as it is; what it says is remembered beside it.
        let _ =
            history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}?{query}#{fragment}")));
    }
}

/// Something that listens to the window until it is dropped.
pub(crate) struct Listener {
    event: &'static str,
    closure: Closure<dyn Fn()>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            // What is not there any more needs not be removed.
            let _ =
                window.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
        }
    }
}

/// Calls `listener` whenever the fragment changes, until what is returned is dropped.
pub(crate) fn on_fragment_change(listener: impl Fn() + 'static) -> Listener {
    let (event, closure) = ("hashchange", Closure::<dyn Fn()>::new(listener));
    if let Some(window) = web_sys::window() {
        // Only a browser without events refuses, and that one runs no application.
        let _ = window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    }
    Listener { event, closure }
}

/// The page's whole address.
pub(crate) fn here() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// This page's origin, such as `https://example.github.io`.
pub(crate) fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The address that relative ones count from.
pub(crate) fn base() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.base_uri().ok()?).unwrap_or_default()
}
