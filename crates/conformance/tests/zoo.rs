//! Models answer like onnxruntime: the checked-in ones and ONNX's own always, the whole zoo where its folder is named.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "tests report")]

use std::path::Path;

use conformance::{Case, check_all};

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn checked_in_models() {
    check(&package().join("models"));
}

/// What `cargo xtask conformance` reads and lists.
mod listed {
    use std::io::Write as _;

    use super::{check, package};

    #[test]
    fn onnx_node_tests() {
        check(&package().join("../tabular/tests/node"));
    }

    #[test]
    fn model_zoo() {
        match std::env::var_os("BATTLEDEX_ZOO") {
            Some(zoo) => check(zoo.as_ref()),
            // Straight to the terminal: what a passing test prints is not shown.
            None => writeln!(
                std::io::stderr(),
                "the model zoo is skipped: BATTLEDEX_ZOO names no folder; `cargo xtask conformance` makes one"
            )
            .unwrap(),
        }
    }
}

fn check(folder: &Path) {
    let cases = Case::all_in(folder).unwrap();
    assert!(!cases.is_empty(), "{} holds no cases", folder.display());
    let failures = check_all(cases, |line| println!("{line}"));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
