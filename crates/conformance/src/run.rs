//! Loading and running a model as `predictor` does: our operators in tract, any number of rows unless it states one.

use prost::Message as _;
use tract_onnx::data_resolver;
use tract_onnx::pb::{ModelProto, TensorProto};
use tract_onnx::tensor::load_tensor;
use tract_onnx::tract_hir::internal::*;

pub(crate) fn load(bytes: &[u8]) -> TractResult<Arc<TypedRunnableModel>> {
    let proto = ModelProto::decode(bytes).context("the model cannot be parsed")?;
    let mut onnx = tract_onnx::Onnx::default().with_ignore_value_info(true).with_ignore_output_types(true);
    tabular::register(&mut onnx);
    let mut model = onnx.model_for_proto_model(&proto)?;
    let rows = model.symbols.sym("rows").to_dim();
    for i in 0..model.inputs.len() {
        let fact = model.input_fact(i)?;
        let datum_type = fact.datum_type.concretize().context("an input of unknown type")?;
        let dims = fact.shape.dims().enumerate();
        let dims = dims.map(|(i, dim)| dim.concretize().or_else(|| (i == 0).then(|| rows.clone())));
        let shape: Option<TVec<_>> = dims.collect();
        let shape = shape.context("an input of unknown width")?;
        model.set_input_fact(i, datum_type.fact(shape).into())?;
    }
    model.into_typed()?.into_runnable()
}

pub(crate) fn answer(model: &Arc<TypedRunnableModel>, inputs: &[Tensor]) -> TractResult<Vec<Tensor>> {
    let inputs = inputs.iter().map(|input| input.clone().into_tvalue()).collect();
    Ok(model.run(inputs)?.into_iter().map(TValue::into_tensor).collect())
}

/// A tensor from a `TensorProto`.
pub(crate) fn tensor(bytes: &[u8]) -> TractResult<Tensor> {
    let proto = TensorProto::decode(bytes).context("a tensor cannot be parsed")?;
    load_tensor(&*data_resolver::default(), &proto, None)
}

/// One row of each of these.
pub(crate) fn row(tensors: &[Tensor], row: usize) -> TractResult<Vec<Tensor>> {
    tensors.iter().map(|tensor| tensor.slice(0, row, row + 1)).collect()
}
