//! Reads the two things that matter from an `MLmodel` file: a version's flavours, and its ONNX file.
//!
//! MLflow writes this file with PyYAML in block style, or hands it on as JSON. Only the nested mapping `flavors` is read:
//! names at its first level, and scalars at the first level below one of them. All else is passed over by its indent.

use serde_json::Value;

/// The flavours of a model, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MlModel {
    pub(crate) flavors: Vec<String>,
    /// The path of the ONNX file below the `MLmodel` file.
    pub(crate) onnx: Option<String>,
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
        Ok(Self { flavors: flavors.keys().cloned().collect(), onnx: onnx.map(str::to_owned) })
    }

    fn yaml(text: &str) -> Result<Self, String> {
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

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `name: value` or `name:`; none for list items and continued lines.
fn key(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let (name, value) = line.strip_suffix(':').map(|name| (name, "")).or_else(|| line.split_once(": "))?;
    (!name.starts_with("- ")).then(|| (scalar(name), value.trim()))
}

/// A plain or quoted scalar without its quotes or comment.
fn scalar(text: &str) -> String {
    let text = text.trim();
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote)
            && let Some(end) = inner.rfind(quote)
        {
            return inner[..end].to_owned();
        }
    }
    text.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

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
                onnx: Some("net #1.onnx".to_owned())
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
