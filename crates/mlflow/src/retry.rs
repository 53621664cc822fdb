//! Reading again when a server stalls; changes are never sent twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::download::Download;
use crate::request::{Method, Request, Response};
use crate::transport::{Location, Transport, TransportError};

/// Waits between attempts: there is one attempt more than there are waits.
const WAITS: [Duration; 3] =
    [Duration::from_millis(250), Duration::from_millis(1000), Duration::from_millis(3000)];

/// Lets time pass.
#[allow(async_fn_in_trait, reason = "as for `Transport`")]
pub trait Sleep {
    /// Returns after so long.
    async fn sleep(&self, time: Duration);
}

/// A transport that asks again, three times at most, where asking changes nothing: after 0.25, 1 and 3 seconds, when no answer came or
/// the server says that it is overloaded or failed (429, 500, 502, 503, 504). Silence that was waited out is not asked again.
#[derive(Clone, Debug)]
pub struct Retrying<T, S> {
    transport: T,
    sleep: S,
    /// Whether the server has ever answered; shared by clones.
    answered: Arc<AtomicBool>,
}

impl<T, S> Retrying<T, S> {
    /// Around a transport; also a server that has never answered is asked again.
    pub fn new(transport: T, sleep: S) -> Self {
        Self { transport, sleep, answered: Arc::new(AtomicBool::new(true)) }
    }

    /// Around a transport to a server that may not be reachable at all: until it has answered once, no answer is taken for an answer.
    pub fn once_reached(transport: T, sleep: S) -> Self {
        Self { transport, sleep, answered: Arc::default() }
    }
}

impl Request {
    /// Whether it only reads, so that it may be sent again.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        match self.method {
            Method::Get => true,
            Method::Post => self.path.ends_with("/search"),
            Method::Patch | Method::Delete => false,
        }
    }
}

/// Whether the bytes of an artifact are asked for.
fn is_for_a_file(request: &Request) -> bool {
    request.path.ends_with("get-artifact") || request.path.ends_with("/artifacts/files")
}

/// Whether the same request may get another answer soon.
fn may_pass(request: &Request, result: &Result<Response, TransportError>, reached: bool) -> bool {
    match result {
        // MLflow 2 answers a missing file so.
        Ok(response) if response.status == 500 => !is_for_a_file(request),
        Ok(response) => [429, 502, 503, 504].contains(&response.status),
        Err(error) => reached && matches!(error, TransportError::Unreachable(_)),
    }
}

impl<T: Transport, S: Sleep> Transport for Retrying<T, S> {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        for wait in WAITS {
            let result = self.transport.send(request).await;
            if result.is_ok() {
                self.answered.store(true, Ordering::Relaxed);
            }
            if !request.is_safe() || !may_pass(request, &result, self.answered.load(Ordering::Relaxed)) {
                return result;
            }
            self.sleep.sleep(wait).await;
        }
        self.transport.send(request).await
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        self.transport.download(request)
    }

    fn location(&self) -> Location {
        self.transport.location()
    }
}
