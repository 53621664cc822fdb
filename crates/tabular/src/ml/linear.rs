//! `LinearClassifier` and `LinearRegressor`: x · coefficients + intercepts.

use std::borrow::Cow;

use forest::{Labels, PostTransform};
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::labels;
use crate::operator::{Built, Kernel, Operator, elements, matrix, numeric, room, rows_and_columns, tensor};

/// One vector of coefficients and one intercept for each score.
#[derive(Debug)]
struct Linear {
    /// Row-major, `scores × columns`.
    coefficients: Vec<f32>,
    /// One for each score.
    intercepts: Vec<f32>,
    transform: PostTransform,
    /// Of a classifier: the labels of the scores, or two for a single one.
    labels: Option<Labels>,
}

pub(crate) fn classifier(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let labels = labels::labels(attributes, "classlabels_strings", "classlabels_ints")?;
    let classes = labels.len();
    let given = attributes.floats("intercepts")?.len();
    // A single vector tells two classes apart; the intercepts say whether there is only one.
    let scores = if given == 1 && classes == 2 { 1 } else { classes };
    linear(attributes, scores, Some(labels))
}

pub(crate) fn regressor(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let targets = attributes.int("targets")?.unwrap_or(1);
    match usize::try_from(targets) {
        Ok(targets) => linear(attributes, targets, None),
        Err(_) => attributes.bail("targets", format_args!("{targets} is no number of targets")),
    }
}

fn linear(attributes: Attributes<'_>, scores: usize, labels: Option<Labels>) -> Built {
    let coefficients = attributes.floats("coefficients")?;
    let count = coefficients.len();
    if count == 0 || count.checked_rem(scores) != Some(0) {
        let message = format_args!("there are {count} values for {scores} scores");
        return attributes.bail("coefficients", message);
    }
    let mut intercepts = attributes.floats("intercepts")?.to_vec();
    if intercepts.is_empty() {
        intercepts = vec![0.0; scores];
    }
    if intercepts.len() != scores {
        let message = format_args!("there are {} values for {scores} scores", intercepts.len());
        return attributes.bail("intercepts", message);
    }
    let (coefficients, transform) = (coefficients.to_vec(), attributes.word("post_transform")?);
    Operator::build(Linear { coefficients, intercepts, transform, labels })
}

/// Σ a·b from left to right, each step rounded once: what onnxruntime's matrix kernels compute on processors with
/// fused multiplication and addition. In double precision a product of floats is exact.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let fused = |sum: f32, (&a, &b): (&f32, &f32)| (f64::from(a) * f64::from(b) + f64::from(sum)) as f32;
    a.iter().zip(b).fold(0.0, fused)
}

/// The rows of the input as floats must be as wide as the vectors of the model.
pub(crate) fn check_width(input: &TypedFact, width: usize) -> TractResult<TDim> {
    numeric(input)?;
    let (rows, columns) = rows_and_columns(input)?;
    if let Ok(columns) = columns.to_usize() {
        ensure!(columns == width, "its input has {columns} columns, its coefficients are for {width}");
    }
    Ok(rows)
}

/// The number of rows of such an input, and their floats.
pub(crate) fn floats_of_width(input: &Tensor, width: usize) -> TractResult<(usize, Cow<'_, Tensor>)> {
    let (rows, columns) = matrix(input)?;
    ensure!(columns == width, "its input has {columns} columns, its coefficients are for {width}");
    Ok((rows, input.cast_to::<f32>()?))
}

/// Index of the largest score, the first of equals.
pub(crate) fn largest(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}

impl Linear {
    fn width(&self) -> usize {
        self.coefficients.len() / self.intercepts.len()
    }

    /// Two classes by one score.
    fn is_binary(&self) -> bool {
        self.intercepts.len() == 1 && self.labels.as_ref().is_some_and(|labels| labels.len() == 2)
    }

    /// Numbers in a row of scores.
    fn scores(&self) -> usize {
        if self.is_binary() { 2 } else { self.intercepts.len() }
    }

    /// Appends the scores of a row and returns the number of its class.
    fn row(&self, row: &[f32], output: &mut Vec<f32>) -> u32 {
        let start = output.len();
        let vectors = self.coefficients.chunks_exact(self.width());
        output.extend(vectors.zip(&self.intercepts).map(|(v, &b)| dot(row, v) + b));
        if self.is_binary() {
            let score = output[start];
            let logistic = self.transform == PostTransform::Logistic;
            output[start] = if logistic { -score } else { 1.0 - score };
            output.push(score);
            // Of one score for two classes, softmax is none: onnxruntime's reading of the standard.
            if logistic || self.transform == PostTransform::Probit {
                self.transform.apply(&mut output[start..]);
            }
            return u32::from(score > 0.0);
        }
        let scores = &mut output[start..];
        let class = largest(scores);
        if scores.len() > 1 || self.transform == PostTransform::Probit {
            self.transform.apply(scores);
        }
        class as u32
    }
}

impl Kernel for Linear {
    fn name(&self) -> &'static str {
        if self.labels.is_some() { "LinearClassifier" } else { "LinearRegressor" }
    }

    fn outputs(&self) -> usize {
        if self.labels.is_some() { 2 } else { 1 }
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let rows = check_width(inputs[0], self.width())?;
        let scores = f32::fact([rows.clone(), self.scores().to_dim()]);
        Ok(match &self.labels {
            Some(labels) => tvec!(labels::datum_type(labels).fact([rows]), scores),
            None => tvec!(scores),
        })
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let width = self.width();
        let (rows, input) = floats_of_width(inputs[0], width)?;
        let shape = [rows, self.scores()];
        let (_, mut scores) = room(&shape)?;
        let input = elements::<f32>(&input)?.chunks_exact(width);
        let classes: Vec<u32> = input.map(|row| self.row(row, &mut scores)).collect();
        let scores = tensor(&shape, scores)?;
        Ok(match &self.labels {
            Some(labels) => tvec!(labels::tensor(labels, &classes), scores),
            None => tvec!(scores),
        })
    }
}
