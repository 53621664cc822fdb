//! How long a server may keep silent.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::AbortController;

use super::scope;

/// Time without an answer, or without more of one, after which a request is given up.
pub(super) const LIMIT_SECONDS: u32 = 60;

/// A timer that gives a request up when nothing has come for [`LIMIT_SECONDS`]; each [`Patience::heard`] starts it anew, dropping ends it.
pub(super) struct Patience {
    timer: Cell<Option<JsValue>>,
    over: Rc<Cell<bool>>,
    give_up: Closure<dyn Fn()>,
}

impl Patience {
    pub(super) fn with(request: AbortController) -> Self {
        let over = Rc::new(Cell::new(false));
        let told = over.clone();
        let give_up = Closure::<dyn Fn()>::new(move || {
            told.set(true);
            request.abort();
        });
        let patience = Self { timer: Cell::new(None), over, give_up };
        patience.heard();
        patience
    }

    /// Something has come.
    pub(super) fn heard(&self) {
        self.stop();
        // A browser without timers waits as long as the server does.
        self.timer.set(scope::set_timer(self.give_up.as_ref(), LIMIT_SECONDS * 1000));
    }

    /// Whether the request was given up.
    pub(super) fn is_over(&self) -> bool {
        self.over.get()
    }

    fn stop(&self) {
        if let Some(timer) = self.timer.take() {
            scope::clear_timer(&timer);
        }
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        self.stop();
    }
}
