//! Class labels: the texts or integers that classifiers answer with.

use forest::Labels;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;

/// The texts of an attribute, or else the integers of another.
pub(crate) fn labels(attributes: Attributes<'_>, strings: &str, integers: &str) -> TractResult<Labels> {
    let texts = attributes.strings(strings)?;
    Ok(if texts.is_empty() {
        Labels::Int64s(attributes.ints(integers)?.to_vec())
    } else {
        Labels::Strings(texts)
    })
}

pub(crate) fn datum_type(labels: &Labels) -> DatumType {
    match labels {
        Labels::Int64s(_) => i64::datum_type(),
        Labels::Strings(_) => String::datum_type(),
    }
}

/// The labels of classes, which are numbers of labels.
pub(crate) fn tensor(labels: &Labels, classes: &[u32]) -> Tensor {
    let classes = classes.iter().map(|&class| class as usize);
    match labels {
        Labels::Int64s(labels) => tensor1(&classes.map(|class| labels[class]).collect::<Vec<_>>()),
        Labels::Strings(labels) => tensor1(&classes.map(|class| labels[class].clone()).collect::<Vec<_>>()),
    }
}
