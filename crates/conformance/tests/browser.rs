//! The same models in WebAssembly, in a worker of a browser. The build script embeds them.
#![cfg(target_arch = "wasm32")]

use conformance::{Case, check_all};
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Name, model, inputs, outputs and exact values.
type Embedded =
    (&'static str, &'static [u8], &'static [&'static [u8]], &'static [&'static [u8]], Option<&'static [u8]>);

#[wasm_bindgen_test]
fn checked_in_models() {
    check(include!(concat!(env!("OUT_DIR"), "/models.rs")));
}

/// What `cargo xtask conformance` reads and lists.
mod listed {
    use wasm_bindgen_test::{console_log, wasm_bindgen_test};

    use super::{Embedded, check};

    #[wasm_bindgen_test]
    fn onnx_node_tests() {
        check(include!(concat!(env!("OUT_DIR"), "/nodes.rs")));
    }

    #[wasm_bindgen_test]
    fn model_zoo() {
        const ZOO: Option<&[Embedded]> = include!(concat!(env!("OUT_DIR"), "/zoo.rs"));
        match ZOO {
            Some(zoo) => check(zoo),
            None => console_log!("skipped: built without BATTLEDEX_ZOO; `cargo xtask conformance` sets it"),
        }
    }
}

fn check(embedded: &[Embedded]) {
    assert!(!embedded.is_empty(), "no cases");
    let cases = embedded.iter().map(|&(name, model, inputs, outputs, exact)| {
        let owned = |files: &[&[u8]]| files.iter().map(|file| file.to_vec()).collect();
        Case {
            name: name.to_owned(),
            model: model.to_vec(),
            inputs: owned(inputs),
            outputs: owned(outputs),
            exact: exact.map(<[u8]>::to_vec),
        }
    });
    let failures = check_all(cases, |line| console_log!("{line}"));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
