//! The attributes of one node, by name and type; what is wrong with them names the node and the attribute.

use std::fmt::Display;
use std::str::FromStr;

use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::{AttributeProto, NodeProto};
use tract_onnx::tract_hir::internal::*;

use crate::values::{Values, text};

/// Reads the attributes of a node.
#[derive(Clone, Copy)]
pub(crate) struct Attributes<'a>(pub(crate) &'a NodeProto);

impl<'a> Attributes<'a> {
    /// Says what is wrong with an attribute.
    pub(crate) fn bail<T>(self, name: &str, message: impl Display) -> TractResult<T> {
        self.bail_node(format_args!("attribute '{name}': {message}"))
    }

    /// Says what is wrong with the node. tract adds the node's name; one without goes by its first output.
    pub(crate) fn bail_node<T>(self, message: impl Display) -> TractResult<T> {
        match (self.0.name.as_str(), self.0.output.first()) {
            ("", Some(output)) => {
                let output: String = output.chars().take(80).collect();
                bail!("node of '{output}': {message}")
            }
            _ => bail!("{message}"),
        }
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
        list.iter().map(|bytes| self.checked(name, bytes)).collect()
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
            Some(attribute) => Ok(Some(self.checked(name, &attribute.s)?)),
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

    fn checked(self, name: &str, bytes: &'a [u8]) -> TractResult<&'a str> {
        text(bytes).or_else(|error| self.bail(name, error))
    }
}
