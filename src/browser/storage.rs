//! Texts that the browser keeps, for good or for this tab.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was stored under a key.
pub(crate) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores a text; whether the browser let us.
pub(crate) fn store(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What was stored under a key for this tab.
pub(crate) fn session_stored(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Stores a text for this tab; the empty text removes it. A browser that forbids it keeps nothing.
pub(crate) fn store_in_session(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = if value.is_empty() { storage.remove_item(key) } else { storage.set_item(key, value) };
    }
}
