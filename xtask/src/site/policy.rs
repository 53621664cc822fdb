//! The site's Content-Security-Policy: whatever a registry's texts hold, only the site's own scripts run.

use anyhow::{Context as _, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// What the policy follows: the encoding must be known first.
const BEFORE: &str = r#"<meta charset="utf-8" />"#;

/// Writes the policy into a built page, as static hosts send no headers of ours.
///
/// # Errors
/// When the page does not begin as ours does.
pub fn add(html: &str) -> Result<String> {
    let at = html.find(BEFORE).with_context(|| format!("the built page has no {BEFORE}"))? + BEFORE.len();
    let (head, rest) = html.split_at(at);
    let policy = policy(&inline_scripts(html));
    Ok(format!("{head}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />{rest}"))
}

fn policy(scripts: &[&str]) -> String {
    let digests: String = scripts
        .iter()
        .map(|script| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script))))
        .collect();
    [
        "default-src 'none'",
        // Trunk starts the program from within the page: that script is known by its digest.
        &format!("script-src 'self' 'wasm-unsafe-eval'{digests}"),
        "worker-src 'self'",
        // Readers type the addresses of servers and of frozen registries.
        "connect-src 'self' http: https:",
        // Deployers say where pictures are; charts become pictures within the page.
        "img-src 'self' http: https: data: blob:",
        // Attributes only: tables place their rows by them. Browsers that do not know the second line go by the first.
        "style-src 'self' 'unsafe-inline'",
        "style-src-elem 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
    ]
    .join("; ")
}

/// The scripts that stand in a page themselves, as they are between their tags.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    for part in html.split("<script").skip(1) {
        let script = part.split_once('>').and_then(|(attributes, rest)| {
            let (script, _) = rest.split_once("</script>")?;
            (!attributes.contains("src=")).then_some(script)
        });
        scripts.extend(script);
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n    <meta charset=\"utf-8\" />\n<script type=\"module\">alert(1)</script><script src=\"boot.js\"></script></head>";

    #[test]
    fn scripts_of_the_page_are_known_by_their_digests_and_no_other_runs() {
        let page = add(PAGE).unwrap();
        // The digest that browsers name when they refuse the script.
        let digest = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        let scripts = format!("; script-src 'self' 'wasm-unsafe-eval' {digest}; ");
        assert!(page.contains(&scripts), "{page}");
        assert!(page.starts_with(
            "<head>\n    <meta charset=\"utf-8\" />\n    <meta http-equiv=\"Content-Security-Policy\""
        ));
        assert!(page.ends_with(PAGE.split_at(PAGE.find("\n<script").unwrap()).1));
        assert_eq!(inline_scripts(PAGE), ["alert(1)"]);
    }

    #[test]
    fn a_page_that_does_not_begin_as_ours_is_refused() {
        let error = add("<head></head>").unwrap_err().to_string();
        assert_eq!(error, "the built page has no <meta charset=\"utf-8\" />");
    }
}
