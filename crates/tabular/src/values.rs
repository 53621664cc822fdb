//! Lists of elements of one type, as attributes hold them.

use tract_onnx::pb::TensorProto;
use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::tract_hir::internal::*;

/// The elements of a list or of a tensor in an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Values {
    Strings(Vec<String>),
    Int64s(Vec<i64>),
    Int32s(Vec<i32>),
    Int16s(Vec<i16>),
    Bytes(Vec<u8>),
    Halves(Vec<f16>),
    Floats(Vec<f32>),
    Doubles(Vec<f64>),
}

/// Bytes of a text, at most: labels are copied for every row.
const MAX_TEXT: usize = 4096;

/// A text of an attribute.
pub(crate) fn text(bytes: &[u8]) -> TractResult<&str> {
    ensure!(bytes.len() <= MAX_TEXT, "a text has {} bytes, more than {MAX_TEXT}", bytes.len());
    str::from_utf8(bytes).context("a text is not UTF-8")
}

/// Elements from the bytes of a tensor, or else from its field for that type.
fn elements<T, const SIZE: usize>(
    tensor: &TensorProto,
    decode: fn([u8; SIZE]) -> T,
    field: impl Iterator<Item = T>,
) -> TractResult<Vec<T>> {
    if tensor.raw_data.is_empty() {
        return Ok(field.collect());
    }
    let (chunks, rest) = tensor.raw_data.as_chunks::<SIZE>();
    ensure!(rest.is_empty(), "{} bytes are no whole number of elements", tensor.raw_data.len());
    Ok(chunks.iter().map(|&bytes| decode(bytes)).collect())
}

impl Values {
    /// Decodes a tensor of at most one dimension. Memory is linear in its bytes.
    pub(crate) fn decode(tensor: &TensorProto) -> TractResult<Self> {
        ensure!(
            tensor.external_data.is_empty() && tensor.data_location != Some(DataLocation::External as i32),
            "the tensor is kept in another file"
        );
        let int32s = || tensor.int32_data.iter().copied();
        let kind = DataType::try_from(tensor.data_type).unwrap_or(DataType::Undefined);
        let values = match kind {
            DataType::String => {
                ensure!(tensor.raw_data.is_empty(), "strings cannot be raw bytes");
                let texts = tensor.string_data.iter().map(|bytes| text(bytes).map(str::to_owned));
                Self::Strings(texts.collect::<TractResult<_>>()?)
            }
            DataType::Int64 => {
                Self::Int64s(elements(tensor, i64::from_le_bytes, tensor.int64_data.iter().copied())?)
            }
            DataType::Int32 => Self::Int32s(elements(tensor, i32::from_le_bytes, int32s())?),
            DataType::Int16 => {
                Self::Int16s(elements(tensor, i16::from_le_bytes, int32s().map(|x| x as i16))?)
            }
            DataType::Uint8 => Self::Bytes(elements(tensor, u8::from_le_bytes, int32s().map(|x| x as u8))?),
            DataType::Float16 => {
                let bits = int32s().map(|bits| f16::from_bits(bits as u16));
                Self::Halves(elements(tensor, f16::from_le_bytes, bits)?)
            }
            DataType::Float => {
                Self::Floats(elements(tensor, f32::from_le_bytes, tensor.float_data.iter().copied())?)
            }
            DataType::Double => {
                Self::Doubles(elements(tensor, f64::from_le_bytes, tensor.double_data.iter().copied())?)
            }
            other => bail!("tensors of type {other:?} are not supported here"),
        };
        let (count, found) = match tensor.dims.as_slice() {
            [] => (1, values.len()),
            [count] => (*count, values.len()),
            dims => bail!("the tensor has {} dimensions, expected one", dims.len()),
        };
        ensure!(usize::try_from(count) == Ok(found), "the tensor has {found} elements, but says {count}");
        Ok(values)
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Strings(values) => values.len(),
            Self::Int64s(values) => values.len(),
            Self::Int32s(values) => values.len(),
            Self::Int16s(values) => values.len(),
            Self::Bytes(values) => values.len(),
            Self::Halves(values) => values.len(),
            Self::Floats(values) => values.len(),
            Self::Doubles(values) => values.len(),
        }
    }

    pub(crate) fn datum_type(&self) -> DatumType {
        match self {
            Self::Strings(_) => String::datum_type(),
            Self::Int64s(_) => i64::datum_type(),
            Self::Int32s(_) => i32::datum_type(),
            Self::Int16s(_) => i16::datum_type(),
            Self::Bytes(_) => u8::datum_type(),
            Self::Halves(_) => f16::datum_type(),
            Self::Floats(_) => f32::datum_type(),
            Self::Doubles(_) => f64::datum_type(),
        }
    }
}
