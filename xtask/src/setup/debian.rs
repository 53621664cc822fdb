use std::{path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::run::{run, say, succeeds};

/// Makes sure that a program is there, from Debian's packages where they can be installed.
pub fn program(name: &str, packages: &[&str]) -> Result<()> {
    if find(name).is_some() {
        return Ok(());
    }
    install(packages)?;
    if find(name).is_some() {
        return Ok(());
    }
    bail!("{name} is missing even after installing {}", packages.join(" "))
}

/// Installs Debian packages, or says which command would.
pub fn install(packages: &[&str]) -> Result<()> {
    let words = packages.join(" ");
    if find("apt-get").is_none() {
        bail!(
            "missing: {words}. Install the like of these Debian packages with your system's package manager"
        );
    }
    if !succeeds(Command::new("sh").args(["-c", "test \"$(id -u)\" = 0"])) {
        bail!("missing: {words}. Install them with: sudo apt-get install -y --no-install-recommends {words}");
    }
    say(format!("installing {words}"));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run(apt().args(["update", "-qq"]))?;
    run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// Where a program lies: on PATH, or where Debian keeps servers, which is not on every user's PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
