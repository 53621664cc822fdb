//! `battledex dataset`, run as people run it.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::unwrap_used, reason = "tests and their helpers")]

use sha2::Digest as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

fn battledex(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_battledex")).args(args).output().expect("the command starts")
}

/// Writes a data set and returns its file; `args` say which.
fn dataset(folder: &tempfile::TempDir, name: &str, args: &[&str]) -> PathBuf {
    let out = folder.path().join(name);
    let output = battledex(&[&["dataset", "--out", out.to_str().unwrap()], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    out
}

/// The columns of a file in order, each with its values as text.
fn read(path: &Path) -> Vec<(String, Vec<String>)> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let fields = reader.metadata().file_metadata().schema().get_fields().iter();
    let mut columns: Vec<_> = fields.map(|field| (field.name().to_owned(), Vec::new())).collect();
    for row in reader.get_row_iter(None).unwrap() {
        for ((_, values), (_, field)) in columns.iter_mut().zip(row.unwrap().get_column_iter()) {
            values.push(text(field));
        }
    }
    columns
}

/// A value with its type, so that 1 and 1.0 differ.
fn text(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Double(number) => format!("{number:?}"),
        other => format!("unexpected {other:?}"),
    }
}

#[test]
fn best_moves_equal_the_reference_in_every_column() {
    let reference =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/matchups_best_move.parquet");
    if !reference.exists() {
        // Not `println!`: cargo keeps what passing tests print to itself.
        let _ = writeln!(std::io::stderr(), "skipped: there is no {}", reference.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let ours = read(&dataset(&folder, "v1.parquet", &["--version", "v1"]));
    let theirs = read(&reference);
    assert_eq!(theirs.len(), 39);
    for ((name, our_values), (their_name, their_values)) in ours.iter().zip(&theirs) {
        assert_eq!(name, their_name);
        assert_eq!(their_values.len(), 34_782);
        let different = our_values.iter().zip(their_values).position(|(ours, theirs)| ours != theirs);
        assert_eq!(different, None, "first different row of {name}");
        assert_eq!(our_values.len(), their_values.len());
    }
}

/// Where the reference is not at hand: the bytes that equalled it, and those that the bundled registry was trained on.
#[test]
fn datasets_are_those_that_equalled_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let expected = [
        ("v1", "5ab9091f2a6b740507c5389b43ac66d7edcf6220903abe13215057ce01cde292"),
        ("v2", "7b4562b816a27586adc91796091284717fe5e99d8b17aabd6fb848c8f4b2a238"),
    ];
    for (version, digest) in expected {
        let file = dataset(&folder, version, &["--version", version, "--seed", "42"]);
        let found = hex::encode(sha2::Sha256::digest(std::fs::read(file).unwrap()));
        assert_eq!(found, digest, "{version}");
    }
}

#[test]
fn v2_has_every_battle_and_columns_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let out = dataset(&folder, "v2.parquet", &["--version", "v2", "--seed", "7"]);
    let reader = SerializedFileReader::new(File::open(&out).unwrap()).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 898_612);
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<_> = schema.get_fields().iter().map(|field| field.name()).collect();
    let extra = ["scenario", "a_id", "b_id", "a_move_id", "b_move_id", "a_move_category", "b_move_category"];
    assert_eq!(names[39..], extra);
}

#[test]
fn a_seed_gives_the_same_bytes_and_another_seed_others() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = |name: &str, seed: &str| {
        let args = ["--version", "v2", "--scenario", "random_move", "--seed", seed];
        std::fs::read(dataset(&folder, name, &args)).unwrap()
    };
    let first = bytes("first.parquet", "42");
    assert!(first == bytes("again.parquet", "42"), "the same seed gave other bytes");
    assert!(first != bytes("other.parquet", "43"), "another seed gave the same bytes");
}

#[test]
fn v1_is_the_scenario_best_move_of_v2() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = |name, args: &[&str]| std::fs::read(dataset(&folder, name, args)).unwrap();
    let alone = bytes("alone.parquet", &["--version", "v2", "--scenario", "best_move"]);
    assert!(alone == bytes("v1.parquet", &["--version", "v1"]), "v1 is the scenario best_move of v2");
}

#[test]
fn what_cannot_be_written_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let failure = |args: &[&str]| {
        let output = battledex(&[&["dataset"], args].concat());
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let out = folder.path().join("missing").join("v1.parquet");
    let message = failure(&["--version", "v1", "--out", out.to_str().unwrap()]);
    assert!(message.contains("could not write") && message.contains("does its folder exist?"), "{message}");

    let out = folder.path().join("v1.parquet");
    let message = failure(&["--version", "v1", "--scenario", "random_move", "--out", out.to_str().unwrap()]);
    assert_eq!(message, "error: data set v1 has the scenario best_move alone; --version v2 has the others\n");
    assert!(!out.exists());

    let message = failure(&["--version", "v3", "--out", out.to_str().unwrap()]);
    assert!(message.contains("[possible values: v1, v2]"), "{message}");
}
