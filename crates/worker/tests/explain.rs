//! Explanations by the worker's desk, in a real dedicated worker in Chromium.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "clippy does not know wasm-bindgen's tests for tests")]

use battle::{BattleIds, Side, field_sample};
use futures::{FutureExt as _, join};
use protocol::{
    Answer, Ask, Battles, Contributions, Download, Explain, Explained, Failure, FailureKind, MAX_EXPLAINED,
    ModelKey, Request, RequestId, Unknown,
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use worker::{Desk, Reply};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const MODEL: &[u8] = include_bytes!("models/small.onnx");
const COLUMNS: usize = 133;

#[wasm_bindgen_test]
async fn contributions_add_up_to_the_prediction() {
    let desk = loaded(false).await;
    let battles = field_sample(12);
    let probabilities = predicted(&desk, battles.clone()).await;
    let references = [
        Unknown::Background(Battles::Field(100)),
        Unknown::Background(Battles::These(field_sample(3))),
        Unknown::Covers(Battles::Field(1000)),
    ];
    let mut bases = Vec::new();
    for unknown in references {
        let found = contributions(&desk, battles.clone(), unknown).await.unwrap();
        assert_eq!(found.len(), 12);
        for (found, probability) in found.iter().zip(&probabilities) {
            assert!(found.log_odds);
            assert_eq!(found.by_feature.len(), COLUMNS);
            let sum = found.base + found.by_feature.iter().sum::<f64>();
            assert!((sum - found.margin).abs() < 1e-9);
            let sum = found.base + found.by_meaning.iter().map(|(.., value)| value).sum::<f64>();
            assert!((sum - found.margin).abs() < 1e-9);
            let logistic = 1.0 / (1.0 + (-found.margin).exp());
            assert!((logistic - f64::from(*probability)).abs() < 1e-6, "{logistic} for {probability}");
        }
        bases.push(found[0].base);
    }
    assert!(bases[0] != bases[1] && bases[0] != bases[2], "each reference has a base of its own: {bases:?}");
}

#[wasm_bindgen_test]
async fn a_packed_model_is_explained_alike() {
    let (plain, packed) = (loaded(false).await, loaded(true).await);
    let unknown = || Unknown::Background(Battles::Field(50));
    let plain = contributions(&plain, field_sample(2), unknown()).await;
    assert_eq!(plain, contributions(&packed, field_sample(2), unknown()).await);
    assert!(plain.is_ok());
}

#[wasm_bindgen_test]
async fn paths_add_up_to_the_margin() {
    let desk = loaded(false).await;
    let battle = field_sample(1)[0];
    let Explained::Paths { base_value, trees } = explained(&desk, Explain::Paths { battle }).await.unwrap()
    else {
        panic!("not paths");
    };
    assert_eq!(trees.len(), 5);
    assert!(trees.iter().all(|tree| (1..=3).contains(&tree.steps.len())), "{trees:?}");
    assert!(trees.iter().flat_map(|tree| &tree.steps).all(|step| step.mode == "BRANCH_LT"));
    let found = contributions(&desk, vec![battle], Unknown::Covers(Battles::Field(10))).await.unwrap();
    let sum = base_value + trees.iter().map(|tree| tree.vote).sum::<f64>();
    assert!((sum - found[0].margin).abs() < 1e-9, "{sum} for {}", found[0].margin);
}

#[wasm_bindgen_test]
async fn importance_is_the_mean_of_absolute_contributions() {
    let desk = loaded(false).await;
    let unknown = Unknown::Background(Battles::Field(64));
    let ask = Explain::Importance { battles: 20, unknown: unknown.clone() };
    let Explained::Importance { splits, mean_absolute } = explained(&desk, ask).await.unwrap() else {
        panic!("not importance");
    };
    assert_eq!((splits.len(), mean_absolute.len()), (COLUMNS, COLUMNS));
    let each = contributions(&desk, field_sample(20), unknown).await.unwrap();
    for (column, (splits, mean)) in splits.iter().zip(&mean_absolute).enumerate() {
        let expected = each.iter().map(|each| each.by_feature[column].abs()).sum::<f64>() / 20.0;
        assert!((mean - expected).abs() < 1e-12);
        assert!(*splits > 0 || *mean == 0.0, "column {column} is never compared");
    }
    assert!(mean_absolute.iter().any(|mean| *mean > 0.01));
}

#[wasm_bindgen_test]
async fn flips_turn_the_prediction_around() {
    let desk = loaded(false).await;
    let winner = |probability: f32| if probability >= 0.5 { Side::A } else { Side::B };
    let (mut stats_found, mut moves_found) = (0, 0);
    for battle in field_sample(10) {
        let now = winner(predicted(&desk, vec![battle]).await[0]);
        let Explained::Flips { stats, moves } = explained(&desk, Explain::Flips { battle }).await.unwrap()
        else {
            panic!("not flips");
        };
        assert!(stats.is_sorted_by_key(|flip| flip.to.abs_diff(flip.from)));
        assert!(stats.iter().all(|flip| winner(flip.probability) != now));
        for flip in &moves {
            let other = match flip.side {
                Side::A => BattleIds { move_a: flip.mv, ..battle },
                Side::B => BattleIds { move_b: flip.mv, ..battle },
            };
            assert_eq!(predicted(&desk, vec![other]).await, [flip.probability]);
            assert_ne!(winner(flip.probability), now);
        }
        stats_found += stats.len();
        moves_found += moves.len();
    }
    assert!(stats_found > 0 && moves_found > 0, "{stats_found} stats, {moves_found} moves");
}

#[wasm_bindgen_test]
async fn what_cannot_be_answered_is_named_and_the_desk_lives_on() {
    let covers = |battles| Unknown::Covers(Battles::Field(battles));
    let failure = contributions(&Desk::default(), field_sample(1), covers(1)).await.unwrap_err();
    assert_eq!((failure.kind, failure.subject.as_str()), (FailureKind::NotLoaded, "small"));

    let desk = loaded(false).await;
    for (battles, unknown, words) in [
        (0, covers(1), "0 battles to explain; ask with 1 to 1000"),
        (MAX_EXPLAINED + 1, covers(1), "1001 battles to explain; ask with 1 to 1000"),
        (1, covers(10_001), "10001 battles to compare with; ask with 1 to 10000"),
        (1, Unknown::Background(Battles::Field(1025)), "1025 battles to compare with; ask with 1 to 1024"),
        (1, Unknown::Background(Battles::These(vec![])), "0 battles to compare with; ask with 1 to 1024"),
    ] {
        let failure = contributions(&desk, field_sample(battles), unknown).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadMessage);
        assert!(failure.message.contains(words), "{}", failure.message);
    }
    let mut nobody = field_sample(1)[0];
    nobody.a.0 = 999;
    let failure = contributions(&desk, vec![nobody], covers(10)).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::UnknownBattle);
    assert!(contributions(&desk, field_sample(1), covers(10)).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_long_explanation_can_be_cancelled() {
    let desk = loaded(false).await;
    let what = Explain::Importance { battles: 1000, unknown: Unknown::Background(Battles::Field(100)) };
    let cancel = Request { id: RequestId(8), ask: Ask::Cancel { target: RequestId(3) } };
    let (answer, _) = join!(explained(&desk, what), desk.handle(cancel, |_| ()).map(|_| ()));
    assert_eq!(answer.unwrap_err().kind, FailureKind::Cancelled);
}

async fn loaded(packed: bool) -> Desk {
    let desk = Desk::default();
    let ask = Ask::Load { key: key(), model: serve(MODEL, packed), golden: None };
    desk.handle(Request { id: RequestId(1), ask }, |_| ()).await.unwrap();
    desk
}

fn key() -> ModelKey {
    ModelKey("small".to_owned())
}

async fn predicted(desk: &Desk, battles: Vec<BattleIds>) -> Vec<f32> {
    let ask = Ask::Predict { key: key(), battles };
    let reply: Option<Reply> = desk.handle(Request { id: RequestId(2), ask }, |_| ()).await.unwrap();
    reply.unwrap().1.unwrap()
}

/// Answers travel as JSON, so they go through it here too.
async fn explained(desk: &Desk, what: Explain) -> Result<Explained, Failure> {
    let ask = Ask::Explain { key: key(), what };
    let reply = desk.handle(Request { id: RequestId(3), ask }, |_| ()).await?;
    let Some((answer, None)) = reply else { panic!("{reply:?}") };
    let message = protocol::wire::pack(&answer, None).unwrap();
    let (answer, _) = protocol::wire::unpack(&message.value).unwrap();
    match answer {
        Answer::Explained { what, milliseconds } if milliseconds >= 0.0 => Ok(what.open().unwrap()),
        other => panic!("{other:?}"),
    }
}

async fn contributions(
    desk: &Desk,
    battles: Vec<BattleIds>,
    unknown: Unknown,
) -> Result<Vec<Contributions>, Failure> {
    match explained(desk, Explain::Contributions { battles, unknown }).await? {
        Explained::Contributions(found) => Ok(found),
        other => panic!("{other:?}"),
    }
}

/// An address under which these bytes can be fetched.
fn serve(bytes: &[u8], gzip: bool) -> Download {
    let size = Some(bytes.len() as u64);
    let mut content = bytes.to_vec();
    if gzip {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, bytes).unwrap();
        content = packed.finish().unwrap();
    }
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let binary: String = content.iter().map(|&byte| char::from(byte)).collect();
    let url = format!("data:application/octet-stream;base64,{}", scope.btoa(&binary).unwrap());
    Download { url, headers: Vec::new(), sha256: None, size, gzip }
}
