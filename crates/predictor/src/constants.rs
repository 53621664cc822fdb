//! Constants of a graph: as large as the bytes that hold them, and in this file.

use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{GraphProto, TensorProto};

use crate::PredictorError;
use crate::graph::{describe, unsupported};
use crate::metadata::short;

/// Bytes of a text, such as a label: every row may get a copy.
const MAX_TEXT: usize = 4096;

/// Checks the initializers, and the tensors and texts in attributes.
pub(crate) fn check_constants(graph: &GraphProto) -> Result<(), PredictorError> {
    for node in &graph.node {
        for attribute in &node.attribute {
            let texts = attribute.strings.iter().chain([&attribute.s]);
            if let Some(text) = texts.into_iter().find(|text| text.len() > MAX_TEXT) {
                return Err(unsupported(format!(
                    "{}, attribute '{}': a text of {} bytes; up to {MAX_TEXT} are supported",
                    describe(node),
                    short(&attribute.name),
                    text.len()
                )));
            }
            attribute.t.iter().chain(&attribute.tensors).try_for_each(check)?;
        }
    }
    graph.initializer.iter().try_for_each(check)
}

fn check(tensor: &TensorProto) -> Result<(), PredictorError> {
    let name = short(&tensor.name);
    if !tensor.external_data.is_empty() || tensor.data_location.is_some_and(|location| location != 0) {
        return Err(unsupported(format!(
            "constant '{name}' is kept in another file; export the model as one file"
        )));
    }
    if let Some(text) = tensor.string_data.iter().find(|text| text.len() > MAX_TEXT) {
        let found = text.len();
        return Err(unsupported(format!(
            "constant '{name}' holds a text of {found} bytes; up to {MAX_TEXT} are supported"
        )));
    }
    // tract has no answer to that but a panic.
    if tensor.data_type == DataType::String as i32 && !tensor.raw_data.is_empty() {
        return Err(unsupported(format!("constant '{name}' holds its texts as raw bytes")));
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
