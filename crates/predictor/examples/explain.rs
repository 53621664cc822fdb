//! How long explanations of a model take on this machine:
//! `cargo run --profile native -p predictor --example explain -- MODEL.onnx [BATTLES]`
//!
//! Prints one JSON object: milliseconds to read the trees, to prepare a background of 100 battles and covers of 10,000, and
//! for one explanation with each, the median over battles spread over the field; on one thread.
#![expect(clippy::print_stdout, reason = "its purpose")]

use std::error::Error;
use std::time::Instant;

use battle::field_sample;
use predictor::explain::BattleExplainer;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: explain MODEL.onnx [BATTLES]")?;
    let battles: usize = arguments.next().map_or(Ok(200), |battles| battles.parse())?;
    let bytes = std::fs::read(path)?;

    let (explainer, read) = timed(|| BattleExplainer::load(&bytes));
    let explainer = explainer?;
    let (background, prepare) = timed(|| explainer.background(&field_sample(100)));
    let (covers, count) = timed(|| explainer.covers(&field_sample(10_000)));
    let (background, covers) = (background?, covers?);
    let (mut against, mut by_covers) = (Vec::new(), Vec::new());
    for battle in field_sample(battles) {
        let (found, time) = timed(|| explainer.against(battle, &background));
        found?;
        against.push(time);
        let (found, time) = timed(|| explainer.by_covers(battle, &covers));
        found?;
        by_covers.push(time);
    }
    println!(
        "{{\"bytes\":{},\"read_ms\":{read:.1},\"background_ms\":{prepare:.1},\"covers_ms\":{count:.1},\
         \"interventional_ms\":{:.2},\"path_dependent_ms\":{:.2}}}",
        explainer.bytes(),
        median(&mut against),
        median(&mut by_covers)
    );
    Ok(())
}

fn timed<R>(work: impl FnOnce() -> R) -> (R, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64() * 1e3)
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
