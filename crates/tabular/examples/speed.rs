//! How fast a model's trees are on this machine: `cargo run --profile native -p forest --example speed -- MODEL.onnx [ROWS]`
//!
//! Prints one JSON object: time to load, and microseconds per row for many rows at once and for one row alone, on
//! one thread, on random rows.
#![expect(clippy::print_stdout, reason = "its purpose")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use forest::Ensemble;
use tabular::TreeEnsemble;
use tract_onnx::prelude::onnx;
use tract_onnx::tract_hir::internal::*;

/// Runs of which the fastest counts.
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: speed MODEL.onnx [ROWS]")?;
    let rows: usize = arguments.next().map_or(Ok(20_000), |rows| rows.parse())?;

    let start = Instant::now();
    let mut loader = onnx();
    tabular::register(&mut loader);
    let mut model = loader.model_for_path(&path)?;
    let shape = model.input_fact(0)?.shape.clone();
    let columns = shape
        .dims()
        .nth(1)
        .and_then(Factoid::concretize)
        .ok_or("the input's width is unknown")?
        .to_usize()?;
    let batch = model.symbols.sym("rows");
    model.set_input_fact(0, f32::fact([batch.to_dim(), columns.to_dim()]).into())?;
    let model = model.into_typed()?;
    let load = start.elapsed().as_secs_f64() * 1e3;

    for node in model.nodes() {
        let Some(operator) = node.op_as::<TreeEnsemble>() else { continue };
        let (ensemble, size) = (operator.ensemble(), operator.ensemble().summary());
        let data = random_rows(rows * columns);
        let many = fastest(ensemble, &data, columns, rows)?;
        let single = fastest(ensemble, &data, columns, 1)?;
        println!(
            "{{\"trees\":{},\"splits\":{},\"bytes\":{},\"load_ms\":{load:.1},\"rows\":{rows},\
             \"us_per_row\":{many:.3},\"us_single_row\":{single:.3}}}",
            size.trees, size.splits, size.bytes
        );
    }
    Ok(())
}

/// Microseconds per row of the fastest run over all rows, `batch` at a time.
fn fastest(ensemble: &Ensemble, data: &[f32], columns: usize, batch: usize) -> Result<f64, Box<dyn Error>> {
    let mut scores = vec![0.0; batch * ensemble.outputs()];
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        for rows in data.chunks_exact(batch * columns) {
            ensemble.scores(black_box(rows), columns, &mut scores)?;
            black_box(&scores);
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best * 1e6 / (data.len() / columns) as f64)
}

/// Numbers between 0 and 200, the magnitude of stats and powers, the same in every run.
fn random_rows(length: usize) -> Vec<f32> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 * (200.0 / (1u64 << 24) as f32)
    };
    (0..length).map(|_| next()).collect()
}
