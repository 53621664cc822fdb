//! The registry viewer: a program of its own, mounted by the page into an element of it.

mod app;
mod components;
mod pages;
mod state;
mod words;

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{browser, guest};

/// Must be called once, before all else.
pub fn start() {
    browser::report_panics();
}

/// Shows the viewer in an element, in place of what was shown before. A handover of another build is reported to the console.
pub fn show(root: HtmlElement, handover: &str, authorization: Option<String>) {
    guest::show(root, handover, authorization, |told| app::view(told).into_any());
}

/// Takes over what has changed in the page.
pub fn tell(handover: &str, authorization: Option<String>) {
    guest::tell(handover, authorization);
}

/// Takes the viewer off the page.
pub fn hide() {
    guest::hide();
}
