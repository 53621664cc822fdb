//! Values that come from elsewhere.

use std::future::Future;

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};

use super::Problem;

/// A value from elsewhere that keeps its last good content while it is pending or has failed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Remote<T> {
    last: Option<T>,
    phase: Phase,
}

#[derive(Debug, Clone, PartialEq)]
enum Phase {
    Pending,
    Settled,
    Failed(Problem),
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self { last: None, phase: Phase::Pending }
    }
}

impl<T> Remote<T> {
    /// A new request is under way; the last content stays.
    pub(crate) fn begin(&mut self) {
        self.phase = Phase::Pending;
    }

    /// The request is answered. A failure leaves the last content as it is.
    pub(crate) fn settle(&mut self, result: Result<T, Problem>) {
        match result {
            Ok(value) => {
                self.last = Some(value);
                self.phase = Phase::Settled;
            }
            Err(problem) => self.phase = Phase::Failed(problem),
        }
    }

    /// The last good content.
    pub(crate) fn value(&self) -> Option<&T> {
        self.last.as_ref()
    }

    /// Why the latest request failed.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match &self.phase {
            Phase::Failed(problem) => Some(problem),
            Phase::Pending | Phase::Settled => None,
        }
    }

    /// Whether there is no such thing.
    pub(crate) fn is_missing(&self) -> bool {
        self.last.is_none() && self.problem().is_some_and(Problem::is_missing)
    }

    /// Whether a request is under way.
    pub(crate) fn is_pending(&self) -> bool {
        self.phase == Phase::Pending
    }

    /// Whether the content is the answer to the latest request.
    pub(crate) fn is_settled(&self) -> bool {
        self.phase == Phase::Settled
    }
}

/// A remote value that follows a key.
pub(crate) struct Loading<T: Send + Sync + 'static> {
    /// The value.
    pub(crate) remote: RwSignal<Remote<T>>,
    attempt: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loading<T> {}

impl<T: Send + Sync + 'static> Loading<T> {
    /// Asks once more.
    pub(crate) fn retry(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }
}

/// What happens to the content when the key changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It is dropped: it would pass for something that it is not.
    SameKey,
    /// It stays until the next answer; it says itself what it belongs to.
    Always,
}

/// Fetches whenever `key` changes or the reader tries again. The request before is given up then, and when the owner goes
/// away, so an old answer never replaces a newer one.
pub(crate) fn use_remote<K, T, F>(
    keep: Keep,
    key: impl Fn() -> K + 'static,
    fetch: impl Fn(K) -> F + 'static,
) -> Loading<T>
where
    K: Clone + PartialEq + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Problem>> + 'static,
{
    let remote = RwSignal::new(Remote::default());
    let attempt = RwSignal::new(0);
    Effect::new(move |before: Option<K>| {
        attempt.track();
        let key = key();
        if keep == Keep::SameKey && before.is_some_and(|before| before != key) {
            remote.set(Remote::default());
        } else {
            remote.update(Remote::begin);
        }
        let answer = fetch(key.clone());
        spawn_local_scoped_with_cancellation(async move {
            let result = answer.await;
            remote.update(|remote| remote.settle(result));
        });
        key
    });
    Loading { remote, attempt }
}

#[cfg(test)]
mod tests {
    use mlflow::{Client, Download, Location, Request, Response, Transport, TransportError};

    use super::*;

    fn problem() -> Problem {
        Problem::Config("broken".to_owned())
    }

    /// A frozen copy that holds nothing.
    struct Empty;

    impl Transport for Empty {
        async fn send(&self, request: &Request) -> Result<Response, TransportError> {
            Err(TransportError::NotRecorded(request.path.clone()))
        }

        fn download(&self, request: &Request) -> Result<Download, TransportError> {
            Err(TransportError::NotRecorded(request.path.clone()))
        }

        fn location(&self) -> Location {
            Location { url: String::new(), page_origin: None }
        }
    }

    #[test]
    fn what_was_there_once_is_not_missing() {
        let gone = || Problem::from(futures::executor::block_on(Client::new(Empty).run("x")).unwrap_err());
        let mut remote = Remote::<i32>::default();
        assert!(!remote.is_missing());
        remote.settle(Err(problem()));
        assert!(!remote.is_missing());
        remote.settle(Err(gone()));
        assert!(remote.is_missing());
        remote.settle(Ok(1));
        remote.settle(Err(gone()));
        assert!(!remote.is_missing());
    }

    #[test]
    fn the_last_good_content_stays_while_pending_and_after_a_failure() {
        let mut remote = Remote::default();
        assert!(remote.is_pending() && remote.value().is_none());
        remote.settle(Ok(1));
        assert!(remote.is_settled());
        remote.begin();
        assert_eq!((remote.value(), remote.is_pending()), (Some(&1), true));
        remote.settle(Err(problem()));
        assert_eq!((remote.value(), remote.problem()), (Some(&1), Some(&problem())));
        assert!(!remote.is_pending() && !remote.is_settled());
        remote.settle(Ok(2));
        assert_eq!((remote.value(), remote.problem()), (Some(&2), None));
    }
}
