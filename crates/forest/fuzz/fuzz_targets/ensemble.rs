//! Ensembles of any structure, sound and broken, against a naive evaluator.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| common::fuzz::ensemble(data));
