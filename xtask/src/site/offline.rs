//! What lets the built site work without a network: its service worker, which knows every file by its digest. Its pages name the build,
//! by which they find that worker and ask for further programs early.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::digest;

/// The worker's own text; what it serves is written before it.
const WORKER: &str = include_str!("service-worker.js");
const FILE: &str = "service-worker.js";
/// The first of the page's own scripts.
const BEFORE: &str = r#"<script src="boot.js"></script>"#;
/// Only for hosts, never asked for by the page.
const NOT_SERVED: [&str; 3] = ["404.html", ".nojekyll", FILE];

#[derive(Serialize)]
struct Site<'a> {
    build: &'a str,
    digest: String,
    files: BTreeMap<String, String>,
}

/// Names the build in a page before its scripts. The site that is served while it is developed has neither that nor a service worker.
///
/// # Errors
/// When it has no head.
pub fn mark(html: &str, build: &str) -> Result<String> {
    let at = html.find(BEFORE).with_context(|| format!("the built page has no {BEFORE}"))?;
    let (head, rest) = html.split_at(at);
    Ok(format!("{head}<meta name=\"battledex-build\" content=\"{build}\" />\n    {rest}"))
}

/// Writes the service worker of a site that is complete but for it.
///
/// # Errors
/// When a file cannot be read or written.
pub fn add(site: &Path, build: &str) -> Result<()> {
    let mut files = BTreeMap::new();
    for file in digest::files(site, &["."])? {
        let name = file.strip_prefix(site.join("."))?.to_string_lossy().replace('\\', "/");
        if !NOT_SERVED.contains(&name.as_str()) {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            files.insert(name, hex::encode(Sha256::digest(content)));
        }
    }
    let digest = digest::of_text(&serde_json::to_string(&files)?)[..16].to_owned();
    let site_text = serde_json::to_string(&Site { build, digest, files })?;
    fs::write(site.join(FILE), format!("const SITE = {site_text};\n{WORKER}"))
        .context("cannot write the service worker")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_knows_every_file_that_a_page_asks_for() -> Result<()> {
        let site = tempfile::tempdir()?;
        fs::create_dir(site.path().join("fonts"))?;
        for (name, content) in
            [("index.html", "a"), ("fonts/b.woff2", "abc"), ("404.html", "a"), (".nojekyll", "")]
        {
            fs::write(site.path().join(name), content)?;
        }
        add(site.path(), "42")?;
        let text = fs::read_to_string(site.path().join(FILE))?;
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
        assert!(text.starts_with(r#"const SITE = {"build":"42","digest":""#), "{text}");
        assert!(
            text.contains(&format!(r#""files":{{"fonts/b.woff2":"{abc}","index.html":"{a}"}}}};"#)),
            "{text}"
        );
        assert!(text.ends_with(WORKER));
        // The same files, the same worker; browsers see a new version in every other text.
        add(site.path(), "42")?;
        assert_eq!(fs::read_to_string(site.path().join(FILE))?, text);
        Ok(())
    }

    #[test]
    fn a_page_names_its_build() {
        let page = format!("<head>{BEFORE}</head>");
        let mark = format!("<head><meta name=\"battledex-build\" content=\"42\" />\n    {BEFORE}</head>");
        assert_eq!(super::mark(&page, "42").unwrap(), mark);
        let error = super::mark("<body>", "42").unwrap_err().to_string();
        assert_eq!(error, format!("the built page has no {BEFORE}"));
    }
}
