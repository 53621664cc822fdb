//! Constants of a graph: as large as the bytes that hold them, and in this file.

use tract_onnx::pb::{GraphProto, TensorProto};

use crate::PredictorError;
use crate::graph::unsupported;
use crate::metadata::short;

/// Checks the initializers and the tensors in attributes.
pub(crate) fn check_constants(graph: &GraphProto) -> Result<(), PredictorError> {
    let attributes = graph.node.iter().flat_map(|node| &node.attribute);
    let tensors = attributes.flat_map(|attribute| attribute.t.iter().chain(&attribute.tensors));
    graph.initializer.iter().chain(tensors).try_for_each(check)
}

fn check(tensor: &TensorProto) -> Result<(), PredictorError> {
    let name = short(&tensor.name);
    if !tensor.external_data.is_empty() || tensor.data_location.is_some_and(|location| location != 0) {
        return Err(unsupported(format!(
            "constant '{name}' is kept in another file; export the model as one file"
        )));
    }
    let size = tensor.dims.iter().try_fold(1usize, |size, &dim| size.checked_mul(usize::try_from(dim).ok()?));
    // An element takes at least a byte, in whichever of these it is.
    let held = tensor.raw_data.len()
        + tensor.float_data.len()
        + tensor.double_data.len()
        + tensor.int32_data.len()
        + tensor.int64_data.len()
        + tensor.uint64_data.len()
        + tensor.string_data.len();
    if size.is_some_and(|size| size <= held) {
        Ok(())
    } else {
        Err(unsupported(format!("constant '{name}' is larger than the data that is there for it")))
    }
}
