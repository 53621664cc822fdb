//! Any bytes as a model file.

use battle::field_sample;
use predictor::inspect::{Inspector, TreeQuestion};
use predictor::{Expected, Model};

/// Loads the bytes, and predicts rows where they are a model; what is an ONNX file is looked at.
pub(crate) fn run(data: &[u8]) {
    let model = Model::load(data, &Expected::default());
    if let Ok(model) = &model {
        predict(model);
    }
    match Inspector::load(data) {
        Ok(inspector) => {
            assert_eq!(inspector.description().not_runnable, model.err().map(|error| error.to_string()));
            look_at(&inspector);
        }
        Err(error) => assert_eq!(Some(error), model.err()),
    }
}

/// Every ensemble's first trees, with and without a battle's way: an answer, or an error. All of it crosses JSON.
fn look_at(inspector: &Inspector) {
    let description = inspector.description();
    assert!(serde_json::to_string(description).is_ok());
    for (ensemble, battle) in
        (0..=description.ensembles.len()).flat_map(|number| [(number, false), (number, true)])
    {
        for tree in 0..3 {
            let question = TreeQuestion {
                ensemble,
                tree,
                battle: battle.then(|| field_sample(1)[0]),
                unfolded: vec![0, 1, 5, -1],
                levels: 4,
                sample: if battle { 3 } else { 0 },
            };
            if let Ok(part) = inspector.tree(&question) {
                assert!(serde_json::to_string(&part).is_ok());
                assert_eq!(part.nodes.iter().any(|node| node.lit), battle);
            }
        }
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
