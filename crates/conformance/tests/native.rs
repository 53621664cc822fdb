//! The model zoo, natively.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test reports")]

use conformance::{Case, check};

#[test]
fn models_answer_like_onnxruntime() {
    let Some(folder) = std::env::var_os("BATTLEDEX_ZOO") else {
        println!(
            "skipped: BATTLEDEX_ZOO names no folder with the model zoo; `cargo xtask test --only conformance` makes one"
        );
        return;
    };
    let mut failures = 0;
    for case in Case::all_in(folder.as_ref()).unwrap() {
        match check(&case) {
            Ok(outcome) => println!("{}", outcome.line()),
            Err(error) => {
                failures += 1;
                println!("FAILED {}: {error:#}", case.name)
            }
        }
    }
    assert_eq!(failures, 0);
}
