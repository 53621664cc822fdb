use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tract_onnx::tract_hir::internal::*;

use crate::Outcome;

/// Greatest relative difference of a score.
pub const BOUND: f64 = 1e-6;
/// Scores that are smaller count as this large.
pub const FLOOR: f64 = 0.0;

/// The greatest differences of scores from those wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// In units of the score.
    pub absolute: f64,
    /// Divided by the wanted score.
    pub relative: f64,
}

/// Compares the outputs of one run and adds them to an outcome.
pub(crate) fn add(outcome: &mut Outcome, found: &[Tensor], wanted: &[Tensor]) -> TractResult<()> {
    ensure!(found.len() == wanted.len(), "{} outputs instead of {}", found.len(), wanted.len());
    for (i, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        ensure!(
            found.shape() == wanted.shape(),
            "output {i} has the shape {:?} instead of {:?}",
            found.shape(),
            wanted.shape()
        );
        if wanted.datum_type().is_float() {
            outcome.scores += wanted.len();
            scores(&mut outcome.difference, found, wanted).with_context(|| format!("output {i}"))?;
        } else {
            outcome.labels += wanted.len();
            labels(found, wanted).with_context(|| format!("output {i}"))?;
        }
    }
    Ok(())
}

fn labels(found: &Tensor, wanted: &Tensor) -> TractResult<()> {
    // tract counts with symbols where ONNX says int64.
    let cast = found.datum_type() == TDim::datum_type() && wanted.datum_type() == i64::datum_type();
    let found = if cast { found.cast_to::<i64>()? } else { Cow::Borrowed(found) };
    ensure!(
        found.datum_type() == wanted.datum_type(),
        "{:?} instead of {:?}",
        found.datum_type(),
        wanted.datum_type()
    );
    let first = |row: Option<usize>| row.map_or(Ok(()), |row| bail!("row {row} has another label"));
    let (found, wanted) = (found.try_as_plain_ram()?, wanted.try_as_plain_ram()?);
    if let (Ok(found), Ok(wanted)) = (found.as_slice::<String>(), wanted.as_slice::<String>()) {
        return first(found.iter().zip(wanted).position(|(found, wanted)| found != wanted));
    }
    let (found, wanted) = (found.as_slice::<i64>()?, wanted.as_slice::<i64>()?);
    first(found.iter().zip(wanted).position(|(found, wanted)| found != wanted))
}

fn scores(difference: &mut Difference, found: &Tensor, wanted: &Tensor) -> TractResult<()> {
    let (found, wanted) = (found.cast_to::<f64>()?, wanted.cast_to::<f64>()?);
    let (found, wanted) = (found.try_as_plain_ram()?, wanted.try_as_plain_ram()?);
    for (&found, &wanted) in found.as_slice::<f64>()?.iter().zip(wanted.as_slice::<f64>()?) {
        let absolute = (found - wanted).abs();
        // Not a number where one is wanted, or the other way round.
        ensure!(found.is_nan() == wanted.is_nan(), "{found} instead of {wanted}");
        if absolute > 0.0 {
            difference.absolute = difference.absolute.max(absolute);
            difference.relative = difference.relative.max(absolute / wanted.abs().max(FLOOR));
        }
    }
    Ok(())
}
