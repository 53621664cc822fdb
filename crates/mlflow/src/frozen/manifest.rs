//! The list of a frozen registry's files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Names the layout; another layout gets another name.
pub(crate) const FORMAT: &str = "battledex-frozen-mlflow-1";

/// One recorded answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The file below the registry's folder, with forward slashes.
    pub(crate) file: String,
    /// Whether the file is the content compressed with gzip.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) gzip: bool,
    /// SHA-256 of the content, lower-case hex.
    pub(crate) sha256: String,
    /// Bytes of the content.
    pub(crate) size: u64,
}

/// Recorded answers by [`crate::Request::key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: String,
    answers: BTreeMap<String, Entry>,
}

impl Manifest {
    #[cfg(all(feature = "native", not(target_arch = "wasm32")))]
    pub(crate) fn new(answers: BTreeMap<String, Entry>) -> Self {
        Self { format: FORMAT.to_owned(), answers }
    }

    /// # Errors
    /// A reason: not a manifest, another format, or a file name that could leave the folder.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes)
            .map_err(|error| format!("it is not the manifest of a frozen registry: {error}"))?;
        if manifest.format != FORMAT {
            return Err(format!("its format is {}, this program reads {FORMAT}", manifest.format));
        }
        match manifest.answers.values().find(|entry| !is_plain(&entry.file)) {
            Some(entry) => Err(format!("it names a file outside its folder: {}", entry.file)),
            None => Ok(manifest),
        }
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.answers.get(key)
    }
}

/// Whether a path is made of portable names only, so that it stays below its folder on every system and in every URL.
pub(crate) fn is_plain(path: &str) -> bool {
    path.split('/').all(|name| {
        !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file(file: &str) -> String {
        format!(
            r#"{{"format":"{FORMAT}","answers":{{"GET version":{{"file":"{file}","sha256":"00","size":1}}}}}}"#
        )
    }

    #[test]
    fn entries_are_found_by_key() {
        let manifest = Manifest::parse(with_file("requests/version/all-0.txt").as_bytes()).unwrap();
        assert_eq!(manifest.entry("GET version").unwrap().file, "requests/version/all-0.txt");
        assert!(!manifest.entry("GET version").unwrap().gzip);
        assert!(manifest.entry("GET other").is_none());
    }

    #[test]
    fn what_is_no_manifest_is_refused_with_the_reason() {
        let reason = |text: &str| Manifest::parse(text.as_bytes()).unwrap_err();
        assert!(reason("<!doctype html>").starts_with("it is not the manifest of a frozen registry: "));
        assert_eq!(
            reason(r#"{"format":"x","answers":{}}"#),
            "its format is x, this program reads battledex-frozen-mlflow-1"
        );
        for file in ["../secret", "/etc/passwd", "a//b", "c:/x", "a\\\\b", "https://host/x", "a/.git/x", ""] {
            assert!(reason(&with_file(file)).starts_with("it names a file outside"), "{file}");
        }
    }
}
