//! Reads what matters from an `MLmodel` file: a version's flavours, its ONNX file, its signature and its size.
//!
//! MLflow writes this file with PyYAML in block style, or hands it on as JSON. Of the nested mapping `flavors` names at its first
//! level are read, and scalars at the first level below one of them; elsewhere, scalars of the first two levels. All else is passed
//! over by its indent.

mod signature;
mod yaml;

use serde_json::Value;

pub use signature::{Field, Signature};
use yaml::{indent, key, scalar};

/// What an `MLmodel` file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MlModel {
    /// The model's flavours, in the order of the file.
    pub flavors: Vec<String>,
    /// The path of the ONNX file below the `MLmodel` file.
    pub onnx: Option<String>,
    /// What the model takes and gives, or why that cannot be read; none where the file does not say.
    pub signature: Option<Result<Signature, String>>,
    /// Bytes of all files together, as they were when the model was logged.
    pub size: Option<u64>,
    /// The version of MLflow that logged the model.
    pub mlflow_version: Option<String>,
}

impl MlModel {
    /// # Errors
    /// A reason, when there is no mapping `flavors` or the ONNX path leaves the model's folder.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let model = if text.trim_start().starts_with('{') { Self::json(text)? } else { Self::yaml(text)? };
        match &model.onnx {
            Some(path) if !is_inside(path) => Err(format!("the ONNX path {path} leaves the model's folder")),
            _ => Ok(model),
        }
    }

    fn json(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let flavors = value.get("flavors").and_then(Value::as_object).ok_or_else(|| NO_FLAVORS.to_owned())?;
        let onnx =
            flavors.get("onnx").map(|onnx| onnx.get("data").and_then(Value::as_str).unwrap_or(DEFAULT));
        let part = |name: &str| value["signature"][name].as_str().map(str::to_owned);
        Ok(Self {
            flavors: flavors.keys().cloned().collect(),
            onnx: onnx.map(str::to_owned),
            signature: Signature::of(part),
            size: value["model_size_bytes"].as_u64(),
            mlflow_version: value["mlflow_version"].as_str().map(str::to_owned),
        })
    }

    fn yaml(text: &str) -> Result<Self, String> {
        let mut model = Self::flavors(text)?;
        let said =
            |path: &[&str]| yaml::find(text, path).filter(|value| value != "null" && !value.is_empty());
        model.signature = Signature::of(|name| said(&["signature", name]));
        model.size = said(&["model_size_bytes"]).and_then(|size| size.parse().ok());
        model.mlflow_version = said(&["mlflow_version"]);
        Ok(model)
    }

    fn flavors(text: &str) -> Result<Self, String> {
        let mut lines = text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
            .skip_while(|line| indent(line) > 0 || key(line) != Some(("flavors".to_owned(), "")));
        lines.next().ok_or(NO_FLAVORS)?;
        let mut model = Self::default();
        let mut name_indent = 0;
        let mut field_indent = None;
        let mut in_onnx = false;
        for line in lines.take_while(|line| indent(line) > 0) {
            if name_indent == 0 {
                name_indent = indent(line);
            }
            if indent(line) <= name_indent {
                let (name, _) = key(line).ok_or_else(|| format!("this line names no flavour: {line}"))?;
                in_onnx = name == "onnx";
                field_indent = None;
                if in_onnx {
                    model.onnx = Some(DEFAULT.to_owned());
                }
                model.flavors.push(name);
            } else if in_onnx {
                let first = *field_indent.get_or_insert(indent(line));
                if indent(line) == first
                    && let Some((name, value)) = key(line)
                    && name == "data"
                {
                    model.onnx = Some(scalar(value));
                }
            }
        }
        Ok(model)
    }
}

/// The file that MLflow's ONNX flavour writes.
const DEFAULT: &str = "model.onnx";
const NO_FLAVORS: &str = "it has no flavors";

/// Whether a path stays below its folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str = "\
artifact_path: model
flavors:
  onnx:
    code: null
    data: 'net #1.onnx'   # the file
    options:
      data: wrong.onnx
    providers:
    - CPUExecutionProvider
  python_function:
    data: other.onnx
    env:
      conda: conda.yaml
signature:
  inputs: '[{\"name\":
    onnx: 1}]'
";

    #[test]
    fn the_onnx_file_and_all_flavors_are_found() {
        assert_eq!(
            MlModel::parse(BLOCK).unwrap(),
            MlModel {
                flavors: vec!["onnx".to_owned(), "python_function".to_owned()],
                onnx: Some("net #1.onnx".to_owned()),
                signature: Some(Err("inputs: expected value at line 1 column 11".to_owned())),
                ..MlModel::default()
            }
        );
        assert_eq!(
            MlModel::parse(BLOCK.replace('\n', "\r\n").as_str()).unwrap(),
            MlModel::parse(BLOCK).unwrap()
        );
    }

    #[test]
    fn pickles_only_have_no_onnx_file() {
        let text =
            "flavors:\n    python_function:\n        model_path: model.pkl\n    sklearn:\n        data: x\n";
        let model = MlModel::parse(text).unwrap();
        assert_eq!((model.flavors.join(" ").as_str(), model.onnx), ("python_function sklearn", None));
    }

    #[test]
    fn json_is_read_too_and_the_file_name_has_a_default() {
        let model = MlModel::parse(r#"{"flavors": {"onnx": {"onnx_version": "1"}}}"#).unwrap();
        assert_eq!(model.onnx.as_deref(), Some("model.onnx"));
        assert_eq!(MlModel::parse("flavors:\n  onnx:\n").unwrap().onnx.as_deref(), Some("model.onnx"));
    }

    #[test]
    fn other_files_and_paths_outside_are_refused() {
        assert_eq!(MlModel::parse("").unwrap_err(), "it has no flavors");
        assert_eq!(MlModel::parse("name: x\n").unwrap_err(), "it has no flavors");
        for path in ["../x.onnx", "/etc/passwd", "a/../b", "c:x", "a\\b", "''"] {
            let text = format!("flavors:\n  onnx:\n    data: {path}\n");
            assert!(MlModel::parse(&text).unwrap_err().ends_with("leaves the model's folder"), "{path}");
        }
    }
}
