//! The native program: prepares what is measured, and measures when its standard input says so.

use std::{
    fs,
    hint::black_box,
    io::{BufRead, stdin},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use predictor::{Expected, Model};

use crate::numbers;

/// A measurement goes on at least this long; it is the mean over whole batches.
const AT_LEAST: Duration = Duration::from_millis(100);

#[derive(Parser)]
#[command(name = "bench", about = "The model's native side of `cargo xtask bench`")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the features of battles, as a model wants them
    Rows {
        /// The ONNX file
        model: PathBuf,
        /// Battles, four numbers each
        battles: PathBuf,
        /// The file to write
        rows: PathBuf,
    },
    /// Answer each line of the standard input, `batch`, `single` or `answers FILE`, with microseconds per row
    Measure {
        /// The ONNX file
        model: PathBuf,
        /// Rows of features
        rows: PathBuf,
    },
}

pub(crate) fn run() -> Result<()> {
    match Arguments::parse().command {
        Command::Rows { model, battles, rows } => {
            let features = load(&model)?.rows(&numbers::read_battles(&battles)?)?;
            numbers::write_floats(&rows, &features)
        }
        Command::Measure { model, rows } => measure(&load(&model)?, &numbers::read_floats(&rows)?),
    }
}

fn load(path: &Path) -> Result<Model> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Model::load(&bytes, &Expected::default())?)
}

#[expect(clippy::print_stdout, reason = "its answers")]
fn measure(model: &Model, rows: &[f32]) -> Result<()> {
    let columns = model.features().len();
    for line in stdin().lock().lines() {
        let line = line?;
        let per_row = match line.split_once(' ').unwrap_or((&line, "")) {
            ("batch", "") => timed(rows.len() / columns, || model.predict_rows(black_box(rows)).map(drop))?,
            ("single", "") => timed(rows.len() / columns, || {
                rows.chunks_exact(columns).try_for_each(|row| model.predict_rows(black_box(row)).map(drop))
            })?,
            ("answers", path) => {
                numbers::write_floats(Path::new(path), &model.predict_rows(rows)?)?;
                0.0
            }
            _ => bail!("'{line}' is not understood"),
        };
        println!("{per_row}");
    }
    Ok(())
}

/// Microseconds per row.
fn timed<E>(rows: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<f64, E> {
    let start = Instant::now();
    let mut batches = 0_u32;
    while start.elapsed() < AT_LEAST {
        work()?;
        batches += 1;
    }
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(batches) / rows as f64)
}
