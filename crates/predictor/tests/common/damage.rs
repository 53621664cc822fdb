//! Changes to well-formed model files that leave them well-formed.

use arbitrary::{Result, Unstructured};
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{AttributeProto, GraphProto, NodeProto, TensorProto};

use super::operators::{Kind, OPERATORS, WORDS};

const INTS: [i64; 16] = [
    0,
    1,
    2,
    3,
    -1,
    -2,
    5,
    12,
    255,
    65_537,
    1 << 28,
    i32::MAX as i64,
    i32::MIN as i64,
    1 << 40,
    i64::MAX,
    i64::MIN,
];

const FLOATS: [f32; 10] =
    [0.0, -0.0, 1.0, -1.0, 0.5, 60.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX];

fn small(u: &mut Unstructured<'_>) -> Result<i64> {
    if u.ratio(7, 8)? { u.int_in_range(-1..=6) } else { Ok(*u.choose(&INTS)?) }
}

fn float(u: &mut Unstructured<'_>) -> Result<f32> {
    if u.ratio(1, 2)? { Ok(*u.choose(&FLOATS)?) } else { Ok(f32::from(u.arbitrary::<i8>()?) / 8.0) }
}

fn list<T>(
    u: &mut Unstructured<'_>,
    mut one: impl FnMut(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let length = u.int_in_range(0..=14)?;
    (0..length).map(|_| one(u)).collect()
}

/// A tensor of any type and shape, mostly with as many elements as it says.
pub(crate) fn tensor(u: &mut Unstructured<'_>, name: &str) -> Result<TensorProto> {
    use DataType::{Bool, Double, Float, Float16, Int32, Int64, String, Uint8};
    let mut tensor = TensorProto { name: name.to_owned(), ..Default::default() };
    let dims: &[i64] =
        u.choose(&[&[1_i64][..], &[], &[2], &[3], &[12], &[1, 12], &[12, 1], &[12, 2], &[2, 3], &[0], &[4]])?;
    tensor.dims = dims.to_vec();
    let count = dims.iter().product::<i64>();
    let kind = *u.choose(&[Float, Int64, Double, Int32, Uint8, String, Bool, Float16])?;
    tensor.data_type = kind as i32;
    for _ in 0..count {
        match kind {
            Float => tensor.float_data.push(float(u)?),
            Double => tensor.double_data.push(float(u)?.into()),
            Int64 => tensor.int64_data.push(small(u)?),
            String => tensor.string_data.push(u.choose(&WORDS)?.as_bytes().to_vec()),
            Uint8 => tensor.raw_data.push(u.int_in_range(0..=8)?),
            _ => tensor.int32_data.push(small(u)? as i32),
        }
    }
    if u.ratio(1, 8)? {
        tensor.dims.push(*u.choose(&INTS)?);
    }
    if u.ratio(1, 16)? {
        tensor.data_type = u.int_in_range(-1..=24)?;
    }
    Ok(tensor)
}

/// An attribute of this name and type.
pub(crate) fn attribute(u: &mut Unstructured<'_>, name: &str, kind: Kind) -> Result<AttributeProto> {
    let mut attribute = AttributeProto { name: name.to_owned(), ..Default::default() };
    attribute.r#type = match kind {
        Kind::Float => {
            attribute.f = float(u)?;
            1
        }
        Kind::Int => {
            attribute.i = small(u)?;
            2
        }
        Kind::Text => {
            attribute.s = u.choose(&WORDS)?.as_bytes().to_vec();
            3
        }
        Kind::Tensor => {
            attribute.t = Some(tensor(u, "")?);
            4
        }
        Kind::Floats => {
            attribute.floats = list(u, float)?;
            6
        }
        Kind::Ints => {
            attribute.ints = list(u, small)?;
            7
        }
        Kind::Texts => {
            attribute.strings = list(u, |u| Ok(u.choose(&WORDS)?.as_bytes().to_vec()))?;
            8
        }
    };
    Ok(attribute)
}

