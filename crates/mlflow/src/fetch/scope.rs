//! What a page and a worker both have, each by other means.

use js_sys::{Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// The address that relative ones count from.
pub(super) fn base() -> Option<String> {
    match web_sys::window() {
        Some(window) => window.document()?.base_uri().ok()?,
        None => get(&get(&global(), "location")?, "href")?.as_string(),
    }
}

/// The origin that requests come from.
pub(super) fn origin() -> Option<String> {
    get(&global(), "origin")?.as_string()
}

/// Calls a function once after so many milliseconds; the timer's number, or nothing in a browser without timers.
pub(super) fn set_timer(call: &JsValue, milliseconds: u32) -> Option<JsValue> {
    let set: Function = get(&global(), "setTimeout")?.dyn_into().ok()?;
    set.call2(&JsValue::UNDEFINED, call, &milliseconds.into()).ok()
}

/// Ends a timer.
pub(super) fn clear_timer(timer: &JsValue) {
    let clear = get(&global(), "clearTimeout").and_then(|clear| clear.dyn_into::<Function>().ok());
    if let Some(clear) = clear {
        // Ending a timer that has run out is allowed, and nothing else can be wrong.
        let _ = clear.call1(&JsValue::UNDEFINED, timer);
    }
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok()
}
