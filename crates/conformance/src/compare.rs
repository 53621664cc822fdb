//! Found against wanted, and both against the exact values.

use std::borrow::Cow;

use tract_onnx::tract_hir::internal::*;

use crate::{Difference, Outcome, Rounding, run};

/// Greatest difference of a score from onnxruntime's, relative to it.
pub const BOUND: f64 = 1e-6;
/// Where onnxruntime itself is off the exact value by more than [`BOUND`]: how far a score may be off it, in units of
/// onnxruntime's greatest error in that output.
pub const SLACK: f64 = 2.0;

/// What counts as rounding: onnxruntime's greatest error, relative to the largest score.
pub const ROUNDING: f64 = 5e-6;

/// What a model must answer.
pub(crate) struct Wanted {
    /// All outputs, by onnxruntime.
    pub(crate) outputs: Vec<Tensor>,
    /// The last output, in doubles, without rounding on the way.
    pub(crate) exact: Option<Tensor>,
}

impl Wanted {
    /// How far onnxruntime's scores are from the exact ones, where those are known.
    pub(crate) fn rounding(&self) -> TractResult<Option<Rounding>> {
        let (Some(exact), Some(wanted)) = (&self.exact, self.outputs.last()) else { return Ok(None) };
        let (mut onnxruntime, mut largest) = (Difference::default(), 0.0_f64);
        for (wanted, exact) in doubles(wanted)?.into_iter().zip(doubles(exact)?) {
            onnxruntime.add(Difference::between(wanted, exact));
            largest = largest.max(exact.abs());
        }
        let error = onnxruntime.absolute;
        ensure!(error <= ROUNDING * largest, "onnxruntime is off the exact scores by {error}: no rounding");
        Ok(Some(Rounding { own: Difference::default(), onnxruntime }))
    }

    /// What is wanted of one row alone.
    pub(crate) fn row(&self, row: usize) -> TractResult<Self> {
        let exact = self.exact.as_ref().map(|exact| exact.slice(0, row, row + 1)).transpose()?;
        Ok(Self { outputs: run::row(&self.outputs, row)?, exact })
    }

    /// Compares the outputs of one run and adds them to an outcome, which knows onnxruntime's errors.
    pub(crate) fn compare(&self, outcome: &mut Outcome, found: &[Tensor]) -> TractResult<()> {
        ensure!(
            found.len() == self.outputs.len(),
            "{} outputs instead of {}",
            found.len(),
            self.outputs.len()
        );
        for (i, (found, wanted)) in found.iter().zip(&self.outputs).enumerate() {
            let (shape, expected) = (found.shape(), wanted.shape());
            ensure!(shape == expected, "output {i} has the shape {shape:?} instead of {expected:?}");
            let result = if wanted.datum_type().is_float() {
                scores(outcome, found, wanted, self.exact.as_ref().filter(|_| i + 1 == self.outputs.len()))
            } else {
                outcome.labels += wanted.len();
                labels(found, wanted)
            };
            result.with_context(|| format!("output {i}"))?;
        }
        Ok(())
    }
}

fn labels(found: &Tensor, wanted: &Tensor) -> TractResult<()> {
    // tract counts with symbols where ONNX says int64.
    let cast = found.datum_type() == TDim::datum_type() && wanted.datum_type() == i64::datum_type();
    let found = if cast { found.cast_to::<i64>()? } else { Cow::Borrowed(found) };
    let (found_type, wanted_type) = (found.datum_type(), wanted.datum_type());
    ensure!(found_type == wanted_type, "{found_type:?} instead of {wanted_type:?}");
    ensure!(*found == *wanted, "{:?} instead of {wanted:?}", &*found);
    Ok(())
}

fn scores(outcome: &mut Outcome, found: &Tensor, wanted: &Tensor, exact: Option<&Tensor>) -> TractResult<()> {
    let exact = exact.map(doubles).transpose()?;
    outcome.scores += wanted.len();
    for (i, (found, wanted)) in doubles(found)?.into_iter().zip(doubles(wanted)?).enumerate() {
        let difference = Difference::between(found, wanted);
        outcome.difference.add(difference);
        let mut fine = difference.relative <= BOUND;
        if let (Some(rounding), Some(exact)) = (&mut outcome.rounding, &exact) {
            let own = Difference::between(found, exact[i]);
            rounding.own.add(own);
            fine |= own.absolute <= SLACK * rounding.onnxruntime.absolute;
        }
        ensure!(fine, "score {i} is {found} instead of {wanted}");
    }
    Ok(())
}

fn doubles(tensor: &Tensor) -> TractResult<Vec<f64>> {
    Ok(tensor.cast_to::<f64>()?.try_as_plain_ram()?.as_slice::<f64>()?.to_vec())
}
