//! Writes the files of a frozen registry and its manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};

use super::error::FreezeError;
use super::names;
use crate::frozen::manifest::{Entry, Manifest};
use crate::frozen::{MANIFEST_FILE, sha256};
use crate::request::Request;

/// Longer contents are compressed.
const GZIP_FROM: usize = 64 << 10;

/// Sums over all answers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Totals {
    pub(super) answers: usize,
    pub(super) files: usize,
    pub(super) content_bytes: u64,
    pub(super) stored_bytes: u64,
}

/// Writes answers into a folder. The first failure is kept and ends the writing.
pub(super) struct Writer {
    folder: PathBuf,
    answers: BTreeMap<String, Entry>,
    files: BTreeSet<String>,
    stored_bytes: u64,
    failure: Option<FreezeError>,
}

impl Writer {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            answers: BTreeMap::new(),
            files: BTreeSet::new(),
            stored_bytes: 0,
            failure: None,
        }
    }

    /// Records the answer to a request; a request that is recorded already keeps its first answer.
    pub(super) fn add(&mut self, request: &Request, content: &[u8]) {
        let key = request.key();
        if self.failure.is_none()
            && !self.answers.contains_key(&key)
            && let Err(error) = self.store(key, request, content)
        {
            self.failure = Some(error);
        }
    }

    pub(super) fn check(&mut self) -> Result<(), FreezeError> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Writes the manifest.
    pub(super) fn finish(mut self) -> Result<Totals, FreezeError> {
        self.check()?;
        let mut totals = Totals {
            answers: self.answers.len(),
            // The manifest is one, too.
            files: self.files.len() + 1,
            content_bytes: self.answers.values().map(|entry| entry.size).sum(),
            stored_bytes: self.stored_bytes,
        };
        let path = self.folder.join(MANIFEST_FILE);
        let manifest = Manifest::new(self.answers);
        let written = serde_json::to_string_pretty(&manifest).map_err(io::Error::from).and_then(|text| {
            fs::write(&path, format!("{text}\n"))?;
            Ok(text.len() as u64 + 1)
        });
        totals.stored_bytes += written.map_err(|source| FreezeError::Write { path, source })?;
        Ok(totals)
    }

    fn store(&mut self, key: String, request: &Request, content: &[u8]) -> Result<(), FreezeError> {
        let digest = sha256(content);
        let is_artifact = !names::is_api(request) && request.query.iter().any(|(name, _)| name == "path");
        let mut file = if is_artifact { names::artifact(request, &digest) } else { names::answer(request) };
        let gzip = content.len() > GZIP_FROM;
        if gzip {
            file.push_str(".gz");
        }
        if self.files.insert(file.clone()) {
            self.write(&file, content, gzip)?;
        } else if !self.answers.values().any(|entry| entry.file == file && entry.sha256 == digest) {
            return Err(FreezeError::SameFile { file });
        }
        self.answers.insert(key, Entry { file, gzip, sha256: digest, size: content.len() as u64 });
        Ok(())
    }

    fn write(&mut self, file: &str, content: &[u8], gzip: bool) -> Result<(), FreezeError> {
        let path = self.folder.join(file);
        let packed;
        let bytes = if gzip {
            packed = pack(content).map_err(|source| FreezeError::Write { path: path.clone(), source })?;
            packed.as_slice()
        } else {
            content
        };
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|source| FreezeError::Write { path, source })?;
        self.stored_bytes += bytes.len() as u64;
        Ok(())
    }
}

/// The same bytes for the same content: no time, no name, no system in the header.
fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    const UNKNOWN_SYSTEM: u8 = 255;
    let header = GzBuilder::new().mtime(0).operating_system(UNKNOWN_SYSTEM);
    let mut encoder = header.write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}
