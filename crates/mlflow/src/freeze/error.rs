//! Why a registry could not be frozen.

use std::io;
use std::path::PathBuf;

use crate::error::Error;

/// Why a registry could not be frozen.
#[derive(Debug, thiserror::Error)]
pub enum FreezeError {
    /// The server cannot be read.
    #[error(transparent)]
    Registry(#[from] Error),
    /// A file cannot be written.
    #[error("could not write {path}", path = path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The folder holds something else.
    #[error(
        "{path} is not empty and holds no frozen registry: nothing was written. Choose another folder, or empty this one",
        path = path.display()
    )]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// The server holds more than can be frozen.
    #[error("the server has more than {limit} {what}: freeze one model with --model NAME")]
    TooMany {
        /// What there is too much of.
        what: String,
        /// The most that is frozen.
        limit: usize,
    },
    /// Two answers would have the same file.
    #[error("two answers would be written to {file}")]
    SameFile {
        /// The file below the folder.
        file: String,
    },
}
