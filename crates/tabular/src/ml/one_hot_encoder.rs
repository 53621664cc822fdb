//! `OneHotEncoder`: each element becomes a row with a one at its category.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes::Attributes;
use crate::ml::lookup::{Lookup, Repeated};
use crate::operator::{Built, Kernel, Operator, elements, numeric, room, tensor};
use crate::values::Values;

/// 2⁶³: integers end below it.
const BOUND: f64 = 9_223_372_036_854_775_808.0;

#[derive(Debug)]
struct OneHotEncoder {
    categories: Lookup,
    count: usize,
    /// Whether an element of no category becomes a row of zeros, and not an error.
    zeros: bool,
}

pub(crate) fn one_hot_encoder(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let (strings, ints) = (attributes.strings("cats_strings")?, attributes.ints("cats_int64s")?);
    let categories = match (strings.is_empty(), ints.is_empty()) {
        (false, true) => Values::Strings(strings),
        (true, false) => Values::Int64s(ints.to_vec()),
        (true, true) => return attributes.bail("cats_int64s", "there are no categories"),
        (false, false) => return attributes.bail("cats_int64s", "cannot be there beside 'cats_strings'"),
    };
    let zeros = attributes.int("zeros")?.unwrap_or(1) != 0;
    let count = categories.len();
    Operator::build(OneHotEncoder { categories: Lookup::new(categories, Repeated::Last)?, count, zeros })
}

impl OneHotEncoder {
    /// The category of each element; numbers are cut to their whole part.
    fn positions(&self, input: &Tensor) -> TractResult<Vec<Option<usize>>> {
        if !input.datum_type().is_float() {
            return self.categories.positions(input);
        }
        let doubles = input.cast_to::<f64>()?;
        let doubles = elements::<f64>(&doubles)?;
        let whole: Vec<i64> = doubles.iter().map(|&x| x as i64).collect();
        let mut positions = self.categories.positions(&tensor1(&whole))?;
        for (position, x) in positions.iter_mut().zip(doubles) {
            // What no integer holds is no category, though the cast makes it 0 or the greatest integer.
            if !(-BOUND..BOUND).contains(x) {
                *position = None;
            }
        }
        Ok(positions)
    }
}

impl Kernel for OneHotEncoder {
    fn name(&self) -> &'static str {
        "OneHotEncoder"
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        if matches!(self.categories, Lookup::Strings(_)) {
            let found = inputs[0].datum_type;
            ensure!(
                found == String::datum_type(),
                "its input is of type {found:?}, its categories are strings"
            );
        } else {
            numeric(inputs[0])?;
        }
        let shape = inputs[0].shape.iter().cloned().chain([self.count.to_dim()]);
        Ok(tvec!(f32::fact(shape.collect::<TVec<_>>())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let mut shape = inputs[0].shape().to_vec();
        shape.push(self.count);
        let (count, mut output) = room(&shape)?;
        output.resize(count, 0.0_f32);
        let positions = self.positions(inputs[0])?;
        for (element, (row, position)) in output.chunks_exact_mut(self.count).zip(positions).enumerate() {
            match position {
                Some(position) => row[position] = 1.0,
                None => ensure!(
                    self.zeros,
                    "element {element} of its input is of no category (attribute 'zeros')"
                ),
            }
        }
        Ok(tvec!(tensor(&shape, output)?))
    }
}
