//! The keyboard's focus: moved on purpose, and kept where it is when an element is rendered anew.

use leptos::prelude::queue_microtask;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, FocusOptions, HtmlElement};

use super::{document, element};

/// What takes the focus without a `tabindex`.
const BY_ITSELF: &str = "a, button, input, select, summary, textarea";

/// Gives the focus back to an element that loses it only because it is rendered anew, for as long as the page lives.
///
/// Leptos with `erase_components` takes all attributes off an element that it renders once more, and puts the new ones on (`rebuild`
/// of `Vec<AnyAttribute>` in tachys 0.2). What is focusable only by its `tabindex` loses the focus at that moment, and a reader
/// with a keyboard would begin again at the page's top.
pub(crate) fn keep_focus() {
    let Some(document) = document() else { return };
    let listener = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(element) = element else { return };
        // Whoever goes on leaves an element that could have kept the focus.
        if element.has_attribute("tabindex") || element.matches(BY_ITSELF) != Ok(false) {
            return;
        }
        queue_microtask(move || {
            let is_nowhere = focused().is_none_or(|focused| focused.tag_name() == "BODY");
            if is_nowhere && element.is_connected() {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                // An element that cannot take the focus leaves it where it is.
                let _ = element.focus_with_options(&options);
            }
        });
    });
    // Only a browser without events refuses, and that one runs no application.
    let _ = document.add_event_listener_with_callback("focusout", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Moves the keyboard's focus to an element.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Whether the keyboard's focus is within an element.
pub(crate) fn has_focus_within(id: &str) -> bool {
    let focused = focused();
    element(id).is_some_and(|element| element.contains(focused.as_ref().map(AsRef::as_ref)))
}

/// Scrolls an element into sight within its list.
pub(crate) fn reveal(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn focused() -> Option<Element> {
    document()?.active_element()
}
