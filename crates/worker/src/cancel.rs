use protocol::{Failure, FailureKind};
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

    /// # Errors
    /// [`FailureKind::Cancelled`] once [`Self::cancel`] was called.
    pub fn check(&self) -> Result<(), Failure> {
        if self.controller.signal().aborted() {
            return Err(Failure::new(FailureKind::Cancelled, "request", "The page cancelled the request."));
        }
        Ok(())
    }
}
