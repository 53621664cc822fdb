//! The worker's desk in a real dedicated worker in Chromium: downloads come from `data:` addresses.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "clippy does not know wasm-bindgen's tests for tests")]

use std::{cell::RefCell, rc::Rc};

use battle::{BattleIds, MoveId, PokemonId};
use futures::{FutureExt as _, join};
use js_sys::Reflect;
use protocol::{
    Answer, Ask, Download, Failure, FailureKind, GoldenStatus, ModelKey, ModelReport, Request, RequestId,
    Stage,
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use worker::{Desk, Reply};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const MODEL: &[u8] = include_bytes!("models/small.onnx");
const GOLDEN: &[u8] = include_bytes!("models/small-golden.json");

#[wasm_bindgen_test]
async fn a_model_is_loaded_checked_and_predicts() {
    let desk = Desk::default();
    let stages = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&stages);
    let request = load("small", serve(MODEL), Some(serve(GOLDEN)));
    let reply = desk.handle(request, move |stage| seen.borrow_mut().push(stage)).await;
    let report = loaded(reply);
    assert_eq!((report.trees, report.features.len(), report.size), (5, 133, MODEL.len() as u64));
    assert!(!report.digest_verified, "nobody stated a digest");
    let GoldenStatus::Checked(golden) = &report.golden else { panic!("not checked: {:?}", report.golden) };
    assert_eq!((golden.battles, golden.features_equal, golden.probabilities_equal), (16, 16, 16));
    assert!(golden.passed());
    let stages = stages.take();
    let kinds: Vec<_> = stages.iter().filter(|stage| !matches!(stage, Stage::Downloading { .. })).collect();
    assert_eq!(kinds, [&Stage::Verifying, &Stage::Compiling, &Stage::Checking]);
    assert!(
        stages
            .contains(&Stage::Downloading { received: MODEL.len() as u64, total: Some(MODEL.len() as u64) }),
        "the last byte is reported: {stages:?}"
    );

    let battles = golden_battles();
    let expected: Vec<f32> = battles.iter().map(|(_, probability)| *probability).collect();
    let ids = battles.into_iter().map(|(ids, _)| ids).collect();
    let reply = desk.handle(predict("small", ids), |_| ()).await;
    let Ok(Some((Answer::Predicted { count: 16, .. }, Some(numbers)))) = reply else { panic!("{reply:?}") };
    for (number, expected) in numbers.iter().zip(expected) {
        assert!((number - expected).abs() <= 1e-6, "{number} instead of {expected}");
    }
}

#[wasm_bindgen_test]
async fn a_gzip_file_is_unpacked_and_its_digest_is_compared() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, MODEL).unwrap();
    let packed = packed.finish().unwrap();
    let gzip = |sha256: &str| Download {
        gzip: true,
        sha256: Some(sha256.to_owned()),
        size: Some(MODEL.len() as u64),
        ..serve(&packed)
    };
    let sha256 = predictor::verify(MODEL, &predictor::Expected::default()).unwrap().sha256;
    let desk = Desk::default();
    let report = loaded(desk.handle(load("packed", gzip(&sha256), None), |_| ()).await);
    assert!(report.digest_verified);
    assert_eq!(report.golden, GoldenStatus::Absent);

    let failure = failed(desk.handle(load("packed", gzip(&"0".repeat(64)), None), |_| ()).await);
    assert_eq!(failure.kind, FailureKind::DigestMismatch);
    assert!(failure.message.contains("SHA-256"), "{}", failure.message);
}

#[wasm_bindgen_test]
async fn bad_files_are_named_and_the_desk_lives_on() {
    let desk = Desk::default();
    let cases: [(&[u8], FailureKind, &str); 4] = [
        (b"<!doctype html><title>Login</title>", FailureKind::NotOnnx, "HTML"),
        (b"", FailureKind::NotOnnx, "not an ONNX model"),
        (b"\x80\x04\x95pickle", FailureKind::NotOnnx, "pickle"),
        (&MODEL[..MODEL.len() / 2], FailureKind::NotOnnx, "truncated"),
    ];
    for (bytes, kind, words) in cases {
        let failure = failed(desk.handle(load("bad", serve(bytes), None), |_| ()).await);
        assert_eq!(failure.kind, kind, "{}", failure.message);
        assert!(failure.message.contains(words), "{}", failure.message);
    }
    let failure = failed(desk.handle(load("bad", strange_features(), None), |_| ()).await);
    assert_eq!(failure.kind, FailureKind::UnknownFeatures);
    assert!(failure.message.contains("a_xp"), "{}", failure.message);

    let report = loaded(desk.handle(load("good", serve(MODEL), Some(serve(b"{}"))), |_| ()).await);
    assert!(matches!(report.golden, GoldenStatus::Unreadable { .. }), "{:?}", report.golden);
}

