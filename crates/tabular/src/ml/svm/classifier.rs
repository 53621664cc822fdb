//! `SVMClassifier`: classes by the votes of one machine for each pair of them.

use std::ops::Range;

use forest::{Labels, PostTransform};
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::coupling::couple;
use super::kernel::Supports;
use crate::attributes::Attributes;
use crate::labels::{self, labels};
use crate::ml::linear::{check_width, dot, floats_of_width, largest};
use crate::operator::{Built, Kernel, Operator, elements, room, tensor};

/// Shares of pairs stay this far from 0 and 1.
const NEAREST: f32 = 1e-7;

#[derive(Debug)]
struct Classifier {
    machine: Machine,
    labels: Labels,
    transform: PostTransform,
    /// Whether no coefficient is negative.
    positive: bool,
    /// Whether there are `prob_a` and `prob_b`.
    probabilities: bool,
}

/// Where the scores come from.
#[derive(Debug)]
enum Machine {
    /// liblinear: one vector of coefficients for each class, ρ for all.
    Linear { coefficients: Vec<f32>, rho: f32 },
    /// libsvm: support vectors of each class, one machine for each pair of classes.
    Pairs(Pairs),
}

/// The machines of all pairs (0, 1), (0, 2), …, (1, 2), ….
#[derive(Debug)]
struct Pairs {
    supports: Supports,
    /// Of each class, its support vectors.
    ranges: Vec<Range<usize>>,
    /// Row-major, `classes − 1 × vectors`: of the vectors of class i against class j, row j for j < i, else j − 1.
    coefficients: Vec<f32>,
    rho: Vec<f32>,
    /// `prob_a` and `prob_b` of each pair, or none.
    sigmoids: Vec<(f32, f32)>,
}

pub(crate) fn classifier(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let labels = labels(attributes, "classlabels_strings", "classlabels_ints")?;
    let coefficients = attributes.floats("coefficients")?;
    let classes = labels.len();
    if classes == 0 {
        return attributes.bail("classlabels_ints", "there are no class labels");
    }
    if coefficients.is_empty() {
        return attributes.bail("coefficients", "there are none");
    }
    let Some(&rho) = attributes.floats("rho")?.first() else {
        return attributes.bail("rho", "there is none");
    };
    let ranges = ranges(attributes)?;
    let vectors = ranges.last().map_or(0, |range| range.end);
    let machine = if vectors > 0 {
        Machine::Pairs(Pairs::read(attributes, ranges, vectors, classes)?)
    } else if coefficients.len() % classes == 0 {
        Machine::Linear { coefficients: coefficients.to_vec(), rho }
    } else {
        let message = format_args!("there are {} values for {classes} classes", coefficients.len());
        return attributes.bail("coefficients", message);
    };
    Operator::build(Classifier {
        machine,
        labels,
        transform: attributes.word("post_transform")?,
        positive: coefficients.iter().all(|&coefficient| coefficient >= 0.0),
        probabilities: !attributes.floats("prob_a")?.is_empty(),
    })
}

/// The support vectors of each class, which are listed class by class.
fn ranges(attributes: Attributes<'_>) -> TractResult<Vec<Range<usize>>> {
    let mut end = 0_usize;
    let mut ranges = Vec::new();
    for &count in attributes.ints("vectors_per_class")? {
        let start = end;
        let next = usize::try_from(count).ok().and_then(|count| start.checked_add(count));
        let Some(next) = next else {
            return attributes.bail("vectors_per_class", format_args!("{count} is no number of vectors"));
        };
        end = next;
        ranges.push(start..end);
    }
    Ok(ranges)
}

impl Pairs {
    fn read(
        attributes: Attributes<'_>,
        ranges: Vec<Range<usize>>,
        vectors: usize,
        classes: usize,
    ) -> TractResult<Self> {
        let exact = |name, found: usize, expected: Option<usize>| match expected {
            Some(expected) if expected == found => Ok(()),
            Some(expected) => {
                attributes.bail(name, format_args!("there are {found} values, expected {expected}"))
            }
            None => attributes.bail(name, format_args!("there are {found} values, far too few")),
        };
        if classes < 2 {
            return attributes.bail_node("support vectors need two classes, there is one label");
        }
        exact("vectors_per_class", ranges.len(), Some(classes))?;
        let coefficients = attributes.floats("coefficients")?;
        exact("coefficients", coefficients.len(), vectors.checked_mul(classes - 1))?;
        let pairs = classes.checked_mul(classes - 1).map(|pairs| pairs / 2);
        let rho = attributes.floats("rho")?;
        exact("rho", rho.len(), pairs)?;
        let (a, b) = (attributes.floats("prob_a")?, attributes.floats("prob_b")?);
        exact("prob_b", b.len(), Some(a.len()))?;
        if !a.is_empty() {
            exact("prob_a", a.len(), pairs)?;
        }
        Ok(Self {
            supports: Supports::read(attributes, vectors)?,
            ranges,
            coefficients: coefficients.to_vec(),
            rho: rho.to_vec(),
            sigmoids: a.iter().copied().zip(b.iter().copied()).collect(),
        })
    }

