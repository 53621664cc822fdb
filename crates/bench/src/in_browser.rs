//! What the benchmark's worker calls.

use js_sys::Float32Array;
use predictor::{Expected, Model};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Rows that are copied into WebAssembly's memory at a time: they are still in the cache when they are predicted.
const ROWS: usize = 1024;

/// A loaded model.
#[wasm_bindgen]
pub struct Forest {
    model: Model,
    /// Where rows are copied to.
    rows: Vec<f32>,
}

#[wasm_bindgen]
impl Forest {
    /// From the bytes of an ONNX file to a model that is ready: digest, parsing, compiling.
    ///
    /// # Errors
    /// What is wrong with the file.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsError> {
        let model = Model::load(bytes, &Expected::default())?;
        let rows = vec![0.0; ROWS * model.features().len()];
        Ok(Self { model, rows })
    }

    /// P(A wins) of rows of features. The rows are copied into WebAssembly's memory and the answers out of it.
    ///
    /// # Errors
    /// When the numbers are not whole rows.
    pub fn predict(&mut self, rows: &Float32Array) -> Result<Vec<f32>, JsError> {
        let (length, most) = (rows.length(), self.rows.len() as u32);
        if length <= most {
            let some = &mut self.rows[..length as usize];
            rows.copy_to(some);
            return Ok(self.model.predict_rows(some)?);
        }
        let mut answers = Vec::with_capacity(length as usize / self.model.features().len());
        for first in (0..length).step_by(most as usize) {
            let last = length.min(first + most);
            let some = &mut self.rows[..(last - first) as usize];
            rows.subarray(first, last).copy_to(some);
            answers.extend(self.model.predict_rows(some)?);
        }
        Ok(answers)
    }
}