#[wasm_bindgen_test]
async fn unknown_models_and_battles_are_refused() {
    let desk = Desk::default();
    let failure = failed(desk.handle(predict("none", vec![battle(25, 9, 1, 1)]), |_| ()).await);
    assert_eq!((failure.kind, failure.subject.as_str()), (FailureKind::NotLoaded, "none"));

    loaded(desk.handle(load("small", serve(MODEL), None), |_| ()).await);
    let failure = failed(desk.handle(predict("small", vec![battle(999, 9, 1, 1)]), |_| ()).await);
    assert_eq!(failure.kind, FailureKind::UnknownBattle);
    assert!(failure.message.contains("999"), "{}", failure.message);
}

#[wasm_bindgen_test]
async fn a_model_takes_the_place_of_the_one_before_and_a_failed_load_does_not() {
    let desk = Desk::default();
    let (one, _) = golden_battles().remove(0);
    loaded(desk.handle(load("first", serve(MODEL), None), |_| ()).await);
    failed(desk.handle(load("second", serve(b""), None), |_| ()).await);
    assert!(desk.handle(predict("first", vec![one]), |_| ()).await.is_ok());
    loaded(desk.handle(load("second", serve(MODEL), None), |_| ()).await);
    assert!(desk.handle(predict("second", vec![one]), |_| ()).await.is_ok());
    let failure = failed(desk.handle(predict("first", vec![one]), |_| ()).await);
    assert_eq!(failure.kind, FailureKind::NotLoaded);
}

#[wasm_bindgen_test]
async fn an_address_without_an_answer_is_unreachable() {
    let nowhere = Download { url: "data:nonsense".to_owned(), ..serve(b"") };
    let failure = failed(Desk::default().handle(load("none", nowhere, None), |_| ()).await);
    assert_eq!(failure.kind, FailureKind::Unreachable);
    assert!(failure.message.contains("CORS"), "{}", failure.message);
}

#[wasm_bindgen_test]
async fn a_cancelled_request_stops_between_blocks() {
    let desk = Desk::default();
    loaded(desk.handle(load("small", serve(MODEL), None), |_| ()).await);
    let (one, _) = golden_battles().remove(0);
    let many = predict("small", vec![one; 200_000]);
    let cancel = Request { id: RequestId(3), ask: Ask::Cancel { target: many.id } };
    let (failure, answer) = join!(
        desk.handle(many, |_| ()).map(failed),
        // Polled second: the first block is then done, and the long request waits for its next turn.
        desk.handle(cancel, |_| ())
    );
    assert_eq!(failure.kind, FailureKind::Cancelled);
    assert!(matches!(answer, Ok(None)), "a cancel has no answer of its own");
}

fn loaded(reply: Result<Option<Reply>, Failure>) -> ModelReport {
    match reply {
        Ok(Some((Answer::Loaded(report), None))) => *report,
        other => panic!("{other:?}"),
    }
}

fn failed(reply: Result<Option<Reply>, Failure>) -> Failure {
    match reply {
        Err(failure) => failure,
        other => panic!("{other:?}"),
    }
}

fn load(key: &str, model: Download, golden: Option<Download>) -> Request {
    Request { id: RequestId(1), ask: Ask::Load { key: ModelKey(key.to_owned()), model, golden } }
}

fn predict(key: &str, battles: Vec<BattleIds>) -> Request {
    Request { id: RequestId(2), ask: Ask::Predict { key: ModelKey(key.to_owned()), battles } }
}

fn battle(a: u16, b: u16, move_a: u16, move_b: u16) -> BattleIds {
    BattleIds { a: PokemonId(a), b: PokemonId(b), move_a: MoveId(move_a), move_b: MoveId(move_b) }
}

/// The golden battles and the trainer's probabilities.
fn golden_battles() -> Vec<(BattleIds, f32)> {
    let golden = js_sys::JSON::parse(std::str::from_utf8(GOLDEN).unwrap()).unwrap();
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap();
    let number = |of: &JsValue, name: &str| get(of, name).as_f64().unwrap();
    let id = |of: &JsValue, name: &str| number(of, name) as u16;
    js_sys::Array::from(&get(&golden, "battles"))
        .iter()
        .map(|row| {
            let ids = battle(id(&row, "a"), id(&row, "b"), id(&row, "move_a"), id(&row, "move_b"));
            (ids, number(&row, "probability") as f32)
        })
        .collect()
}

/// The small model with one feature renamed to another of the same length, which nobody can compute.
fn strange_features() -> Download {
    let name = b"\"a_hp\"";
    let at = MODEL.windows(name.len()).position(|window| window == name).unwrap();
    let mut bytes = MODEL.to_vec();
    bytes[at..at + name.len()].copy_from_slice(b"\"a_xp\"");
    serve(&bytes)
}

/// An address under which these bytes can be fetched.
fn serve(bytes: &[u8]) -> Download {
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let binary: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let base64 = scope.btoa(&binary).unwrap();
    Download {
        url: format!("data:application/octet-stream;base64,{base64}"),
        headers: Vec::new(),
        sha256: None,
        size: Some(bytes.len() as u64),
        gzip: false,
    }
}
