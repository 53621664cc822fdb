//! One operator with its attributes, inputs and expected outputs, as `tools/model-zoo/operators` writes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto, TypeProto,
    ValueInfoProto, type_proto,
};
use tract_onnx::prelude::tract_ndarray::ArrayD;
use tract_onnx::prelude::*;

/// The cases that are checked in, or those of the folder that `OPERATOR_CASES` names.
pub(crate) fn all() -> Vec<Case> {
    std::env::var_os("OPERATOR_CASES").map_or_else(|| checked_in("operators"), |folder| read(folder.into()))
}

/// The cases in a folder of the tests.
pub(crate) fn checked_in(folder: &str) -> Vec<Case> {
    read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder))
}

fn read(folder: PathBuf) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file| serde_json::from_slice::<Vec<Case>>(&std::fs::read(file).unwrap()).unwrap();
    files.into_iter().flat_map(read).collect()
}

/// What an operator must answer.
#[derive(Clone, Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) operator: String,
    /// Of the operators, `ai.onnx.ml` unless it says otherwise.
    #[serde(default = "Case::usual_domain")]
    pub(crate) domain: String,
    /// Of the domain.
    pub(crate) version: i64,
    /// Of the node's inputs, where some are absent.
    #[serde(default)]
    pub(crate) names: Vec<String>,
    /// How many of the last inputs are constants of the graph.
    #[serde(default)]
    pub(crate) constants: usize,
    /// Whether the first dimension may be of any length.
    #[serde(default = "Case::usual_rows")]
    pub(crate) rows: bool,
    pub(crate) attributes: BTreeMap<String, Attribute>,
    pub(crate) inputs: Vec<Typed>,
    pub(crate) outputs: Vec<Typed>,
}

/// A value of an attribute.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Attribute {
    Int(i64),
    Float(Number),
    Text(String),
    Ints(Vec<i64>),
    Floats(Vec<Number>),
    Texts(Vec<String>),
    Tensor(Typed),
}

/// A number of a file; JSON has no NaN and no infinity, so those are texts.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "serde_json::Value")]
pub(crate) struct Number(pub(crate) f64);

impl TryFrom<serde_json::Value> for Number {
    type Error = String;

    fn try_from(value: serde_json::Value) -> Result<Self, String> {
        let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
        number.map(Number).ok_or_else(|| format!("{value} is no number"))
    }
}

/// A tensor.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Typed {
    pub(crate) shape: Vec<usize>,
    #[serde(flatten)]
    pub(crate) values: Values,
}

/// Its elements, row-major.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Values {
    Float16(Vec<Number>),
    Float(Vec<Number>),
    Double(Vec<Number>),
    Bool(Vec<bool>),
    Uint8(Vec<u8>),
    Int16(Vec<i16>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    String(Vec<String>),
}

impl Values {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Float16(v) | Self::Float(v) | Self::Double(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::Uint8(v) => v.len(),
            Self::Int16(v) => v.len(),
            Self::Int32(v) => v.len(),
            Self::Int64(v) => v.len(),
            Self::String(v) => v.len(),
        }
    }
}

impl Typed {
    pub(crate) fn tensor(&self) -> Tensor {
        fn array<T: Datum>(shape: &[usize], values: Vec<T>) -> Tensor {
            ArrayD::from_shape_vec(shape, values).unwrap().into()
        }
        let shape = &self.shape;
        match self.values.clone() {
            Values::Float16(v) => array(shape, v.iter().map(|x| f16::from_f64(x.0)).collect()),
            Values::Float(v) => array(shape, v.iter().map(|x| x.0 as f32).collect()),
            Values::Double(v) => array(shape, v.iter().map(|x| x.0).collect()),
            Values::Bool(v) => array(shape, v),
            Values::Uint8(v) => array(shape, v),
            Values::Int16(v) => array(shape, v),
            Values::Int32(v) => array(shape, v),
            Values::Int64(v) => array(shape, v),
            Values::String(v) => array(shape, v),
        }
    }

    fn data_type(&self) -> DataType {
        match self.values {
            Values::Float16(_) => DataType::Float16,
            Values::Float(_) => DataType::Float,
            Values::Double(_) => DataType::Double,
            Values::Bool(_) => DataType::Bool,
            Values::Uint8(_) => DataType::Uint8,
            Values::Int16(_) => DataType::Int16,
            Values::Int32(_) => DataType::Int32,
            Values::Int64(_) => DataType::Int64,
            Values::String(_) => DataType::String,
        }
    }

