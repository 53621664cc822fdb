//! `SVMRegressor`: one score for each row, or for one class whether a row belongs to it.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::kernel::Supports;
use crate::attributes::Attributes;
use crate::ml::linear::{check_width, dot, floats_of_width};
use crate::operator::{Built, Kernel, Operator, elements, room, tensor};

/// Σ coefficient · kernel(row, vector) + ρ, or without support vectors row · coefficients + ρ.
#[derive(Debug)]
struct Regressor {
    supports: Option<Supports>,
    coefficients: Vec<f32>,
    rho: f32,
    one_class: bool,
}

pub(crate) fn regressor(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let coefficients = attributes.floats("coefficients")?;
    if coefficients.is_empty() {
        return attributes.bail("coefficients", "there are none");
    }
    let Some(&rho) = attributes.floats("rho")?.first() else {
        return attributes.bail("rho", "there is none");
    };
    let supports = match attributes.int("n_supports")?.unwrap_or(0) {
        0 => None,
        count if usize::try_from(count) == Ok(coefficients.len()) => {
            Some(Supports::read(attributes, coefficients.len())?)
        }
        count => {
            let message = format_args!("it says {count}, but there are {} coefficients", coefficients.len());
            return attributes.bail("n_supports", message);
        }
    };
    // onnxruntime reads `post_transform` and applies none.
    let one_class = attributes.int("one_class")?.unwrap_or(0) != 0;
    Operator::build(Regressor { supports, coefficients: coefficients.to_vec(), rho, one_class })
}

impl Regressor {
    fn width(&self) -> usize {
        self.supports.as_ref().map_or(self.coefficients.len(), |supports| supports.width)
    }

    fn row(&self, row: &[f32], kernels: &mut Vec<f32>) -> f32 {
        let sum = match &self.supports {
            Some(supports) => {
                supports.compare(row, kernels);
                dot(kernels, &self.coefficients)
            }
            None => dot(row, &self.coefficients),
        };
        let score = sum + self.rho;
        match self.one_class {
            true if score > 0.0 => 1.0,
            true => -1.0,
            false => score,
        }
    }
}

impl Kernel for Regressor {
    fn name(&self) -> &'static str {
        "SVMRegressor"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let rows = check_width(inputs[0], self.width())?;
        Ok(tvec!(f32::fact([rows, 1.to_dim()])))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let width = self.width();
        let (rows, input) = floats_of_width(inputs[0], width)?;
        let (_, mut scores) = room(&[rows])?;
        let mut kernels = Vec::new();
        scores.extend(elements::<f32>(&input)?.chunks_exact(width).map(|row| self.row(row, &mut kernels)));
        Ok(tvec!(tensor(&[rows, 1], scores)?))
    }
}
