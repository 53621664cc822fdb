//! `FeatureVectorizer`: the columns of all inputs side by side, as floats.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, matrix, numeric, room, rows_and_columns, tensor};

/// Columns of the output, at most: a file of a few bytes can ask for any number.
const MAX_COLUMNS: usize = 1 << 16;

/// Columns that each input takes of the output: what it has more is left out, what it lacks is zero.
#[derive(Debug)]
struct FeatureVectorizer {
    columns: Vec<usize>,
}

pub(crate) fn feature_vectorizer(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let name = "inputdimensions";
    let (dimensions, inputs) = (attributes.ints(name)?, node.input.len());
    if dimensions.len() != inputs || inputs == 0 {
        return attributes
            .bail(name, format_args!("there are {} values for {inputs} inputs", dimensions.len()));
    }
    let columns = dimensions.iter().map(|&columns| usize::try_from(columns).ok());
    let columns = columns.collect::<Option<Vec<_>>>();
    let total = |columns: &Vec<usize>| columns.iter().try_fold(0, |sum: usize, &c| sum.checked_add(c));
    match columns.filter(|columns| total(columns).is_some_and(|total| total <= MAX_COLUMNS)) {
        Some(columns) => Operator::build(FeatureVectorizer { columns }),
        None => attributes.bail(name, format_args!("0 to {MAX_COLUMNS} columns are supported")),
    }
}

impl Kernel for FeatureVectorizer {
    fn name(&self) -> &'static str {
        "FeatureVectorizer"
    }

    fn inputs(&self) -> usize {
        self.columns.len()
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let (rows, _) = rows_and_columns(inputs[0])?;
        for input in inputs {
            numeric(input)?;
            rows_and_columns(input)?;
        }
        Ok(tvec!(f32::fact([rows, self.columns.iter().sum::<usize>().to_dim()])))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let (rows, _) = matrix(inputs[0])?;
        let floats = inputs.iter().map(|input| input.cast_to::<f32>()).collect::<TractResult<Vec<_>>>()?;
        let mut parts = Vec::with_capacity(floats.len());
        for (input, &taken) in floats.iter().zip(&self.columns) {
            let (found, columns) = matrix(input)?;
            ensure!(found == rows, "its inputs have {rows} and {found} rows");
            parts.push((elements::<f32>(input)?, columns, taken));
        }
        let shape = [rows, self.columns.iter().sum()];
        let (_, mut output) = room(&shape)?;
        for row in 0..rows {
            for &(values, columns, taken) in &parts {
                let values = &values[row * columns..][..columns.min(taken)];
                output.extend_from_slice(values);
                output.resize(output.len() + taken - values.len(), 0.0);
            }
        }
        Ok(tvec!(tensor(&shape, output)?))
    }
}
