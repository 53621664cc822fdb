//! Any bytes as a model file.

use predictor::{Expected, Model};

/// Loads the bytes, and predicts rows where they are a model.
pub(crate) fn run(data: &[u8]) {
    if let Ok(model) = Model::load(data, &Expected::default()) {
        predict(&model);
    }
}

/// What rows may hold besides ordinary numbers.
const CELLS: [f32; 12] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    50.0,
    f32::NAN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::MAX,
    f32::MIN_POSITIVE,
    1e-45,
    -3e9,
];

/// Predicts one row, some, and more than a block of the trees: every answer is a probability for each row, or an error.
pub(crate) fn predict(model: &Model) {
    let columns = model.features().len();
    for count in [0, 1, 16, 300] {
        let rows: Vec<f32> = (0..count * columns).map(|i| CELLS[(i * 7 + i / 5) % CELLS.len()]).collect();
        if let Ok(probabilities) = model.predict_rows(&rows) {
            assert_eq!(probabilities.len(), count);
            assert!(probabilities.iter().all(|p| (0.0..=1.0).contains(p)), "{probabilities:?}");
        }
    }
}
