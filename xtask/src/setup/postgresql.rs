//! PostgreSQL, for the tests' MLflow that keeps its registry in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use super::debian;

/// Where Debian keeps the programs, a folder for each version; they are on nobody's PATH.
const VERSIONS: &str = "/usr/lib/postgresql";
/// What starting a cluster of one's own takes.
const PROGRAMS: [&str; 4] = ["initdb", "postgres", "pg_isready", "psql"];
/// Where Debian's package looks whether to make a cluster for the whole machine and to start it.
const CLUSTER_SETTINGS: &str = "/etc/postgresql-common/createcluster.d";

/// The folder of PostgreSQL's programs; installs Debian's when there is none.
pub fn programs() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    install().context("the tests need PostgreSQL's server and client")?;
    find().with_context(|| format!("{} are missing even after installing PostgreSQL", PROGRAMS.join(", ")))
}

/// Of the folders on PATH the first, else Debian's newest version.
fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let newest = newest_first(Path::new(VERSIONS)).into_iter().map(|version| version.join("bin"));
    std::env::split_paths(&path).chain(newest).find(|folder| is_complete(folder))
}

fn is_complete(folder: &Path) -> bool {
    PROGRAMS.iter().all(|name| folder.join(name).is_file())
}

fn newest_first(versions: &Path) -> Vec<PathBuf> {
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let mut folders: Vec<_> = fs::read_dir(versions)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((number(&entry.path())?, entry.path())))
        .collect();
    folders.sort_by(|one, other| other.cmp(one));
    folders.into_iter().map(|(_, path)| path).collect()
}

/// Installs the programs only: no server of the machine's own is made and started by the way.
fn install() -> Result<()> {
    let settings = Path::new(CLUSTER_SETTINGS);
    let ours = settings.join("battledex.conf");
    let quiet = debian::find("apt-get").is_some()
        && fs::create_dir_all(settings)
            .and_then(|()| fs::write(&ours, "create_main_cluster = false\n"))
            .is_ok();
    let installed = debian::install(&["postgresql"]);
    if quiet {
        fs::remove_file(&ours).with_context(|| format!("cannot remove {}", ours.display()))?;
    }
    installed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_comes_first_and_what_is_no_version_not_at_all() {
        let folder = std::env::temp_dir().join(format!("battledex-versions-{}", std::process::id()));
        for name in ["9", "17", "15", "common"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        let found = newest_first(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, ["17", "15", "9"].map(|name| folder.join(name)));
        assert!(newest_first(&folder).is_empty());
        assert!(!is_complete(&folder));
    }
}
