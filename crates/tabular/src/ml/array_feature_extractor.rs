//! `ArrayFeatureExtractor`: columns of the first input by the numbers in the second.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::operator::{Built, Kernel, Operator, check_texts, elements, numeric, room, tensor};

#[derive(Debug)]
struct ArrayFeatureExtractor;

pub(crate) fn array_feature_extractor(_: &ParsingContext<'_>, _: &NodeProto) -> Built {
    Operator::build(ArrayFeatureExtractor)
}

/// Every number must be that of a column.
fn check(indices: &Tensor, columns: usize) -> TractResult<&[i64]> {
    let indices = elements::<i64>(indices)?;
    match indices.iter().find(|&&index| !usize::try_from(index).is_ok_and(|index| index < columns)) {
        Some(index) => bail!("column {index} is asked for, of {columns} (counted from 0)"),
        None => Ok(indices),
    }
}

fn extract<T: Datum>(input: &Tensor, indices: &[i64], shape: &[usize]) -> TractResult<Tensor> {
    let columns = input.shape().last().map_or(1, |&columns| columns.max(1));
    let (_, mut output) = room(shape)?;
    for row in elements::<T>(input)?.chunks_exact(columns) {
        output.extend(indices.iter().map(|&index| row[index as usize].clone()));
    }
    tensor(shape, output)
}

impl Kernel for ArrayFeatureExtractor {
    fn name(&self) -> &'static str {
        "ArrayFeatureExtractor"
    }

    fn inputs(&self) -> usize {
        2
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let (input, indices) = (inputs[0], inputs[1]);
        let kind = input.datum_type;
        ensure!(kind == String::datum_type() || numeric(input).is_ok(), "its input is of type {kind:?}");
        ensure!(indices.datum_type == i64::datum_type(), "its column numbers are not of type I64");
        let Some((columns, before)) = input.shape.dims().split_last() else {
            bail!("its input has no dimensions");
        };
        if let (Some(indices), Ok(columns)) = (&indices.konst, columns.to_usize()) {
            check(indices, columns)?;
        }
        // A lone row comes out as a matrix, as onnxruntime has it.
        let mut shape = if before.is_empty() { tvec!(1.to_dim()) } else { before.iter().cloned().collect() };
        shape.push(indices.shape.volume());
        Ok(tvec!(kind.fact(shape)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        let Some((&columns, before)) = input.shape().split_last() else {
            bail!("its input has no dimensions");
        };
        let indices = check(inputs[1], columns)?;
        let mut shape = if before.is_empty() { vec![1] } else { before.to_vec() };
        shape.push(indices.len());
        Ok(tvec!(match input.datum_type() {
            DatumType::String => {
                let rows = elements::<String>(input)?.chunks_exact(columns.max(1));
                check_texts(rows.flat_map(|row| indices.iter().map(|&index| &row[index as usize])))?;
                extract::<String>(input, indices, &shape)?
            }
            DatumType::F32 => extract::<f32>(input, indices, &shape)?,
            DatumType::F64 => extract::<f64>(input, indices, &shape)?,
            DatumType::I64 => extract::<i64>(input, indices, &shape)?,
            DatumType::I32 => extract::<i32>(input, indices, &shape)?,
            other => bail!("its input is of type {other:?}"),
        }))
    }
}
