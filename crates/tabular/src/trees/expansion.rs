//! An ensemble in a graph whose types are not known yet.

use forest::{Ensemble, ForestError, Labels};
use tract_onnx::tract_hir::internal::*;

use super::TreeEnsemble;
use crate::labels;
use crate::operator::{integers, with_integers};

/// The ensemble in one or both precisions, of which the type of the input chooses.
#[derive(Clone, Debug)]
pub(crate) struct Unresolved {
    pub(crate) name: &'static str,
    pub(crate) trees: Precisions,
    /// The only type that the input may have, or any number.
    pub(crate) input: Option<DatumType>,
    /// Type of the scores.
    pub(crate) scores: DatumType,
}

/// An ensemble of floats, of doubles, or of floats as both.
#[derive(Clone, Debug)]
pub(crate) enum Precisions {
    Single(Arc<Ensemble<f32>>),
    Double(Arc<Ensemble<f64>>),
    Both(Arc<Ensemble<f32>>, Arc<Ensemble<f64>>),
}

impl Precisions {
    fn labels(&self) -> Option<&Labels> {
        match self {
            Self::Single(ensemble) | Self::Both(ensemble, _) => ensemble.labels(),
            Self::Double(ensemble) => ensemble.labels(),
        }
    }

    fn outputs(&self) -> usize {
        match self {
            Self::Single(ensemble) | Self::Both(ensemble, _) => ensemble.outputs(),
            Self::Double(ensemble) => ensemble.outputs(),
        }
    }

    fn features(&self) -> usize {
        match self {
            Self::Single(ensemble) | Self::Both(ensemble, _) => ensemble.features(),
            Self::Double(ensemble) => ensemble.features(),
        }
    }
}

impl Unresolved {
    fn check(&self, found: DatumType) -> TractResult<()> {
        match self.input {
            Some(expected) => {
                ensure!(found == expected, "its input is of type {found:?}, its attributes of {expected:?}");
            }
            None => {
                let types = [f32::datum_type(), f64::datum_type(), i64::datum_type(), i32::datum_type()];
                ensure!(
                    types.contains(&found),
                    "its input is of type {found:?}, expected F32, F64, I64 or I32"
                );
            }
        }
        Ok(())
    }
}

impl Expansion for Unresolved {
    fn name(&self) -> StaticName {
        self.name.into()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        Ok(if self.trees.labels().is_some() { 2 } else { 1 })
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, self.nboutputs()?)?;
        s.equals(&inputs[0].rank, 2)?;
        s.given(&inputs[0].datum_type, |_, found| self.check(integers(found)))?;
        if let (Some(found), [labels, _]) = (self.trees.labels(), outputs) {
            s.equals(&labels.datum_type, labels::datum_type(found))?;
            s.equals(&labels.rank, 1)?;
            s.equals(&labels.shape[0], &inputs[0].shape[0])?;
        }
        if let Some(scores) = outputs.last() {
            s.equals(&scores.datum_type, self.scores)?;
            s.equals(&scores.rank, 2)?;
            s.equals(&scores.shape[0], &inputs[0].shape[0])?;
            s.equals(&scores.shape[1], self.trees.outputs().to_dim())?;
        }
        Ok(())
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let inputs = &with_integers(prefix, model, inputs)?;
        let fact = model.outlet_fact(inputs[0])?;
        if let Some(Ok(found)) = fact.shape.get(1).map(TDim::to_usize) {
            let needed = self.trees.features();
            if found < needed {
                return Err(ForestError::Columns { found, needed }.into());
            }
        }
        let doubles = fact.datum_type == f64::datum_type();
        match &self.trees {
            Precisions::Single(_) if doubles => {
                bail!("its input is of doubles, which its model does not declare")
            }
            Precisions::Both(_, ensemble) if doubles => {
                model.wire_node(prefix, TreeEnsemble::new(ensemble.clone(), self.scores), inputs)
            }
            Precisions::Single(ensemble) | Precisions::Both(ensemble, _) => {
                model.wire_node(prefix, TreeEnsemble::new(ensemble.clone(), self.scores), inputs)
            }
            Precisions::Double(ensemble) => {
                model.wire_node(prefix, TreeEnsemble::new(ensemble.clone(), self.scores), inputs)
            }
        }
    }
}
