//! Puts the model zoo into the tests for the browser, which reads no files: `$BATTLEDEX_ZOO`, if it is set, as
//! expressions of [`conformance::Case`] in `zoo.rs`.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=BATTLEDEX_ZOO");
    let mut code = String::from("None");
    if let Some(zoo) = env::var_os("BATTLEDEX_ZOO") {
        code = format!("Some(&[{}])", cases(Path::new(&zoo))?);
        println!("cargo::rerun-if-changed={}", Path::new(&zoo).display());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("zoo.rs"), code)?;
    Ok(())
}

/// `(name, model, inputs, outputs)` of each folder.
fn cases(zoo: &Path) -> Result<String, Box<dyn Error>> {
    let mut folders: Vec<_> = fs::read_dir(zoo)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    let mut code = String::new();
    for folder in folders {
        let include = |path: &Path| format!("include_bytes!({:?}),", path.display().to_string());
        let tensors = |kind: &str| -> String {
            let file = |i: usize| folder.join(format!("test_data_set_0/{kind}_{i}.pb"));
            (0..).map(file).take_while(|file| file.is_file()).map(|file| include(&file)).collect()
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let (inputs, outputs) = (tensors("input"), tensors("output"));
        write!(code, "({name:?}, {} &[{inputs}], &[{outputs}]),", include(&folder.join("model.onnx")))?;
    }
    Ok(code)
}
