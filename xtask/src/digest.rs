use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// SHA-256 over names and contents of files and folders below `root`, in hexadecimal: the same content, the same digest.
pub fn of(root: &Path, paths: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files(root, paths)? {
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    Ok(hex::encode(hash.finalize()))
}

/// The files among these paths and below them, sorted.
pub fn files(root: &Path, paths: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        collect(&root.join(path), &mut files)?;
    }
    files.sort();
    Ok(files)
}

/// SHA-256 of a text, in hexadecimal.
pub fn of_text(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn collect(path: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            let skipped = ["node_modules", "target", "__pycache__", "dist"];
            if !skipped.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), into)?;
            }
        }
    } else if path.is_file() {
        into.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_contents_and_their_borders_count_and_build_folders_do_not() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, content: &str| fs::write(folder.path().join(name), content);
        let digest = || of(folder.path(), &["."]);
        fs::create_dir(folder.path().join("node_modules"))?;
        write("a", "12")?;
        write("b", "3")?;
        let first = digest()?;
        write("node_modules/c", "4")?;
        assert_eq!(digest()?, first, "node_modules is left out");
        write("a", "1")?;
        write("b", "23")?;
        assert_ne!(digest()?, first, "a byte moved to another file");
        write("a", "12")?;
        write("b", "3")?;
        assert_eq!(digest()?, first);
        fs::rename(folder.path().join("b"), folder.path().join("d"))?;
        assert_ne!(digest()?, first, "a file was renamed");
        Ok(())
    }
}
