//! The program of the prediction worker.

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}
