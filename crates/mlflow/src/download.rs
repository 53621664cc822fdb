//! Where somebody else, such as a web worker, can fetch an artifact.

use std::fmt;

/// An artifact's bytes: where they are and what they must be.
#[derive(Clone, PartialEq, Eq)]
pub struct Download {
    /// Absolute in a browser; a file's path for a frozen registry in a folder.
    pub url: String,
    /// To be sent with the request; may hold a secret.
    pub headers: Vec<(String, String)>,
    /// SHA-256 of the content in lower-case hex, where it is known (a frozen registry knows it).
    pub sha256: Option<String>,
    /// Length of the content in bytes, where it is known.
    pub size: Option<u64>,
    /// Whether the bytes at `url` are the content compressed with gzip. A server that declares this encoding in its
    /// headers makes browsers decode it: look at the first two bytes (1f 8b) before decoding.
    pub gzip: bool,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Download")
            .field("url", &self.url)
            .field("headers", &names)
            .field("sha256", &self.sha256)
            .field("size", &self.size)
            .field("gzip", &self.gzip)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_header_names_only() {
        let download = Download {
            url: "http://h/model.onnx".to_owned(),
            headers: vec![("Authorization".to_owned(), "Bearer s3cret".to_owned())],
            sha256: None,
            size: Some(3),
            gzip: false,
        };
        assert_eq!(
            format!("{download:?}"),
            r#"Download { url: "http://h/model.onnx", headers: ["Authorization"], sha256: None, size: Some(3), gzip: false }"#
        );
    }
}
