//! `ArgMax`, `ArgMin` and `TopK`: where the largest or smallest elements along an axis are.

use std::cmp::Ordering;

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{axis, integers_in, integers_of, numbers, one_of, present, with_type};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, room, tensor};

/// Positions, and of `TopK` the elements too, in their order.
#[derive(Debug)]
struct Search {
    name: &'static str,
    axis: i64,
    largest: bool,
    /// Of equals the last, not the first.
    last: bool,
    /// How many: one for `ArgMax` and `ArgMin`; `TopK` up to version 9 as an attribute, then as an input.
    count: Option<i64>,
    /// Of `ArgMax` and `ArgMin`: whether the axis stays, with one position.
    keep: bool,
    inputs: usize,
}

pub(super) fn register(onnx: &mut Onnx) {
    for name in ["ArgMax", "ArgMin", "TopK"] {
        onnx.op_register.insert(name, build);
    }
}

fn build(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let flag = |name, default| -> TractResult<bool> { Ok(attributes.int(name)?.unwrap_or(default) != 0) };
    let search = if node.op_type == "TopK" {
        let (axis, largest) = (attributes.int("axis")?.unwrap_or(-1), flag("largest", 1)?);
        let count = attributes.int("k")?;
        Search { name: "TopK", axis, largest, last: false, count, keep: true, inputs: present(node) }
    } else {
        let largest = node.op_type == "ArgMax";
        Search {
            name: if largest { "ArgMax" } else { "ArgMin" },
            axis: attributes.int("axis")?.unwrap_or(0),
            largest,
            last: flag("select_last_index", 0)?,
            count: Some(1),
            keep: flag("keepdims", 1)?,
            inputs: 1,
        }
    };
    Operator::build(search)
}

impl Search {
    fn has_elements(&self) -> bool {
        self.name == "TopK"
    }

    fn count(&self, given: Option<Vec<i64>>) -> TractResult<usize> {
        let count = given.and_then(|given| given.first().copied()).or(self.count);
        match count.map(usize::try_from) {
            Some(Ok(count)) => Ok(count),
            _ => bail!("it must be told how many elements to find"),
        }
    }

    fn shape<D: DimLike>(&self, shape: &[D], count: usize) -> TractResult<TVec<D>> {
        let axis = axis(self.axis, shape.len())?;
        let mut shape: TVec<D> = shape.into();
        if self.keep {
            shape[axis] = count.into();
        } else {
            shape.remove(axis);
        }
        Ok(shape)
    }

    /// The order in which elements are found; what is no number comes first among the largest.
    fn order<T: PartialOrd>(&self, (i, a): (usize, &T), (j, b): (usize, &T)) -> Ordering {
        let no_number = |x: &T| x.partial_cmp(x).is_none();
        let ascending = a.partial_cmp(b).unwrap_or_else(|| no_number(a).cmp(&no_number(b)));
        let order = if self.largest { ascending.reverse() } else { ascending };
        order.then(if self.last { j.cmp(&i) } else { i.cmp(&j) })
    }
}

impl Kernel for Search {
    fn name(&self) -> &'static str {
        self.name
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn outputs(&self) -> usize {
        1 + usize::from(self.has_elements())
    }

    fn constants(&self) -> std::ops::Range<usize> {
        1..self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = inputs[0].datum_type;
        one_of(kind, &numbers())?;
        let given = inputs.get(1).map(|count| integers_of(count, "the number of elements")).transpose()?;
        let count = self.count(given)?;
        let along = &inputs[0].shape[axis(self.axis, inputs[0].rank())?];
        if let Ok(along) = along.to_usize() {
            ensure!(count <= along, "it looks for {count} of {along} elements");
        }
        let shape = self.shape(inputs[0].shape.dims(), count)?;
        let positions = i64::fact(&shape);
        Ok(if self.has_elements() { tvec!(kind.fact(&shape), positions) } else { tvec!(positions) })
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        let count = self.count(inputs.get(1).map(|count| integers_in(count)).transpose()?)?;
        let shape = self.shape(input.shape(), count)?;
        let along_axis = axis(self.axis, input.rank())?;
        let along = input.shape()[along_axis];
        ensure!(count <= along, "it looks for {count} of {along} elements");
        let step: usize = input.shape()[along_axis + 1..].iter().product();
        with_type!(input.datum_type(), [f32, f64, i64, i32], T => {
            let values = elements::<T>(input)?;
            let (size, mut positions) = room::<i64>(&shape)?;
            positions.resize(size, 0);
            let mut found = vec![T::default(); size];
            let mut order: Vec<usize> = Vec::new();
            for group in 0..values.len().checked_div(along).unwrap_or(0) {
                let (outer, inner) = (group / step, group % step);
                let value = |i: usize| &values[(outer * along + i) * step + inner];
                let by = |&i: &usize, &j: &usize| self.order((i, value(i)), (j, value(j)));
                order.clear();
                if count == 1 {
                    order.extend((0..along).min_by(by));
                } else {
                    order.extend(0..along);
                    order.sort_unstable_by(by);
                }
                for (place, &i) in order.iter().take(count).enumerate() {
                    let place = (outer * count + place) * step + inner;
                    positions[place] = i as i64;
                    found[place] = *value(i);
                }
            }
            let positions = tensor(&shape, positions)?;
            Ok(if self.has_elements() { tvec!(tensor(&shape, found)?, positions) } else { tvec!(positions) })
        })
    }
}
