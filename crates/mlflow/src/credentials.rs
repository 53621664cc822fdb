//! What a server asks of its callers, kept out of everything that is shown.

use std::fmt;

use crate::error::{Error, ErrorKind};

/// How to sign in to an MLflow server. Held in memory only; never shown, not even by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    header: String,
}

impl Credentials {
    /// A user name and password, as MLflow's `basic-auth` app asks for.
    ///
    /// # Errors
    /// A user name with a colon, which Basic authentication cannot carry.
    pub fn basic(user: &str, password: &str) -> Result<Self, Error> {
        if user.contains(':') {
            return Err(bad("a user name cannot hold a colon"));
        }
        Ok(Self { header: format!("Basic {}", base64(format!("{user}:{password}").as_bytes())) })
    }

    /// A bearer token, as hosted MLflow servers and proxies ask for. White space around it is dropped.
    ///
    /// # Errors
    /// An empty token, or one with characters that cannot stand in an HTTP header.
    pub fn bearer(token: &str) -> Result<Self, Error> {
        let token = token.trim();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(bad("a token is one word of plain ASCII characters"));
        }
        Ok(Self { header: format!("Bearer {token}") })
    }

    /// Credentials by what [`Credentials::header`] gave elsewhere in the same program.
    #[must_use]
    pub fn from_header(header: String) -> Self {
        Self { header }
    }

    /// The value of the `Authorization` header. A secret: for the request only.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

fn bad(reason: &str) -> Error {
    Error::new(ErrorKind::InvalidCredentials { reason: reason.to_owned() }, "credentials")
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, &byte| (group << 8) | u32::from(byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                let index = (group >> (18 - 6 * place)) & 63;
                text.push(char::from(ALPHABET[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_rfc_4648_says() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
            ("é♀", "w6nimYA="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn headers_are_made_and_never_shown() {
        let basic = Credentials::basic("Aladdin", "open sesame").unwrap();
        assert_eq!(basic.header(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(format!("{basic:?}"), "Credentials(…)");
        assert_eq!(Credentials::bearer(" abc.def \n").unwrap().header(), "Bearer abc.def");
    }

    #[test]
    fn what_a_header_cannot_carry_is_refused_without_repeating_it() {
        for error in [
            Credentials::bearer("secret\nX-Evil: 1").unwrap_err(),
            Credentials::bearer("  ").unwrap_err(),
            Credentials::basic("secret:name", "secret").unwrap_err(),
        ] {
            assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
            assert!(matches!(error.kind(), ErrorKind::InvalidCredentials { .. }));
        }
    }
}
