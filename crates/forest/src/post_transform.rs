//! The last step from scores to outputs, as onnxruntime computes it.

use std::str::FromStr;

use crate::{ForestError, Number};

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
    /// The word of the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Logistic => "LOGISTIC",
            Self::Softmax => "SOFTMAX",
            Self::SoftmaxZero => "SOFTMAX_ZERO",
            Self::Probit => "PROBIT",
        }
    }

    /// Transforms the scores of one row.
    pub fn apply<T: Number>(self, scores: &mut [T]) {
        match self {
            Self::None => {}
            Self::Logistic => scores.iter_mut().for_each(|score| *score = logistics(*score).1),
            Self::Softmax => softmax(scores),
            Self::SoftmaxZero => softmax_zero(scores),
            Self::Probit => scores.iter_mut().for_each(|score| *score = probit(*score)),
        }
    }
}

/// 1 / (1 + eˣ) and 1 / (1 + e⁻ˣ), computed on the side where the exponential cannot overflow.
pub(crate) fn logistics<T: Number>(x: T) -> (T, T) {
    let upper = T::ONE / (T::ONE + (-x.abs()).exp());
    let lower = T::ONE - upper;
    if x < T::ZERO { (upper, lower) } else { (lower, upper) }
}

fn maximum<T: Number>(scores: &[T]) -> T {
    scores.iter().copied().fold(T::MIN, |max, score| if score > max { score } else { max })
}

fn softmax<T: Number>(scores: &mut [T]) {
    let max = maximum(scores);
    let mut sum = T::ZERO;
    for score in scores.iter_mut() {
        *score = (*score - max).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

fn softmax_zero<T: Number>(scores: &mut [T]) {
    /// Scores this near to zero count as zero.
    const ZERO: f32 = 1e-7;
    let max = maximum(scores);
    let mut sum = T::ZERO;
    for score in scores.iter_mut() {
        if score.abs() > T::from(ZERO) {
            *score = (*score - max).exp();
            sum += *score;
        } else {
            *score = *score * (-max).exp();
        }
    }
    // A row of zeros stays a row of zeros.
    if sum > T::ZERO {
        scores.iter_mut().for_each(|score| *score /= sum);
    }
}

/// √2 · erf⁻¹(2p − 1), with Winitzki's approximation of erf⁻¹ (a = 0.147).
///
/// A difference in it cancels, so that each step is in single precision and rounded as onnxruntime rounds it.
pub(crate) fn probit<T: Number>(p: T) -> T {
    const A: f32 = 0.147;
    let p: f64 = p.into();
    let x = 2.0 * p as f32 - 1.0;
    let log = ((1.0 - x) * (1.0 + x)).ln();
    let half = 2.0 / (std::f32::consts::PI * A) + 0.5 * log;
    let magnitude = ((half * half - 1.0 / A * log).sqrt() - half).sqrt();
    T::from(std::f32::consts::SQRT_2 * if x < 0.0 { -magnitude } else { magnitude })
}
