use std::{
    future::Future,
    pin::Pin,
    rc::{Rc, Weak},
    task::{Context, Poll},
};

use futures::channel::oneshot;
use js_sys::Float32Array;
use protocol::{Answer, Failure, RequestId};

use super::{connection::Shared, failures::died};

/// A worker's answer and the numbers beside it.
pub type Reply = Result<(Answer, Option<Float32Array>), Failure>;

/// A request that is under way: the future of its answer. Dropping it cancels the request.
pub struct Ticket {
    shared: Rc<Shared>,
    id: RequestId,
    answer: oneshot::Receiver<Reply>,
}

/// Cancels a request whose answer somebody still waits for.
pub struct Canceller {
    shared: Weak<Shared>,
    id: RequestId,
}

impl Ticket {
    pub(super) fn new(shared: Rc<Shared>, id: RequestId, answer: oneshot::Receiver<Reply>) -> Self {
        Self { shared, id, answer }
    }

    /// For whoever wants to stop the request and see it stopped.
    pub fn canceller(&self) -> Canceller {
        Canceller { shared: Rc::downgrade(&self.shared), id: self.id }
    }
}

impl Canceller {
    /// Asks the worker to stop; the ticket then fails with [`protocol::FailureKind::Cancelled`], unless it is too late.
    pub fn cancel(&self) {
        if let Some(shared) = self.shared.upgrade() {
            shared.cancel(self.id);
        }
    }
}

impl Future for Ticket {
    type Output = Reply;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Reply> {
        let answer = Pin::new(&mut self.answer).poll(context);
        answer.map(|reply| reply.unwrap_or_else(|_| Err(died("it was ended while a request was under way"))))
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.shared.forget(self.id);
    }
}
