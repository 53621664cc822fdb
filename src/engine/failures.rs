//! What can go wrong between the page and a worker.

use protocol::{Answer, Failure, FailureKind};
use wasm_bindgen::{JsCast, JsValue};

/// The worker stopped, or could not start.
pub(super) fn died(what: &str) -> Failure {
    let message = if what.is_empty() { "its code could not be loaded" } else { what };
    Failure::new(
        FailureKind::WorkerDied,
        "worker",
        format!("The prediction worker stopped: {message}. Start it again, or reload the page."),
    )
}

/// Page and worker are of different builds.
pub(super) fn bad_message(what: &str) -> Failure {
    Failure::new(
        FailureKind::BadMessage,
        "worker",
        format!("Page and worker do not understand one another: {what}. Reload the page."),
    )
}

/// The page asked to stop.
pub(super) fn cancelled() -> Failure {
    Failure::new(FailureKind::Cancelled, "request", "The page cancelled the request.")
}

/// An answer to another question than the one that was asked.
pub(super) fn unexpected(answer: &Answer) -> Failure {
    let name = match answer {
        Answer::Resolved(_) => "a version of a model",
        Answer::Loaded(_) => "a loaded model",
        Answer::Predicted { .. } => "probabilities of another number of battles",
        Answer::Explained { .. } => "an explanation",
        Answer::Inspected(_) => "what there is to see in a file",
    };
    bad_message(&format!("the answer to a request was {name}"))
}

/// An explanation of another kind than the one that was asked for.
pub(super) fn not_explained() -> Failure {
    bad_message("the answer to a request was another explanation")
}

/// What JavaScript threw, in its words.
pub(super) fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "an unknown error".to_owned())
}
