//! The corpus of the fuzz target, once more: see `fuzz/README.md`.

mod common;

#[test]
fn every_file_of_the_corpus_passes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/ensemble");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 20, "{} files", files.len());
    for file in files {
        println!("{}", file.display());
        common::fuzz::ensemble(&std::fs::read(&file).unwrap());
    }
}
