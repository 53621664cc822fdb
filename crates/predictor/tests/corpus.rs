//! The corpora of the fuzz targets, once more: see `fuzz/README.md`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "helpers of tests; a failure names its file")]

mod common;

fn each(target: &str, run: fn(&[u8])) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 20, "{} files", files.len());
    for file in files {
        println!("{}", file.display());
        run(&std::fs::read(&file).unwrap());
    }
}

#[test]
fn any_bytes() {
    each("bytes", common::bytes::run);
}

#[test]
fn any_graph() {
    each("graph", common::graph::run);
}
