use protocol::{BUILD_ID, Request, wire};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A worker and the callbacks that must live as long as it does. It ends when this is dropped.
pub(super) struct Link {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Link {
    /// Starts a worker. `on_error` gets the browser's words, which may be none.
    ///
    /// # Errors
    /// What the browser threw.
    pub(super) fn open(
        on_message: impl Fn(&JsValue) + 'static,
        on_error: impl Fn(&str) + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // The build id in the address keeps a cached worker of an older build from being used.
        let worker = Worker::new_with_options(&format!("worker-loader.js?build={BUILD_ID}"), &options)?;
        let on_message = Closure::new(move |message: MessageEvent| on_message(&message.data()));
        let on_error = Closure::new(move |event: web_sys::Event| {
            event.prevent_default();
            // A script that could not be fetched is a plain event, without any words.
            on_error(&event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// # Errors
    /// In words, when the request cannot be written; what the browser threw, when it cannot be sent.
    pub(super) fn post(&self, request: &Request) -> Result<(), JsValue> {
        let message = wire::pack(request, None)?;
        self.worker.post_message(&message.value)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
