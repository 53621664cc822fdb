use std::{cell::RefCell, ops::Range, rc::Rc};

use battle::{BattleIds, pairs::Moves};
use futures::channel::oneshot;
use leptos::prelude::*;
use protocol::{
    Answer, Ask, BUILD_ID, Contributions, Download, Event, Explain, Explained, Failure, FailureKind, Inspect,
    Inspected, ModelKey, ModelReport, MoveFlip, Request, RequestId, Resolved, Stage, StatFlip, Unknown,
    Wanted, wire,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;

use super::{
    EngineStatus,
    failures::{bad_message, cancelled, died, not_explained, unexpected, words},
    link::Link,
    ticket::{Reply, Ticket},
};

/// A handle on the prediction worker. Clones speak to the same worker.
///
/// Dropping a future that a method returned cancels its request in the worker.
#[derive(Clone)]
pub struct Engine {
    shared: SendWrapper<Rc<Shared>>,
}

pub(super) struct Shared {
    /// Belongs to no part of the page, since the last handle on the worker may outlive the one that started it.
    status: ArcRwSignal<EngineStatus>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    started: bool,
    link: Option<Link>,
    next_id: u32,
    /// Few at a time.
    pending: Vec<(RequestId, Pending)>,
    /// Requests made before the worker said that it listens.
    waiting: Vec<Request>,
}

struct Pending {
    reply: oneshot::Sender<Reply>,
    on_progress: Option<Rc<dyn Fn(Stage)>>,
}

impl Engine {
    /// Starts a worker.
    pub fn new() -> Self {
        let engine = Self::asleep();
        engine.wake();
        engine
    }

    /// A worker that starts when it is first needed.
    pub fn asleep() -> Self {
        let status = ArcRwSignal::new(EngineStatus::Starting);
        let shared = Rc::new(Shared { status, state: RefCell::default() });
        Self { shared: SendWrapper::new(shared) }
    }

    /// Starts the worker ahead of the first request, if it has not been started.
    pub fn wake(&self) {
        self.shared.wake();
    }

    /// What the worker is able to do, tracked.
    pub fn status(&self) -> EngineStatus {
        self.shared.status.get()
    }

    /// What the worker is able to do now, for handlers.
    pub fn status_now(&self) -> EngineStatus {
        self.shared.status.get_untracked()
    }

    /// Ends the worker, if there is one, and starts another. Loaded models are gone; running requests fail.
    pub fn restart(&self) {
        self.shared.fail_all(&Failure::new(
            FailureKind::WorkerDied,
            "worker",
            "The prediction worker was started again; load the model again.",
        ));
        self.shared.start();
    }

    /// Which version of a registry is wanted, and where its files are. What the registry had to say instead is the inner error.
    ///
    /// # Errors
    /// A worker that died or was never there.
    pub async fn resolve(&self, wanted: Wanted) -> Result<Result<Resolved, mlflow::Error>, Failure> {
        match self.submit(Ask::Resolve(wanted), None).await? {
            (Answer::Resolved(resolved), _) => resolved.open(),
            (other, _) => Err(unexpected(&other)),
        }
    }

    /// Downloads, verifies and compiles a model in the worker and keeps it there under `key`.
    ///
    /// # Errors
    /// Whatever stopped it, as the worker reports it; the worker stays usable.
    pub async fn load(
        &self,
        key: ModelKey,
        model: Download,
        golden: Option<Download>,
        on_progress: impl Fn(Stage) + 'static,
    ) -> Result<ModelReport, Failure> {
        match self.start_load(key, model, golden, on_progress).await? {
            (Answer::Loaded(report), _) => Ok(*report),
            (other, _) => Err(unexpected(&other)),
        }
    }

    /// [`Self::load`] for who wants to see a cancelled request stop.
    pub fn start_load(
        &self,
        key: ModelKey,
        model: Download,
        golden: Option<Download>,
        on_progress: impl Fn(Stage) + 'static,
    ) -> Ticket {
        self.submit(Ask::Load { key, model, golden }, Some(Rc::new(on_progress)))
    }

    /// P(A wins) of each battle, in order, by the model loaded under `key`.
    ///
    /// # Errors
    /// An unknown battle, a model that is not loaded, or a worker that died.
    pub async fn predict(&self, key: &ModelKey, battles: Vec<BattleIds>) -> Result<Vec<f32>, Failure> {
        let asked = battles.len();
        match self.submit(Ask::Predict { key: key.clone(), battles }, None).await? {
            (Answer::Predicted { count, .. }, Some(numbers))
                if count == asked && numbers.length() as usize == asked =>
            {
                Ok(numbers.to_vec())
            }
            (other, _) => Err(unexpected(&other)),
        }
    }

    /// What each group of columns adds to the prediction of a battle.
    ///
    /// # Errors
    /// An unknown battle, a model that is not loaded or has no trees, or a worker that died.
    pub async fn contributions(
        &self,
        key: &ModelKey,
        battle: BattleIds,
        unknown: Unknown,
    ) -> Result<Contributions, Failure> {
        let what = Explain::Contributions { battles: vec![battle], unknown };
        match self.explain(key, what).await? {
            Explained::Contributions(found) => found.into_iter().next().ok_or_else(not_explained),
            _ => Err(not_explained()),
        }
    }

    /// The smallest changes that would turn the prediction of a battle around: of one stat, and other moves.
    ///
    /// # Errors
    /// An unknown battle, a model that is not loaded, or a worker that died.
    pub async fn flips(
        &self,
        key: &ModelKey,
        battle: BattleIds,
    ) -> Result<(Vec<StatFlip>, Vec<MoveFlip>), Failure> {
        match self.explain(key, Explain::Flips { battle }).await? {
            Explained::Flips { stats, moves } => Ok((stats, moves)),
            _ => Err(not_explained()),
        }
    }

    async fn explain(&self, key: &ModelKey, what: Explain) -> Result<Explained, Failure> {
        match self.submit(Ask::Explain { key: key.clone(), what }, None).await? {
            (Answer::Explained { what, .. }, _) => what.open(),
            (other, _) => Err(unexpected(&other)),
        }
    }

    /// What there is to see in a model file, which the worker downloads unless it was the last one that it showed.
    ///
    /// # Errors
    /// Whatever stopped it, as the worker reports it; the worker stays usable.
    pub async fn inspect(
        &self,
        key: ModelKey,
        model: Download,
        what: Inspect,
        on_progress: impl Fn(Stage) + 'static,
    ) -> Result<Inspected, Failure> {
        match self.submit(Ask::Inspect { key, model, what }, Some(Rc::new(on_progress))).await? {
            (Answer::Inspected(what), _) => what.open(),
            (other, _) => Err(unexpected(&other)),
        }
    }

    /// P(A wins) of every battle of some pairs, in the order of [`battle::pairs`].
    pub fn start_pairs(
        &self,
        key: ModelKey,
        moves: Moves,
        pairs: Range<u32>,
        on_progress: impl Fn(Stage) + 'static,
    ) -> Ticket {
        self.submit(Ask::PredictPairs { key, moves, pairs }, Some(Rc::new(on_progress)))
    }

    fn submit(&self, ask: Ask, on_progress: Option<Rc<dyn Fn(Stage)>>) -> Ticket {
        let (id, answer) = self.shared.submit(ask, on_progress);
        Ticket::new(Rc::clone(&self.shared), id, answer)
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Shared {
    fn wake(self: &Rc<Self>) {
        if !self.state.borrow().started {
            self.start();
        }
    }

    fn start(self: &Rc<Self>) {
        {
            let mut state = self.state.borrow_mut();
            state.started = true;
            state.link = None;
        }
        self.status.set(EngineStatus::Starting);
        match self.connect() {
            Ok(link) => self.state.borrow_mut().link = Some(link),
            Err(error) => self.break_down(died(&words(&error))),
        }
    }

    fn connect(self: &Rc<Self>) -> Result<Link, JsValue> {
        let (hearer, watcher) = (Rc::downgrade(self), Rc::downgrade(self));
        Link::open(
            move |message| {
                if let Some(this) = hearer.upgrade() {
                    this.receive(message);
                }
            },
            move |words| {
                if let Some(this) = watcher.upgrade() {
                    this.break_down(died(words));
                }
            },
        )
    }

    fn submit(
        self: &Rc<Self>,
        ask: Ask,
        on_progress: Option<Rc<dyn Fn(Stage)>>,
    ) -> (RequestId, oneshot::Receiver<Reply>) {
        self.wake();
        let (reply, answer) = oneshot::channel();
        let mut state = self.state.borrow_mut();
        let id = state.next_id();
        let request = Request { id, ask };
        match self.status.get_untracked() {
            EngineStatus::Broken(failure) => {
                // The receiver is in our hands, so the message cannot be lost.
                let _ = reply.send(Err(failure));
                return (id, answer);
            }
            EngineStatus::Starting => state.waiting.push(request),
            EngineStatus::Ready => {
                if let Err(failure) = state.post(&request) {
                    let _ = reply.send(Err(failure));
                    return (id, answer);
                }
            }
        }
        state.pending.push((id, Pending { reply, on_progress }));
        (id, answer)
    }

    fn receive(&self, data: &JsValue) {
        let (event, payload) = match wire::unpack::<Event>(data) {
            Ok(message) => message,
            Err(what) => return self.break_down(bad_message(&what)),
        };
        match event {
            Event::Ready { build_id } if build_id != BUILD_ID => {
                self.break_down(bad_message(&format!(
                    "the worker is of build {build_id}, the page of {BUILD_ID}"
                )));
            }
            Event::Ready { .. } => self.open(),
            Event::Progress { id, stage } => {
                // Called outside the borrow: the page may make a request from it.
                let listener =
                    self.state.borrow().pending(id).and_then(|pending| pending.on_progress.clone());
                if let Some(listener) = listener {
                    listener(stage);
                }
            }
            Event::Done { id, answer } => self.settle(id, Ok((answer, payload))),
            Event::Failed { id: Some(id), failure } => self.settle(id, Err(failure)),
            Event::Failed { id: None, failure } => self.break_down(failure),
        }
    }

    /// The worker listens: sends what waited for that.
    fn open(&self) {
        self.status.set(EngineStatus::Ready);
        let waiting = std::mem::take(&mut self.state.borrow_mut().waiting);
        for request in waiting {
            let posted = self.state.borrow().post(&request);
            if let Err(failure) = posted {
                self.settle(request.id, Err(failure));
            }
        }
    }

    fn settle(&self, id: RequestId, reply: Reply) {
        let pending = self.state.borrow_mut().take_pending(id);
        if let Some(pending) = pending {
            // A receiver that is gone no longer wants the answer.
            let _ = pending.reply.send(reply);
        }
    }

    /// Stops a request whose answer somebody waits for.
    pub(super) fn cancel(&self, id: RequestId) {
        let not_sent = self.state.borrow_mut().take_back(id);
        if not_sent {
            self.settle(id, Err(cancelled()));
        } else if self.state.borrow().pending(id).is_some() {
            self.state.borrow_mut().post_cancel(id);
        }
    }

    /// Stops a request whose answer nobody waits for any more.
    pub(super) fn forget(&self, id: RequestId) {
        let mut state = self.state.borrow_mut();
        let sent = !state.take_back(id);
        if state.take_pending(id).is_some() && sent {
            state.post_cancel(id);
        }
    }

    fn break_down(&self, failure: Failure) {
        self.state.borrow_mut().link = None;
        self.fail_all(&failure);
        self.status.set(EngineStatus::Broken(failure));
    }

    fn fail_all(&self, failure: &Failure) {
        let pending = {
            let mut state = self.state.borrow_mut();
            state.waiting.clear();
            std::mem::take(&mut state.pending)
        };
        for (_, pending) in pending {
            let _ = pending.reply.send(Err(failure.clone()));
        }
    }
}

impl State {
    fn post(&self, request: &Request) -> Result<(), Failure> {
        let link = self.link.as_ref().ok_or_else(|| died("there is none"))?;
        link.post(request).map_err(|error| died(&words(&error)))
    }

    fn next_id(&mut self) -> RequestId {
        let id = RequestId(self.next_id);
        self.next_id = self.next_id.wrapping_add(1);
        id
    }

    fn pending(&self, id: RequestId) -> Option<&Pending> {
        self.pending.iter().find(|(asked, _)| *asked == id).map(|(_, pending)| pending)
    }

    fn take_pending(&mut self, id: RequestId) -> Option<Pending> {
        let place = self.pending.iter().position(|(asked, _)| *asked == id)?;
        Some(self.pending.swap_remove(place).1)
    }

    /// Takes a request back that was not sent yet; whether it was so.
    fn take_back(&mut self, id: RequestId) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|request| request.id != id);
        self.waiting.len() < before
    }

    fn post_cancel(&mut self, target: RequestId) {
        let cancel = Request { id: self.next_id(), ask: Ask::Cancel { target } };
        // A worker that cannot be reached any more has nothing to cancel.
        let _ = self.post(&cancel);
    }
}
