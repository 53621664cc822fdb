//! `BatchNormalization` of a trained network: (x − mean) / √(variance + ε) · scale + bias, channel by channel.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::types::{floats, one_of, same};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, tensor};

#[derive(Debug)]
struct BatchNormalization {
    epsilon: f64,
}

pub(super) fn batch_normalization(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    if attributes.int("training_mode")?.unwrap_or(0) != 0 {
        return attributes.bail("training_mode", "networks in training are not supported");
    }
    let epsilon = attributes.float("epsilon")?.unwrap_or(1e-5);
    Operator::build(BatchNormalization { epsilon: f64::from(epsilon) })
}

impl Kernel for BatchNormalization {
    fn name(&self) -> &'static str {
        "BatchNormalization"
    }

    fn inputs(&self) -> usize {
        5
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = same(inputs)?;
        one_of(kind, &floats())?;
        ensure!(inputs[0].rank() > 1, "its input has no channels");
        let channels = &inputs[0].shape[1];
        for list in &inputs[1..] {
            ensure!(
                list.rank() == 1 && list.shape[0] == *channels,
                "its lists are not for {channels} channels"
            );
        }
        Ok(tvec!(kind.fact(inputs[0].shape.clone())))
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let doubles = inputs.iter().map(|input| input.cast_to::<f64>()).collect::<TractResult<Vec<_>>>()?;
        let lists = doubles.iter().map(|list| elements::<f64>(list)).collect::<TractResult<Vec<_>>>()?;
        let &[input, scale, bias, mean, variance] = lists.as_slice() else { bail!("it has not five inputs") };
        let shape = inputs[0].shape();
        let inner: usize = shape[2..].iter().product();
        let normalized = input.iter().enumerate().map(|(i, x)| {
            let channel = i / inner % shape[1];
            (x - mean[channel]) / (variance[channel] + self.epsilon).sqrt() * scale[channel] + bias[channel]
        });
        let result = tensor(shape, normalized.collect())?;
        Ok(tvec!(result.cast_to_dt(inputs[0].datum_type())?.into_owned()))
    }
}
