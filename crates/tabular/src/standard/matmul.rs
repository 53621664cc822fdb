//! `MatMul` and `Gemm`: products of matrices, summed in double precision.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::tract_core::broadcast::multi_broadcast;

use super::layout::{broadcast, offsets, pick, strides};
use super::types::{floats, one_of, present, same};
use crate::attributes::Attributes;
use crate::operator::{Built, Kernel, Operator, elements, room, tensor};

/// `a · b` of row-major matrices of `rows × inner` and `inner × columns`, appended to the output.
fn product(a: &[f64], b: &[f64], [rows, inner, columns]: [usize; 3], output: &mut Vec<f64>) {
    let start = output.len();
    output.resize(start + rows * columns, 0.0);
    if inner == 0 || columns == 0 {
        return;
    }
    for (sums, row) in output[start..].chunks_exact_mut(columns).zip(a.chunks_exact(inner)) {
        for (&x, weights) in row.iter().zip(b.chunks_exact(columns)) {
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum += x * weight;
            }
        }
    }
}

/// Rows and columns must meet.
fn meet(a: &TDim, b: &TDim) -> TractResult<()> {
    ensure!(a == b, "it multiplies {a} columns with {b} rows");
    Ok(())
}

#[derive(Debug)]
struct MatMul;

pub(super) fn matmul(_: &ParsingContext<'_>, _: &NodeProto) -> Built {
    Operator::build(MatMul)
}

/// Shapes as those of matrices, with whether the first had only columns and the second only rows.
fn as_matrices<D: DimLike>(a: &[D], b: &[D]) -> TractResult<(TVec<D>, TVec<D>, [bool; 2])> {
    let (mut left, mut right): (TVec<D>, TVec<D>) = (a.into(), b.into());
    let vectors = [a.len() == 1, b.len() == 1];
    if vectors[0] {
        left.insert(0, D::one());
    }
    if vectors[1] {
        right.push(D::one());
    }
    ensure!(left.len() > 1 && right.len() > 1, "it multiplies matrices, not single numbers");
    Ok((left, right, vectors))
}

/// Shape of the result, from the shapes of matrices.
fn result_shape<D: DimLike>(a: &[D], b: &[D], vectors: [bool; 2]) -> TractResult<TVec<D>> {
    let mut shape = multi_broadcast(&[&a[..a.len() - 2], &b[..b.len() - 2]])?;
    if !vectors[0] {
        shape.push(a[a.len() - 2].clone());
    }
    if !vectors[1] {
        shape.push(b[b.len() - 1].clone());
    }
    Ok(shape)
}

impl Kernel for MatMul {
    fn name(&self) -> &'static str {
        "MatMul"
    }

    fn inputs(&self) -> usize {
        2
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = same(inputs)?;
        one_of(kind, &floats())?;
        let (a, b, vectors) = as_matrices(inputs[0].shape.dims(), inputs[1].shape.dims())?;
        meet(&a[a.len() - 1], &b[b.len() - 2])?;
        Ok(tvec!(kind.fact(result_shape(&a, &b, vectors)?)))
    }

    fn products(&self, inputs: &[&TypedFact]) -> TractResult<TDim> {
        let inner = inputs[0].shape.dims().last().cloned().unwrap_or_else(|| 1.to_dim());
        Ok(self.facts(inputs)?[0].shape.volume() * inner)
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let (a, b, vectors) = as_matrices(inputs[0].shape(), inputs[1].shape())?;
        let shape = result_shape(&a, &b, vectors)?;
        let sizes = [a[a.len() - 2], a[a.len() - 1], b[b.len() - 1]];
        ensure!(sizes[1] == b[b.len() - 2], "its matrices do not meet");
        let outer = multi_broadcast(&[&a[..a.len() - 2], &b[..b.len() - 2]])?;
        // The matrix of each side that belongs to each matrix of the result.
        let matrices = |shape: &[usize]| -> TractResult<Vec<usize>> {
            let own = &shape[..shape.len() - 2];
            let mut steps = vec![0; outer.len() - own.len()];
            steps.extend(own.iter().zip(strides(own)).map(|(&dim, step)| if dim == 1 { 0 } else { step }));
            offsets(&outer, &steps)
        };
        let pairs = matrices(&a)?.into_iter().zip(matrices(&b)?);
        let (left, right) = (inputs[0].cast_to::<f64>()?, inputs[1].cast_to::<f64>()?);
        let (left, right) = (elements::<f64>(&left)?, elements::<f64>(&right)?);
        let (_, mut output) = room(&shape)?;
        let [rows, inner, columns] = sizes;
        for (i, j) in pairs {
            let left = &left[i * rows * inner..(i + 1) * rows * inner];
            product(left, &right[j * inner * columns..(j + 1) * inner * columns], sizes, &mut output);
        }
        Ok(tvec!(tensor(&shape, output)?.cast_to_dt(inputs[0].datum_type())?.into_owned()))
    }
}

