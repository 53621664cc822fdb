//! Whole matrices in a real dedicated worker in Chromium.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "clippy does not know wasm-bindgen's tests for tests")]

use std::{cell::RefCell, ops::Range};

use battle::{
    BattleIds,
    pairs::{self, Moves},
};
use futures::{FutureExt as _, channel::oneshot, join};
use protocol::{
    Answer, Ask, Download, Failure, FailureKind, ModelKey, ModelReport, Request, RequestId, Stage,
};
use wasm_bindgen::{JsCast as _, closure::Closure};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::DedicatedWorkerGlobalScope;
use worker::{Desk, Reply};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const MODEL: &[u8] = include_bytes!("models/small.onnx");

#[wasm_bindgen_test]
async fn pairs_are_predicted_like_their_battles_one_by_one() {
    let desk = Desk::default();
    load(&desk, data_url()).await;
    for (moves, range) in
        [(Moves::Best, 0..2_000), (Moves::All, 18_000..18_040), (Moves::All, 34_781..34_782)]
    {
        let together = numbers(desk.handle(ask(2, moves, range.clone()), |_| ()).await);
        let battles: Vec<BattleIds> = pairs::battles(moves, range.clone()).collect();
        assert_eq!(together.len(), battles.len(), "{moves:?} {range:?}");
        assert!(together.iter().any(|p| *p != together[0]), "not all the same");
        for at in (0..battles.len()).step_by(battles.len() / 50 + 1) {
            let alone = Ask::Predict { key: key(), battles: vec![battles[at]] };
            let alone = numbers(desk.handle(Request { id: RequestId(3), ask: alone }, |_| ()).await);
            assert_eq!(alone[0].to_bits(), together[at].to_bits(), "{:?}", battles[at]);
        }
    }
    assert_eq!(numbers(desk.handle(ask(2, Moves::All, 7..7), |_| ()).await), [0.0_f32; 0]);
}

#[wasm_bindgen_test]
async fn pairs_that_do_not_exist_are_refused() {
    let desk = Desk::default();
    let failure = failed(desk.handle(ask(2, Moves::Best, 0..1), |_| ()).await);
    assert_eq!((failure.kind, failure.subject.as_str()), (FailureKind::NotLoaded, "small"));
    load(&desk, data_url()).await;
    for range in [0..34_783, Range { start: 5, end: 4 }, 0..u32::MAX] {
        let failure = failed(desk.handle(ask(2, Moves::All, range.clone()), |_| ()).await);
        assert_eq!(failure.kind, FailureKind::UnknownBattle, "{range:?}");
        assert!(failure.message.contains("34782"), "{}", failure.message);
    }
}

#[wasm_bindgen_test]
async fn a_cancel_is_answered_within_100_milliseconds() {
    let desk = Desk::default();
    load(&desk, data_url()).await;
    let told = RefCell::new(0);
    let start = now();
    let whole = desk.handle(ask(2, Moves::All, 0..pairs::count()), |stage| match stage {
        Stage::Predicting { done } => {
            let before = told.replace(done);
            assert!(before < done && done < 9_775_430, "{done} after {before}");
        }
        other => panic!("{other:?}"),
    });
    let second = desk.handle(ask(3, Moves::All, 0..pairs::count()), |_| ());
    let cancel = async {
        after(700).await;
        let asked = now();
        for target in [2, 3] {
            let cancel = Ask::Cancel { target: RequestId(target) };
            assert!(matches!(desk.handle(Request { id: RequestId(9), ask: cancel }, |_| ()).await, Ok(None)));
        }
        asked
    };
    let answered = async { (failed(whole.await), now()) };
    let second = async { (failed(second.await), now()) };
    let (asked, (failure, first_at), (second, second_at)) = join!(cancel, answered, second);
    assert_eq!((failure.kind, second.kind), (FailureKind::Cancelled, FailureKind::Cancelled));
    assert!(*told.borrow() > 0, "it was at work");
    assert!(asked - start >= 700.0);
    let late = first_at.max(second_at) - asked;
    assert!(late <= 100.0, "answered after {late} ms");
}

