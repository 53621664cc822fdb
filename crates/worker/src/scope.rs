//! The worker's global scope: messages in and out, fetch, and clock.

use std::rc::Rc;

use protocol::{BUILD_ID, Event, Failure, FailureKind, Request, wire};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::desk::Desk;

/// The scope that this code runs in: it is only ever loaded as a dedicated worker.
pub(crate) fn global() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Milliseconds on a clock that never goes back.
pub(crate) fn now() -> f64 {
    global().performance().map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Listens for requests and says so.
pub fn start() {
    std::panic::set_hook(Box::new(tell_of_panic));
    let desk = Rc::new(Desk::default());
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        receive(&desk, &message.data());
    });
    global().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens until the page ends it.
    on_message.forget();
    post(&Event::Ready { build_id: BUILD_ID.to_owned() }, None);
}

/// A panic ends the worker's code for good, so the page must know; the console gets the details.
fn tell_of_panic(panic: &std::panic::PanicHookInfo<'_>) {
    console_error_panic_hook::hook(panic);
    let place =
        panic.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let message =
        format!("The prediction worker met a defect of its own{place}. Start it again; please report this.");
    post(
        &Event::Failed { id: None, failure: Failure::new(FailureKind::WorkerDied, "worker", message) },
        None,
    );
}

fn receive(desk: &Rc<Desk>, data: &JsValue) {
    match wire::unpack::<Request>(data) {
        Ok((request, _)) => {
            let desk = Rc::clone(desk);
            spawn_local(async move {
                let id = request.id;
                let report = move |stage| post(&Event::Progress { id, stage }, None);
                match desk.handle(request, report).await {
                    Ok(Some((answer, numbers))) => post(&Event::Done { id, answer }, numbers.as_deref()),
                    Ok(None) => (),
                    Err(failure) => post(&Event::Failed { id: Some(id), failure }, None),
                }
            });
        }
        Err(what) => {
            let message = format!(
                "The worker received {what}: page and worker are of different builds. Reload the page."
            );
            let failure = Failure::new(FailureKind::BadMessage, "message", message);
            post(&Event::Failed { id: None, failure }, None);
        }
    }
}

fn post(event: &Event, numbers: Option<&[f32]>) {
    let Ok(message) = wire::pack(event, numbers) else { return };
    // Fails only for values that cannot be cloned; a string and an array of numbers can.
    let _ = global().post_message_with_transfer(&message.value, &message.transfer);
}
