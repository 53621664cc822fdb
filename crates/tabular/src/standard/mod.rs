//! The operators of the standard domain, `ai.onnx`, that exporters of tabular models put around those of `ai.onnx.ml`.
//!
//! tract has them all, but one by one they bring its optimiser, its kernels for matrices and every type of number along:
//! megabytes that a page would have to download. These are small: 32 and 64 bit floats and integers, truth values, and
//! texts where they are only moved. Where the standard is silent, results are onnxruntime's.
//!
//! Operators that make tensors of any size from a few bytes, or that hold graphs, are left out.

mod activation;
mod arithmetic;
mod batch_normalization;
mod cast;
mod choose;
mod clip;
mod compare;
mod concat;
mod constant;
mod gather;
mod layout;
mod matmul;
mod pass;
mod reduce;
mod search;
mod shape;
mod slice;
mod softmax;
mod transpose;
mod types;

use tract_onnx::Onnx;

/// Registers them.
pub(crate) fn register(onnx: &mut Onnx) {
    activation::register(onnx);
    arithmetic::register(onnx);
    compare::register(onnx);
    reduce::register(onnx);
    search::register(onnx);
    shape::register(onnx);
    let register = &mut onnx.op_register;
    register.insert("BatchNormalization", batch_normalization::batch_normalization);
    register.insert("Cast", cast::cast);
    register.insert("Clip", clip::clip);
    register.insert("Concat", concat::concat);
    register.insert("Constant", constant::constant);
    register.insert("Dropout", pass::dropout);
    register.insert("Gather", gather::gather);
    register.insert("Gemm", matmul::gemm);
    register.insert("Identity", pass::identity);
    register.insert("LogSoftmax", softmax::softmax);
    register.insert("MatMul", matmul::matmul);
    register.insert("Slice", slice::slice);
    register.insert("Softmax", softmax::softmax);
    register.insert("Transpose", transpose::transpose);
    register.insert("Where", choose::choose);
}
