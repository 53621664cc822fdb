//! Whether models, as their exporters write them, answer like onnxruntime: a harness that the native tests and those in
//! a browser share.
//!
//! A [`Case`] is a folder in the layout of ONNX's own backend tests: `model.onnx`, `test_data_set_0/input_I.pb` and
//! `output_I.pb`. [`check`] loads the model as `predictor` does, for any number of rows, runs it on the inputs, and
//! compares labels exactly and scores within [`BOUND`], relative.
//!
//! Where a model sums and rounds in another order than onnxruntime, a score may differ by more than that although
//! neither is wrong: of a probability of 1e-7 that came from 1 − σ(x), single precision leaves no digit. For models
//! without trees a case therefore knows the exact values too (`exact.pb`), and a score that is farther from onnxruntime's
//! has to be about as near to the exact one as onnxruntime's are: see [`SLACK`] and [`ROUNDING`]. Trees have no such excuse.

mod case;
mod compare;
mod outcome;
mod run;

use tract_onnx::tract_hir::internal::{DimLike as _, TractResult};

use compare::Wanted;

pub use case::Case;
pub use compare::{BOUND, ROUNDING, SLACK};
pub use outcome::{Difference, Outcome, Rounding};

/// Rows that are also predicted one at a time: the batch's size is not to matter.
const ALONE: usize = 5;

/// Runs a case: the whole batch, and of a model for any number of rows, its last rows one at a time.
///
/// # Errors
/// What tract says of the model, or the first value that is not the one wanted.
pub fn check(case: &Case) -> TractResult<Outcome> {
    let model = run::load(&case.model)?;
    let tensors =
        |files: &[Vec<u8>]| -> TractResult<Vec<_>> { files.iter().map(|bytes| run::tensor(bytes)).collect() };
    let inputs = tensors(&case.inputs)?;
    let exact = case.exact.as_ref().map(|bytes| run::tensor(bytes)).transpose()?;
    let wanted = Wanted { outputs: tensors(&case.outputs)?, exact };
    let rounding = wanted.rounding()?;
    let mut outcome = Outcome { name: case.name.clone(), rounding, ..Outcome::default() };
    wanted.compare(&mut outcome, &run::answer(&model, &inputs)?)?;
    let any_rows = model.model().input_fact(0)?.shape.first().is_some_and(|rows| rows.to_usize().is_err());
    let rows = inputs.first().filter(|_| any_rows).map_or(0, |input| input.shape()[0]);
    for row in rows.saturating_sub(ALONE)..rows {
        let found = run::answer(&model, &run::row(&inputs, row)?)?;
        wanted.row(row)?.compare(&mut outcome, &found)?;
    }
    Ok(outcome)
}

/// Runs cases, says how each fared, and returns what is wrong, one line for each case that failed.
pub fn check_all(cases: impl IntoIterator<Item = Case>, say: impl Fn(&str)) -> Vec<String> {
    let mut failures = Vec::new();
    for case in cases {
        match check(&case) {
            Ok(outcome) => say(&outcome.line()),
            Err(error) => failures.push(format!("{}: {error:#}", case.name)),
        }
    }
    failures
}
