//! `ZipMap`: a tensor of scores in place of the standard's sequence of maps from label to score.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::labels::labels;
use crate::operator::{Built, Kernel, Operator, rows_and_columns};

/// Passes a matrix with one column for each label on.
#[derive(Debug)]
struct ZipMap {
    labels: usize,
}

pub(crate) fn zip_map(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let labels = labels(attributes, "classlabels_strings", "classlabels_int64s")?.len();
    if labels == 0 {
        return attributes.bail("classlabels_int64s", "there are no class labels");
    }
    Operator::build(ZipMap { labels })
}

impl Kernel for ZipMap {
    fn name(&self) -> &'static str {
        "ZipMap"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let (_, columns) = rows_and_columns(inputs[0])?;
        if let Ok(columns) = columns.to_usize() {
            ensure!(columns == self.labels, "there are {} class labels for {columns} columns", self.labels);
        }
        Ok(tvec!(inputs[0].datum_type.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        Ok(tvec!(inputs[0].clone()))
    }
}
