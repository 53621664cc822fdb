//! A compiled ensemble as an operator of tract.

use forest::Ensemble;
use tract_onnx::tract_hir::internal::*;

use super::Element;
use crate::labels;
use crate::operator::{elements, room, tensor};

/// The operator that evaluates an [`Ensemble`]: one input of `rows × columns`; a classifier has the outputs
/// labels (`rows`) and scores (`rows × classes`), a regressor only scores (`rows × targets`).
///
/// `T` is what the trees compare and sum: `f32`, or `f64` where the model or its input is of doubles.
#[derive(Clone, Debug)]
pub struct TreeEnsemble<T = f32> {
    ensemble: Arc<Ensemble<T>>,
    /// Type of the scores.
    scores: DatumType,
}

impl<T> TreeEnsemble<T> {
    /// The ensemble.
    pub fn ensemble(&self) -> &Ensemble<T> {
        &self.ensemble
    }

    pub(crate) fn new(ensemble: Arc<Ensemble<T>>, scores: DatumType) -> Self {
        Self { ensemble, scores }
    }
}

impl<T> PartialEq for TreeEnsemble<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ensemble, &other.ensemble)
    }
}

impl<T> Eq for TreeEnsemble<T> {}

impl<T: Element> Op for TreeEnsemble<T> {
    fn name(&self) -> StaticName {
        "TreeEnsemble".into()
    }

    op_as_typed_op!();
}

impl<T: Element> EvalOp for TreeEnsemble<T> {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let input = input.cast_to::<T>()?;
        let &[rows, features] = input.shape() else {
            bail!("a tree ensemble takes a matrix, got {} dimensions", input.rank());
        };
        let input = elements::<T>(&input)?;
        let shape = [rows, self.ensemble.outputs()];
        let (count, mut scores) = room(&shape)?;
        scores.resize(count, T::ZERO);
        let mut outputs = tvec!();
        if let Some(labels) = self.ensemble.labels() {
            let mut classes = vec![0; rows];
            self.ensemble.predict(input, features, &mut scores, &mut classes)?;
            outputs.push(labels::tensor(labels, &classes).into_tvalue());
        } else {
            self.ensemble.scores(input, features, &mut scores)?;
        }
        let scores = if self.scores == T::datum_type() {
            tensor(&shape, scores)?
        } else {
            let floats = scores.into_iter().map(Element::to_float).collect();
            tensor(&shape, floats)?.cast_to_dt(self.scores)?.into_owned()
        };
        outputs.push(scores.into_tvalue());
        Ok(outputs)
    }
}

impl<T: Element> TypedOp for TreeEnsemble<T> {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let Some(rows) = inputs.first().and_then(|input| input.shape.first()) else {
            bail!("a tree ensemble takes a matrix, got a scalar");
        };
        let scores = self.scores.fact([rows.clone(), self.ensemble.outputs().to_dim()]);
        Ok(match self.ensemble.labels() {
            Some(labels) => tvec!(labels::datum_type(labels).fact([rows.clone()]), scores),
            None => tvec!(scores),
        })
    }

    as_op!();
}
