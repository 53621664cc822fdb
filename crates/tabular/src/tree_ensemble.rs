//! A compiled ensemble as an operator of tract.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use crate::attributes;
use forest::{Ensemble, Labels};

/// The operator that evaluates an [`Ensemble`]: one input of `rows × columns`; a classifier has the outputs
/// labels (`rows`) and scores (`rows × classes`), a regressor only scores (`rows × targets`).
#[derive(Clone, Debug)]
pub struct TreeEnsemble {
    ensemble: Arc<Ensemble>,
}

impl TreeEnsemble {
    /// The ensemble.
    pub fn ensemble(&self) -> &Ensemble {
        &self.ensemble
    }
}

/// What a builder returns to tract: the operator, and the names it captures from around it (none).
pub(crate) type Built = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;

pub(crate) fn classifier(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    Ok((expand(TreeEnsemble { ensemble: Arc::new(attributes::classifier(node)?) }), vec![]))
}

pub(crate) fn regressor(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    Ok((expand(TreeEnsemble { ensemble: Arc::new(attributes::regressor(node)?) }), vec![]))
}

impl PartialEq for TreeEnsemble {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ensemble, &other.ensemble)
    }
}

impl Eq for TreeEnsemble {}

impl TreeEnsemble {
    fn label_type(&self) -> Option<DatumType> {
        self.ensemble.labels().map(|labels| match labels {
            Labels::Int64s(_) => i64::datum_type(),
            Labels::Strings(_) => String::datum_type(),
        })
    }

    fn label_tensor(labels: &Labels, classes: &[u32]) -> Tensor {
        let classes = classes.iter().map(|&class| class as usize);
        match labels {
            Labels::Int64s(labels) => tensor1(&classes.map(|class| labels[class]).collect::<Vec<_>>()),
            Labels::Strings(labels) => {
                tensor1(&classes.map(|class| labels[class].clone()).collect::<Vec<_>>())
            }
        }
    }
}

impl Expansion for TreeEnsemble {
    fn name(&self) -> StaticName {
        "TreeEnsemble".into()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        Ok(if self.ensemble.labels().is_some() { 2 } else { 1 })
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
        if let (Some(label_type), [labels, _]) = (self.label_type(), outputs) {
            s.equals(&labels.datum_type, label_type)?;
            s.equals(&labels.rank, 1)?;
            s.equals(&labels.shape[0], &inputs[0].shape[0])?;
        }
        if let Some(scores) = outputs.last() {
            s.equals(&scores.datum_type, f32::datum_type())?;
            s.equals(&scores.rank, 2)?;
            s.equals(&scores.shape[0], &inputs[0].shape[0])?;
            s.equals(&scores.shape[1], self.ensemble.outputs().to_dim())?;
        }
        Ok(())
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let fact = model.outlet_fact(inputs[0])?;
        if let Some(Ok(found)) = fact.shape.get(1).map(TDim::to_usize) {
            let needed = self.ensemble.features();
            if found < needed {
                return Err(forest::ForestError::Columns { found, needed }.into());
            }
        }
        model.wire_node(prefix, self.clone(), inputs)
    }
}

impl Op for TreeEnsemble {
    fn name(&self) -> StaticName {
        "TreeEnsemble".into()
    }

    op_as_typed_op!();
}

impl EvalOp for TreeEnsemble {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let input = input.cast_to::<f32>()?;
        let &[rows, features] = input.shape() else {
            bail!("a tree ensemble takes a matrix, got {} dimensions", input.rank());
        };
        let input = input.try_as_plain_ram()?.as_slice::<f32>()?;
        let mut scores = vec![0.0; rows * self.ensemble.outputs()];
        let mut outputs = tvec!();
        if let Some(labels) = self.ensemble.labels() {
            let mut classes = vec![0; rows];
            self.ensemble.predict(input, features, &mut scores, &mut classes)?;
            outputs.push(Self::label_tensor(labels, &classes).into_tvalue());
        } else {
            self.ensemble.scores(input, features, &mut scores)?;
        }
        outputs.push(Tensor::from_shape(&[rows, self.ensemble.outputs()], &scores)?.into_tvalue());
        Ok(outputs)
    }
}

impl TypedOp for TreeEnsemble {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let Some(rows) = inputs.first().and_then(|input| input.shape.first()) else {
            bail!("a tree ensemble takes a matrix, got a scalar");
        };
        let scores = f32::fact([rows.clone(), self.ensemble.outputs().to_dim()]);
        Ok(match self.label_type() {
            Some(label_type) => tvec!(label_type.fact([rows.clone()]), scores),
            None => tvec!(scores),
        })
    }

    as_op!();
}
