//! What the operators of `ai.onnx.ml` share: tensors in, tensors out, checked before they run.

use std::fmt::Debug;
use std::ops::Range;

use tract_onnx::prelude::tract_ndarray::ArrayD;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::tract_core::ops::cast::cast;

/// What a builder returns to tract: the operator, and the names it captures from around it (none).
pub(crate) type Built = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;

/// An operator's own part.
pub(crate) trait Kernel: Debug + Send + Sync + 'static {
    /// Its name in the standard.
    fn name(&self) -> &'static str;

    /// Number of inputs.
    fn inputs(&self) -> usize {
        1
    }

    /// Number of outputs.
    fn outputs(&self) -> usize {
        1
    }

    /// Inputs whose values [`Kernel::facts`] must know, such as axes.
    fn constants(&self) -> Range<usize> {
        0..0
    }

    /// Types and shapes of the outputs for those of the inputs, or what is wrong with the latter.
    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>>;

    /// How many products of two numbers it sums up, where they are more than its outputs have elements.
    fn products(&self, _inputs: &[&TypedFact]) -> TractResult<TDim> {
        Ok(0.to_dim())
    }

    /// Computes the outputs from inputs of the types and ranks that [`Kernel::facts`] has seen.
    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>>;
}

/// A [`Kernel`] as tract knows operators, before and after types and shapes are known.
#[derive(Clone, Debug)]
pub(crate) struct Operator(Arc<dyn Kernel>);

impl Operator {
    pub(crate) fn build(kernel: impl Kernel) -> Built {
        Ok((expand(Self(Arc::new(kernel))), vec![]))
    }
}

impl PartialEq for Operator {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Operator {}

impl Expansion for Operator {
    fn name(&self) -> StaticName {
        self.0.name().into()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        Ok(self.0.outputs())
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        ensure!(!inputs.is_empty(), "it has no input");
        check_input_arity(inputs, self.0.inputs())?;
        check_output_arity(outputs, self.0.outputs())?;
        s.given_all(inputs.iter().map(|input| &input.datum_type), move |s, types| {
            s.given_all(inputs.iter().map(|input| &input.shape), move |s, shapes| {
                let facts = types.iter().zip(shapes).map(|(&kind, shape)| integers(kind).fact(shape));
                let facts: Vec<TypedFact> = facts.collect();
                let constants = inputs.get(self.0.constants()).unwrap_or_default();
                s.given_all(constants.iter().map(|input| &input.value), move |s, values| {
                    let mut facts = facts.clone();
                    for (i, value) in self.0.constants().zip(values) {
                        facts[i].konst = Some(value);
                    }
                    let facts = self.0.facts(&facts.iter().collect::<Vec<_>>())?;
                    for (output, fact) in outputs.iter().zip(facts) {
                        s.equals(&output.datum_type, fact.datum_type)?;
                        s.equals(&output.shape, fact.shape.to_tvec())?;
                    }
                    Ok(())
                })
            })
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let inputs = with_integers(prefix, model, inputs)?;
        model.wire_node(prefix, self.clone(), &inputs)
    }
}

/// tract has a type of its own for integers that may be sizes, in which it casts all of 64 bits.
pub(crate) fn integers(kind: DatumType) -> DatumType {
    if kind == TDim::datum_type() { i64::datum_type() } else { kind }
}

/// The same inputs, with those of tract's own type for integers cast to the standard's.
pub(crate) fn with_integers(
    prefix: &str,
    model: &mut TypedModel,
    inputs: &[OutletId],
) -> TractResult<TVec<OutletId>> {
    let mut outlets = TVec::with_capacity(inputs.len());
    for (i, &input) in inputs.iter().enumerate() {
        let kind = model.outlet_fact(input)?.datum_type;
        if integers(kind) == kind {
            outlets.push(input);
        } else {
            outlets.extend(model.wire_node(format!("{prefix}.int64.{i}"), cast(integers(kind)), &[input])?);
        }
    }
    Ok(outlets)
}

impl Op for Operator {
    fn name(&self) -> StaticName {
        self.0.name().into()
    }

    op_as_typed_op!();
}

impl EvalOp for Operator {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let inputs: Vec<&Tensor> = inputs.iter().map(|input| &**input).collect();
        Ok(self.0.eval(&inputs)?.into_iter().map(IntoTValue::into_tvalue).collect())
    }
}

impl TypedOp for Operator {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        self.0.facts(inputs)
    }

