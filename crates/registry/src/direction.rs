//! Whether more of a metric is better.

use serde::Serialize;

/// Which values of a metric are the better ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Accuracy and the like.
    Higher,
    /// Loss and the like.
    Lower,
    /// The name does not tell.
    Unknown,
}

const LOWER: &[&str] = &[
    "loss",
    "error",
    "err",
    "rmse",
    "mse",
    "mae",
    "mape",
    "brier",
    "perplexity",
    "time",
    "seconds",
    "duration",
    "latency",
    "fpr",
    "fnr",
    "cost",
    "distance",
    "deviance",
    "ece",
    "overfitting",
];
const HIGHER: &[&str] = &[
    "accuracy",
    "acc",
    "auc",
    "f1",
    "fbeta",
    "precision",
    "recall",
    "score",
    "r2",
    "specificity",
    "sensitivity",
    "tpr",
    "tnr",
    "map",
    "ndcg",
    "mrr",
    "bleu",
    "rouge",
    "iou",
    "dice",
    "kappa",
    "mcc",
    "likelihood",
];

/// The direction of a metric, from the words of its name: `test_logloss` is a loss, `val-roc_auc` an area.
#[must_use]
pub fn direction(metric: &str) -> Direction {
    let words: Vec<String> = metric
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(str::to_ascii_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let names = |list: &[&str]| {
        words.iter().any(|word| {
            list.contains(&word.as_str()) || list.iter().any(|end| end.len() > 3 && word.ends_with(end))
        })
    };
    let negated = words.iter().any(|word| ["neg", "negative"].contains(&word.as_str()));
    match (names(LOWER), names(HIGHER)) {
        (true, false) if negated => Direction::Higher,
        (false, true) if negated => Direction::Lower,
        (true, false) => Direction::Lower,
        (false, true) => Direction::Higher,
        _ => Direction::Unknown,
    }
}

/// Whether a metric tells how good a model is on what it has not seen: not how long something took, nor how it does in training.
#[must_use]
pub fn is_quality(metric: &str) -> bool {
    const NONE: [&str; 8] = ["train", "training", "time", "seconds", "duration", "latency", "ms", "minutes"];
    let mut words = metric.split(|c: char| !c.is_ascii_alphanumeric());
    !words.any(|word| NONE.contains(&word.to_ascii_lowercase().as_str()))
}
