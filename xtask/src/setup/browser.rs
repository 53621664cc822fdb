//! A real browser and its driver.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::debian;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Chromium or Chrome, and the driver that belongs to it.
pub struct Browser {
    /// The browser's program.
    pub program: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
}

impl Browser {
    /// Finds both, or installs Debian's.
    pub fn set_up() -> Result<Self> {
        let found = || BROWSERS.into_iter().find_map(debian::find);
        if found().is_none() || debian::find("chromedriver").is_none() {
            debian::install(&["chromium", "chromium-driver", "fonts-dejavu-core"])
                .context("the tests need Chromium or Chrome, and the chromedriver of the same version")?;
        }
        let program = found().context("there is no Chromium on PATH even after installing it")?;
        let driver = debian::find("chromedriver")
            .context("there is no chromedriver on PATH even after installing it")?;
        Ok(Self { program, driver })
    }
}
