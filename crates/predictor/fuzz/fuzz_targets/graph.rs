//! Well-formed model files whose graphs and attributes are not.
#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| common::graph::run(data));
