//! What a model takes and gives.

use serde_json::Value;

/// Types in types that are written out; deeper ones are `…`.
const MAX_DEPTH: usize = 8;

/// A model's inputs, outputs and parameters of inference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// What it takes.
    pub inputs: Vec<Field>,
    /// What it gives.
    pub outputs: Vec<Field>,
    /// What can be set for a prediction.
    pub params: Vec<Field>,
}

/// One column or tensor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name, may be empty.
    pub name: String,
    /// Its type in short: `double`, `float32 [-1, 133]`, `array<string>`, `{a: long, b?: string}`.
    pub kind: String,
    /// Whether it may be left out.
    pub optional: bool,
    /// The value of a parameter that is not given, as JSON.
    pub default: Option<String>,
}

impl Signature {
    /// Reads the JSON texts `inputs`, `outputs` and `params`; none when there are none.
    ///
    /// # Errors
    /// Which text is wrong, and how.
    pub(super) fn of(part: impl Fn(&str) -> Option<String>) -> Option<Result<Self, String>> {
        let texts = [part("inputs"), part("outputs"), part("params")];
        if texts.iter().all(Option::is_none) {
            return None;
        }
        let [inputs, outputs, params] = texts;
        let read = || {
            Ok(Self {
                inputs: fields("inputs", inputs.as_deref())?,
                outputs: fields("outputs", outputs.as_deref())?,
                params: fields("params", params.as_deref())?,
            })
        };
        Some(read())
    }
}

fn fields(part: &str, text: Option<&str>) -> Result<Vec<Field>, String> {
    let Some(text) = text else { return Ok(Vec::new()) };
    match serde_json::from_str(text).map_err(|error| format!("{part}: {error}"))? {
        Value::Array(fields) => Ok(fields.iter().map(field).collect()),
        Value::Null => Ok(Vec::new()),
        _ => Err(format!("{part}: it is not a list")),
    }
}

fn field(value: &Value) -> Field {
    Field {
        name: value["name"].as_str().unwrap_or_default().to_owned(),
        kind: kind(value, 0),
        optional: optional(value),
        default: value.get("default").map(Value::to_string),
    }
}

fn optional(value: &Value) -> bool {
    value["required"] == Value::Bool(false) || value["optional"] == Value::Bool(true)
}

fn kind(value: &Value, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "…".to_owned();
    }
    let name = value["type"].as_str().unwrap_or("unknown");
    match name {
        "tensor" => {
            let spec = &value["tensor-spec"];
            format!("{} {}", spec["dtype"].as_str().unwrap_or("unknown"), shape(&spec["shape"]))
                .trim_end()
                .to_owned()
        }
        "array" => format!("array<{}>", kind(&value["items"], depth + 1)),
        "map" => format!("map<{}>", kind(&value["values"], depth + 1)),
        "object" => {
            let members = value["properties"].as_object().into_iter().flatten();
            let members: Vec<String> = members
                .map(|(name, member)| {
                    let mark = if optional(member) { "?" } else { "" };
                    format!("{name}{mark}: {}", kind(member, depth + 1))
                })
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        _ => format!("{name} {}", shape(&value["shape"])).trim_end().to_owned(),
    }
}

fn shape(value: &Value) -> String {
    let Some(sizes) = value.as_array() else { return String::new() };
    let sizes: Vec<String> = sizes.iter().map(Value::to_string).collect();
    format!("[{}]", sizes.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(String, String, bool)> {
        let fields = fields("inputs", Some(text)).unwrap();
        fields.into_iter().map(|field| (field.name, field.kind, field.optional)).collect()
    }

    fn said(name: &str, kind: &str, optional: bool) -> (String, String, bool) {
        (name.to_owned(), kind.to_owned(), optional)
    }

    #[test]
    fn tensors_columns_and_nested_types_are_written_in_short() {
        assert_eq!(
            kinds(
                r#"[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 133]}},
                {"name": "x", "type": "double", "required": false},
                {"name": "t", "type": "array", "items": {"type": "string"}, "required": true},
                {"name": "o", "type": "object", "properties": {"a": {"type": "long"}, "b": {"type": "map", "values": {"type": "boolean"}, "required": false}}}]"#
            ),
            [
                said("", "float32 [-1, 133]", false),
                said("x", "double", true),
                said("t", "array<string>", false),
                said("o", "{a: long, b?: map<boolean>}", false),
            ]
        );
    }

    #[test]
    fn parameters_have_defaults() {
        let text = r#"[{"name": "temperature", "type": "float", "default": 0.5, "shape": null}, {"name": "stops", "type": "string", "default": null, "shape": [-1]}]"#;
        let params = fields("params", Some(text)).unwrap();
        assert_eq!((params[0].kind.as_str(), params[0].default.as_deref()), ("float", Some("0.5")));
        assert_eq!((params[1].kind.as_str(), params[1].default.as_deref()), ("string [-1]", Some("null")));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let of = |text: &str| Signature::of(|name| (name == "outputs").then(|| text.to_owned()));
        assert_eq!(Signature::of(|_| None), None);
        assert_eq!(of("{}"), Some(Err("outputs: it is not a list".to_owned())));
        assert_eq!(of("null"), Some(Ok(Signature::default())));
        assert_eq!(of("[1]").unwrap().unwrap().outputs[0].kind, "unknown");
        let deep =
            format!("[{}{}]", r#"{"type":"array","items":"#.repeat(60), "1".to_owned() + &"}".repeat(60));
        assert_eq!(
            of(&deep).unwrap().unwrap().outputs[0].kind,
            format!("{}…{}", "array<".repeat(9), ">".repeat(9))
        );
    }
}
