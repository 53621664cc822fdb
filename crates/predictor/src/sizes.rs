//! Bounds of memory and time: a file of a few bytes can ask for tensors of any size, and for any amount of arithmetic.
//! Counted in 64 bits everywhere: some bounds lie beyond what WebAssembly's `usize` holds.

use tract_onnx::tract_hir::internal::*;

use crate::metadata::shorten;
use crate::plan::BLOCK;

/// Numbers in one tensor for a block of rows, at most.
const MAX_NUMBERS: u64 = 1 << 26;
/// Numbers that all operators write for a block of rows, at most: bounds the memory, whatever is kept for how long.
const MAX_WRITTEN: u64 = 1 << 27;
/// Numbers that all operators read for a block of rows, at most.
const MAX_READ: u64 = 1 << 29;
/// Multiplications in products of matrices for a block of rows, at most.
const MAX_PRODUCTS: u64 = 1 << 35;
/// A text counts as this many numbers.
const TEXT: u64 = 256;
/// Operators that take time in proportion to their attributes for each row, so that rows must not be made of rows.
const BY_ROW: [&str; 5] =
    ["TreeEnsemble", "SVMClassifier", "SVMRegressor", "LinearClassifier", "LinearRegressor"];

/// Numbers of a block of rows, `None` where there is no saying.
struct Block(SymbolValues);

impl Block {
    fn eval(&self, dim: &TDim) -> Option<u64> {
        dim.eval(&self.0).to_i64().ok().and_then(|number| u64::try_from(number).ok())
    }

    fn numbers(&self, fact: &TypedFact) -> Option<u64> {
        let one = if fact.datum_type == String::datum_type() { TEXT } else { 1 };
        fact.shape.iter().try_fold(one, |numbers, dim| numbers.checked_mul(self.eval(dim)?))
    }
}

/// Checks a graph whose number of rows is the symbol `rows`.
pub(crate) fn check(model: &TypedModel, rows: &Symbol) -> TractResult<()> {
    let block = Block(SymbolValues::default().with(rows, BLOCK as i64));
    let (mut written, mut read, mut products) = (Some(0_u64), Some(0_u64), Some(0_u64));
    let add = |sum: &mut Option<u64>, more: Option<u64>| {
        *sum = sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
    };
    for node in model.nodes() {
        let name = || shorten(&node.name, 80);
        for output in &node.outputs {
            let numbers = block.numbers(&output.fact);
            ensure!(
                numbers.is_some_and(|numbers| numbers <= MAX_NUMBERS),
                "'{}' makes more than {MAX_NUMBERS} numbers for {BLOCK} rows",
                name()
            );
            add(&mut written, numbers);
        }
        let inputs = model.node_input_facts(node.id)?;
        for input in &inputs {
            add(&mut read, block.numbers(input));
        }
        let operator = node.op.name();
        if let ("MatMul" | "Gemm", [left, _, ..], [output]) =
            (&*operator, inputs.as_slice(), node.outputs.as_slice())
        {
            // Of a matrix with m × k numbers, whose product has m rows.
            let rows = output.fact.shape.iter().rev().nth(1).map_or(Some(1), |rows| block.eval(rows));
            let inner = match &*operator {
                "MatMul" => left.shape.last().and_then(|inner| block.eval(inner)),
                _ => block.numbers(left).zip(rows).and_then(|(all, rows)| all.checked_div(rows)),
            };
            let all = block.numbers(&output.fact).zip(inner);
            add(&mut products, all.and_then(|(numbers, inner)| numbers.checked_mul(inner)));
        }
        if let ("Div", [_, divisor]) = (&*operator, inputs.as_slice()) {
            ensure!(
                divisor.datum_type.is_float() || divisor.konst.as_deref().is_some_and(is_never_zero),
                "'{}' divides integers by what may be zero",
                name()
            );
        }
        if BY_ROW.contains(&&*operator) {
            let found = node.outputs.iter().filter_map(|output| output.fact.shape.first());
            ensure!(
                found.into_iter().all(|found| block.eval(found).is_some_and(|found| found <= BLOCK as u64)),
                "'{}' takes more than {BLOCK} rows for {BLOCK} rows",
                name()
            );
        }
    }
    for (what, found, limit) in
        [("writes", written, MAX_WRITTEN), ("reads", read, MAX_READ), ("multiplies", products, MAX_PRODUCTS)]
    {
        ensure!(
            found.is_some_and(|found| found <= limit),
            "the graph {what} more than {limit} numbers for {BLOCK} rows"
        );
    }
    Ok(())
}

fn is_never_zero(divisor: &Tensor) -> bool {
    let elements = divisor.cast_to::<f64>();
    elements.is_ok_and(|elements| {
        let plain = elements.try_as_plain_ram();
        plain.is_ok_and(|plain| plain.as_slice::<f64>().is_ok_and(|all| all.iter().all(|x| x.abs() >= 1.0)))
    })
}
