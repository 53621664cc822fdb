//! What bytes are that are not an ONNX model, from how they begin.

use std::fmt;

/// A kind of file that is mistaken for a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LooksLike {
    /// Nothing at all.
    Empty,
    /// A page, such as a login form or an error of a proxy.
    Html,
    /// Another XML document, such as an object store's error.
    Xml,
    /// JSON, such as an error of the registry or XGBoost's own format.
    Json,
    /// A pickled Python object.
    Pickle,
    /// A ZIP archive: PyTorch, NumPy and others.
    Zip,
    /// A gzip file that was not unpacked.
    Gzip,
    /// HDF5: Keras.
    Hdf5,
    /// The text that Git LFS leaves in place of a file.
    LfsPointer,
    /// Some text.
    Text,
    /// Anything else; its first bytes.
    Unknown(Vec<u8>),
}

impl LooksLike {
    /// Judges by the first bytes.
    pub(crate) fn judge(bytes: &[u8]) -> Self {
        let start = bytes.get(..512).unwrap_or(bytes);
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        let lower = text.to_ascii_lowercase();
        match start {
            [] => Self::Empty,
            [0x80, 2..=5, ..] => Self::Pickle,
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Self::Zip,
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x89, b'H', b'D', b'F', ..] => Self::Hdf5,
            _ if text.starts_with(b"version https://git-lfs") => Self::LfsPointer,
            _ if text.first() == Some(&b'<')
                && lower.windows(5).any(|word| word == b"<html" || word == b"<!doc") =>
            {
                Self::Html
            }
            _ if text.first() == Some(&b'<') => Self::Xml,
            _ if matches!(text.first(), Some(b'{' | b'[')) => Self::Json,
            _ if text.iter().all(|&byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) => Self::Text,
            _ => Self::Unknown(start.get(..8).unwrap_or(start).to_vec()),
        }
    }
}

impl fmt::Display for LooksLike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an empty file",
            Self::Html => "an HTML page (a login or error page?)",
            Self::Xml => "an XML document (an error of the file store?)",
            Self::Json => "a JSON document (an error message, or a model in XGBoost's own format?)",
            Self::Pickle => "a Python pickle (training/register.py turns one into ONNX)",
            Self::Zip => "a ZIP archive (a PyTorch or NumPy file?)",
            Self::Gzip => "a gzip file that was not unpacked",
            Self::Hdf5 => "an HDF5 file (a Keras model?)",
            Self::LfsPointer => "a Git LFS pointer in place of the file (git lfs pull fetches it)",
            Self::Text => "a text file",
            Self::Unknown(bytes) => {
                return write!(f, "a file of an unknown kind (it begins with {})", hex::encode(bytes));
            }
        })
    }
}
