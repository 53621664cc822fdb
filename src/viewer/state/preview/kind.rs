//! What an artifact is, by its name and by how it begins.

/// How an artifact is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As text.
    Text,
    /// As text, indented.
    Json,
    /// As a table; the argument separates cells.
    Table(char),
    /// As prose.
    Markdown,
    /// As a picture.
    Image,
    /// By the model inspector.
    Onnx,
    /// Not at all.
    Refused(Refusal),
    /// By how it begins.
    Unknown,
}

/// Why an artifact is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A Python pickle can run any code when it is opened.
    Pickle,
}

const PICKLES: [&str; 11] =
    ["pkl", "pickle", "joblib", "pt", "pth", "ckpt", "dill", "cloudpickle", "p", "npy", "npz"];
const TEXTS: [&str; 31] = [
    "txt",
    "log",
    "yaml",
    "yml",
    "py",
    "toml",
    "ini",
    "cfg",
    "conf",
    "sh",
    "r",
    "sql",
    "rs",
    "js",
    "ts",
    "css",
    "html",
    "htm",
    "svg",
    "xml",
    "env",
    "lock",
    "tex",
    "java",
    "c",
    "h",
    "cpp",
    "go",
    "diff",
    "patch",
    "properties",
];
/// Files without an ending that programs around MLflow write as text.
const TEXT_NAMES: [&str; 5] = ["MLmodel", "MLproject", "Dockerfile", "Makefile", "LICENSE"];

impl Kind {
    /// By the name alone.
    pub(crate) fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or_default();
        if TEXT_NAMES.contains(&name) {
            return Self::Text;
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "json" | "geojson" | "ipynb" => Self::Json,
            "csv" => Self::Table(','),
            "tsv" => Self::Table('\t'),
            "md" | "markdown" => Self::Markdown,
            "png" | "jpg" | "jpeg" | "gif" | "webp" => Self::Image,
            "onnx" => Self::Onnx,
            ending if PICKLES.contains(&ending) => Self::Refused(Refusal::Pickle),
            ending if TEXTS.contains(&ending) => Self::Text,
            _ => Self::Unknown,
        }
    }
}

/// Whether bytes begin like a pickle of protocol 2 or later, or hold one as PyTorch and joblib archive it.
pub(crate) fn looks_pickled(bytes: &[u8]) -> bool {
    matches!(bytes, [0x80, 2..=5, ..]) || (bytes.starts_with(b"PK\x03\x04") && contains(bytes, b".pkl"))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).take(4096).any(|window| window == part)
}

/// The kinds of pictures that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Image {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

impl Image {
    /// Its media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

/// Which picture the bytes are, whatever their name says.
pub(crate) fn image(bytes: &[u8]) -> Option<Image> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(Image::Png),
        [0xff, 0xd8, 0xff, ..] => Some(Image::Jpeg),
        [b'G', b'I', b'F', b'8', ..] => Some(Image::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Image::WebP),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_how_an_artifact_is_shown() {
        for (path, kind) in [
            ("model/MLmodel", Kind::Text),
            ("model/conda.yaml", Kind::Text),
            ("a/b.JSON", Kind::Json),
            ("data.tsv", Kind::Table('\t')),
            ("README.md", Kind::Markdown),
            ("plots/roc.PNG", Kind::Image),
            ("drawing.svg", Kind::Text),
            ("page.html", Kind::Text),
            ("model/model.onnx", Kind::Onnx),
            ("model/model.pkl", Kind::Refused(Refusal::Pickle)),
            ("weights.pt", Kind::Refused(Refusal::Pickle)),
            ("model.pkl/readme", Kind::Unknown),
            ("data.parquet", Kind::Unknown),
            ("", Kind::Unknown),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn a_pickle_is_known_by_how_it_begins() {
        assert!(looks_pickled(b"\x80\x04\x95\x00"));
        assert!(looks_pickled(b"PK\x03\x04....archive/data.pkl...."));
        assert!(!looks_pickled(b"PK\x03\x04....word/document.xml"));
        assert!(!looks_pickled(b"\x80"));
        assert!(!looks_pickled(b""));
    }

    #[test]
    fn a_picture_is_known_by_how_it_begins() {
        assert_eq!(image(b"\x89PNG\r\n\x1a\n"), Some(Image::Png));
        assert_eq!(image(b"\xff\xd8\xff\xe0").map(Image::media_type), Some("image/jpeg"));
        assert_eq!(image(b"GIF89a"), Some(Image::Gif));
        assert_eq!(image(b"RIFF\0\0\0\0WEBPVP8 "), Some(Image::WebP));
        assert_eq!(image(b"<svg onload=alert(1)>"), None);
    }
}
