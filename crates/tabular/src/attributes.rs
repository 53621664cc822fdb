//! The attributes of one node, by name and type; what is wrong with them names the node and the attribute.

use std::fmt::Display;
use std::str::FromStr;

use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::{AttributeProto, NodeProto};
use tract_onnx::tract_hir::internal::*;

use crate::values::Values;

/// Reads the attributes of a node.
#[derive(Clone, Copy)]
pub(crate) struct Attributes<'a>(pub(crate) &'a NodeProto);

impl<'a> Attributes<'a> {
    /// Says what is wrong with an attribute.
    pub(crate) fn bail<T>(self, name: &str, message: impl Display) -> TractResult<T> {
        bail!("{}, attribute '{name}': {message}", self.node())
    }

    /// Says what is wrong with the node.
    pub(crate) fn bail_node<T>(self, message: impl Display) -> TractResult<T> {
        bail!("{}: {message}", self.node())
    }

    /// The node as an error names it; one without a name goes by its first output.
    pub(crate) fn node(self) -> String {
        let output = self.0.output.first().map_or("", String::as_str);
        let name = if self.0.name.is_empty() { output } else { &self.0.name };
        let short = |text: &str| text.chars().take(80).collect::<String>();
        format!("node '{}' ({})", short(name), short(&self.0.op_type))
    }

    /// Whether the attribute is there, of whatever type.
    pub(crate) fn has(self, name: &str) -> bool {
        self.0.attribute.iter().any(|attribute| attribute.name == name)
    }

    fn find(self, name: &str, kind: AttributeType) -> TractResult<Option<&'a AttributeProto>> {
        let Some(attribute) = self.0.attribute.iter().find(|attribute| attribute.name == name) else {
            return Ok(None);
        };
        if attribute.r#type != kind as i32 {
            let found = AttributeType::try_from(attribute.r#type).unwrap_or(AttributeType::Undefined);
            return self.bail(name, format_args!("expected the type {kind:?}, got {found:?}"));
        }
        Ok(Some(attribute))
    }

    /// A list of integers, empty where the attribute is absent.
    pub(crate) fn ints(self, name: &str) -> TractResult<&'a [i64]> {
        Ok(self.find(name, AttributeType::Ints)?.map_or(&[], |attribute| &attribute.ints))
    }

    /// A list of floats, empty where the attribute is absent.
    pub(crate) fn floats(self, name: &str) -> TractResult<&'a [f32]> {
        Ok(self.find(name, AttributeType::Floats)?.map_or(&[], |attribute| &attribute.floats))
    }

    /// A list of texts, empty where the attribute is absent.
    pub(crate) fn texts(self, name: &str) -> TractResult<Vec<&'a str>> {
        let list = self.find(name, AttributeType::Strings)?.map_or(&[][..], |attribute| &attribute.strings);
        list.iter().map(|bytes| self.utf8(name, bytes)).collect()
    }

    /// A list of texts, empty where the attribute is absent.
    pub(crate) fn strings(self, name: &str) -> TractResult<Vec<String>> {
        Ok(self.texts(name)?.into_iter().map(str::to_owned).collect())
    }

    /// An integer.
    pub(crate) fn int(self, name: &str) -> TractResult<Option<i64>> {
        Ok(self.find(name, AttributeType::Int)?.map(|attribute| attribute.i))
    }

    /// A float.
    pub(crate) fn float(self, name: &str) -> TractResult<Option<f32>> {
        Ok(self.find(name, AttributeType::Float)?.map(|attribute| attribute.f))
    }

    /// A text.
    pub(crate) fn text(self, name: &str) -> TractResult<Option<&'a str>> {
        match self.find(name, AttributeType::String)? {
            Some(attribute) => Ok(Some(self.utf8(name, &attribute.s)?)),
            None => Ok(None),
        }
    }

    /// The elements of a tensor of one dimension (or none).
    pub(crate) fn tensor(self, name: &str) -> TractResult<Option<Values>> {
        match self.find(name, AttributeType::Tensor)?.map(|attribute| &attribute.t) {
            Some(Some(tensor)) => match Values::decode(tensor) {
                Ok(values) => Ok(Some(values)),
                Err(error) => self.bail(name, error),
            },
            Some(None) => self.bail(name, "the tensor is missing"),
            None => Ok(None),
        }
    }

    /// A word of the standard, or its default where the attribute is absent.
    pub(crate) fn word<T>(self, name: &str) -> TractResult<T>
    where
        T: FromStr<Err: Display> + Default,
    {
        match self.text(name)?.map(str::parse) {
            Some(Ok(word)) => Ok(word),
            Some(Err(error)) => self.bail_node(error),
            None => Ok(T::default()),
        }
    }

    fn utf8(self, name: &str, bytes: &'a [u8]) -> TractResult<&'a str> {
        match str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(_) => self.bail(name, "is not UTF-8"),
        }
    }
}
