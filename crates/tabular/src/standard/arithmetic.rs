//! Two or more numbers → one: `Add`, `Sub`, `Mul`, `Div`, `Pow`, `Mod`, `Sum`, `Mean`, `Max`, `Min`.

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::layout::{broadcast, common, common_dims};
use super::types::{map, numbers, one_of, present, same};
use crate::operator::{Built, Kernel, Operator, elements, tensor};

/// A function of two numbers of one type; 32 bit integers are computed in 64 bits.
#[derive(Debug)]
struct Function {
    name: &'static str,
    floats: fn(f32, f32) -> f32,
    doubles: fn(f64, f64) -> f64,
    integers: fn(i64, i64) -> i64,
}

/// The larger or smaller of two; what is no number wins, as in onnxruntime.
macro_rules! extreme {
    ($a:ident $sign:tt $b:ident) => {
        if $a.is_nan() || $a $sign $b { $a } else { $b }
    };
}

/// By zero, or −2⁶³ by −1: the standard leaves the result open.
fn divide(a: i64, b: i64) -> i64 {
    if b == 0 { 0 } else { a.wrapping_div(b) }
}

/// With the divisor's sign.
fn modulo(a: i64, b: i64) -> i64 {
    if b == 0 {
        return 0;
    }
    let rest = a.wrapping_rem(b);
    if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }
}

/// A square is exact to the last bit, as in onnxruntime.
fn power(a: f64, b: f64) -> f64 {
    if b.to_bits() == 2_f64.to_bits() { a * a } else { a.powf(b) }
}

fn power_of_floats(a: f32, b: f32) -> f32 {
    if b.to_bits() == 2_f32.to_bits() { a * a } else { a.powf(b) }
}

static FUNCTIONS: [Function; 10] = [
    Function { name: "Add", floats: |a, b| a + b, doubles: |a, b| a + b, integers: i64::wrapping_add },
    Function { name: "Sub", floats: |a, b| a - b, doubles: |a, b| a - b, integers: i64::wrapping_sub },
    Function { name: "Mul", floats: |a, b| a * b, doubles: |a, b| a * b, integers: i64::wrapping_mul },
    Function { name: "Div", floats: |a, b| a / b, doubles: |a, b| a / b, integers: divide },
    Function {
        name: "Pow",
        floats: power_of_floats,
        doubles: power,
        integers: |a, b| power(a as f64, b as f64) as i64,
    },
    Function { name: "Mod", floats: |a, b| a % b, doubles: |a, b| a % b, integers: modulo },
    Function { name: "Sum", floats: |a, b| a + b, doubles: |a, b| a + b, integers: i64::wrapping_add },
    Function { name: "Mean", floats: |a, b| a + b, doubles: |a, b| a + b, integers: i64::wrapping_add },
    Function {
        name: "Max",
        floats: |a, b| extreme!(a > b),
        doubles: |a, b| extreme!(a > b),
        integers: i64::max,
    },
    Function {
        name: "Min",
        floats: |a, b| extreme!(a < b),
        doubles: |a, b| extreme!(a < b),
        integers: i64::min,
    },
];

#[derive(Debug)]
struct Arithmetic {
    function: &'static Function,
    inputs: usize,
}

pub(super) fn register(onnx: &mut Onnx) {
    for function in &FUNCTIONS {
        onnx.op_register.insert(function.name, build);
    }
}

fn build(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let function = FUNCTIONS.iter().find(|function| function.name == node.op_type);
    let function = function.context("no function of numbers")?;
    let any_number = ["Sum", "Mean", "Max", "Min"].contains(&function.name);
    let inputs = if any_number { present(node).max(1) } else { 2 };
    Operator::build(Arithmetic { function, inputs })
}

impl Arithmetic {
    fn pair(&self, a: &Tensor, b: &Tensor) -> TractResult<Tensor> {
        let shape = common(&[a, b])?;
        let (a, b) = (broadcast(a, &shape)?, broadcast(b, &shape)?);
        let kind = a.datum_type();
        if kind == f32::datum_type() {
            zip(&a, &b, self.function.floats)
        } else if kind == f64::datum_type() {
            zip(&a, &b, self.function.doubles)
        } else {
            let result = zip(&*a.cast_to::<i64>()?, &*b.cast_to::<i64>()?, self.function.integers)?;
            Ok(result.cast_to_dt(kind)?.into_owned())
        }
    }
}

fn zip<T: Datum + Copy>(a: &Tensor, b: &Tensor, f: fn(T, T) -> T) -> TractResult<Tensor> {
    let pairs = elements::<T>(a)?.iter().zip(elements::<T>(b)?);
    tensor(a.shape(), pairs.map(|(&a, &b)| f(a, b)).collect())
}

impl Kernel for Arithmetic {
    fn name(&self) -> &'static str {
        self.function.name
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        // An exponent may be of another type than its base.
        let kind = if self.function.name == "Pow" { inputs[0].datum_type } else { same(inputs)? };
        inputs.iter().try_for_each(|input| one_of(input.datum_type, &numbers()))?;
        Ok(tvec!(kind.fact(common_dims(inputs)?)))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let kind = inputs[0].datum_type();
        if let [base, exponent] = inputs
            && exponent.datum_type() != kind
        {
            let (base, exponent) = (base.cast_to::<f64>()?, exponent.cast_to::<f64>()?);
            return Ok(tvec!(self.pair(&base, &exponent)?.cast_to_dt(kind)?.into_owned()));
        }
        let mut result = inputs[0].clone();
        for input in &inputs[1..] {
            result = self.pair(&result, input)?;
        }
        if self.function.name == "Mean" {
            let count = inputs.len();
            result = if kind == f32::datum_type() {
                map(&result, |&x: &f32| x / count as f32)?
            } else {
                map(&*result.cast_to::<f64>()?, |&x: &f64| x / count as f64)?.cast_to_dt(kind)?.into_owned()
            };
        }
        Ok(tvec!(result))
    }
}