    pub(crate) fn proto(&self) -> TensorProto {
        let mut proto = TensorProto {
            dims: self.shape.iter().map(|&dim| dim as i64).collect(),
            data_type: self.data_type() as i32,
            ..TensorProto::default()
        };
        match self.values.clone() {
            Values::Float16(v) => {
                proto.int32_data = v.iter().map(|x| i32::from(f16::from_f64(x.0).to_bits())).collect();
            }
            Values::Float(v) => proto.float_data = v.iter().map(|x| x.0 as f32).collect(),
            // As exporters write them: in bytes.
            Values::Double(v) => proto.raw_data = v.iter().flat_map(|x| x.0.to_le_bytes()).collect(),
            Values::Bool(v) => proto.raw_data = v.into_iter().map(u8::from).collect(),
            Values::Uint8(v) => proto.raw_data = v,
            Values::Int16(v) => proto.int32_data = v.into_iter().map(i32::from).collect(),
            Values::Int32(v) => proto.int32_data = v,
            Values::Int64(v) => proto.int64_data = v,
            Values::String(v) => proto.string_data = v.into_iter().map(String::into_bytes).collect(),
        }
        proto
    }
}

impl Attribute {
    pub(crate) fn proto(&self, name: &str) -> AttributeProto {
        let mut proto = AttributeProto { name: name.to_owned(), ..AttributeProto::default() };
        let kind = match self.clone() {
            Self::Int(value) => {
                proto.i = value;
                AttributeType::Int
            }
            Self::Float(value) => {
                proto.f = value.0 as f32;
                AttributeType::Float
            }
            Self::Text(value) => {
                proto.s = value.into_bytes();
                AttributeType::String
            }
            Self::Ints(values) => {
                proto.ints = values;
                AttributeType::Ints
            }
            Self::Floats(values) => {
                proto.floats = values.iter().map(|value| value.0 as f32).collect();
                AttributeType::Floats
            }
            Self::Texts(values) => {
                proto.strings = values.into_iter().map(String::into_bytes).collect();
                AttributeType::Strings
            }
            Self::Tensor(value) => {
                proto.t = Some(value.proto());
                AttributeType::Tensor
            }
        };
        proto.r#type = kind as i32;
        proto
    }
}

impl Case {
    fn usual_domain() -> String {
        "ai.onnx.ml".to_owned()
    }

    fn usual_rows() -> bool {
        true
    }

    /// The inputs that are no constants.
    fn given(&self) -> &[Typed] {
        &self.inputs[..self.inputs.len() - self.constants]
    }

    /// A graph of one node named `lone`.
    pub(crate) fn model(&self) -> ModelProto {
        let name =
            |prefix: &str, count: usize| (0..count).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
        let (mut inputs, outputs) = (name("x", self.inputs.len()), name("y", self.outputs.len()));
        let all = if self.names.is_empty() { inputs.clone() } else { self.names.clone() };
        if !self.names.is_empty() {
            inputs = self.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        }
        let value = |name: &String, tensor: &Typed| ValueInfoProto {
            name: name.clone(),
            r#type: Some(TypeProto {
                value: Some(type_proto::Value::TensorType(type_proto::Tensor {
                    elem_type: tensor.data_type() as i32,
                    shape: None,
                })),
                ..TypeProto::default()
            }),
            ..ValueInfoProto::default()
        };
        let constant =
            |(name, tensor): (&String, &Typed)| TensorProto { name: name.clone(), ..tensor.proto() };
        let node = NodeProto {
            name: "lone".to_owned(),
            op_type: self.operator.clone(),
            domain: self.domain.clone(),
            input: all,
            output: outputs.clone(),
            attribute: self.attributes.iter().map(|(name, value)| value.proto(name)).collect(),
            ..NodeProto::default()
        };
        let graph = GraphProto {
            node: vec![node],
            input: inputs.iter().zip(self.given()).map(|(name, tensor)| value(name, tensor)).collect(),
            initializer: inputs.iter().zip(&self.inputs).skip(self.given().len()).map(constant).collect(),
            output: outputs.iter().zip(&self.outputs).map(|(name, tensor)| value(name, tensor)).collect(),
            ..GraphProto::default()
        };
        let version = OperatorSetIdProto { domain: self.domain.clone(), version: self.version };
        ModelProto { graph: Some(graph), opset_import: vec![version], ..ModelProto::default() }
    }

    /// Loads the graph for the shapes of the inputs, or for any number of rows of the same widths.
    pub(crate) fn compile(&self, any_rows: bool) -> TractResult<Arc<TypedRunnableModel>> {
        let mut model = super::loader().model_for_proto_model(&self.model())?;
        let rows = model.symbols.sym("rows").to_dim();
        let count = self.given().first().and_then(|input| input.shape.first());
        for (i, input) in self.given().iter().enumerate() {
            let tensor = input.tensor();
            let mut shape: TVec<TDim> = tensor.shape().iter().map(ToDim::to_dim).collect();
            if any_rows && self.rows && input.shape.len() > 1 && input.shape.first() == count {
                shape[0] = rows.clone();
            }
            model.set_input_fact(i, tensor.datum_type().fact(shape).into())?;
        }
        model.into_typed()?.into_runnable()
    }

    /// Answers with the outputs for the inputs.
    pub(crate) fn run(&self, any_rows: bool) -> TractResult<TVec<TValue>> {
        let inputs = self.given().iter().map(|input| input.tensor().into_tvalue()).collect();
        self.compile(any_rows)?.run(inputs)
    }
}
