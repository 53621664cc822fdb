use battle::BattleIds;
use predictor::Model;
use protocol::Failure;

use crate::{
    cancel::Cancellation,
    load::failure,
    scope::{give_way, now},
};

/// Battles between two looks at the messages: some tens of milliseconds of work.
const BLOCK: usize = 8192;

/// P(A wins) of each battle, and the milliseconds spent on it. Gives way to messages between blocks.
///
/// # Errors
/// An unknown battle, a model that cannot be evaluated, or a cancelled request.
pub(crate) async fn predict(
    model: &Model,
    battles: &[BattleIds],
    cancellation: &Cancellation,
) -> Result<(Vec<f32>, f64), Failure> {
    let mut probabilities = Vec::with_capacity(battles.len());
    let mut milliseconds = 0.0;
    for (number, block) in battles.chunks(BLOCK).enumerate() {
        if number > 0 {
            give_way().await;
        }
        cancellation.check()?;
        let start = now();
        probabilities.extend(model.predict(block).map_err(|error| failure("battle", &error))?);
        milliseconds += now() - start;
    }
    Ok((probabilities, milliseconds))
}
