//! How wide an element is.

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

/// The width of an element in CSS pixels, as it changes; a usual one before it is known.
pub(crate) fn use_size(element: NodeRef<html::Div>) -> Signal<f64> {
    let width = RwSignal::new(640.0);
    Effect::new(move || {
        let Some(element) = element.get() else { return };
        let look = move |element: &web_sys::HtmlElement| {
            let now = f64::from(element.client_width());
            if now > 0.0 && width.try_get_untracked().is_some_and(|before| before != now) {
                width.set(now);
            }
        };
        look(&element);
        let watched = element.clone();
        let told = Closure::<dyn Fn()>::new(move || look(&watched));
        let Ok(observer) = ResizeObserver::new(told.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let kept = SendWrapper::new((observer, told));
        on_cleanup(move || kept.0.disconnect());
    });
    width.into()
}
