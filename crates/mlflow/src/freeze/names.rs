//! Names of a frozen registry's files: readable, portable, and different for different requests.

use serde_json::Value;

use crate::frozen::sha256;
use crate::request::Request;

const API: &str = "ajax-api/2.0/mlflow/";
const MAX_SLUG: usize = 60;
const HASH_DIGITS: usize = 12;

/// Whether an answer is one of the API's, so JSON.
pub(super) fn is_api(request: &Request) -> bool {
    request.path.starts_with(API)
}

/// `requests/registered-models/get/battle_winner_predictor-0123456789ab.json`: the route, what was asked for, and a digest of
/// the whole request.
pub(super) fn answer(request: &Request) -> String {
    let route: Vec<String> =
        request.path.strip_prefix(API).unwrap_or(&request.path).split('/').map(slug).collect();
    let mut words: Vec<String> = request
        .query
        .iter()
        .filter(|(name, _)| name != "max_results" && name != "page_token")
        .map(|(_, value)| value.clone())
        .collect();
    words.extend(request.body.as_ref().and_then(|body| body.get("experiment_ids")).map(plain));
    let mut name = slug(&words.join(" "));
    if !name.is_empty() {
        name.push('-');
    }
    let hash = sha256(request.key().as_bytes());
    let ending = if is_api(request) { "json" } else { "txt" };
    format!("requests/{}/{name}{}.{ending}", route.join("/"), &hash[..HASH_DIGITS])
}

/// `artifacts/0123456789abcdef/model.onnx`: by content, so that equal files are stored once.
pub(super) fn artifact(request: &Request, digest: &str) -> String {
    let path = request.query.iter().find(|(name, _)| name == "path").map_or("", |(_, path)| path);
    let name = slug(path.rsplit('/').next().unwrap_or_default());
    let name = if name.is_empty() { "file" } else { &name };
    format!("artifacts/{}/{name}", &digest[..16])
}

fn plain(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Lower-case letters, digits, `_`, `.` and `-` only; no dot at either end, so no hidden file and no lost ending.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '_' || c == '.' {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(MAX_SLUG);
    slug.trim_matches(['-', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::frozen::manifest::is_plain;

    #[test]
    fn names_say_what_was_asked() {
        let request = Request::get(format!("{API}registered-models/get"), &[("name", "Battle_Winner")]);
        let name = answer(&request);
        assert!(name.starts_with("requests/registered-models/get/battle_winner-"), "{name}");
        assert!(name.ends_with(".json"));
        let body = json!({"experiment_ids": ["1"], "max_results": 1000});
        let runs = answer(&Request::post(format!("{API}runs/search"), body));
        assert!(runs.starts_with("requests/runs/search/1-"), "{runs}");
        assert!(answer(&Request::get("version", &[])).starts_with("requests/version/"));
    }

    #[test]
    fn names_are_portable_and_differ_by_case() {
        let name =
            |key: &str| answer(&Request::get(format!("{API}metrics/get-history"), &[("metric_key", key)]));
        for key in ["val/auc at k", "../../x", "é?&%", "..", "a.", "con", &"x".repeat(300)] {
            assert!(is_plain(&name(key)), "{}", name(key));
            assert!(name(key).len() < 120);
        }
        assert_ne!(name("Loss"), name("loss"));
        assert_ne!(name("Loss").to_lowercase(), name("loss").to_lowercase());
    }

    #[test]
    fn artifacts_lie_under_their_digest() {
        let request = Request::get("get-artifact", &[("path", "a b/Model 1.ONNX")]);
        assert_eq!(artifact(&request, &"ab".repeat(32)), "artifacts/abababababababab/model-1.onnx");
        assert_eq!(
            artifact(&Request::get("get-artifact", &[]), &"ab".repeat(32)),
            "artifacts/abababababababab/file"
        );
    }
}
