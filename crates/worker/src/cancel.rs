use std::pin::pin;

use futures::{
    channel::oneshot,
    future::{Either, select},
};
use protocol::{Failure, FailureKind};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{AbortController, AbortSignal};

/// Tells a request that the page no longer wants its answer.
#[derive(Clone)]
pub struct Cancellation {
    controller: AbortController,
}

impl Cancellation {
    /// One that nobody has cancelled yet.
    ///
    /// # Errors
    /// When the browser has no `AbortController`.
    pub fn new() -> Result<Self, Failure> {
        let controller = AbortController::new().map_err(|_| {
            Failure::new(
                FailureKind::BrowserTooOld,
                "AbortController",
                "This browser cannot cancel requests (AbortController is missing). Update the browser.",
            )
        })?;
        Ok(Self { controller })
    }

    /// Cancels: a download stops at once, a computation after its current block.
    pub fn cancel(&self) {
        self.controller.abort();
    }

    /// For `fetch`.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// What `work` gives, which is dropped where it stands when it is cancelled.
    ///
    /// # Errors
    /// [`FailureKind::Cancelled`] once [`Self::cancel`] was called.
    pub(crate) async fn unless<T>(&self, work: impl Future<Output = T>) -> Result<T, Failure> {
        self.check()?;
        let (tell, told) = oneshot::channel();
        let listener = Closure::once(move || {
            // Nobody listens any more once the work is done.
            let _ = tell.send(());
        });
        let signal = self.controller.signal();
        signal.set_onabort(Some(listener.as_ref().unchecked_ref()));
        let work = pin!(work);
        let first = select(work, told).await;
        signal.set_onabort(None);
        match first {
            Either::Left((done, _)) => Ok(done),
            Either::Right(_) => Err(cancelled()),
        }
    }

    /// # Errors
    /// [`FailureKind::Cancelled`] once [`Self::cancel`] was called.
    pub fn check(&self) -> Result<(), Failure> {
        if self.controller.signal().aborted() {
            return Err(cancelled());
        }
        Ok(())
    }
}

fn cancelled() -> Failure {
    Failure::new(FailureKind::Cancelled, "request", "The page cancelled the request.")
}
