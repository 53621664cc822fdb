use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::{Context as _, Result};

use crate::digest;

/// Where the repository is and where everything goes that must outlive a clone.
pub struct Context {
    /// The repository's root.
    pub root: PathBuf,
    /// Build caches and tools: `$BATTLEDEX_CACHE`, else `$XDG_CACHE_HOME/battledex`, else `~/.cache/battledex`.
    pub cache: PathBuf,
}

impl Context {
    /// Finds both and makes the cache folder.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in no repository")?;
        let named = env::var_os("BATTLEDEX_CACHE").map(PathBuf::from);
        let standard = || env::var_os("XDG_CACHE_HOME").map(|home| PathBuf::from(home).join("battledex"));
        let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/battledex"));
        let cache = named
            .or_else(standard)
            .or_else(home)
            .context("there is no home folder for the build caches: set BATTLEDEX_CACHE to a folder")?;
        fs::create_dir_all(&cache)
            .with_context(|| format!("cannot make the cache folder {}", cache.display()))?;
        Ok(Self { root: root.to_owned(), cache })
    }

    /// Cargo's target folder, shared by all clones.
    pub fn target(&self) -> PathBuf {
        self.cache.join("target")
    }

    /// Makes cargo look at this clone's sources. All clones share the target folder, and cargo takes a file for unchanged
    /// when it is older than what was compiled, even if another clone compiled that from other sources. So when
    /// another clone was here last, this one's sources become new.
    pub fn claim_target(&self) -> Result<()> {
        let owner = self.target().join("sources-of");
        let here = self.root.to_string_lossy();
        if fs::read_to_string(&owner).is_ok_and(|last| last == here) {
            return Ok(());
        }
        let now = SystemTime::now();
        for file in
            digest::files(&self.root, &["Cargo.toml", "crates", "public/config.json", "src", "xtask"])?
        {
            let touched =
                fs::File::options().append(true).open(&file).and_then(|open| open.set_modified(now));
            touched.with_context(|| format!("cannot touch {}", file.display()))?;
        }
        fs::create_dir_all(self.target())?;
        fs::write(&owner, here.as_bytes()).with_context(|| format!("cannot write {}", owner.display()))
    }

    /// Where installed tools have their programs.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools/bin")
    }

    /// A command in the repository's root that finds the project's tools first and builds into the shared folder.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        let mut path = vec![self.tools()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        // Debian keeps servers here, which is not on every user's PATH.
        path.push("/usr/sbin".into());
        if let Ok(path) = env::join_paths(path) {
            command.env("PATH", path);
        }
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", self.target());
        // Set by the cargo that started us; they would pin our children to its toolchain.
        for inherited in ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(inherited);
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_finds_the_projects_tools_first_and_is_free_of_the_outer_cargo() {
        let context = Context { root: "/clone".into(), cache: "/cache".into() };
        let command = context.command("cargo");
        let variables: Vec<_> = command.get_envs().collect();
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name).and_then(|(_, value)| *value);
        let path = value("PATH").unwrap_or_default().to_string_lossy().into_owned();
        assert!(path.starts_with("/cache/tools/bin:"), "{path}");
        assert!(path.ends_with(":/usr/sbin"), "{path}");
        assert_eq!(value("CARGO_TARGET_DIR"), Some("/cache/target".as_ref()));
        assert!(variables.contains(&("RUSTUP_TOOLCHAIN".as_ref(), None)));
        assert_eq!(command.get_current_dir(), Some(Path::new("/clone")));
    }
}
