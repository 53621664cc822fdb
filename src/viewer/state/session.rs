//! Texts that are being written, kept for a reload of the tab. Never credentials.

use crate::browser;

/// What the name of each begins with.
const PREFIX: &str = "battledex.draft.";
/// Longer texts are kept in the page only.
const MAX_KEPT: usize = 200_000;

/// The text that was being written under a name.
pub(crate) fn kept_text(name: &str) -> Option<String> {
    browser::session_stored(&format!("{PREFIX}{name}"))
}

/// Keeps a text, or with an empty one nothing. A browser that forbids it keeps it in the page only.
pub(crate) fn keep_text(name: &str, text: &str) {
    let kept = if text.len() > MAX_KEPT { "" } else { text };
    browser::store_in_session(&format!("{PREFIX}{name}"), kept);
}
