//! A frozen registry: recorded answers as plain files, one per request, found through a manifest.

#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
mod directory;
pub(crate) mod manifest;

use std::io::Read;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::request::{MAX_ANSWER_BYTES, Request, Response};
use crate::transport::{Location, Transport, TransportError};

#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
pub use directory::DirectorySource;
use manifest::{Entry, Manifest};

/// The file at the top of a frozen registry that lists all others.
pub const MANIFEST_FILE: &str = "manifest.json";
const MAX_MANIFEST_BYTES: u64 = 64 << 20;

/// Where a frozen registry's files are.
#[allow(async_fn_in_trait, reason = "browser futures are not Send, and no caller needs them to be")]
pub trait FileSource {
    /// The bytes of a file, up to `max_bytes`. `path` is one of the manifest's, checked to stay below the folder.
    ///
    /// # Errors
    /// [`TransportError::Unreachable`] also when there is no such file.
    async fn read(&self, path: &str, max_bytes: u64) -> Result<Vec<u8>, TransportError>;

    /// Where somebody else finds the file.
    fn url(&self, path: &str) -> String;

    /// The folder, for messages.
    fn location(&self) -> Location;
}

/// Answers requests from the files of a frozen registry. What a file holds is checked against the manifest's digest.
#[derive(Clone, Debug)]
pub struct FrozenTransport<F> {
    source: F,
    manifest: Arc<Manifest>,
}

impl<F: FileSource> FrozenTransport<F> {
    /// Reads the manifest.
    ///
    /// # Errors
    /// [`ErrorKind::Unreachable`] when there is none, [`ErrorKind::InvalidAnswer`] when it is something else.
    pub async fn open(source: F) -> Result<Self, Error> {
        let location = source.location();
        let subject = "the frozen registry's manifest";
        let bytes = source
            .read(MANIFEST_FILE, MAX_MANIFEST_BYTES)
            .await
            .map_err(|error| Error::from_transport(error, subject, &location))?;
        let manifest = Manifest::parse(&bytes)
            .map_err(|reason| Error::new(ErrorKind::InvalidAnswer { reason }, source.url(MANIFEST_FILE)))?;
        Ok(Self { source, manifest: Arc::new(manifest) })
    }

    fn entry(&self, request: &Request) -> Result<&Entry, TransportError> {
        let key = request.key();
        self.manifest.entry(&key).ok_or(TransportError::NotRecorded(key))
    }
}

impl<F: FileSource> Transport for FrozenTransport<F> {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let entry = self.entry(request)?;
        // A head is cut from the whole, as its digest is that of the whole.
        let limit = if request.head { MAX_ANSWER_BYTES.max(request.max_bytes) } else { request.max_bytes };
        if entry.size > limit {
            return Err(TransportError::TooLarge { limit });
        }
        // A file of the wrong length is found out by its digest; gzip never adds this much.
        let stored = self.source.read(&entry.file, entry.size + 1024).await?;
        let mut body = content(stored, entry)?;
        if request.head {
            body.truncate(usize::try_from(request.max_bytes).unwrap_or(usize::MAX));
        }
        let content_type = if entry.file.contains(".json") { "application/json" } else { "text/plain" };
        Ok(Response { status: 200, content_type: content_type.to_owned(), body })
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        let entry = self.entry(request)?;
        Ok(Download {
            url: self.source.url(&entry.file),
            headers: Vec::new(),
            sha256: Some(entry.sha256.clone()),
            size: Some(entry.size),
            gzip: entry.gzip,
        })
    }

    fn location(&self) -> Location {
        self.source.location()
    }
}

/// The content of a stored file, decoded and checked.
fn content(stored: Vec<u8>, entry: &Entry) -> Result<Vec<u8>, TransportError> {
    let corrupt = |reason: String| TransportError::Corrupt { file: entry.file.clone(), reason };
    // A web server that declares the encoding makes the browser decode it.
    let packed = entry.gzip && stored.starts_with(&[0x1f, 0x8b]);
    let body = if packed {
        let mut body = Vec::new();
        flate2::read::GzDecoder::new(stored.as_slice())
            .take(entry.size.saturating_add(1))
            .read_to_end(&mut body)
            .map_err(|error| corrupt(format!("it cannot be decompressed: {error}")))?;
        body
    } else {
        stored
    };
    if body.len() as u64 != entry.size {
        return Err(corrupt(format!("it has {} bytes instead of {}", body.len(), entry.size)));
    }
    if sha256(&body) != entry.sha256 {
        return Err(corrupt("its SHA-256 differs from the manifest's".to_owned()));
    }
    Ok(body)
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
