//! Puts cases into the tests for the browser, which reads no files: the checked-in ones, and the model zoo if
//! `$BATTLEDEX_ZOO` names its folder, as slices of `(name, model, inputs, outputs, exact)`.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=BATTLEDEX_ZOO");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    for (name, folder) in [("models.rs", "models"), ("nodes.rs", "../tabular/tests/node")] {
        fs::write(out.join(name), format!("&[{}]", cases(&package.join(folder))?))?;
    }
    let zoo = env::var_os("BATTLEDEX_ZOO").map(|zoo| cases(Path::new(&zoo))).transpose()?;
    let zoo = zoo.map_or("None".to_owned(), |cases| format!("Some(&[{cases}])"));
    fs::write(out.join("zoo.rs"), zoo)?;
    Ok(())
}

fn cases(folder: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut folders = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    let mut code = String::new();
    for folder in folders {
        let include = |path: &Path| format!("include_bytes!({:?})", path.display().to_string());
        let data = folder.join("test_data_set_0");
        let data = if data.is_dir() { data } else { folder.clone() };
        let tensors = |kind: &str| -> String {
            let file = |i: usize| data.join(format!("{kind}_{i}.pb"));
            (0..).map(file).take_while(|file| file.is_file()).map(|file| include(&file) + ",").collect()
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let model = include(&folder.join("model.onnx"));
        let exact = data.join("exact.pb");
        let exact = if exact.is_file() { format!("Some({})", include(&exact)) } else { "None".to_owned() };
        let (inputs, outputs) = (tensors("input"), tensors("output"));
        writeln!(code, "({name:?}, {model}, &[{inputs}], &[{outputs}], {exact}),")?;
    }
    Ok(code)
}
