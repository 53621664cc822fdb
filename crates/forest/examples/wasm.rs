//! The benchmark for WebAssembly, without a line of glue: see the README for how to run it.
#![allow(missing_docs, reason = "exports for one script")]

#[path = "../benches/synthetic/mod.rs"]
mod synthetic;

use std::cell::RefCell;

use forest::Ensemble;
use synthetic::{Dice, FEATURES, Vectors, rows};

struct Bench {
    vectors: Vectors,
    ensemble: Ensemble,
    rows: Vec<f32>,
    scores: Vec<f32>,
}

thread_local! {
    static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
}

fn with<R: Default>(run: impl FnOnce(&mut Bench) -> R) -> R {
    BENCH.with_borrow_mut(|bench| bench.as_mut().map(run).unwrap_or_default())
}

macro_rules! exports {
    ($($(#[$doc:meta])* $name:ident($($argument:ident)?) -> $result:ty $body:block)*) => {$(
        $(#[$doc])*
        #[expect(unsafe_code, reason = "an exported name has to be unlike every other")]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($argument: usize)?) -> $result $body
    )*};
}

exports! {
    /// Makes the ensemble and the rows; 1 when that worked.
    prepare(count) -> u32 {
        let mut dice = Dice::new();
        let vectors = Vectors::new(&mut dice);
        let rows = rows(count, &mut dice);
        let bench = vectors.load().ok().map(|ensemble| Bench { vectors, ensemble, rows, scores: vec![0.0; count] });
        let worked = u32::from(bench.is_some());
        BENCH.set(bench);
        worked
    }
    /// Compiles the ensemble again; 1 when that worked.
    compile() -> u32 {
        with(|bench| u32::from(bench.vectors.load().map(|ensemble| bench.ensemble = ensemble).is_ok()))
    }
    /// Memory of the compiled ensemble.
    bytes() -> usize {
        with(|bench| bench.ensemble.summary().bytes)
    }
    /// Evaluates all rows; 1 when that worked.
    batch() -> u32 {
        with(|bench| u32::from(bench.ensemble.scores(&bench.rows, FEATURES, &mut bench.scores).is_ok()))
    }
    /// Evaluates the first rows one by one; 1 when that worked.
    alone(count) -> u32 {
        with(|bench| {
            let mut rows = bench.rows.chunks_exact(FEATURES).zip(bench.scores.chunks_exact_mut(1)).take(count);
            u32::from(rows.all(|(row, score)| bench.ensemble.scores(row, FEATURES, score).is_ok()))
        })
    }
}
