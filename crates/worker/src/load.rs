//! From an address to a model that is ready, and what is known of it.

use predictor::{Digest, ErrorKind, Expected, Golden, Model, PredictorError};
use protocol::{Download, Failure, FailureKind, GoldenReport, GoldenStatus, ModelReport, Stage};

use crate::{cancel::Cancellation, download, give_way::give_way, scope::now, shared_file::SharedFile};

/// No model of this kind comes near; a server that sends more is broken or hostile.
pub(crate) const MAX_MODEL_BYTES: usize = 512 << 20;
/// Some hundred golden battles take a tenth of a megabyte.
const MAX_GOLDEN_BYTES: usize = 32 << 20;
/// Progress events are at least this many bytes apart.
const PROGRESS_STEP: u64 = 128 << 10;

/// Downloads, verifies, compiles and checks a model. Golden battles that cannot be had do not make the model unusable:
/// the report says what is wrong with them.
///
/// # Errors
/// Of the download, the digest, the file or its features.
pub(crate) async fn load(
    what: &Download,
    golden: Option<&Download>,
    cancellation: &Cancellation,
    report: impl Fn(Stage),
) -> Result<(Model, SharedFile, ModelReport), Failure> {
    let (bytes, digest) = verified(what, cancellation, &report).await?;
    stage(Stage::Compiling, cancellation, &report).await?;
    let start = now();
    let model = predictor::parse(&bytes)
        .and_then(|graph| graph.compile(digest))
        .map_err(|error| failure(&what.url, &error))?;
    let compile_milliseconds = now() - start;
    let file = SharedFile::new(&bytes)?;
    drop(bytes);

    let golden = match golden {
        None => GoldenStatus::Absent,
        Some(golden) => {
            stage(Stage::Checking, cancellation, &report).await?;
            check(&model, golden, cancellation).await?
        }
    };
    let described = describe(&model, &file, golden, compile_milliseconds);
    Ok((model, file, described))
}

/// Downloads a model file and compares it with what the registry states.
///
/// # Errors
/// Of the download, or the digest.
pub(crate) async fn verified(
    what: &Download,
    cancellation: &Cancellation,
    report: &impl Fn(Stage),
) -> Result<(Vec<u8>, Digest), Failure> {
    let told = std::cell::Cell::new(None);
    let bytes = download::fetch(what, MAX_MODEL_BYTES, cancellation, |received, total| {
        let due = told.get().is_none_or(|last| received >= last + PROGRESS_STEP) || Some(received) == total;
        if due {
            told.set(Some(received));
            report(Stage::Downloading { received, total });
        }
    })
    .await?;
    stage(Stage::Verifying, cancellation, report).await?;
    let expected = Expected { sha256: what.sha256.clone(), size: what.size };
    let digest = predictor::verify(&bytes, &expected).map_err(|error| failure(&what.url, &error))?;
    Ok((bytes, digest))
}

/// Reports a stage and lets the page see it (and cancel) before the work begins.
pub(crate) async fn stage(
    stage: Stage,
    cancellation: &Cancellation,
    report: &impl Fn(Stage),
) -> Result<(), Failure> {
    report(stage);
    give_way().await;
    cancellation.check()
}

async fn check(model: &Model, what: &Download, cancellation: &Cancellation) -> Result<GoldenStatus, Failure> {
    let bytes = match download::fetch(what, MAX_GOLDEN_BYTES, cancellation, |_, _| ()).await {
        Ok(bytes) => bytes,
        Err(failure) if failure.kind == FailureKind::Cancelled => return Err(failure),
        Err(failure) => return Ok(GoldenStatus::Unreadable { message: failure.message }),
    };
    let expected = Expected { sha256: what.sha256.clone(), size: what.size };
    if predictor::verify(&bytes, &expected).is_err() {
        let message = format!("{} was altered: its size or SHA-256 is not the registry's.", what.url);
        return Ok(GoldenStatus::Unreadable { message });
    }
    let checked = Golden::parse(&bytes).and_then(|golden| golden.check(model));
    Ok(match checked {
        Err(error) => GoldenStatus::Unreadable { message: error.to_string() },
        Ok(report) => GoldenStatus::Checked(GoldenReport {
            battles: report.battles,
            features_equal: report.features_equal,
            probabilities_equal: report.probabilities_within,
            max_difference: report.max_probability_difference,
            tolerance: report.tolerance,
            first_mismatch: report.first_mismatch,
        }),
    })
}

fn describe(
    model: &Model,
    file: &SharedFile,
    golden: GoldenStatus,
    compile_milliseconds: f64,
) -> ModelReport {
    let info = model.info();
    ModelReport {
        sha256: info.digest.sha256.clone(),
        digest_verified: info.digest.compared,
        size: info.digest.size,
        file_url: file.url().to_owned(),
        features: model.features().to_vec(),
        trees: info.trees,
        splits: info.splits,
        compiled_bytes: info.compiled_bytes,
        producer: info.producer.clone(),
        golden,
        compile_milliseconds,
    }
}

/// A model's error as the page gets it.
pub(crate) fn failure(subject: &str, error: &PredictorError) -> Failure {
    let kind = match error.kind() {
        ErrorKind::DigestMismatch => FailureKind::DigestMismatch,
        ErrorKind::NotOnnx => FailureKind::NotOnnx,
        ErrorKind::Unsupported => FailureKind::Unsupported,
        ErrorKind::Features => FailureKind::UnknownFeatures,
        ErrorKind::UnknownBattle => FailureKind::UnknownBattle,
    };
    Failure::new(kind, subject, error.to_string())
}
