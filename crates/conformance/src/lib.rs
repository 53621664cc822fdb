//! Whether models, as their exporters write them, answer like onnxruntime: a harness that the native tests and those in
//! a browser share.
//!
//! A [`Case`] is a folder in the layout of ONNX's own backend tests: `model.onnx`, `test_data_set_0/input_I.pb` and
//! `output_I.pb`. [`check`] loads the model as `predictor` does, for any number of rows, runs it on the inputs, and
//! compares labels exactly and scores by their relative difference.

mod case;
mod compare;
mod run;

use serde::{Deserialize, Serialize};
use tract_onnx::prelude::TractResult;

pub use case::Case;
pub use compare::{BOUND, Difference, FLOOR};

/// Where an outcome begins in what a test prints.
pub const MARK: &str = "conformance: ";

/// How a model fared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The case's name.
    pub name: String,
    /// Labels and other whole numbers or words, all of them equal.
    pub labels: usize,
    /// Scores that were compared.
    pub scores: usize,
    /// How far the scores are from those wanted.
    pub difference: Difference,
}

impl Outcome {
    /// One line that [`Outcome::from_line`] reads.
    pub fn line(&self) -> String {
        format!("{MARK}{}", serde_json::to_string(self).unwrap_or_default())
    }

    /// The outcome in a line of a test's output, if it holds one.
    pub fn from_line(line: &str) -> Option<Self> {
        serde_json::from_str(line.split_once(MARK)?.1).ok()
    }
}

/// Rows that are also predicted one at a time: the batch's size is not to matter.
const ALONE: usize = 5;

/// Runs a case: the whole batch, and its last rows one at a time.
///
/// # Errors
/// What tract says of the model, or the first value that is not the one wanted.
pub fn check(case: &Case) -> TractResult<Outcome> {
    let model = run::load(&case.model)?;
    let inputs = case.inputs.iter().map(|bytes| run::tensor(bytes)).collect::<TractResult<Vec<_>>>()?;
    let wanted = case.outputs.iter().map(|bytes| run::tensor(bytes)).collect::<TractResult<Vec<_>>>()?;
    let mut outcome =
        Outcome { name: case.name.clone(), labels: 0, scores: 0, difference: Difference::default() };
    compare::add(&mut outcome, &run::answer(&model, &inputs)?, &wanted)?;
    let rows = inputs.first().and_then(|input| input.shape().first()).copied().unwrap_or_default();
    for row in rows.saturating_sub(ALONE)..rows {
        let found = run::answer(&model, &run::row(&inputs, row)?)?;
        compare::add(&mut outcome, &found, &run::row(&wanted, row)?)?;
    }
    Ok(outcome)
}
