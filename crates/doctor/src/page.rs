//! The page that asks.

use crate::host::Place;

/// Where the page is that wants to open a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its origin, such as `https://someone.github.io`.
    pub origin: String,
    /// The address that relative ones count from, such as `https://someone.github.io/battledex/`.
    pub base: String,
}

impl Page {
    /// A page at an origin, whose relative addresses count from `base`.
    #[must_use]
    pub fn new(origin: impl Into<String>, base: impl Into<String>) -> Self {
        Self { origin: origin.into(), base: base.into() }
    }

    /// Whether the page came over https, so that what it asks for must be encrypted too.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Where the page's own server is, by its name.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::of(self.host())
    }

    /// Whether browsers treat the page as trustworthy: https, or the same computer.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.is_https() || self.place() == Place::Loopback
    }

    /// Whether MLflow 3.5 and newer allow this origin without being told: http pages of the same computer.
    #[must_use]
    pub fn is_allowed_by_default(&self) -> bool {
        self.origin.starts_with("http://") && ["localhost", "127.0.0.1", "[::1]"].contains(&self.host())
    }

    /// The host without its port.
    pub(crate) fn host(&self) -> &str {
        let authority = self.origin.split_once("://").map_or("", |(_, rest)| rest);
        let end = authority.rfind(':').filter(|_| !authority.ends_with(']')).unwrap_or(authority.len());
        &authority[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(origin: &str) -> Page {
        Page::new(origin, format!("{origin}/"))
    }

    #[test]
    fn an_origin_tells_place_and_trust() {
        for (origin, host, secure, listed) in [
            ("http://localhost:8080", "localhost", true, true),
            ("http://127.0.0.1", "127.0.0.1", true, true),
            ("http://[::1]:8080", "[::1]", true, true),
            ("http://[::1]", "[::1]", true, true),
            ("https://localhost:8443", "localhost", true, false),
            ("http://127.0.0.2:80", "127.0.0.2", true, false),
            ("http://192.168.1.20:8080", "192.168.1.20", false, false),
            ("https://someone.github.io", "someone.github.io", true, false),
            ("http://someone.example", "someone.example", false, false),
        ] {
            let page = page(origin);
            let told = (page.host(), page.is_secure(), page.is_allowed_by_default());
            assert_eq!(told, (host, secure, listed), "{origin}");
        }
    }
}
