//! A Rust compiler with the standard library for `wasm32-unknown-unknown`.
//!
//! rustup's own target comes first. Where its server cannot be reached, Debian's `rustc-web` brings a compiler and the
//! library's source, from which the library is built once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use super::debian;
use crate::{
    context::Context,
    run::{output, run, say, succeeds},
};

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which Debian's compiler is linked into rustup.
const LINKED: &str = "battledex-web";
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-19"];
/// Where `rust-web-src` puts the standard library's source.
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library";
const DEBIAN_LINKER: &str = "wasm-ld-19";

/// The compiler that builds the project.
pub struct Toolchain {
    /// rustup's name of it, when it is not the default one.
    name: Option<&'static str>,
    linker: Option<&'static str>,
}

impl Toolchain {
    /// Finds or installs one.
    pub fn set_up(context: &Context) -> Result<Self> {
        let default = Self { name: None, linker: None };
        if default.has_wasm(context) {
            return Ok(default);
        }
        let debian = Self { name: Some(LINKED), linker: Some(DEBIAN_LINKER) };
        if debian.has_wasm(context) {
            return Ok(debian);
        }
        say(format!("adding the {TARGET} target"));
        if debian::find("rustup").is_some()
            && succeeds(context.command("rustup").args(["target", "add", TARGET]))
            && default.has_wasm(context)
        {
            return Ok(default);
        }
        say("rustup cannot add it; taking Debian's compiler and building the standard library once");
        install_debian(context).context(
            "no WebAssembly target: make `rustup target add wasm32-unknown-unknown` work, or run this once as root on Debian",
        )?;
        if !debian.has_wasm(context) {
            bail!("the standard library for {TARGET} was built but is not found by the {LINKED} toolchain");
        }
        Ok(debian)
    }

    /// `command` with this compiler.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if let Some(name) = self.name {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        if let Some(linker) = self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command
    }

    /// A cargo command with this compiler, to build this clone.
    pub fn cargo(&self, context: &Context) -> Result<Command> {
        context.claim_target()?;
        let mut command = context.command("cargo");
        self.apply(&mut command);
        Ok(command)
    }

    fn has_wasm(&self, context: &Context) -> bool {
        let mut rustc = context.command("rustc");
        self.apply(&mut rustc).args(["--print", "target-libdir", "--target", TARGET]);
        rustc.stderr(std::process::Stdio::null());
        output(&mut rustc).is_ok_and(|folder| contains_test_library(Path::new(&folder)))
    }
}

/// `libtest` is built last, so a half-finished library is not taken for a whole one.
fn contains_test_library(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libtest-"))
    })
}

fn install_debian(context: &Context) -> Result<()> {
    if debian::find("rustup").is_none() {
        bail!("rustup is missing: install it from https://rustup.rs");
    }
    if debian::find(DEBIAN_LINKER).is_none() || !Path::new(DEBIAN_SOURCES).is_dir() {
        debian::install(&DEBIAN_PACKAGES)?;
    }
    run(context.command("rustup").args(["toolchain", "link", LINKED, "/usr"]))?;
    let empty = context.cache.join("std-for-wasm");
    fs::create_dir_all(empty.join("src"))?;
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"only_std\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    fs::write(empty.join("src/lib.rs"), "")?;
    // Bitcode for link-time optimisation, `test` for wasm tests; build-std is unstable, hence the bootstrap switch.
    run(context
        .command("cargo")
        .current_dir(&empty)
        .env("RUSTUP_TOOLCHAIN", LINKED)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", empty.join("target"))
        .args(["build", "--release", "--target", TARGET, "-Z", "build-std=std,panic_abort,test"]))?;
    let built = empty.join("target").join(TARGET).join("release/deps");
    let library = PathBuf::from(output(context.command("rustc").env("RUSTUP_TOOLCHAIN", LINKED).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?);
    fs::create_dir_all(&library)?;
    let mut files: Vec<_> = fs::read_dir(&built)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".rlib") && !name.starts_with("libonly_std-")
    });
    // `libtest` last: its presence says that the copy is complete.
    files.sort_by_key(|file| file.to_string_lossy().contains("libtest-"));
    for file in files {
        let to = library.join(file.file_name().unwrap_or_default());
        fs::copy(&file, &to).with_context(|| format!("cannot copy to {}", to.display()))?;
    }
    Ok(())
}
