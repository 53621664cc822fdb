//! The last step from scores to outputs, as onnxruntime computes it.

use std::str::FromStr;

use crate::ForestError;

/// What is applied to the scores of a row: value of `post_transform`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PostTransform {
    /// `NONE`
    #[default]
    None,
    /// `LOGISTIC`: 1 / (1 + e⁻ˣ) of each score.
    Logistic,
    /// `SOFTMAX` over the scores.
    Softmax,
    /// `SOFTMAX_ZERO`: softmax over the scores that are not zero; zeros stay zero.
    SoftmaxZero,
    /// `PROBIT`: inverse of the normal distribution function, approximated.
    Probit,
}

impl FromStr for PostTransform {
    type Err = ForestError;

    fn from_str(text: &str) -> Result<Self, ForestError> {
        Ok(match text {
            "NONE" => Self::None,
            "LOGISTIC" => Self::Logistic,
            "SOFTMAX" => Self::Softmax,
            "SOFTMAX_ZERO" => Self::SoftmaxZero,
            "PROBIT" => Self::Probit,
            _ => return Err(ForestError::unknown_value("post_transform", text)),
        })
    }
}

impl PostTransform {
    /// Transforms the scores of one row.
    pub(crate) fn apply(self, scores: &mut [f32]) {
        match self {
            Self::None => {}
            Self::Logistic => scores.iter_mut().for_each(|score| *score = logistic(*score)),
            Self::Softmax => softmax(scores),
            Self::SoftmaxZero => softmax_zero(scores),
            Self::Probit => scores.iter_mut().for_each(|score| *score = probit(*score)),
        }
    }
}

/// 1 / (1 + e⁻ˣ), computed on the side where the exponential cannot overflow.
pub(crate) fn logistic(x: f32) -> f32 {
    let upper = 1.0 / (1.0 + (-x.abs()).exp());
    if x < 0.0 { 1.0 - upper } else { upper }
}

fn maximum(scores: &[f32]) -> f32 {
    scores.iter().copied().fold(f32::MIN, |max, score| if score > max { score } else { max })
}

fn softmax(scores: &mut [f32]) {
    let max = maximum(scores);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - max).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

fn softmax_zero(scores: &mut [f32]) {
    /// Scores this near to zero count as zero.
    const ZERO: f32 = 1e-7;
    let max = maximum(scores);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        if score.abs() > ZERO {
            *score = (*score - max).exp();
            sum += *score;
        } else {
            *score *= (-max).exp();
        }
    }
    // A row of zeros stays a row of zeros.
    if sum > 0.0 {
        scores.iter_mut().for_each(|score| *score /= sum);
    }
}

/// √2 · erf⁻¹(2p − 1), with Winitzki's approximation of erf⁻¹ (a = 0.147) in onnxruntime's constants.
pub(crate) fn probit(p: f32) -> f32 {
    const A: f32 = 0.147;
    #[expect(clippy::approx_constant, reason = "onnxruntime's constant, for equal results")]
    const PI: f32 = 3.14159;
    let x = 2.0 * p - 1.0;
    let log = ((1.0 - x) * (1.0 + x)).ln();
    let half = 2.0 / (PI * A) + 0.5 * log;
    let magnitude = ((half * half - log / A).sqrt() - half).sqrt();
    std::f32::consts::SQRT_2 * if x < 0.0 { -magnitude } else { magnitude }
}
