//! What the browser tells about the frame's size and the theme.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use send_wrapper::SendWrapper;
use web_sys::{MutationObserver, MutationObserverInit, ResizeObserver};

/// Tells the frame's width and the window's height in pixels, at first and whenever the frame's size is another.
pub(super) fn width(frame: NodeRef<html::Div>, tell: impl Fn(f64, f64) + Copy + 'static) {
    let measure = move || {
        if let Some(frame) = frame.get_untracked() {
            let tall =
                web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(800.0);
            tell(f64::from(frame.client_width()), tall);
        }
    };
    Effect::new(move || {
        let Some(frame) = frame.get() else { return };
        let closure = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            observer.observe(&frame);
            let kept = SendWrapper::new((observer, closure));
            on_cleanup(move || kept.0.disconnect());
        }
    });
}

/// Tells that colours may be others: by the reader's choice, which is an attribute of the root, or by the system's.
pub(super) fn theme(tell: impl Fn() + Copy + 'static) {
    Effect::new(move || {
        let closure = Closure::<dyn Fn()>::new(tell);
        let window = web_sys::window();
        let root = window.as_ref().and_then(|window| window.document()?.document_element());
        let query = window.and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?);
        if let Some(query) = &query {
            query.set_onchange(Some(closure.as_ref().unchecked_ref()));
        }
        if let (Some(root), Ok(observer)) = (root, MutationObserver::new(closure.as_ref().unchecked_ref())) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            // Only a broken list of options is refused.
            let _ = observer.observe_with_options(&root, &options);
            let kept = SendWrapper::new((observer, query, closure));
            on_cleanup(move || {
                kept.0.disconnect();
                if let Some(query) = &kept.1 {
                    query.set_onchange(None);
                }
            });
        }
    });
}
