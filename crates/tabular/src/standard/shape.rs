//! The same elements in another shape: `Reshape`, `Flatten`, `Squeeze`, `Unsqueeze`.

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{axis, integers_in, integers_of, present};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator};

/// How the new shape follows from the old one and from a list of integers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    /// To this shape: 0 is the old dimension, unless it says so itself, and −1 what is left.
    Reshape { zeros: bool },
    /// To two dimensions, split at an axis.
    Flatten,
    /// Without these dimensions of 1, or without all of them.
    Squeeze,
    /// With more dimensions of 1, at these places of the new shape.
    Unsqueeze,
}

/// The list is an attribute in older versions of the standard, then an input, which may be absent.
#[derive(Debug)]
struct Shape {
    name: &'static str,
    rule: Rule,
    list: Vec<i64>,
    inputs: usize,
}

pub(super) fn register(onnx: &mut Onnx) {
    for name in ["Reshape", "Flatten", "Squeeze", "Unsqueeze"] {
        onnx.op_register.insert(name, build);
    }
}

fn build(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let inputs = present(node);
    let (name, rule, list) = match node.op_type.as_str() {
        "Reshape" => {
            let zeros = attributes.int("allowzero")?.unwrap_or(0) != 0;
            ("Reshape", Rule::Reshape { zeros }, attributes.ints("shape")?.to_vec())
        }
        "Flatten" => ("Flatten", Rule::Flatten, vec![attributes.int("axis")?.unwrap_or(1)]),
        "Squeeze" => ("Squeeze", Rule::Squeeze, attributes.ints("axes")?.to_vec()),
        _ => ("Unsqueeze", Rule::Unsqueeze, attributes.ints("axes")?.to_vec()),
    };
    Operator::build(Shape { name, rule, list, inputs })
}

impl Rule {
    fn apply<D: DimLike>(self, old: &[D], list: &[i64]) -> TractResult<TVec<D>> {
        match self {
            Self::Reshape { zeros } => reshape(old, list, zeros),
            Self::Flatten => {
                let at = list.first().copied().unwrap_or(1);
                // One more place than there are axes.
                let at = axis(if at < 0 { at.saturating_sub(1) } else { at }, old.len() + 1)?;
                Ok(tvec!(old[..at].iter().cloned().product(), old[at..].iter().cloned().product()))
            }
            Self::Squeeze => {
                let mut axes =
                    list.iter().map(|&given| axis(given, old.len())).collect::<TractResult<Vec<_>>>()?;
                if axes.is_empty() {
                    axes = (0..old.len()).filter(|&i| old[i] == D::one()).collect();
                }
                if let Some(&wide) = axes.iter().find(|&&i| old[i] != D::one()) {
                    bail!("its axis {wide} is of {} elements, not of one", old[wide]);
                }
                Ok(old
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| !axes.contains(i))
                    .map(|(_, dim)| dim.clone())
                    .collect())
            }
            Self::Unsqueeze => {
                let rank = old.len() + list.len();
                let mut axes =
                    list.iter().map(|&given| axis(given, rank)).collect::<TractResult<Vec<_>>>()?;
                axes.sort_unstable();
                let mut new: TVec<D> = old.into();
                for at in axes {
                    ensure!(at <= new.len(), "it names an axis twice");
                    new.insert(at, D::one());
                }
                ensure!(new.len() == rank, "it names an axis twice");
                Ok(new)
            }
        }
    }
}

fn reshape<D: DimLike>(old: &[D], list: &[i64], zeros: bool) -> TractResult<TVec<D>> {
    let mut open = None;
    let mut new: TVec<D> = tvec!();
    for (i, &dim) in list.iter().enumerate() {
        new.push(match dim {
            -1 if open.is_none() => {
                open = Some(i);
                D::one()
            }
            0 if !zeros => match old.get(i) {
                Some(dim) => dim.clone(),
                None => bail!("its shape {list:?} refers to dimension {i} of {}", old.len()),
            },
            0.. => usize::try_from(dim)?.into(),
            _ => bail!("its shape {list:?} is none"),
        });
    }
    let (elements, known): (D, D) = (old.iter().cloned().product(), new.iter().cloned().product());
    let misfit = || format!("{elements} elements do not fit the shape {list:?}");
    if known == D::zero() {
        ensure!(elements == known && open.is_none(), "{}", misfit());
        return Ok(new);
    }
    match (elements.maybe_div(&known), open) {
        (Ok((rest, 1)), Some(open)) => new[open] = rest,
        (Ok((rest, 1)), None) if rest == D::one() => {}
        _ => bail!("{}", misfit()),
    }
    Ok(new)
}

impl Kernel for Shape {
    fn name(&self) -> &'static str {
        self.name
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn constants(&self) -> std::ops::Range<usize> {
        1..self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let given = inputs.get(1).map(|list| integers_of(list, "its shape or axes")).transpose()?;
        let shape = self.rule.apply(inputs[0].shape.dims(), given.as_ref().unwrap_or(&self.list))?;
        Ok(tvec!(inputs[0].datum_type.fact(shape)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let given = inputs.get(1).map(|list| integers_in(list)).transpose()?;
        let shape = self.rule.apply(inputs[0].shape(), given.as_ref().unwrap_or(&self.list))?;
        Ok(tvec!(inputs[0].clone().into_shape(&shape)?))
    }
}