/// Changes one thing of a graph.
pub(crate) fn damage(u: &mut Unstructured<'_>, graph: &mut GraphProto) -> Result<()> {
    let names: Vec<String> = graph
        .node
        .iter()
        .flat_map(|node| node.output.iter().chain(&node.input))
        .chain(graph.initializer.iter().map(|tensor| &tensor.name))
        .cloned()
        .collect();
    match u.int_in_range(0..=11)? {
        0 => {
            let name = if names.is_empty() { String::new() } else { u.choose(&names)?.clone() };
            let made = tensor(u, &name)?;
            graph.initializer.push(made);
        }
        1 if !graph.initializer.is_empty() => {
            let at = u.choose_index(graph.initializer.len())?;
            let (tensor, dim) = (&mut graph.initializer[at], *u.choose(&INTS)?);
            match tensor.dims.last_mut() {
                Some(last) if u.arbitrary()? => *last = dim,
                _ => tensor.dims.push(dim),
            }
        }
        2 if !graph.node.is_empty() => {
            let at = u.choose_index(graph.node.len())?;
            let copy = graph.node[at].clone();
            graph.node.push(copy);
        }
        3 if !graph.node.is_empty() => drop(graph.node.remove(u.choose_index(graph.node.len())?)),
        4 if graph.node.len() > 1 => {
            let other = u.choose_index(graph.node.len())?;
            graph.node.swap(0, other);
        }
        _ if !graph.node.is_empty() => {
            let at = u.choose_index(graph.node.len())?;
            change_node(u, &mut graph.node[at], &names)?;
        }
        _ => {}
    }
    Ok(())
}

fn change_node(u: &mut Unstructured<'_>, node: &mut NodeProto, names: &[String]) -> Result<()> {
    match u.int_in_range(0..=9)? {
        0 => u.choose(OPERATORS)?.0.clone_into(&mut node.op_type),
        1 if !node.input.is_empty() => {
            let at = u.choose_index(node.input.len())?;
            node.input[at] = if u.arbitrary()? { String::new() } else { u.choose(names)?.clone() };
        }
        2 => node.input.push(u.choose(names)?.clone()),
        3 => drop(node.input.pop()),
        4 if !node.output.is_empty() => node.output[0].clone_from(u.choose(names)?),
        5 => {
            let operator = u.choose(OPERATORS)?;
            if let Some(&(name, kind)) = operator.3.first() {
                node.attribute.push(attribute(u, name, kind)?);
            }
        }
        6 if !node.attribute.is_empty() => drop(node.attribute.remove(u.choose_index(node.attribute.len())?)),
        _ if !node.attribute.is_empty() => {
            let at = u.choose_index(node.attribute.len())?;
            change_attribute(u, &mut node.attribute[at])?;
        }
        _ => {}
    }
    Ok(())
}

fn change_attribute(u: &mut Unstructured<'_>, attribute: &mut AttributeProto) -> Result<()> {
    match u.int_in_range(0..=7)? {
        0 => attribute.i = *u.choose(&INTS)?,
        1 => attribute.f = float(u)?,
        2 => attribute.s = u.choose(&WORDS)?.as_bytes().to_vec(),
        3 => attribute.t = Some(tensor(u, "")?),
        4 => attribute.r#type = u.int_in_range(0..=14)?,
        _ => {
            change_list(u, &mut attribute.ints, small)?;
            change_list(u, &mut attribute.floats, float)?;
            change_list(u, &mut attribute.strings, |u| Ok(u.choose(&WORDS)?.as_bytes().to_vec()))?;
        }
    }
    Ok(())
}

fn change_list<T: Clone>(
    u: &mut Unstructured<'_>,
    list: &mut Vec<T>,
    one: impl FnOnce(&mut Unstructured<'_>) -> Result<T>,
) -> Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    let (at, other) = (u.choose_index(list.len())?, u.choose_index(list.len())?);
    match u.int_in_range(0..=4)? {
        0 => list.truncate(at),
        1 => list[at] = list[other].clone(),
        2 => list.push(one(u)?),
        _ => list[at] = one(u)?,
    }
    Ok(())
}
