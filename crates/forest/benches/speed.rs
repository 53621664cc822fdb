//! How long a large ensemble takes to compile and to evaluate: `cargo bench -p forest`.
#![expect(clippy::print_stdout, reason = "a benchmark reports")]

mod synthetic;

use std::time::{Duration, Instant};

use forest::ForestError;
use synthetic::{Dice, FEATURES, Vectors, rows};

const ROWS: usize = 2048;
const ALONE: usize = 200;
const TIMES: usize = 100;

/// The shortest of some runs: what else the machine does only ever adds to it.
fn shortest<E>(times: usize, mut run: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let mut best = Duration::MAX;
    for _ in 0..times {
        let start = Instant::now();
        run()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

fn main() -> Result<(), ForestError> {
    let mut dice = Dice::new();
    let vectors = Vectors::new(&mut dice);
    let rows = rows(ROWS, &mut dice);
    let ensemble = vectors.load()?;
    let columns: Vec<f32> =
        (0..FEATURES).flat_map(|column| rows.iter().skip(column).step_by(FEATURES).copied()).collect();
    let mut scores = vec![0.0; ROWS];
    let load = shortest(TIMES / 10, || vectors.load().map(drop))?;
    let batch = shortest(TIMES, || ensemble.scores(&rows, FEATURES, &mut scores))?;
    let by_column = shortest(TIMES, || ensemble.scores_columns(&columns, ROWS, &mut scores))?;
    let alone = shortest(TIMES, || {
        let mut rows = rows.chunks_exact(FEATURES).zip(scores.chunks_exact_mut(1)).take(ALONE);
        rows.try_for_each(|(row, score)| ensemble.scores(row, FEATURES, score))
    })?;
    let summary = ensemble.summary();
    println!("{} trees, {} splits, {} columns", summary.trees, summary.splits, FEATURES);
    println!("compile       {:8.1} ms, {} kB", load.as_secs_f64() * 1e3, summary.bytes / 1000);
    println!("rows          {:8.3} µs per row of {ROWS}", batch.as_secs_f64() * 1e6 / ROWS as f64);
    println!("columns       {:8.3} µs per row of {ROWS}", by_column.as_secs_f64() * 1e6 / ROWS as f64);
    println!("one row alone {:8.3} µs", alone.as_secs_f64() * 1e6 / ALONE as f64);
    Ok(())
}
