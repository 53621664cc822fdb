//! What would turn a prediction around: a stat that is some points higher or lower, or another move.
//!
//! A stat changes all columns that are computed from it (the difference of speeds, the sum of stats, damage), so the columns
//! are computed anew for every value of it, by the rules. All values are tried, which makes the nearest one exact.

use battle::{BattleIds, Matchup, MoveId, Side, Stat};
use forest::explain::outward;

use crate::{Model, PredictorError};

/// The values that a base stat can have.
pub const STAT_RANGE: std::ops::RangeInclusive<u16> = 1..=255;

/// The nearest value of one stat with which the other side wins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatFlip {
    /// Whose stat.
    pub side: Side,
    /// Which one.
    pub stat: Stat,
    /// Its value.
    pub from: u16,
    /// The value that turns the prediction around.
    pub to: u16,
    /// P(A wins) then.
    pub probability: f32,
}

impl StatFlip {
    /// How far the stat must change.
    #[must_use]
    pub fn points(&self) -> u16 {
        self.to.abs_diff(self.from)
    }
}

/// A move with which the other side wins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoveFlip {
    /// Who uses it instead.
    pub side: Side,
    /// The move.
    pub mv: MoveId,
    /// P(A wins) then.
    pub probability: f32,
}

/// The winner that a probability stands for: A from a half on.
fn winner(probability: f32) -> Side {
    if probability >= 0.5 { Side::A } else { Side::B }
}

/// The nearest change of each stat that turns the prediction around, alone and within [`STAT_RANGE`]; the smallest change
/// first. Stats that cannot turn it around are left out.
///
/// # Errors
/// When the ids are not a battle, or the model's answer is no probability.
pub fn stat_flips(model: &Model, ids: BattleIds) -> Result<Vec<StatFlip>, PredictorError> {
    let battle = Matchup::resolve(ids).map_err(|error| PredictorError::Battle { number: 1, ids, error })?;
    let now = winner(predict(model, std::slice::from_ref(&battle))?.first().copied().unwrap_or_default());
    let mut flips = Vec::new();
    for side in [Side::A, Side::B] {
        for stat in Stat::ALL {
            let from = battle.stats(side).get(stat);
            let range = i64::from(*STAT_RANGE.start())..=i64::from(*STAT_RANGE.end());
            let values: Vec<u16> =
                outward(from.into(), range).filter_map(|value| u16::try_from(value).ok()).collect();
            let battles: Vec<Matchup> =
                values.iter().map(|&value| battle.with_stat(side, stat, value)).collect();
            let probabilities = predict(model, &battles)?;
            let first = probabilities.iter().position(|&probability| winner(probability) != now);
            let Some((&to, other)) = first.and_then(|at| values.get(at).zip(battles.get(at))) else {
                continue;
            };
            // Predicted again, alone: a prediction does not depend on the rows beside it.
            match predict(model, std::slice::from_ref(other))?[..] {
                [probability] if winner(probability) != now => {
                    flips.push(StatFlip { side, stat, from, to, probability });
                }
                _ => return Err(PredictorError::Run("a battle alone is predicted otherwise".to_owned())),
            }
        }
    }
    flips.sort_by_key(StatFlip::points);
    Ok(flips)
}

/// The other moves of each side that turn the prediction around, A's first, in the order of their ids.
///
/// # Errors
/// When the ids are not a battle, or the model's answer is no probability.
pub fn move_flips(model: &Model, ids: BattleIds) -> Result<Vec<MoveFlip>, PredictorError> {
    let battle = Matchup::resolve(ids).map_err(|error| PredictorError::Battle { number: 1, ids, error })?;
    let now = winner(model.predict(&[ids])?.first().copied().unwrap_or_default());
    let mut flips = Vec::new();
    for side in [Side::A, Side::B] {
        let used = battle.used_move(side).id;
        let moves = battle.pokemon(side).moves.iter().copied().filter(|&mv| mv != used);
        let battles: Vec<(MoveId, BattleIds)> = moves
            .map(|mv| match side {
                Side::A => (mv, BattleIds { move_a: mv, ..ids }),
                Side::B => (mv, BattleIds { move_b: mv, ..ids }),
            })
            .collect();
        let others: Vec<BattleIds> = battles.iter().map(|(_, ids)| *ids).collect();
        for ((mv, _), probability) in battles.into_iter().zip(model.predict(&others)?) {
            if winner(probability) != now {
                flips.push(MoveFlip { side, mv, probability });
            }
        }
    }
    Ok(flips)
}

fn predict(model: &Model, battles: &[Matchup]) -> Result<Vec<f32>, PredictorError> {
    let features = model.feature_set();
    let mut rows = vec![0.0; battles.len() * features.len()];
    for (battle, row) in battles.iter().zip(rows.chunks_exact_mut(features.len())) {
        features.fill(battle, row);
    }
    model.predict_rows(&rows)
}
