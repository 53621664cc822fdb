use std::{cell::RefCell, collections::HashMap, rc::Rc};

use battle::BattleIds;
use futures::channel::oneshot;
use leptos::prelude::*;
use protocol::{
    Answer, Ask, BUILD_ID, Download, Event, Failure, FailureKind, ModelKey, ModelReport, Request, RequestId,
    Stage, wire,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::EngineStatus;

type Reply = Result<(Answer, Option<Vec<f32>>), Failure>;

/// A handle on the prediction worker. Clones speak to the same worker.
///
/// Dropping a future that a method returned cancels its request in the worker.
#[derive(Clone)]
pub struct Engine {
    shared: SendWrapper<Rc<Shared>>,
    status: RwSignal<EngineStatus>,
}

struct Shared {
    status: RwSignal<EngineStatus>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    link: Option<Link>,
    next_id: u32,
    pending: HashMap<RequestId, Pending>,
    /// Requests made before the worker said that it listens.
    waiting: Vec<Request>,
}

struct Pending {
    reply: oneshot::Sender<Reply>,
    on_progress: Option<Rc<dyn Fn(Stage)>>,
}

/// The worker and the callbacks that must live as long as it does.
struct Link {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Engine {
    /// Starts a worker.
    pub fn new() -> Self {
        let status = RwSignal::new(EngineStatus::Starting);
        let shared = Rc::new(Shared { status, state: RefCell::default() });
        shared.start();
        Self { shared: SendWrapper::new(shared), status }
    }

    /// What the worker is able to do now.
    pub fn status(&self) -> Signal<EngineStatus> {
        self.status.into()
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
        match self.request(Ask::Load { key, model, golden }, Some(Rc::new(on_progress))).await? {
            (Answer::Loaded(report), _) => Ok(*report),
            (other, _) => Err(unexpected(&other)),
        }
    }

    /// P(A wins) of each battle, in order, by the model loaded under `key`.
    ///
    /// # Errors
    /// An unknown battle, a model that is not loaded, or a worker that died.
    pub async fn predict(&self, key: &ModelKey, battles: Vec<BattleIds>) -> Result<Vec<f32>, Failure> {
        let asked = battles.len();
        match self.request(Ask::Predict { key: key.clone(), battles }, None).await? {
            (Answer::Predicted { count, .. }, Some(numbers)) if count == asked && numbers.len() == asked => {
                Ok(numbers)
            }
            (other, _) => Err(unexpected(&other)),
        }
    }

    async fn request(&self, ask: Ask, on_progress: Option<Rc<dyn Fn(Stage)>>) -> Reply {
        let (id, answer) = self.shared.submit(ask, on_progress);
        let _cancel_on_drop = CancelOnDrop { shared: Rc::clone(&self.shared), id };
        answer.await.unwrap_or_else(|_| Err(died("it was ended while a request was under way")))
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Shared {
    fn start(self: &Rc<Self>) {
        self.state.borrow_mut().link = None;
        self.status.set(EngineStatus::Starting);
        match self.connect() {
            Ok(link) => self.state.borrow_mut().link = Some(link),
            Err(error) => self.break_down(died(&words(&error))),
        }
    }

    fn connect(self: &Rc<Self>) -> Result<Link, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // The build id in the address keeps a cached worker of an older build from being used.
        let worker = Worker::new_with_options(&format!("worker-loader.js?build={BUILD_ID}"), &options)?;
        let this = Rc::downgrade(self);
        let on_message = Closure::new(move |message: MessageEvent| {
            if let Some(this) = this.upgrade() {
                this.receive(&message.data());
            }
        });
        let this = Rc::downgrade(self);
        let on_error = Closure::new(move |event: web_sys::Event| {
            event.prevent_default();
            if let Some(this) = this.upgrade() {
                // A script that could not be fetched is a plain event, without any words.
                let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
                this.break_down(died(&words));
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Link { worker, _on_message: on_message, _on_error: on_error })
    }

    fn submit(
        &self,
        ask: Ask,
        on_progress: Option<Rc<dyn Fn(Stage)>>,
    ) -> (RequestId, oneshot::Receiver<Reply>) {
        let (reply, answer) = oneshot::channel();
        let mut state = self.state.borrow_mut();
        let id = RequestId(state.next_id);
        state.next_id = state.next_id.wrapping_add(1);
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
        state.pending.insert(id, Pending { reply, on_progress });
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
                    self.state.borrow().pending.get(&id).and_then(|pending| pending.on_progress.clone());
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
        let pending = self.state.borrow_mut().pending.remove(&id);
        if let Some(pending) = pending {
            // A receiver that is gone no longer wants the answer.
            let _ = pending.reply.send(reply);
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
        let message = wire::pack(request, None).map_err(|what| bad_message(&what))?;
        link.worker.post_message(&message.value).map_err(|error| died(&words(&error)))
    }
}

struct CancelOnDrop {
    shared: Rc<Shared>,
    id: RequestId,
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        let mut state = self.shared.state.borrow_mut();
        let was_waiting = state.waiting.len();
        state.waiting.retain(|request| request.id != self.id);
        let sent = state.waiting.len() == was_waiting;
        if state.pending.remove(&self.id).is_some() && sent {
            let cancel = Request { id: RequestId(state.next_id), ask: Ask::Cancel { target: self.id } };
            state.next_id = state.next_id.wrapping_add(1);
            // A worker that cannot be reached any more has nothing to cancel.
            let _ = state.post(&cancel);
        }
    }
}

fn died(what: &str) -> Failure {
    let message = if what.is_empty() { "its code could not be loaded" } else { what };
    Failure::new(
        FailureKind::WorkerDied,
        "worker",
        format!("The prediction worker stopped: {message}. Start it again, or reload the page."),
    )
}

fn bad_message(what: &str) -> Failure {
    Failure::new(
        FailureKind::BadMessage,
        "worker",
        format!("Page and worker do not understand one another: {what}. Reload the page."),
    )
}

fn unexpected(answer: &Answer) -> Failure {
    let name = match answer {
        Answer::Loaded(_) => "a loaded model",
        Answer::Predicted { .. } => "probabilities of another number of battles",
        Answer::Explained { .. } => "an explanation",
    };
    bad_message(&format!("the answer to a request was {name}"))
}

fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "an unknown error".to_owned())
}
