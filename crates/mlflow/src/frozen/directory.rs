//! A frozen registry in a folder.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use super::{FileSource, MANIFEST_FILE};
use crate::transport::{Location, TransportError};

/// The files of a frozen registry in a folder of this computer.
#[derive(Clone, Debug)]
pub struct DirectorySource {
    folder: PathBuf,
}

impl DirectorySource {
    /// The folder that holds the manifest.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

impl FileSource for DirectorySource {
    async fn read(&self, path: &str, max_bytes: u64) -> Result<Vec<u8>, TransportError> {
        let file = self.folder.join(path);
        let mut bytes = Vec::new();
        File::open(&file)
            .and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound if path != MANIFEST_FILE => {
                    TransportError::Corrupt { file: path.to_owned(), reason: "it is missing".to_owned() }
                }
                _ => TransportError::Unreachable(format!("{}: {error}", file.display())),
            })?;
        if bytes.len() as u64 > max_bytes {
            return Err(TransportError::TooLarge { limit: max_bytes });
        }
        Ok(bytes)
    }

    fn url(&self, path: &str) -> String {
        self.folder.join(path).display().to_string()
    }

    fn location(&self) -> Location {
        Location { url: self.folder.display().to_string(), page_origin: None }
    }
}
