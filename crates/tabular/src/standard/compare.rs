//! Truth values: `Equal`, `Greater`, `GreaterOrEqual`, `Less`, `LessOrEqual`, `And`, `Or`, `Xor`, `Not`, `IsNaN`.

use std::cmp::Ordering;

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::{broadcast, common, common_dims};
use super::types::{floats, map, numbers, one_of, same, with_type};
use crate::operator::{Built, Kernel, Operator, elements, tensor};

/// What is true of two elements, or of one.
#[derive(Clone, Copy, Debug)]
enum Predicate {
    /// Of their order, if they have one.
    Order(fn(Option<Ordering>) -> bool),
    /// Of two truth values.
    Both(fn(bool, bool) -> bool),
    Not,
    IsNan,
}

static PREDICATES: [(&str, Predicate); 10] = [
    ("Equal", Predicate::Order(|order| order == Some(Ordering::Equal))),
    ("Greater", Predicate::Order(|order| order == Some(Ordering::Greater))),
    ("GreaterOrEqual", Predicate::Order(|order| order.is_some_and(Ordering::is_ge))),
    ("Less", Predicate::Order(|order| order == Some(Ordering::Less))),
    ("LessOrEqual", Predicate::Order(|order| order.is_some_and(Ordering::is_le))),
    ("And", Predicate::Both(|a, b| a && b)),
    ("Or", Predicate::Both(|a, b| a || b)),
    ("Xor", Predicate::Both(|a, b| a != b)),
    ("Not", Predicate::Not),
    ("IsNaN", Predicate::IsNan),
];

#[derive(Debug)]
struct Comparison {
    name: &'static str,
    predicate: Predicate,
}

pub(super) fn register(onnx: &mut Onnx) {
    for (name, _) in &PREDICATES {
        onnx.op_register.insert(name, build);
    }
}

fn build(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let found = PREDICATES.iter().find(|(name, _)| *name == node.op_type);
    let &(name, predicate) = found.context("no comparison")?;
    Operator::build(Comparison { name, predicate })
}

fn zip<T: Datum>(a: &Tensor, b: &Tensor, f: impl Fn(&T, &T) -> bool) -> TractResult<Tensor> {
    let pairs = elements::<T>(a)?.iter().zip(elements::<T>(b)?);
    tensor(a.shape(), pairs.map(|(a, b)| f(a, b)).collect())
}

impl Kernel for Comparison {
    fn name(&self) -> &'static str {
        self.name
    }

    fn inputs(&self) -> usize {
        match self.predicate {
            Predicate::Order(_) | Predicate::Both(_) => 2,
            Predicate::Not | Predicate::IsNan => 1,
        }
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = same(inputs)?;
        match self.predicate {
            Predicate::Order(_) if self.name == "Equal" => {
                let [a, b, c, d] = numbers();
                one_of(kind, &[a, b, c, d, bool::datum_type(), String::datum_type()])?;
            }
            Predicate::Order(_) => one_of(kind, &numbers())?,
            Predicate::Both(_) | Predicate::Not => one_of(kind, &[bool::datum_type()])?,
            Predicate::IsNan => one_of(kind, &floats())?,
        }
        Ok(tvec!(bool::fact(common_dims(inputs)?)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let shape = common(inputs)?;
        let a = broadcast(inputs[0], &shape)?;
        let b = broadcast(inputs.last().copied().unwrap_or(inputs[0]), &shape)?;
        Ok(tvec!(match self.predicate {
            Predicate::Order(f) => with_type!(a.datum_type(), [f32, f64, i64, i32, bool, String], T => {
                zip(&a, &b, |a: &T, b: &T| f(a.partial_cmp(b)))?
            }),
            Predicate::Both(f) => zip(&a, &b, |&a, &b| f(a, b))?,
            Predicate::Not => map(&a, |x: &bool| !x)?,
            Predicate::IsNan => map(&*a.cast_to::<f64>()?, |x: &f64| x.is_nan())?,
        }))
    }
}
