//! Explanations of the bundled registry's models equal those of Python's `shap`, which `tools/shap/expected.py` wrote down.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "helpers of tests")]

mod registry;

use std::io::Read as _;

use flate2::read::GzDecoder;
use predictor::explain::BattleExplainer;
use predictor::{Expected, Model};

const EXPLAINED: usize = 200;
const BACKGROUND: usize = 100;
/// What stored values are rounded to.
const UNIT: f64 = 1e-5;
/// How far a value may be from shap's.
const TOLERANCE: f64 = 1e-4;

/// What shap says of one version: for both kinds the base value, and `EXPLAINED × features` values.
struct Shap {
    base: [f64; 2],
    values: Vec<f64>,
}

fn shap(version: usize) -> Shap {
    let path = format!("{}/tests/shap/v{version}.gz", env!("CARGO_MANIFEST_DIR"));
    let mut bytes = Vec::new();
    GzDecoder::new(&std::fs::read(path).unwrap()[..]).read_to_end(&mut bytes).unwrap();
    let (bases, planes) = bytes.split_at(16);
    let base = [0, 8].map(|at| f64::from_le_bytes(bases[at..at + 8].try_into().unwrap()));
    let count = planes.len() / 4;
    let value = |i: usize| {
        let bytes = [0, 1, 2, 3].map(|plane| planes[plane * count + i]);
        f64::from(i32::from_le_bytes(bytes)) * UNIT
    };
    Shap { base, values: (0..count).map(value).collect() }
}

fn check(version: usize) {
    let (bytes, golden) = registry::version(version);
    let model = Model::load(&bytes, &Expected::default()).unwrap();
    let explainer = BattleExplainer::load(&bytes).unwrap();
    assert!(explainer.log_odds());
    let rows = explainer.rows(&golden).unwrap();
    let columns = rows.len() / golden.len();
    let background = explainer.background(&golden[golden.len() - BACKGROUND..]).unwrap();
    let covers = explainer.covers(&golden).unwrap();
    let probabilities = model.predict(&golden[..EXPLAINED]).unwrap();
    let margins = explainer.margins(&golden[..EXPLAINED]).unwrap();
    let shap = shap(version);
    assert_eq!(shap.values.len(), 2 * EXPLAINED * columns);

    let (mut from_shap, mut from_margin, mut from_model) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (i, &battle) in golden[..EXPLAINED].iter().enumerate() {
        let both =
            [explainer.against(battle, &background).unwrap(), explainer.by_covers(battle, &covers).unwrap()];
        for (kind, found) in both.iter().enumerate() {
            assert!(
                (found.base - shap.base[kind]).abs() <= TOLERANCE,
                "{} for {}",
                found.base,
                shap.base[kind]
            );
            let start = (kind * EXPLAINED + i) * columns;
            for (column, (found, expected)) in found.by_feature.iter().zip(&shap.values[start..]).enumerate()
            {
                let difference = (found - expected).abs();
                assert!(
                    difference <= TOLERANCE - UNIT / 2.0,
                    "v{version}, battle {i}, kind {kind}, {}: {found} instead of {expected}",
                    model.features()[column]
                );
                from_shap = from_shap.max(difference);
            }
            let sum = found.base + found.by_feature.iter().sum::<f64>();
            from_margin = from_margin.max((sum - margins[i]).abs());
            let meanings: f64 = found.by_meaning.iter().map(|(.., value)| value).sum();
            assert!((found.base + meanings - margins[i]).abs() <= 1e-5);
            // The model sums in f32 and rounds its probability: what that is in log-odds is its own error.
            let probability = 1.0 / (1.0 + (-sum).exp());
            from_model = from_model.max((probability - f64::from(probabilities[i])).abs());
        }
    }
    println!(
        "v{version}: {from_shap:.1e} from shap, {from_margin:.1e} from the margin, {from_model:.1e} from the probability"
    );
    assert!(from_margin <= 1e-5, "{from_margin}");
    assert!(from_model <= 1e-6, "{from_model}");
}

#[test]
fn v1() {
    check(1);
}

#[test]
fn v2() {
    check(2);
}

#[test]
fn v3() {
    check(3);
}

#[test]
fn v4() {
    check(4);
}
