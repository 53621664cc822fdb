use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use crate::run::{run, say, succeeds};

/// Makes sure that a program is there, from Debian's packages where they can be installed.
pub fn program(name: &str, packages: &[&str]) -> Result<()> {
    if on_path(name) {
        return Ok(());
    }
    install(packages)?;
    if on_path(name) {
        return Ok(());
    }
    bail!("{name} is missing even after installing {}", packages.join(" "))
}

/// Installs Debian packages, or says which command would.
pub fn install(packages: &[&str]) -> Result<()> {
    let words = packages.join(" ");
    if !on_path("apt-get") {
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

/// Whether a program is found on PATH.
pub fn on_path(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| Path::new(&folder).join(name).is_file())
    })
}
