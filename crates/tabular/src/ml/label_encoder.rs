//! `LabelEncoder` and `CategoryMapper`: element by element, keys → values.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::ml::lookup::{Lookup, Repeated};
use crate::operator::{Built, Kernel, Operator, check_texts, tensor};
use crate::values::Values;

/// A map from keys of one type to values of one.
#[derive(Debug)]
struct Map {
    keys: Lookup,
    key_type: DatumType,
    /// The values in the order of the keys, and after them the default.
    values: Values,
}

/// Maps of which the first for the type of the input is used.
#[derive(Debug)]
struct Mapper {
    name: &'static str,
    maps: Vec<Map>,
}

/// The one attribute of a family (`keys` or `values`) that is there.
fn list(attributes: Attributes<'_>, family: &str) -> TractResult<Values> {
    let name = |suffix: &str| format!("{family}_{suffix}");
    let mut found = None;
    for suffix in ["tensor", "strings", "int64s", "floats"] {
        let name = name(suffix);
        if !attributes.has(&name) {
            continue;
        }
        let values = match suffix {
            "tensor" => attributes.tensor(&name)?,
            "strings" => Some(Values::Strings(attributes.strings(&name)?)),
            "int64s" => Some(Values::Int64s(attributes.ints(&name)?.to_vec())),
            _ => Some(Values::Floats(attributes.floats(&name)?.to_vec())),
        };
        // Some writers leave the lists that they do not use behind, empty.
        let Some(values) = values.filter(|values| values.len() > 0) else { continue };
        if matches!(values, Values::Bytes(_) | Values::Halves(_)) {
            return attributes.bail(&name, format_args!("type {:?} is not supported", values.datum_type()));
        }
        if found.is_some() {
            return attributes.bail(&name, format_args!("there is another attribute '{family}_*'"));
        }
        found = Some(values);
    }
    match found {
        Some(values) => Ok(values),
        None => attributes.bail(&name("*"), "expected one that is not empty"),
    }
}

/// Appends the default for elements without a key: `default_tensor`, or the one for the type of the values.
fn push_default(attributes: Attributes<'_>, values: &mut Values) -> TractResult<()> {
    let string = || Ok::<_, TractError>(attributes.text("default_string")?.unwrap_or("_Unused").to_owned());
    let int = || Ok::<_, TractError>(attributes.int("default_int64")?.unwrap_or(-1));
    let float = || Ok::<_, TractError>(attributes.float("default_float")?.unwrap_or(-0.0));
    match (values, attributes.tensor("default_tensor")?) {
        (Values::Strings(values), Some(Values::Strings(one))) if one.len() == 1 => values.extend(one),
        (Values::Int64s(values), Some(Values::Int64s(one))) if one.len() == 1 => values.extend(one),
        (Values::Int32s(values), Some(Values::Int32s(one))) if one.len() == 1 => values.extend(one),
        (Values::Int16s(values), Some(Values::Int16s(one))) if one.len() == 1 => values.extend(one),
        (Values::Floats(values), Some(Values::Floats(one))) if one.len() == 1 => values.extend(one),
        (Values::Doubles(values), Some(Values::Doubles(one))) if one.len() == 1 => values.extend(one),
        (_, Some(_)) => {
            return attributes.bail("default_tensor", "expected one element of the type of the values");
        }
        (Values::Strings(values), None) => values.push(string()?),
        (Values::Int64s(values), None) => values.push(int()?),
        (Values::Floats(values), None) => values.push(float()?),
        // The standard's defaults for these types come in tensors only.
        (Values::Int32s(values), None) => values.push(-1),
        (Values::Int16s(values), None) => values.push(-1),
        (Values::Doubles(values), None) => values.push(-0.0),
        (Values::Bytes(_) | Values::Halves(_), None) => {}
    }
    Ok(())
}

impl Map {
    fn new(keys: Values, values: Values, repeated: Repeated) -> TractResult<Self> {
        Ok(Self { key_type: keys.datum_type(), keys: Lookup::new(keys, repeated)?, values })
    }