    fn cost(&self, inputs: &[&TypedFact]) -> TractResult<TVec<(Cost, TDim)>> {
        Ok(tvec!((Cost::FMA(f64::datum_type()), self.0.products(inputs)?)))
    }

    as_op!();
}

/// The elements of a tensor.
pub(crate) fn elements<T: Datum>(tensor: &Tensor) -> TractResult<&[T]> {
    tensor.try_as_plain_ram()?.as_slice::<T>()
}

/// A tensor of these elements.
pub(crate) fn tensor<T: Datum>(shape: &[usize], elements: Vec<T>) -> TractResult<Tensor> {
    Ok(ArrayD::from_shape_vec(shape, elements)?.into())
}

/// Room for the product of some dimensions, or an error where there is none.
pub(crate) fn room<T>(shape: &[usize]) -> TractResult<(usize, Vec<T>)> {
    let count = shape.iter().try_fold(1_usize, |count, &dim| count.checked_mul(dim));
    let count = count.with_context(|| format!("a tensor of {shape:?} elements is too large"))?;
    let mut elements = Vec::new();
    elements.try_reserve_exact(count).with_context(|| format!("no memory for {count} elements"))?;
    Ok((count, elements))
}

/// Memory of the texts in one tensor, in bytes: a few long ones in a file may be asked for any number of times.
const MAX_TEXTS: usize = 1 << 28;

/// Texts that are about to be copied must fit [`MAX_TEXTS`].
pub(crate) fn check_texts<'a>(mut texts: impl Iterator<Item = &'a String>) -> TractResult<()> {
    let left = texts.try_fold(MAX_TEXTS, |left, text| left.checked_sub(size_of::<String>() + text.len()));
    ensure!(left.is_some(), "a tensor of texts takes more than {MAX_TEXTS} bytes");
    Ok(())
}

/// The input must be of one of the numeric types that the standard has for these operators.
pub(crate) fn numeric(input: &TypedFact) -> TractResult<()> {
    let types = [f32::datum_type(), f64::datum_type(), i64::datum_type(), i32::datum_type()];
    let found = input.datum_type;
    ensure!(types.contains(&found), "its input is of type {found:?}, expected F32, F64, I64 or I32");
    Ok(())
}

/// Rows and columns of an input; one of a single dimension is a row.
pub(crate) fn rows_and_columns(input: &TypedFact) -> TractResult<(TDim, TDim)> {
    match input.shape.dims() {
        [columns] => Ok((1.to_dim(), columns.clone())),
        [rows, columns] => Ok((rows.clone(), columns.clone())),
        dims => bail!("its input has {} dimensions, expected rows and columns", dims.len()),
    }
}

/// The same of a tensor.
pub(crate) fn matrix(input: &Tensor) -> TractResult<(usize, usize)> {
    match *input.shape() {
        [columns] => Ok((1, columns)),
        [rows, columns] => Ok((rows, columns)),
        _ => bail!("its input has {} dimensions, expected rows and columns", input.rank()),
    }
}

/// A list must have one element, or one for each column.
pub(crate) fn one_or_each(name: &str, length: usize, input: &TypedFact) -> TractResult<()> {
    if length == 1 {
        return Ok(());
    }
    let (_, columns) = rows_and_columns(input)?;
    match columns.to_usize() {
        Ok(columns) if columns == length => Ok(()),
        Ok(columns) => bail!("attribute '{name}' has {length} values for {columns} columns"),
        Err(_) => bail!("attribute '{name}' needs an input of known width"),
    }
}
