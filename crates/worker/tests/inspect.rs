//! Model files looked at by the worker's desk, in a real dedicated worker in Chromium.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "clippy does not know wasm-bindgen's tests for tests")]

use std::cell::RefCell;

use battle::field_sample;
use protocol::{
    Answer, Ask, Download, Failure, FailureKind, Inspect, Inspected, ModelKey, Request, RequestId, Stage,
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use worker::Desk;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const MODEL: &[u8] = include_bytes!("models/small.onnx");

#[wasm_bindgen_test]
async fn a_file_is_looked_at_without_being_loaded() {
    let (desk, file) = (Desk::default(), serve(MODEL));
    let stages = RefCell::new(Vec::new());
    let found =
        ask(&desk, &file, Inspect::Description, |stage| stages.borrow_mut().push(stage)).await.unwrap();
    let Inspected::Description(model) = found else { panic!("{found:?}") };
    assert_eq!((model.nodes.total, model.not_runnable.as_deref()), (1, None));
    assert_eq!((model.ensembles[0].trees.total, model.ensembles[0].features.shown[0].splits > 0), (5, true));
    assert!(matches!(
        stages.borrow().as_slice(),
        [Stage::Downloading { .. }, .., Stage::Verifying, Stage::Compiling]
    ));

    // The file is kept: an address that nobody serves is not asked.
    let gone = Download { url: "http://127.0.0.1:9/gone".to_owned(), ..file };
    let tree = Inspect::Tree {
        ensemble: 0,
        tree: 4,
        battle: Some(field_sample(1)[0]),
        unfolded: vec![],
        levels: 0,
        sample: 100,
    };
    let found = ask(&desk, &gone, tree, |_| ()).await.unwrap();
    let Inspected::Tree(part) = found else { panic!("{found:?}") };
    assert_eq!((part.tree, part.nodes[0].cover, part.nodes[0].lit), (4, Some(100), true));
    assert!(part.lit_leaf().is_some());
}

#[wasm_bindgen_test]
async fn importance_of_a_file() {
    let found =
        ask(&Desk::default(), &serve(MODEL), Inspect::Importance { battles: 5, background: 20 }, |_| ())
            .await;
    let Inspected::Importance { mean_absolute, log_odds } = found.unwrap() else { panic!("not importance") };
    assert!(log_odds && mean_absolute.len() == 133);
    assert!(mean_absolute.iter().all(|mean| *mean >= 0.0) && mean_absolute.iter().any(|mean| *mean > 0.001));
}

#[wasm_bindgen_test]
async fn what_cannot_be_shown_is_named_and_the_desk_lives_on() {
    let desk = Desk::default();
    let refused = async |file: &Download, what| ask(&desk, file, what, |_| ()).await.unwrap_err();
    assert_eq!(refused(&serve(b"<html>no</html>"), Inspect::Description).await.kind, FailureKind::NotOnnx);
    let other = Download { sha256: Some("00".repeat(32)), ..serve(MODEL) };
    assert_eq!(refused(&other, Inspect::Description).await.kind, FailureKind::DigestMismatch);
    let tree = Inspect::Tree { ensemble: 0, tree: 5, battle: None, unfolded: vec![], levels: 0, sample: 0 };
    assert_eq!(
        refused(&serve(MODEL), tree).await.message,
        "the model has no tree 5 there: it has 5, numbered from 0"
    );
    let many = Inspect::Importance { battles: 1001, background: 20 };
    assert_eq!(refused(&serve(MODEL), many).await.kind, FailureKind::BadMessage);
    assert!(ask(&desk, &serve(MODEL), Inspect::Description, |_| ()).await.is_ok());
}

/// Answers travel as JSON, so they go through it here too.
async fn ask(
    desk: &Desk,
    model: &Download,
    what: Inspect,
    report: impl Fn(Stage),
) -> Result<Inspected, Failure> {
    let ask = Ask::Inspect { key: ModelKey("small".to_owned()), model: model.clone(), what };
    let reply = desk.handle(Request { id: RequestId(1), ask }, report).await?;
    let Some((answer, None)) = reply else { panic!("{reply:?}") };
    let message = protocol::wire::pack(&answer, None).unwrap();
    match protocol::wire::unpack(&message.value).unwrap().0 {
        Answer::Inspected(what) => Ok(what.open().unwrap()),
        other => panic!("{other:?}"),
    }
}

/// An address under which these bytes can be fetched.
fn serve(bytes: &[u8]) -> Download {
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let binary: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let url = format!("data:application/octet-stream;base64,{}", scope.btoa(&binary).unwrap());
    Download { url, headers: Vec::new(), sha256: None, size: Some(bytes.len() as u64), gzip: false }
}
