//! How near a row is to each support vector.

use std::str::FromStr;

use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::ml::linear::dot;

/// Value of `kernel_type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Function {
    /// `LINEAR`: x·v
    #[default]
    Linear,
    /// `POLY`: (γ·x·v + c)^d
    Poly,
    /// `RBF`: exp(−γ·|x − v|²)
    Rbf,
    /// `SIGMOID`: tanh(γ·x·v + c)
    Sigmoid,
}

impl FromStr for Function {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "LINEAR" => Ok(Self::Linear),
            "POLY" => Ok(Self::Poly),
            "RBF" => Ok(Self::Rbf),
            "SIGMOID" => Ok(Self::Sigmoid),
            _ => {
                let text: String = text.chars().take(40).collect();
                Err(format!("attribute 'kernel_type' has the unknown value '{text}'"))
            }
        }
    }
}

/// Support vectors, and the function that compares rows with them.
#[derive(Debug)]
pub(crate) struct Supports {
    function: Function,
    /// γ
    gamma: f32,
    /// c
    constant: f32,
    /// d
    degree: f32,
    /// Row-major, `count × width`.
    vectors: Vec<f32>,
    /// Columns of a row.
    pub(crate) width: usize,
}

impl Supports {
    /// `count` (at least one) support vectors of an SVM.
    pub(crate) fn read(attributes: Attributes<'_>, count: usize) -> TractResult<Self> {
        let vectors = attributes.floats("support_vectors")?;
        if vectors.is_empty() || vectors.len() % count != 0 {
            let message = format_args!("there are {} values for {count} vectors", vectors.len());
            return attributes.bail("support_vectors", message);
        }
        let (gamma, constant, degree) = match attributes.floats("kernel_params")? {
            [] => (0.0, 0.0, 0.0),
            &[gamma, constant, degree] => (gamma, constant, degree),
            found => {
                let message =
                    format_args!("there are {} values, expected gamma, coef0 and degree", found.len());
                return attributes.bail("kernel_params", message);
            }
        };
        let function = attributes.word("kernel_type")?;
        let width = vectors.len() / count;
        Ok(Self { function, gamma, constant, degree, vectors: vectors.to_vec(), width })
    }

    /// Replaces `output` by the kernel of a row and each support vector.
    pub(crate) fn compare(&self, row: &[f32], output: &mut Vec<f32>) {
        output.clear();
        output.extend(self.vectors.chunks_exact(self.width).map(|vector| match self.function {
            Function::Linear => dot(row, vector),
            Function::Poly => {
                let base = self.affine(row, vector);
                // Products are nearer to what onnxruntime computes than a power is.
                match self.degree {
                    degree if degree.to_bits() == 2_f32.to_bits() => base * base,
                    degree if degree.to_bits() == 3_f32.to_bits() => base * base * base,
                    degree => base.powf(degree),
                }
            }
            Function::Rbf => {
                let square: f32 = row.iter().zip(vector).map(|(x, v)| (x - v) * (x - v)).sum();
                f64::from(-self.gamma * square).exp() as f32
            }
            Function::Sigmoid => self.affine(row, vector).tanh(),
        }));
    }

    fn affine(&self, row: &[f32], vector: &[f32]) -> f32 {
        dot(&[self.gamma, 1.0], &[dot(row, vector), self.constant])
    }
}
