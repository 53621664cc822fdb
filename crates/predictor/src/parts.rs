//! First look: how many parts a file has, counted in its bytes before anything is made of them.
//!
//! A node or tensor without content takes two bytes in a file and some hundred in memory, so that a file of a few
//! megabytes could fill all there is. This walks over Protocol Buffers as their encoding has them: a number that tells
//! field and type, then the content.

use crate::PredictorError;
use crate::graph::unsupported;

/// Nodes, attributes, tensors and other messages of a file, at most: those of an exporter have some hundred.
const MAX_PARTS: usize = 1 << 16;

/// The messages of ONNX that hold others.
#[derive(Clone, Copy)]
enum Part {
    Model,
    Training,
    Function,
    Graph,
    Node,
    Attribute,
    Tensor,
    Sparse,
    Annotation,
    Value,
    Type,
    TensorType,
    Shape,
    Other,
}

impl Part {
    /// What a field holds, where that is a message.
    fn field(self, number: u64) -> Option<Self> {
        Some(match (self, number) {
            (Self::Model, 7) | (Self::Training, 1 | 2) | (Self::Attribute, 6 | 11) => Self::Graph,
            (Self::Model, 20) => Self::Training,
            (Self::Model, 25) => Self::Function,
            (Self::Graph, 1) | (Self::Function, 7) => Self::Node,
            (Self::Graph, 5) | (Self::Attribute, 5 | 10) | (Self::Sparse, 1 | 2) => Self::Tensor,
            (Self::Graph, 15) | (Self::Attribute, 22 | 23) => Self::Sparse,
            (Self::Graph, 11..=13) => Self::Value,
            (Self::Graph, 14) => Self::Annotation,
            (Self::Node, 5) => Self::Attribute,
            (Self::Attribute, 15) | (Self::Value, 2) => Self::Type,
            (Self::Type, 1) => Self::TensorType,
            (Self::TensorType, 2) => Self::Shape,
            (Self::Model, 8 | 14)
            | (Self::Training, 3 | 4)
            | (Self::Function, 9)
            | (Self::Tensor, 3 | 13)
            | (Self::Annotation, 2)
            | (Self::Shape, 1) => Self::Other,
            _ => return None,
        })
    }
}

/// Refuses a file of too many parts. Takes no memory to speak of; what is wrong with the encoding is left to the decoder.
pub(crate) fn check_parts(bytes: &[u8]) -> Result<(), PredictorError> {
    let mut open = vec![(Part::Model, bytes)];
    let mut parts = 0;
    while let Some((part, mut bytes)) = open.pop() {
        while let Some((number, content)) = field(&mut bytes) {
            if let (Some(part), Some(content)) = (part.field(number), content) {
                parts += 1;
                if parts > MAX_PARTS {
                    return Err(unsupported(format!(
                        "it is made of more than {MAX_PARTS} nodes, attributes and tensors"
                    )));
                }
                open.push((part, content));
            }
        }
    }
    Ok(())
}

/// The next field: its number, and its content where that has a length. None at the end, and where the encoding is
/// wrong.
fn field<'a>(bytes: &mut &'a [u8]) -> Option<(u64, Option<&'a [u8]>)> {
    let key = varint(bytes)?;
    let content = match key & 7 {
        0 => {
            varint(bytes)?;
            None
        }
        1 => take(bytes, 8).map(|_| None)?,
        2 => {
            let length = varint(bytes)?;
            Some(take(bytes, usize::try_from(length).ok()?)?)
        }
        // Groups, long gone, have no length: their fields are looked at as if they were around them.
        3 | 4 => None,
        5 => take(bytes, 4).map(|_| None)?,
        _ => return None,
    };
    Some((key >> 3, content))
}

/// A number of seven bits a byte, the lowest first.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..70).step_by(7) {
        let &byte = bytes.split_off_first()?;
        number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    bytes.split_off(..length)
}