    fn eval(&self, input: &Tensor) -> TractResult<Tensor> {
        let positions = self.keys.positions(input)?;
        let shape = input.shape();
        match &self.values {
            Values::Strings(values) => {
                check_texts(at(values, &positions))?;
                values_at(values, &positions, shape)
            }
            Values::Int64s(values) => values_at(values, &positions, shape),
            Values::Int32s(values) => values_at(values, &positions, shape),
            Values::Int16s(values) => values_at(values, &positions, shape),
            Values::Floats(values) => values_at(values, &positions, shape),
            Values::Doubles(values) => values_at(values, &positions, shape),
            Values::Bytes(values) => values_at(values, &positions, shape),
            Values::Halves(values) => values_at(values, &positions, shape),
        }
    }
}

fn values_at<T: Datum>(values: &[T], positions: &[Option<usize>], shape: &[usize]) -> TractResult<Tensor> {
    tensor(shape, at(values, positions).cloned().collect())
}

/// The values at these positions, the last where there is none.
fn at<'a, T>(values: &'a [T], positions: &'a [Option<usize>]) -> impl Iterator<Item = &'a T> {
    let default = values.len() - 1;
    positions.iter().map(move |position| &values[position.unwrap_or(default)])
}

/// The version of `ai.onnx.ml` that a model is written for.
fn version(context: &ParsingContext<'_>) -> i64 {
    let imports = &context.model.opset_import;
    imports.iter().find(|import| import.domain == "ai.onnx.ml").map_or(1, |import| import.version)
}

pub(crate) fn label_encoder(context: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    if attributes.has("classes_strings") {
        let classes = attributes.strings("classes_strings")?;
        let numbers = (0..classes.len() as i64).collect();
        return both_ways("LabelEncoder", attributes, classes, numbers);
    }
    let keys = list(attributes, "keys")?;
    let mut values = list(attributes, "values")?;
    if keys.len() != values.len() {
        let message = format!("there are {} for {} keys", values.len(), keys.len());
        return attributes.bail("values_*", message);
    }
    push_default(attributes, &mut values)?;
    // Version 4 of the standard says that the last counts; before, it says nothing, and onnxruntime takes the first.
    let repeated = if version(context) >= 4 { Repeated::Last } else { Repeated::First };
    let maps = vec![Map::new(keys, values, repeated)?];
    Operator::build(Mapper { name: "LabelEncoder", maps })
}

pub(crate) fn category_mapper(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let (strings, ints) = (attributes.strings("cats_strings")?, attributes.ints("cats_int64s")?);
    if strings.len() != ints.len() {
        let message = format!("there are {} for {} strings", ints.len(), strings.len());
        return attributes.bail("cats_int64s", message);
    }
    both_ways("CategoryMapper", attributes, strings, ints.to_vec())
}

/// Strings to integers, or integers to strings, by the type of the input; the last of equal keys counts.
fn both_ways(name: &'static str, attributes: Attributes<'_>, strings: Vec<String>, ints: Vec<i64>) -> Built {
    let (strings, ints) = (Values::Strings(strings), Values::Int64s(ints));
    let (mut to_strings, mut to_ints) = (strings.clone(), ints.clone());
    push_default(attributes, &mut to_strings)?;
    push_default(attributes, &mut to_ints)?;
    let maps = vec![Map::new(strings, to_ints, Repeated::Last)?, Map::new(ints, to_strings, Repeated::Last)?];
    Operator::build(Mapper { name, maps })
}

impl Mapper {
    fn map(&self, kind: DatumType) -> TractResult<&Map> {
        match self.maps.iter().find(|map| map.key_type == kind) {
            Some(map) => Ok(map),
            None => {
                let types: Vec<_> = self.maps.iter().map(|map| map.key_type).collect();
                bail!("its input is of type {kind:?}, its keys are of {types:?}")
            }
        }
    }
}

impl Kernel for Mapper {
    fn name(&self) -> &'static str {
        self.name
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let values = &self.map(inputs[0].datum_type)?.values;
        Ok(tvec!(values.datum_type().fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        Ok(tvec!(self.map(inputs[0].datum_type())?.eval(inputs[0])?))
    }
}
