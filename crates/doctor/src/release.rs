//! The release of an MLflow server, and what follows from it.

use std::fmt;

/// Major, minor and patch, as `/version` tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release(u32, u32, u32);

impl Release {
    /// Reads what `/version` answers: `3.17.2`, `2.22.5.dev0`, `3.0.0rc1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let known = text.len() <= 40
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+-".contains(&byte));
        let mut parts = text.splitn(3, '.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?.parse().ok()?;
        let patch = parts.next().unwrap_or("0");
        let digits = patch.bytes().take_while(u8::is_ascii_digit).count();
        known.then_some(Self(major, minor, patch[..digits].parse().unwrap_or(0)))
    }

    /// Whether it has the checks of `Host` and `Origin`, and `--allowed-hosts` and `--cors-allowed-origins`: 3.5.0.
    #[must_use]
    pub fn has_checks(self) -> bool {
        self >= Self(3, 5, 0)
    }

    /// Whether it lets every web site read, and change by the calls of its own page: 3.5.0 up to before 3.10.0.
    #[must_use]
    pub fn is_open_to_every_site(self) -> bool {
        self.has_checks() && self < Self(3, 10, 0)
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_read_and_nothing_else() {
        for (text, read) in [
            ("2.22.5", Some(Release(2, 22, 5))),
            ("3.17.2\n", Some(Release(3, 17, 2))),
            ("3.0.0rc1", Some(Release(3, 0, 0))),
            ("2.22.5.dev0", Some(Release(2, 22, 5))),
            ("3.5", Some(Release(3, 5, 0))),
            ("OK", None),
            ("", None),
            ("<!doctype html><title>1.2.3</title>", None),
            ("1.2.3 <script>", None),
        ] {
            assert_eq!(Release::parse(text), read, "{text}");
        }
    }

    #[test]
    fn checks_came_with_3_5_and_reach_every_call_since_3_10() {
        for (text, checks, open) in [
            ("2.22.5", false, false),
            ("3.4.0", false, false),
            ("3.5.0", true, true),
            ("3.8.1", true, true),
            ("3.9.9", true, true),
            ("3.10.0", true, false),
            ("3.17.2", true, false),
        ] {
            let release = Release::parse(text).unwrap();
            assert_eq!((release.has_checks(), release.is_open_to_every_site()), (checks, open), "{text}");
        }
    }
}