    /// Appends the score of each pair, and returns the class that wins most of them, the first of equals.
    fn scores(&self, row: &[f32], kernels: &mut Vec<f32>, output: &mut Vec<f32>) -> usize {
        self.supports.compare(row, kernels);
        let vectors = kernels.len();
        let mut votes = vec![0_usize; self.ranges.len()];
        let mut rho = self.rho.iter();
        for (i, own) in self.ranges.iter().enumerate() {
            for (j, other) in self.ranges.iter().enumerate().skip(i + 1) {
                let against = |row: usize, range: &Range<usize>| {
                    let coefficients = &self.coefficients[row * vectors..][range.clone()];
                    let products = coefficients.iter().zip(&kernels[range.clone()]).map(|(a, b)| a * b);
                    products.map(f64::from).sum::<f64>()
                };
                let sum = against(j - 1, own) + against(i, other);
                let sum = sum + f64::from(rho.next().copied().unwrap_or_default());
                output.push(sum as f32);
                votes[if sum > 0.0 { i } else { j }] += 1;
            }
        }
        (1..votes.len()).fold(0, |best, i| if votes[i] > votes[best] { i } else { best })
    }

    /// Probabilities of all classes from the scores of the pairs.
    fn probabilities(&self, scores: &[f32], output: &mut [f32]) {
        let n = self.ranges.len();
        let mut shares = vec![0.0; n * n];
        let mut pairs = scores.iter().zip(&self.sigmoids);
        for i in 0..n {
            for (j, (&score, &(a, b))) in (i + 1..n).zip(&mut pairs) {
                let mut share = [-(score * a + b)];
                PostTransform::Logistic.apply(&mut share);
                let share = share[0].clamp(NEAREST, 1.0 - NEAREST);
                shares[i * n + j] = share;
                shares[j * n + i] = 1.0 - share;
            }
        }
        couple(&shares, output);
    }
}

impl Classifier {
    fn width(&self) -> usize {
        match &self.machine {
            Machine::Linear { coefficients, .. } => coefficients.len() / self.labels.len(),
            Machine::Pairs(pairs) => pairs.supports.width,
        }
    }

    /// Numbers in a row of scores: one for each class, or without probabilities one for each pair of more than two.
    fn scores(&self) -> usize {
        match &self.machine {
            Machine::Pairs(pairs) if !self.probabilities => pairs.rho.len().max(2),
            _ => self.labels.len(),
        }
    }

    /// Appends the scores of a row and returns the number of its class.
    fn row(&self, row: &[f32], kernels: &mut Vec<f32>, output: &mut Vec<f32>) -> u32 {
        let start = output.len();
        let class = match &self.machine {
            Machine::Linear { coefficients, rho } => {
                let vectors = coefficients.chunks_exact(self.width());
                output.extend(vectors.map(|vector| dot(row, vector) + rho));
                let scores = &mut output[start..];
                let class = self.linear_class(scores);
                if scores.len() > 1 || self.transform == PostTransform::Probit {
                    self.transform.apply(scores);
                }
                class
            }
            Machine::Pairs(pairs) => {
                let class = pairs.scores(row, kernels, output);
                if self.probabilities {
                    let scores = output.split_off(start);
                    output.resize(start + self.labels.len(), 0.0);
                    pairs.probabilities(&scores, &mut output[start..]);
                    self.transform.apply(&mut output[start..]);
                } else if let [score] = output[start..] {
                    let shares = !matches!(self.transform, PostTransform::None | PostTransform::Logistic);
                    output[start] = if shares { 1.0 - score } else { -score };
                    output.push(score);
                    // Of one score for two classes, softmax is none: onnxruntime's reading of the standard.
                    if matches!(self.transform, PostTransform::Logistic | PostTransform::Probit) {
                        self.transform.apply(&mut output[start..]);
                    }
                } else {
                    self.transform.apply(&mut output[start..]);
                }
                class
            }
        };
        class as u32
    }

    /// The class of liblinear's scores; of two classes the sign decides, as onnxruntime has it.
    fn linear_class(&self, scores: &[f32]) -> usize {
        let class = largest(scores);
        let bound_passed = if self.positive { scores[class] >= 0.5 } else { scores[class] > 0.0 };
        if scores.len() == 2 && !self.probabilities && bound_passed { 1 } else { class }
    }
}

impl Kernel for Classifier {
    fn name(&self) -> &'static str {
        "SVMClassifier"
    }

    fn outputs(&self) -> usize {
        2
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let rows = check_width(inputs[0], self.width())?;
        let scores = f32::fact([rows.clone(), self.scores().to_dim()]);
        Ok(tvec!(labels::datum_type(&self.labels).fact([rows]), scores))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let width = self.width();
        let (rows, input) = floats_of_width(inputs[0], width)?;
        let shape = [rows, self.scores()];
        let (_, mut scores) = room(&shape)?;
        let mut kernels = Vec::new();
        let input = elements::<f32>(&input)?.chunks_exact(width);
        let classes: Vec<u32> = input.map(|row| self.row(row, &mut kernels, &mut scores)).collect();
        Ok(tvec!(labels::tensor(&self.labels, &classes), tensor(&shape, scores)?))
    }
}