#[wasm_bindgen_test]
async fn a_single_battle_does_not_wait_for_a_matrix_and_matrices_wait_for_one_another() {
    let desk = Desk::default();
    load(&desk, data_url()).await;
    let order = RefCell::new(Vec::new());
    let noted = |name: &'static str| {
        let order = &order;
        move |reply| {
            numbers(reply);
            order.borrow_mut().push(name);
        }
    };
    let one = pairs::battles(Moves::Best, 0..1).collect();
    let single = Request { id: RequestId(4), ask: Ask::Predict { key: key(), battles: one } };
    join!(
        desk.handle(ask(2, Moves::All, 0..400), |_| ()).map(noted("first")),
        desk.handle(ask(3, Moves::Best, 0..10), |_| ()).map(noted("second")),
        async {
            after(1).await;
            desk.handle(single, |_| ()).map(noted("single")).await;
        },
    );
    assert_eq!(*order.borrow(), ["single", "first", "second"]);
}

#[wasm_bindgen_test]
async fn another_worker_gets_the_verified_file_from_the_first() {
    let (first, other) = (Desk::default(), Desk::default());
    let report = load(&first, data_url()).await;
    assert!(report.file_url.starts_with("blob:"), "{}", report.file_url);
    let shared = Download { url: report.file_url.clone(), sha256: Some(report.sha256.clone()), ..data_url() };
    let second = load(&other, shared.clone()).await;
    assert!(second.digest_verified);
    assert_eq!((second.sha256, second.size), (report.sha256, report.size));

    // A model that takes its place takes its address away.
    load(&first, data_url()).await;
    let gone = Request { id: RequestId(1), ask: Ask::Load { key: key(), model: shared, golden: None } };
    assert_eq!(failed(other.handle(gone, |_| ()).await).kind, FailureKind::Unreachable);
}

fn key() -> ModelKey {
    ModelKey("small".to_owned())
}

async fn load(desk: &Desk, model: Download) -> ModelReport {
    let ask = Ask::Load { key: key(), model, golden: None };
    match desk.handle(Request { id: RequestId(1), ask }, |_| ()).await {
        Ok(Some((Answer::Loaded(report), None))) => *report,
        other => panic!("{other:?}"),
    }
}

fn ask(id: u32, moves: Moves, pairs: Range<u32>) -> Request {
    Request { id: RequestId(id), ask: Ask::PredictPairs { key: key(), moves, pairs } }
}

fn numbers(reply: Result<Option<Reply>, Failure>) -> Vec<f32> {
    match reply {
        Ok(Some((Answer::Predicted { count, .. }, Some(numbers)))) if count == numbers.len() => numbers,
        other => panic!("{other:?}"),
    }
}

fn failed(reply: Result<Option<Reply>, Failure>) -> Failure {
    reply.map(|_| ()).unwrap_err()
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn now() -> f64 {
    scope().performance().unwrap().now()
}

/// Comes back when so many milliseconds are over.
async fn after(milliseconds: i32) {
    let (wake, woken) = oneshot::channel();
    let wake = Closure::once_into_js(move || wake.send(()).unwrap());
    scope()
        .set_timeout_with_callback_and_timeout_and_arguments_0(wake.unchecked_ref(), milliseconds)
        .unwrap();
    woken.await.unwrap();
}

fn data_url() -> Download {
    let binary: String = MODEL.iter().map(|&byte| char::from(byte)).collect();
    Download {
        url: format!("data:application/octet-stream;base64,{}", scope().btoa(&binary).unwrap()),
        headers: Vec::new(),
        sha256: None,
        size: Some(MODEL.len() as u64),
        gzip: false,
    }
}
