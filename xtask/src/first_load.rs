//! What a browser must fetch before the site's first page stands.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};

use crate::test::gzip_size;

/// Greatest gzip size of the first load: HTML, style sheets, scripts and the page's own program. Viewer, lab, worker, fonts, models and
/// the service worker come later.
pub const BUDGET: usize = 300_000;

/// The gzip size of the first load of a built site whose address begins with `base`.
///
/// # Errors
/// When `index.html` names a file that is not there, or no program.
pub fn size(site: &Path, base: &str) -> Result<usize> {
    let html = fs::read_to_string(site.join("index.html")).context("the site has no index.html")?;
    let files = files(&html, base);
    if !files.iter().any(|file| file.ends_with(".wasm")) {
        bail!("index.html asks for no program");
    }
    let mut size = gzip_size(html.as_bytes())?;
    for file in files {
        let content = fs::read(site.join(file)).with_context(|| format!("index.html names {file}"))?;
        size += gzip_size(&content)?;
    }
    Ok(size)
}

/// Style sheets, scripts and programs that a page names, each once, relative to the site's folder.
fn files<'a>(html: &'a str, base: &str) -> Vec<&'a str> {
    let named = html.split(r#"href=""#).skip(1).chain(html.split(r#"src=""#).skip(1));
    let mut files: Vec<&str> = named
        .filter_map(|rest| rest.split('"').next())
        .map(|file| file.strip_prefix(base).unwrap_or(file))
        .filter(|file| [".css", ".js", ".wasm"].iter().any(|end| file.ends_with(end)))
        .collect();
    files.sort_unstable();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<base href="/repo/" /><link rel="icon" href="favicon.svg" />
        <link rel="stylesheet" href="/repo/a-1.css"/><script src="boot.js"></script>
        <link rel="modulepreload" href="/repo/page.js"><link rel="preload" href="/repo/page_bg.wasm"><script src="boot.js"></script>"#;

    #[test]
    fn a_page_names_what_is_fetched_first() {
        assert_eq!(files(PAGE, "/repo/"), ["a-1.css", "boot.js", "page.js", "page_bg.wasm"]);
    }

    #[test]
    fn the_first_load_is_the_page_and_all_that_it_names() -> Result<()> {
        let site = tempfile::tempdir()?;
        let write = |name: &str, content: &str| fs::write(site.path().join(name), content);
        write("index.html", PAGE)?;
        write("viewer.css", "not named")?;
        for name in ["a-1.css", "boot.js", "page.js"] {
            write(name, "")?;
        }
        let missing = size(site.path(), "/repo/").unwrap_err().to_string();
        assert_eq!(missing, "index.html names page_bg.wasm");
        write("page_bg.wasm", "")?;
        // Nothing at all is 20 bytes of gzip.
        assert_eq!(size(site.path(), "/repo/")?, gzip_size(PAGE.as_bytes())? + 4 * 20);
        write("index.html", "<html></html>")?;
        assert_eq!(size(site.path(), "/repo/").unwrap_err().to_string(), "index.html asks for no program");
        Ok(())
    }
}
