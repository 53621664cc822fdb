//! `Normalizer`: each row divided by its maximum, its sum of magnitudes or its Euclidean length.

use std::str::FromStr;

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, matrix, numeric, room, rows_and_columns, tensor};

/// What a row is divided by: value of `norm`. A row whose divisor is zero stays as it is.
#[derive(Clone, Copy, Debug, Default)]
enum Norm {
    /// `MAX`: the largest element, not the largest magnitude.
    #[default]
    Max,
    /// `L1`: the sum of magnitudes.
    L1,
    /// `L2`: the square root of the sum of squares.
    L2,
}

impl FromStr for Norm {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "MAX" => Ok(Self::Max),
            "L1" => Ok(Self::L1),
            "L2" => Ok(Self::L2),
            _ => {
                let text: String = text.chars().take(40).collect();
                Err(format!("attribute 'norm' has the unknown value '{text}'"))
            }
        }
    }
}

#[derive(Debug)]
struct Normalizer {
    norm: Norm,
}

pub(crate) fn normalizer(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    Operator::build(Normalizer { norm: Attributes(node).word("norm")? })
}

impl Norm {
    fn normalize(self, row: &[f32], output: &mut Vec<f32>) {
        let divisor: f32 = match self {
            Self::Max => row.iter().copied().fold(f32::MIN, |max, x| if max < x { x } else { max }),
            Self::L1 => row.iter().map(|x| x.abs()).sum(),
            Self::L2 => row.iter().map(|x| x * x).sum(),
        };
        output.extend(row.iter().map(|&x| match self {
            // Zero is the one divisor that is not used, exactly.
            _ if divisor.abs().to_bits() == 0 => x,
            Self::Max | Self::L1 => x / divisor,
            Self::L2 => (x * x / divisor).sqrt().copysign(x),
        }));
    }
}

impl Kernel for Normalizer {
    fn name(&self) -> &'static str {
        "Normalizer"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        numeric(inputs[0])?;
        rows_and_columns(inputs[0])?;
        Ok(tvec!(f32::fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let (_, columns) = matrix(inputs[0])?;
        let input = inputs[0].cast_to::<f32>()?;
        let (_, mut output) = room(input.shape())?;
        for row in elements::<f32>(&input)?.chunks_exact(columns.max(1)) {
            self.norm.normalize(row, &mut output);
        }
        Ok(tvec!(tensor(input.shape(), output)?))
    }
}
