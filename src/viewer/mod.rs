//! The registry viewer: a program of its own, mounted by the page into an element of it.
//!
//! It follows the address by itself. From the page it learns which registry is read, as whom, and in which language.

mod app;
mod components;
mod pages;
mod state;
mod words;

use std::{any::Any, cell::RefCell};

use leptos::prelude::*;
use mlflow::Credentials;
use web_sys::HtmlElement;

use crate::{browser, handover::Handover};

/// What the page told last.
#[derive(Clone)]
pub(crate) struct Told {
    handover: Handover,
    credentials: Option<Credentials>,
}

/// A viewer on the page.
struct Mounted {
    told: ArcRwSignal<Told>,
    /// Dropping it takes the viewer off the page.
    _handle: Box<dyn Any>,
}

thread_local! {
    static MOUNTED: RefCell<Option<Mounted>> = const { RefCell::new(None) };
}

/// Must be called once, before all else.
pub fn start() {
    browser::report_panics();
}

/// Shows the viewer in an element, in place of what was shown before. A handover of another build is reported to the console.
#[allow(clippy::needless_pass_by_value, reason = "as JavaScript passes it")]
pub fn show(root: HtmlElement, handover: &str, authorization: Option<String>) {
    hide();
    let Some(told) = read(handover, authorization) else { return };
    let told = ArcRwSignal::new(told);
    let signal = told.clone();
    let handle = mount_to(root, move || app::view(signal.clone()).into_any());
    MOUNTED.with_borrow_mut(|mounted| *mounted = Some(Mounted { told, _handle: Box::new(handle) }));
}

/// Takes over what has changed in the page.
pub fn tell(handover: &str, authorization: Option<String>) {
    let Some(told) = read(handover, authorization) else { return };
    if let Some(signal) = MOUNTED.with_borrow(|mounted| mounted.as_ref().map(|mounted| mounted.told.clone()))
    {
        signal.set(told);
    }
}

/// Takes the viewer off the page.
pub fn hide() {
    drop(MOUNTED.with_borrow_mut(Option::take));
}

fn read(handover: &str, authorization: Option<String>) -> Option<Told> {
    match Handover::read(handover) {
        Ok(handover) => Some(Told { handover, credentials: authorization.map(Credentials::from_header) }),
        Err(message) => {
            leptos::logging::error!("{message}");
            None
        }
    }
}
