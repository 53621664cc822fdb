//! `Slice`: a range along each of some axes.

use tract_onnx::model::{ParsingContext, optional_inputs};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::{offsets, pick, strides};
use super::types::{axis, integers_in, integers_of, present};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator};

/// Starts, ends, axes and steps: attributes up to version 9 of the operator, then inputs; the last two may be absent.
#[derive(Debug)]
struct Slice {
    attributes: [Option<Vec<i64>>; 4],
    /// Positions among the inputs.
    lists: [Option<usize>; 4],
    inputs: usize,
}

pub(super) fn slice(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attribute = |name| -> TractResult<Option<Vec<i64>>> {
        let attributes = Attributes(node);
        Ok(if attributes.has(name) { Some(attributes.ints(name)?.to_vec()) } else { None })
    };
    let mut optional = optional_inputs(node).skip(1);
    Operator::build(Slice {
        attributes: [attribute("starts")?, attribute("ends")?, attribute("axes")?, None],
        lists: std::array::from_fn(|_| optional.next().flatten()),
        inputs: present(node),
    })
}

/// First element, number of elements and distance between them along an axis.
type Range = (usize, usize, i64);

/// Ends are held within the dimension, and count from behind where they are negative.
fn range(dim: usize, start: i64, end: i64, step: i64) -> TractResult<Range> {
    ensure!(step != 0, "its step is zero");
    let dim = dim as i64;
    let from_start = |x: i64| if x < 0 { x.saturating_add(dim) } else { x };
    let (low, high) = if step > 0 { (0, dim) } else { (-1, dim - 1) };
    let start = from_start(start).clamp(low.max(0), high.max(0));
    let end = if end == i64::MIN { low } else { from_start(end).clamp(low, high) };
    let span = if step > 0 { end - start } else { start - end };
    let count = if span > 0 { (span - 1) / step.saturating_abs() + 1 } else { 0 };
    Ok((usize::try_from(start)?, usize::try_from(count)?, step))
}

impl Slice {
    /// The range along each axis, or none where all is kept.
    fn ranges(
        &self,
        rank: usize,
        list: impl Fn(usize) -> TractResult<Vec<i64>>,
        dim: impl Fn(usize) -> TractResult<usize>,
    ) -> TractResult<Vec<Option<Range>>> {
        let lists = |i: usize| -> TractResult<Option<Vec<i64>>> {
            match self.lists[i] {
                Some(input) => Ok(Some(list(input)?)),
                None => Ok(self.attributes[i].clone()),
            }
        };
        let (Some(starts), Some(ends)) = (lists(0)?, lists(1)?) else { bail!("it has no starts or no ends") };
        let axes = lists(2)?.unwrap_or_else(|| (0..starts.len() as i64).collect());
        let steps = lists(3)?.unwrap_or_else(|| vec![1; starts.len()]);
        let lengths = [ends.len(), axes.len(), steps.len()];
        ensure!(lengths == [starts.len(); 3], "its starts, ends, axes and steps are not equally many");
        let mut ranges = vec![None; rank];
        for (((&start, &end), &given), &step) in starts.iter().zip(&ends).zip(&axes).zip(&steps) {
            let at = axis(given, rank)?;
            // All of it, whatever its length.
            if (start, step) != (0, 1) || end < i64::from(i32::MAX) {
                ranges[at] = Some(range(dim(at)?, start, end, step)?);
            }
        }
        Ok(ranges)
    }
}

impl Kernel for Slice {
    fn name(&self) -> &'static str {
        "Slice"
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn constants(&self) -> std::ops::Range<usize> {
        1..self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape = inputs[0].shape.to_tvec();
        let list = |input: usize| integers_of(inputs[input], "its range");
        let dim = |at: usize| inputs[0].shape[at].to_usize().context("it cuts an axis of unknown length");
        for (dim, range) in shape.iter_mut().zip(self.ranges(inputs[0].rank(), list, dim)?) {
            if let Some((_, count, _)) = range {
                *dim = count.to_dim();
            }
        }
        Ok(tvec!(inputs[0].datum_type.fact(shape)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let mut shape = inputs[0].shape().to_vec();
        let (mut view, mut first) = (strides(&shape), 0);
        let list = |input: usize| integers_in(inputs[input]);
        let ranges = self.ranges(shape.len(), list, |at| Ok(inputs[0].shape()[at]))?;
        let mut backward = Vec::new();
        for (at, range) in ranges.into_iter().enumerate() {
            let Some((start, count, step)) = range else { continue };
            let stride = view[at];
            let length = usize::try_from(step.unsigned_abs())?.saturating_mul(stride);
            // Steps are taken forward from the lowest element; a backward range is turned round below.
            let reach = count.saturating_sub(1).saturating_mul(length);
            first += if step > 0 { start * stride } else { (start * stride).saturating_sub(reach) };
            if step < 0 {
                backward.push(at);
            }
            (shape[at], view[at]) = (count, if count > 1 { length } else { 0 });
        }
        let mut places = offsets(&shape, &view)?;
        places.iter_mut().for_each(|place| *place += first);
        let mut result = pick(inputs[0], &places, &shape)?;
        for at in backward {
            let steps = strides(&shape);
            let turned = |place: usize| {
                let along = place / steps[at] % shape[at];
                place - along * steps[at] + (shape[at] - 1 - along) * steps[at]
            };
            let places: Vec<usize> = (0..result.len()).map(turned).collect();
            result = pick(&result, &places, &shape)?;
        }
        Ok(tvec!(result))
    }
}