/// α · A · B + β · C, where A and B may be transposed, and C broadcasts.
#[derive(Debug)]
struct Gemm {
    alpha: f64,
    beta: f64,
    transposed: [bool; 2],
    inputs: usize,
}

pub(super) fn gemm(_: &ParsingContext<'_>, node: &NodeProto) -> Built {
    let attributes = Attributes(node);
    let number = |name| -> TractResult<f64> { Ok(f64::from(attributes.float(name)?.unwrap_or(1.0))) };
    let flag = |name| -> TractResult<bool> { Ok(attributes.int(name)?.unwrap_or(0) != 0) };
    Operator::build(Gemm {
        alpha: number("alpha")?,
        beta: number("beta")?,
        transposed: [flag("transA")?, flag("transB")?],
        inputs: present(node),
    })
}

/// Rows and columns, after the transposition if there is one.
fn sides<D: Clone>(shape: &[D], transposed: bool) -> TractResult<[D; 2]> {
    let [rows, columns] = shape else { bail!("it multiplies matrices, not {} dimensions", shape.len()) };
    Ok(if transposed { [columns.clone(), rows.clone()] } else { [rows.clone(), columns.clone()] })
}

/// The elements of a matrix in the order of its rows, after the transposition if there is one.
fn row_major(input: &Tensor, transposed: bool) -> TractResult<Tensor> {
    let input = input.cast_to::<f64>()?;
    let [rows, columns] = sides(input.shape(), transposed)?;
    let steps = if transposed { [1, rows] } else { [columns, 1] };
    if transposed {
        pick(&input, &offsets(&[rows, columns], &steps)?, &[rows, columns])
    } else {
        Ok(input.into_owned())
    }
}

impl Kernel for Gemm {
    fn name(&self) -> &'static str {
        "Gemm"
    }

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let kind = same(inputs)?;
        one_of(kind, &floats())?;
        ensure!((2..=3).contains(&inputs.len()), "it has {} inputs, expected 2 or 3", inputs.len());
        let [rows, inner] = sides(inputs[0].shape.dims(), self.transposed[0])?;
        let [meeting, columns] = sides(inputs[1].shape.dims(), self.transposed[1])?;
        meet(&inner, &meeting)?;
        let shape: TVec<TDim> = tvec!(rows, columns);
        if let Some(added) = inputs.get(2) {
            let common = multi_broadcast(&[shape.clone(), added.shape.to_tvec()])?;
            ensure!(
                common == shape,
                "its third input is of shape {:?}, the product of {shape:?}",
                added.shape
            );
        }
        Ok(tvec!(kind.fact(shape)))
    }

    fn products(&self, inputs: &[&TypedFact]) -> TractResult<TDim> {
        let [_, inner] = sides(inputs[0].shape.dims(), self.transposed[0])?;
        Ok(self.facts(inputs)?[0].shape.volume() * inner)
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<TVec<Tensor>> {
        let a = row_major(inputs[0], self.transposed[0])?;
        let b = row_major(inputs[1], self.transposed[1])?;
        let &[rows, inner] = a.shape() else { bail!("its first input is no matrix") };
        let &[meeting, columns] = b.shape() else { bail!("its second input is no matrix") };
        ensure!(inner == meeting, "its matrices do not meet");
        let (_, mut output) = room(&[rows, columns])?;
        product(elements(&a)?, elements(&b)?, [rows, inner, columns], &mut output);
        output.iter_mut().for_each(|x| *x *= self.alpha);
        if let Some(added) = inputs.get(2) {
            let added = added.cast_to::<f64>()?;
            let added = broadcast(&added, &[rows, columns])?;
            output.iter_mut().zip(elements::<f64>(&added)?).for_each(|(x, c)| *x += self.beta * c);
        }
        Ok(tvec!(tensor(&[rows, columns], output)?.cast_to_dt(inputs[0].datum_type())?.into_owned()))
    }
}
