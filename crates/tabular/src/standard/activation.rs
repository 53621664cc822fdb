//! One number → one number: activations of neural networks and other functions.

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{floats, map, numbers, one_of};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator};

/// Values of the attributes `alpha`, and `beta` or `gamma`.
type Parameters = [f64; 2];

/// A function of a number. 32 bit floats are computed as they are, since some functions take their time.
#[derive(Debug)]
struct Function {
    name: &'static str,
    defaults: Parameters,
    floats: fn(f32, Parameters) -> f32,
    doubles: fn(f64, Parameters) -> f64,
    /// Where the standard has it for integers; 32 bit ones are computed in 64 bits.
    integers: Option<fn(i64) -> i64>,
}

/// The same expression for both precisions.
macro_rules! function {
    ($name:literal, |$x:ident| $body:expr) => {
        function!($name, [0.0, 0.0], None, |$x, _p| $body)
    };
    ($name:literal, $integers:expr, |$x:ident| $body:expr) => {
        function!($name, [0.0, 0.0], Some($integers), |$x, _p| $body)
    };
    ($name:literal, $defaults:expr, $integers:expr, |$x:ident, $p:ident| $body:expr) => {
        Function {
            name: $name,
            defaults: $defaults,
            floats: |$x, p| {
                let $p = [p[0] as f32, p[1] as f32];
                $body
            },
            doubles: |$x, $p| $body,
            integers: $integers,
        }
    };
}

static FUNCTIONS: [Function; 21] = [
    function!("Abs", i64::wrapping_abs, |x| x.abs()),
    function!("Ceil", |x| x.ceil()),
    function!("Elu", [1.0, 0.0], None, |x, p| if x < 0.0 { p[0] * x.exp_m1() } else { x }),
    Function {
        name: "Erf",
        defaults: [0.0, 0.0],
        floats: |x, _| erf(f64::from(x)) as f32,
        doubles: |x, _| erf(x),
        integers: None,
    },
    function!("Exp", |x| x.exp()),
    function!("Floor", |x| x.floor()),
    function!("HardSigmoid", [0.2, 0.5], None, |x, p| (p[0] * x + p[1]).clamp(0.0, 1.0)),
    function!("LeakyRelu", [0.01, 0.0], None, |x, p| if x < 0.0 { p[0] * x } else { x }),
    function!("Log", |x| x.ln()),
    function!("Neg", i64::wrapping_neg, |x| -x),
    function!("Reciprocal", |x| 1.0 / x),
    function!("Relu", |x| x.max(0), |x| if x < 0.0 { 0.0 } else { x }),
    function!("Round", |x| x.round_ties_even()),
    function!("Selu", [1.673_263_192_176_818_8, 1.050_701_022_148_132_3], None, |x, p| {
        if x <= 0.0 { p[1] * p[0] * x.exp_m1() } else { p[1] * x }
    }),
    // Through doubles, since 1 / (1 + e⁻ˣ) of floats leaves few digits of small probabilities.
    Function {
        name: "Sigmoid",
        defaults: [0.0, 0.0],
        floats: |x, _| sigmoid(f64::from(x)) as f32,
        doubles: |x, _| sigmoid(x),
        integers: None,
    },
    // Zero stays zero, and what is no number stays so.
    function!("Sign", i64::signum, |x| if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        x
    }),
    function!("Softplus", |x| if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }),
    function!("Softsign", |x| x / (1.0 + x.abs())),
    function!("Sqrt", |x| x.sqrt()),
    function!("Tanh", |x| x.tanh()),
    function!("ThresholdedRelu", [1.0, 0.0], None, |x, p| if x > p[0] { x } else { 0.0 }),
];

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The error function: the series of its expansion at zero (DLMF 7.6.2), and its continued fraction (DLMF 7.9.1)
/// from 3 on. Relative error below 1e-14.
fn erf(x: f64) -> f64 {
    let size = x.abs();
    if size < 3.0 {
        let (mut term, mut sum) = (x, x);
        for n in 1..80 {
            term *= 2.0 * x * x / f64::from(2 * n + 1);
            sum += term;
        }
        return std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() * sum;
    }
    if size > 6.0 {
        return x.signum();
    }
    let fraction = (1..60).rev().fold(size, |rest, n| size + f64::from(n) / 2.0 / rest);
    let tail = (-x * x).exp() / fraction * std::f64::consts::FRAC_2_SQRT_PI / 2.0;
    (1.0 - tail).copysign(x)
}

#[derive(Debug)]
struct Activation {
    function: &'static Function,
    parameters: Parameters,
}

pub(super) fn register(onnx: &mut Onnx) {
    for function in &FUNCTIONS {
        onnx.op_register.insert(function.name, build);
    }
}

fn build(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let function = FUNCTIONS.iter().find(|function| function.name == node.op_type);
    let function = function.context("no function of a number")?;
    let second = if function.name == "Selu" { "gamma" } else { "beta" };
    let mut parameters = function.defaults;
    for (parameter, name) in parameters.iter_mut().zip(["alpha", second]) {
        *parameter = Attributes(node).float(name)?.map_or(*parameter, f64::from);
    }
    Operator::build(Activation { function, parameters })
}

impl Kernel for Activation {
    fn name(&self) -> &'static str {
        self.function.name
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = inputs[0].datum_type;
        if self.function.integers.is_some() { one_of(kind, &numbers()) } else { one_of(kind, &floats()) }?;
        Ok(tvec!(kind.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let input = inputs[0];
        let kind = input.datum_type();
        Ok(tvec!(if kind == f32::datum_type() {
            map(input, |&x| (self.function.floats)(x, self.parameters))?
        } else if kind == f64::datum_type() {
            map(input, |&x| (self.function.doubles)(x, self.parameters))?
        } else {
            let f = self.function.integers.context("no function of integers")?;
            map(&*input.cast_to::<i64>()?, |&x| f(x))?.cast_to_dt(kind)?.into_owned()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_probabilities_keep_their_digits() {
        let function = FUNCTIONS.iter().find(|function| function.name == "Sigmoid");
        let sigmoid = |x: f32| function.map(|function| (function.floats)(x, function.defaults));
        // σ(−20) = 2.0611536181902036…e-9
        let expected = [(0.0, 0.5), (-20.0, 2.061_153_6e-9), (20.0, 1.0), (f32::NEG_INFINITY, 0.0)];
        for (x, y) in expected {
            assert_eq!(sigmoid(x), Some(y), "{x}");
        }
        assert!(sigmoid(f32::NAN).is_some_and(f32::is_nan));
    }
}
