//! A program that the page shows in an element of itself: the viewer, the lab.
//!
//! It follows the address by itself. From the page it learns which registry is read, as whom, in which language, and which version
//! predicts.

use std::{any::Any, cell::RefCell};

use battle::Lang;
use leptos::prelude::*;
use mlflow::Credentials;
use web_sys::HtmlElement;

use crate::{
    browser,
    handover::Handover,
    route::{Pages, Route},
    state::{Nav, Place, Registry, Words},
};

/// The element of the page that takes the focus when another page is shown.
const MAIN: &str = "main";

/// What the page told last.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) handover: Handover,
    credentials: Option<Credentials>,
}

/// A program on the page.
struct Mounted {
    told: ArcRwSignal<Told>,
    /// Dropping it takes the program off the page.
    _handle: Box<dyn Any>,
}

thread_local! {
    static MOUNTED: RefCell<Option<Mounted>> = const { RefCell::new(None) };
}

/// Shows `view` in an element, in place of what was shown before. A handover of another build is reported to the console.
#[allow(clippy::needless_pass_by_value, reason = "as JavaScript passes it")]
pub(crate) fn show(
    root: HtmlElement,
    handover: &str,
    authorization: Option<String>,
    view: fn(RwSignal<Told>) -> AnyView,
) {
    hide();
    let Some(told) = read(handover, authorization) else { return };
    let told = ArcRwSignal::new(told);
    let signal = told.clone();
    let handle = mount_to(root, move || view(RwSignal::from(signal.clone())));
    MOUNTED.with_borrow_mut(|mounted| *mounted = Some(Mounted { told, _handle: Box::new(handle) }));
}

/// Takes over what has changed in the page.
pub(crate) fn tell(handover: &str, authorization: Option<String>) {
    let Some(told) = read(handover, authorization) else { return };
    if let Some(signal) = MOUNTED.with_borrow(|mounted| mounted.as_ref().map(|mounted| mounted.told.clone()))
    {
        signal.set(told);
    }
}

/// Takes the program off the page.
pub(crate) fn hide() {
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

/// Provides language, address and registry as contexts, and keeps them as the page tells.
pub(crate) fn provide(told: RwSignal<Told>) -> (Words, Nav, Registry) {
    let lang = RwSignal::new(told.with_untracked(|told| told.handover.lang));
    let nav = Nav::start();
    let registry = Registry::new(told.with_untracked(|told| told.handover.source.clone()));
    registry.credentials.set(told.with_untracked(|told| told.credentials.clone()));
    Effect::new(move || {
        let Told { handover, credentials } = told.get();
        set_changed(lang, handover.lang);
        set_changed(registry.source, handover.source);
        set_changed(registry.credentials, credentials);
        if let Route::Battle(battle) = Route::parse(&handover.battle) {
            nav.set_battle(battle);
        }
    });
    let words = Words::new(lang);
    provide_context(words);
    provide_context(nav);
    provide_context(registry);
    (words, nav, registry)
}

/// Which page is shown: another one begins at its top, takes the focus, and gives the tab its title.
pub(crate) fn follow<P: Pages>(
    place: Place<P>,
    words: Words,
    title: fn(&P, Lang) -> String,
) -> Memo<Option<P>> {
    let page = Memo::new(move |_| place.page());
    Effect::new(move |before: Option<Option<P>>| {
        let page = page.get();
        if before.is_some_and(|before| before != page) {
            // Taking the focus may scroll, so the top comes after it.
            browser::focus(MAIN);
            browser::scroll_to_top();
        }
        page
    });
    Effect::new(move || {
        if let Some(page) = page.get() {
            browser::set_title(&format!("{} · Battledex", title(&page, words.lang())));
        }
    });
    page
}

/// Sets a signal unless it says so already.
fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|present| *present != value) {
        signal.set(value);
    }
}
