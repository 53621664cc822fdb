//! The keyboard's focus stays where it is when an element is rendered anew.

use leptos::prelude::queue_microtask;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Event, FocusOptions, HtmlElement};

/// What takes the focus without a `tabindex`.
const BY_ITSELF: &str = "a, button, input, select, summary, textarea";

/// Gives the focus back to an element that loses it only because it is rendered anew, for as long as the page lives.
///
/// Leptos with `erase_components` takes all attributes off an element that it renders once more, and puts the new ones on (`rebuild`
/// of `Vec<AnyAttribute>` in tachys 0.2). What is focusable only by its `tabindex` loses the focus at that moment, and a reader
/// with a keyboard would begin again at the page's top.
pub(crate) fn keep() {
    let Some(document) = document() else { return };
    let listener = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(element) = element else { return };
        // Whoever goes on leaves an element that could have kept the focus.
        if element.has_attribute("tabindex") || element.matches(BY_ITSELF) != Ok(false) {
            return;
        }
        queue_microtask(move || {
            let is_nowhere = document_focus().is_none_or(|focused| focused.tag_name() == "BODY");
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

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn document_focus() -> Option<web_sys::Element> {
    document()?.active_element()
}
