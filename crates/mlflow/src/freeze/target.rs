//! The folder that a frozen registry is written to, replaced as a whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::FreezeError;
use crate::frozen::MANIFEST_FILE;
use crate::frozen::manifest::Manifest;

/// A folder to be replaced. What was begun beside it is removed when this goes out of scope.
pub(super) struct Target {
    out: PathBuf,
    partial: PathBuf,
    old: PathBuf,
}

impl Target {
    /// Makes the folder beside `out` that is written to meanwhile.
    pub(super) fn new(out: &Path) -> Result<Self, FreezeError> {
        let failed = |source| FreezeError::Write { path: out.to_owned(), source };
        let name = out.file_name().ok_or_else(|| {
            failed(io::Error::new(io::ErrorKind::InvalidInput, "this path does not name a folder"))
        })?;
        if !may_be_replaced(out).map_err(failed)? {
            return Err(FreezeError::Occupied { path: out.to_owned() });
        }
        let beside = |purpose: &str| {
            let name = format!(".{}.{purpose}-{}", name.to_string_lossy(), std::process::id());
            out.with_file_name(name)
        };
        let target = Self { out: out.to_owned(), partial: beside("partial"), old: beside("old") };
        fs::create_dir_all(&target.partial).map_err(failed)?;
        Ok(target)
    }

    /// Where to write.
    pub(super) fn partial(&self) -> &Path {
        &self.partial
    }

    /// Puts what was written in the place of the folder.
    pub(super) fn replace(self) -> Result<(), FreezeError> {
        let failed = |source| FreezeError::Write { path: self.out.clone(), source };
        if !may_be_replaced(&self.out).map_err(failed)? {
            return Err(FreezeError::Occupied { path: self.out.clone() });
        }
        let existed = self.out.exists();
        if existed {
            fs::rename(&self.out, &self.old).map_err(failed)?;
        }
        if let Err(source) = fs::rename(&self.partial, &self.out) {
            if existed {
                fs::rename(&self.old, &self.out).map_err(failed)?;
            }
            return Err(failed(source));
        }
        Ok(())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // A leftover does no harm and there is nobody to tell.
        let _ = fs::remove_dir_all(&self.partial);
        if self.out.exists() {
            let _ = fs::remove_dir_all(&self.old);
        }
    }
}

/// Whether nothing is there, an empty folder, or a frozen registry.
fn may_be_replaced(out: &Path) -> io::Result<bool> {
    let mut entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    if entries.next().is_none() {
        return Ok(true);
    }
    match fs::read(out.join(MANIFEST_FILE)) {
        Ok(bytes) => Ok(Manifest::parse(&bytes).is_ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
