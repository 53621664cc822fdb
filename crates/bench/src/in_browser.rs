//! What the benchmark's worker calls.

use predictor::{Expected, Model};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A loaded model.
#[wasm_bindgen]
pub struct Forest(Model);

#[wasm_bindgen]
impl Forest {
    /// From the bytes of an ONNX file to a model that is ready: digest, parsing, compiling.
    ///
    /// # Errors
    /// What is wrong with the file.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsError> {
        Ok(Self(Model::load(bytes, &Expected::default())?))
    }

    /// P(A wins) of rows of features. The rows are copied into WebAssembly's memory and the answers out of it.
    ///
    /// # Errors
    /// When the numbers are not whole rows.
    pub fn predict(&self, rows: &[f32]) -> Result<Vec<f32>, JsError> {
        Ok(self.0.predict_rows(rows)?)
    }
}
