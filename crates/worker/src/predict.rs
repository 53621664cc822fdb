use std::ops::Range;

use battle::{
    BattleIds,
    pairs::{self, Moves},
};
use predictor::Model;
use protocol::{Failure, FailureKind, Stage};

use crate::{cancel::Cancellation, give_way::give_way, load::failure, pace::Pace, scope::now};

/// Milliseconds between two reports.
const REPORTS: f64 = 250.0;

/// P(A wins) of each battle, and the milliseconds spent on it. Gives way to messages between blocks.
///
/// # Errors
/// An unknown battle, a model that cannot be evaluated, or a cancelled request.
pub(crate) async fn predict(
    model: &Model,
    battles: &[BattleIds],
    cancellation: &Cancellation,
) -> Result<(Vec<f32>, f64), Failure> {
    run(model, battles.iter().copied(), battles.len(), cancellation, |_| ()).await
}

/// The same for all battles of some pairs. `report` hears how many are done, a few times a second.
///
/// # Errors
/// [`FailureKind::UnknownBattle`] for pairs that do not exist, else as [`predict`].
pub(crate) async fn predict_pairs(
    model: &Model,
    moves: Moves,
    pairs: Range<u32>,
    cancellation: &Cancellation,
    report: impl Fn(Stage),
) -> Result<(Vec<f32>, f64), Failure> {
    if pairs.start > pairs.end || pairs.end > pairs::count() {
        let message = format!(
            "There are no pairs {} to {}: they are numbered from 0, and {} is their number.",
            pairs.start,
            pairs.end,
            pairs::count()
        );
        return Err(Failure::new(FailureKind::UnknownBattle, "pairs", message));
    }
    let count = pairs::battles_before(moves, pairs.end) - pairs::battles_before(moves, pairs.start);
    let told = std::cell::Cell::new(now());
    run(model, pairs::battles(moves, pairs), count, cancellation, |done| {
        if now() - told.get() >= REPORTS {
            told.set(now());
            report(Stage::Predicting { done: done as u64 });
        }
    })
    .await
}

async fn run(
    model: &Model,
    mut battles: impl Iterator<Item = BattleIds>,
    count: usize,
    cancellation: &Cancellation,
    told: impl Fn(usize),
) -> Result<(Vec<f32>, f64), Failure> {
    let mut probabilities = Vec::with_capacity(count);
    let mut block = Vec::new();
    let mut milliseconds = 0.0;
    let mut pace = Pace::new();
    loop {
        cancellation.check()?;
        let start = now();
        block.clear();
        block.extend(battles.by_ref().take(pace.battles()));
        if block.is_empty() {
            return Ok((probabilities, milliseconds));
        }
        probabilities.extend(model.predict(&block).map_err(|error| failure("battle", &error))?);
        let took = now() - start;
        milliseconds += took;
        if block.len() == pace.battles() {
            pace.took(took);
        }
        if probabilities.len() < count {
            told(probabilities.len());
            give_way().await;
        }
    }
}
