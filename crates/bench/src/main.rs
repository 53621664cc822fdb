//! The model's side of `cargo xtask bench`: the same code natively, as a program that answers its standard input, and in a
//! browser, as a module. Rivals run beside it on the same rows; `tests/bench` holds them and compares.

#[cfg(target_arch = "wasm32")]
mod in_browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
mod numbers;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> anyhow::Result<()> {
    native::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
