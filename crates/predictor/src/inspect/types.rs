//! Types and shapes in words.

use inspector::{Dimension, ValueType};
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::tensor_shape_proto::dimension::Value;
use tract_onnx::pb::{TensorProto, ValueInfoProto};
use tract_onnx::tract_hir::internal::{DatumType, TDim, TypedFact};

use crate::graph::tensor_type;
use crate::metadata::short;

/// Dimensions of a shape that are shown, at most: those of tabular models have two.
const DIMENSIONS: usize = 16;

/// Type of the elements by ONNX's name.
fn element(number: i32) -> Option<String> {
    let name = match DataType::try_from(number).ok()? {
        DataType::Undefined => return None,
        other => format!("{other:?}").to_lowercase(),
    };
    Some(name)
}

/// What the file says of a value.
pub(super) fn declared(value: &ValueInfoProto) -> ValueType {
    let Some(tensor) = tensor_type(value) else { return ValueType::default() };
    let shape = tensor.shape.as_ref().map(|shape| {
        let dimensions = shape.dim.iter().take(DIMENSIONS).map(|dimension| match &dimension.value {
            Some(Value::DimValue(number)) => Dimension::Known(*number),
            Some(Value::DimParam(name)) if !name.is_empty() => Dimension::Named(short(name)),
            _ => Dimension::Unknown,
        });
        dimensions.collect()
    });
    ValueType { element: element(tensor.elem_type), shape }
}

/// Type and shape of a constant.
pub(super) fn constant(tensor: &TensorProto) -> ValueType {
    let shape = tensor.dims.iter().take(DIMENSIONS).map(|&size| Dimension::Known(size));
    ValueType { element: element(tensor.data_type), shape: Some(shape.collect()) }
}

/// What tract found of a value.
pub(super) fn inferred(fact: &TypedFact) -> ValueType {
    let shape = fact.shape.iter().take(DIMENSIONS).map(|dimension| match dimension {
        TDim::Val(number) => Dimension::Known(*number),
        other => Dimension::Named(short(&other.to_string())),
    });
    ValueType { element: datum(fact.datum_type), shape: Some(shape.collect()) }
}

fn datum(datum: DatumType) -> Option<String> {
    let name = match datum {
        DatumType::Bool => "bool",
        DatumType::F16 => "float16",
        DatumType::F32 => "float",
        DatumType::F64 => "double",
        DatumType::I8 => "int8",
        DatumType::I16 => "int16",
        DatumType::I32 => "int32",
        DatumType::I64 => "int64",
        DatumType::U8 => "uint8",
        DatumType::U16 => "uint16",
        DatumType::U32 => "uint32",
        DatumType::U64 => "uint64",
        DatumType::String => "string",
        _ => return None,
    };
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn types_have_the_names_of_the_standard() {
        let names = [0, 1, 2, 7, 8, 9, 10, 11, 16, 999].map(element);
        let expected = ["float", "uint8", "int64", "string", "bool", "float16", "double", "bfloat16"];
        assert_eq!(names[0], None);
        assert_eq!(names[1..9], expected.map(|name| Some(name.to_owned())));
        assert_eq!(names[9], None);
    }
}
