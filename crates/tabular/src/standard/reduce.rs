//! `ReduceSum`, `ReduceMean`, `ReduceMax` and their like: many numbers → one, along axes.

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::{offsets, strides};
use super::types::{axis, integers_in, integers_of, numbers, one_of, present};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, room, tensor};

/// How numbers are brought together, in double precision.
#[derive(Debug)]
struct Function {
    name: &'static str,
    start: f64,
    step: fn(f64, f64) -> f64,
    /// Of the result, and of how many numbers it is.
    end: fn(f64, f64) -> f64,
}

const fn function(name: &'static str, start: f64, step: fn(f64, f64) -> f64) -> Function {
    Function { name, start, step, end: |x, _| x }
}

static FUNCTIONS: [Function; 9] = [
    function("ReduceL1", 0.0, |sum, x| sum + x.abs()),
    Function { name: "ReduceL2", start: 0.0, step: |sum, x| sum + x * x, end: |sum, _| sum.sqrt() },
    Function { name: "ReduceLogSum", start: 0.0, step: |sum, x| sum + x, end: |sum, _| sum.ln() },
    function("ReduceMax", f64::NEG_INFINITY, |max, x| if max.is_nan() || max > x { max } else { x }),
    Function { name: "ReduceMean", start: 0.0, step: |sum, x| sum + x, end: |sum, count| sum / count },
    function("ReduceMin", f64::INFINITY, |min, x| if min.is_nan() || min < x { min } else { x }),
    function("ReduceProd", 1.0, |product, x| product * x),
    function("ReduceSum", 0.0, |sum, x| sum + x),
    function("ReduceSumSquare", 0.0, |sum, x| sum + x * x),
];

/// Axes are an attribute in older versions of the standard, then an input, which may be absent.
#[derive(Debug)]
struct Reduce {
    function: &'static Function,
    axes: Option<Vec<i64>>,
    keep: bool,
    /// Without axes, nothing is reduced.
    keep_all: bool,
    inputs: usize,
}

pub(super) fn register(onnx: &mut Onnx) {
    for function in &FUNCTIONS {
        onnx.op_register.insert(function.name, build);
    }
}

fn build(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let function = FUNCTIONS.iter().find(|function| function.name == node.op_type);
    let flag = |name, default| -> TractResult<bool> { Ok(attributes.int(name)?.unwrap_or(default) != 0) };
    Operator::build(Reduce {
        function: function.context("no function of many numbers")?,
        axes: if attributes.has("axes") { Some(attributes.ints("axes")?.to_vec()) } else { None },
        keep: flag("keepdims", 1)?,
        keep_all: flag("noop_with_empty_axes", 0)?,
        inputs: present(node),
    })
}

impl Reduce {
    /// Whether each dimension is reduced.
    fn reduced(&self, rank: usize, given: Option<Vec<i64>>) -> TractResult<Vec<bool>> {
        let axes = given.or_else(|| self.axes.clone()).unwrap_or_default();
        let mut reduced = vec![axes.is_empty() && !self.keep_all; rank];
        for given in axes {
            reduced[axis(given, rank)?] = true;
        }
        Ok(reduced)
    }

    fn shape<D: DimLike>(&self, shape: &[D], reduced: &[bool]) -> TVec<D> {
        let dims = shape.iter().zip(reduced);
        dims.filter_map(|(dim, &reduced)| match (reduced, self.keep) {
            (false, _) => Some(dim.clone()),
            (true, true) => Some(D::one()),
            (true, false) => None,
        })
        .collect()
    }
}

impl Kernel for Reduce {
    fn name(&self) -> &'static str {
        self.function.name
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn constants(&self) -> std::ops::Range<usize> {
        1..self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = inputs[0].datum_type;
        one_of(kind, &numbers())?;
        let given = inputs.get(1).map(|axes| integers_of(axes, "its axes")).transpose()?;
        let reduced = self.reduced(inputs[0].rank(), given)?;
        Ok(tvec!(kind.fact(self.shape(inputs[0].shape.dims(), &reduced))))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        let given = inputs.get(1).map(|axes| integers_in(axes)).transpose()?;
        let reduced = self.reduced(input.rank(), given)?;
        // The same number of dimensions, so that each element of the input has its place.
        let kept: Vec<usize> = input
            .shape()
            .iter()
            .zip(&reduced)
            .map(|(&dim, &reduced)| if reduced { 1 } else { dim })
            .collect();
        let steps =
            strides(&kept).into_iter().zip(&reduced).map(|(step, &reduced)| if reduced { 0 } else { step });
        let places = offsets(input.shape(), &steps.collect::<Vec<_>>())?;
        let (count, mut results) = room(&kept)?;
        results.resize(count, self.function.start);
        let values = input.cast_to::<f64>()?;
        for (&place, &x) in places.iter().zip(elements::<f64>(&values)?) {
            results[place] = (self.function.step)(results[place], x);
        }
        let each = places.len().checked_div(count).unwrap_or(0) as f64;
        results.iter_mut().for_each(|x| *x = (self.function.end)(*x, each));
        let result = tensor(&self.shape(input.shape(), &reduced), results)?;
        Ok(tvec!(result.cast_to_dt(input.datum_type())?.into_owned()))
    }
}
