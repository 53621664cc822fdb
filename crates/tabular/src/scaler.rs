//! `Scaler`: (x − offset) · scale, column by column.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::tract_core::ops::cast::cast;
use tract_onnx::tract_hir::tract_core::ops::math;

use crate::attributes::floats;
use crate::tree_ensemble::Built;

/// One offset and scale for each column, or one for all; an absent one changes nothing.
#[derive(Clone, Debug)]
struct Scaler {
    offset: Vec<f32>,
    scale: Vec<f32>,
}

pub(crate) fn scaler(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let or_neutral =
        |values: &[f32], neutral| if values.is_empty() { vec![neutral] } else { values.to_vec() };
    let offset = or_neutral(floats(node, "offset")?, 0.0);
    let scale = or_neutral(floats(node, "scale")?, 1.0);
    Ok((expand(Scaler { offset, scale }), vec![]))
}

impl Scaler {
    /// A row that broadcasts over the input.
    fn row(&self, name: &str, values: &[f32], columns: Option<usize>) -> TractResult<Tensor> {
        match columns {
            Some(columns) if values.len() != 1 && values.len() != columns => {
                bail!("attribute '{name}' has {} values for {columns} columns", values.len())
            }
            None if values.len() != 1 => bail!("attribute '{name}' needs an input of known width"),
            _ => Tensor::from_shape(&[1, values.len()], values),
        }
    }
}

impl Expansion for Scaler {
    fn name(&self) -> StaticName {
        "Scaler".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, 1)?;
        s.equals(&inputs[0].rank, 2)?;
        s.equals(&outputs[0].datum_type, f32::datum_type())?;
        s.equals(&outputs[0].shape, &inputs[0].shape)?;
        Ok(())
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let columns = model.outlet_fact(inputs[0])?.shape.get(1).and_then(|dim| dim.to_usize().ok());
        let offset =
            model.add_const(format!("{prefix}.offset"), self.row("offset", &self.offset, columns)?)?;
        let scale = model.add_const(format!("{prefix}.scale"), self.row("scale", &self.scale, columns)?)?;
        let input = model.wire_node(format!("{prefix}.float"), cast(f32::datum_type()), inputs)?;
        let centred = model.wire_node(format!("{prefix}.centred"), math::sub(), &[input[0], offset])?;
        model.wire_node(prefix, math::mul(), &[centred[0], scale])
    }
}
