//! A model file and its graph.

use serde::{Deserialize, Serialize};

use crate::{Ensemble, Listed, Text};

/// What an ONNX file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelDescription {
    /// Version of the format.
    pub ir_version: i64,
    /// Operator sets that are imported.
    pub opsets: Listed<Opset>,
    /// Who wrote the file.
    pub producer: String,
    /// Which version of that.
    pub producer_version: String,
    /// Namespace of the model.
    pub domain: String,
    /// The author's own version.
    pub model_version: i64,
    /// Documentation of the model.
    pub doc_string: Text,
    /// Name of the graph.
    pub graph_name: String,
    /// Documentation of the graph.
    pub graph_doc_string: Text,
    /// Metadata properties.
    pub metadata: Listed<Property>,
    /// What the graph reads: inputs without an initializer.
    pub inputs: Listed<Value>,
    /// What the graph returns.
    pub outputs: Listed<Value>,
    /// The graph's nodes, in the order of the file.
    pub nodes: Listed<Node>,
    /// Which node reads what of whom; only between what is shown.
    pub edges: Listed<Edge>,
    /// Constants.
    pub initializers: Listed<Initializer>,
    /// The nodes that are tree ensembles.
    pub ensembles: Vec<Ensemble>,
    /// Local functions of the file, which are not shown.
    pub functions: usize,
    /// Why the graph cannot be run here, when it cannot.
    pub not_runnable: Option<String>,
}

/// An operator set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opset {
    /// Its name, `ai.onnx` for the main one.
    pub domain: String,
    /// Its version.
    pub version: i64,
}

/// An entry of the metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// Name.
    pub key: String,
    /// Value.
    pub value: Text,
}

/// A value that flows through the graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// What is known of it.
    pub kind: ValueType,
}

/// Type and shape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueType {
    /// Type of the elements by ONNX's name, such as `float`; `None` when it is not known, or the value is no tensor.
    pub element: Option<String>,
    /// `None` when it is not known.
    pub shape: Option<Vec<Dimension>>,
}

/// One dimension of a shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dimension {
    /// So many.
    Known(i64),
    /// As many as this stands for.
    Named(String),
    /// Any number.
    Unknown,
}

impl ValueType {
    /// `float[rows, 133]`; the empty text when nothing is known.
    pub fn text(&self) -> String {
        let element = self.element.as_deref().unwrap_or_default();
        let Some(shape) = &self.shape else { return element.to_owned() };
        let dimensions: Vec<String> = shape
            .iter()
            .map(|dimension| match dimension {
                Dimension::Known(number) => number.to_string(),
                Dimension::Named(name) => name.clone(),
                Dimension::Unknown => "?".to_owned(),
            })
            .collect();
        format!("{element}[{}]", dimensions.join(", "))
    }
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initializer {
    /// Its name.
    pub name: String,
    /// Type and shape.
    pub kind: ValueType,
}

/// A node of the graph: an operator at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its name, may be empty.
    pub name: String,
    /// What it does, such as `TreeEnsembleClassifier`.
    pub operator: String,
    /// Operator set of that, `ai.onnx` for the main one.
    pub domain: String,
    /// Version of the operator that is in force: that of the operator set which changed it last. `None` when the operator is
    /// not known, or its operator set is not imported.
    pub version: Option<i64>,
    /// Documentation.
    pub doc_string: Text,
    /// What it reads; an empty name stands for an input that is left out.
    pub inputs: Listed<Input>,
    /// What it writes.
    pub outputs: Listed<Value>,
    /// Its parameters.
    pub attributes: Listed<Attribute>,
    /// Whether the prediction depends on it; `None` when that is not known.
    pub needed: Option<bool>,
}

/// What a node reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The value.
    pub value: Value,
    /// Whether it is a constant.
    pub constant: bool,
}

/// A parameter of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type by ONNX's name, such as `ints`.
    pub kind: String,
    /// Its value, or the first elements.
    pub value: String,
    /// How many elements a list has that is not shown whole.
    pub cut: Option<usize>,
}

/// Where something is in a [`ModelDescription`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// An input of the graph.
    Input(usize),
    /// A node.
    Node(usize),
    /// An output of the graph.
    Output(usize),
}

/// A value on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// Who writes it.
    pub from: Place,
    /// Who reads it.
    pub to: Place,
    /// What it is.
    pub value: Value,
}

#[cfg(test)]
mod tests {
    use super::{Dimension, ValueType};

    #[test]
    fn a_type_is_written_like_an_array() {
        let text = |element: &str, shape| {
            let element = (!element.is_empty()).then(|| element.to_owned());
            ValueType { element, shape }.text()
        };
        let shape = vec![Dimension::Named("rows".to_owned()), Dimension::Known(133), Dimension::Unknown];
        assert_eq!(text("float", Some(shape)), "float[rows, 133, ?]");
        assert_eq!(text("int64", Some(vec![])), "int64[]");
        assert_eq!(text("string", None), "string");
        assert_eq!(text("", None), "");
    }
}
