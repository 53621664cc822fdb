//! The address of a server, checked and in one form.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};

/// RFC 3986's unreserved characters stay as they are in a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where an MLflow server answers: `http://host:5000`, `https://host/mlflow`, or relative to a page: `/mlflow`, `mlflow`.
///
/// Without a trailing slash, query or fragment, so that a link copied from MLflow's own pages works; the path prefix stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

/// Why an address is none that a client can use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UrlProblem {
    /// Nothing was given.
    Empty,
    /// `localhost:5000` or `//host`: the scheme is missing.
    NoScheme,
    /// Neither http nor https: the scheme that was given.
    Scheme(String),
    /// `http:///path`: the host is missing.
    NoHost,
    /// `http://user:password@host`: credentials would end up in logs and links.
    Credentials,
    /// Spaces, control characters or others that no address holds.
    Character,
}

impl fmt::Display for UrlProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::NoScheme => f.write_str("it must start with http:// or https://"),
            Self::Scheme(scheme) => write!(f, "it starts with {scheme}: where http:// or https:// is needed"),
            Self::NoHost => f.write_str("it has no host name"),
            Self::Credentials => {
                f.write_str("it holds a user name or password: give them in the fields made for them")
            }
            Self::Character => f.write_str("it holds a space or another character that no address has"),
        }
    }
}

impl BaseUrl {
    /// Checks an address as somebody typed it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidUrl`] with the problem.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::check(text.trim()).map(Self).map_err(|problem| {
            // The text itself may hold a password: it is not repeated.
            Error::new(ErrorKind::InvalidUrl { problem }, "tracking URL")
        })
    }

    fn check(text: &str) -> Result<String, UrlProblem> {
        if text.is_empty() {
            return Err(UrlProblem::Empty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || "\\<>\"`{}|^".contains(c)) {
            return Err(UrlProblem::Character);
        }
        let end = text.find(['?', '#']).unwrap_or(text.len());
        let text = &text[..end];
        let Some((scheme, rest)) = split_scheme(text) else {
            // `127.0.0.1:5000` is meant as a host and a port, not as a folder beside the page.
            let looks_like_a_host = text.split('/').next().is_some_and(|first| first.contains(':'));
            if text.starts_with("//") || looks_like_a_host {
                return Err(UrlProblem::NoScheme);
            }
            return Ok(text.trim_end_matches('/').to_owned());
        };
        let Some(after) = rest.strip_prefix("//") else {
            let is_port = rest.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
            return Err(if is_port { UrlProblem::NoScheme } else { UrlProblem::Scheme(scheme) });
        };
        if scheme != "http" && scheme != "https" {
            return Err(UrlProblem::Scheme(scheme));
        }
        let authority = after.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return Err(UrlProblem::Credentials);
        }
        if authority.is_empty() || authority.starts_with(':') {
            return Err(UrlProblem::NoHost);
        }
        Ok(format!("{scheme}://{}", after.trim_end_matches('/')))
    }

    /// Whether a host is given, so that no page is needed to know the place.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        split_scheme(&self.0).is_some()
    }

    /// The address without a trailing slash; empty for the root of a page's own server.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a path below, with its query percent-encoded.
    #[must_use]
    pub fn join(&self, path: &str, query: &[(String, String)]) -> String {
        let mut url = format!("{}/{path}", self.0);
        url.push_str(&encode_query(query));
        url
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "/" } else { &self.0 })
    }
}

/// `?key=value&…`, percent-encoded, in the given order; empty for no parameters.
pub(crate) fn encode_query(query: &[(String, String)]) -> String {
    let mut text = String::new();
    for (key, value) in query {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.extend(utf8_percent_encode(key, QUERY));
        text.push('=');
        text.extend(utf8_percent_encode(value, QUERY));
    }
    text
}

/// The scheme in lower case and what follows its colon.
fn split_scheme(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut letters = scheme.bytes();
    let starts = letters.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let goes_on = letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (starts && goes_on).then(|| (scheme.to_ascii_lowercase(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> UrlProblem {
        match BaseUrl::parse(text).unwrap_err().kind() {
            ErrorKind::InvalidUrl { problem } => problem.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn addresses_are_brought_into_one_form() {
        for (given, kept) in [
            ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
            (" HTTP://host:5000// ", "http://host:5000"),
            ("https://host/mlflow/", "https://host/mlflow"),
            ("http://[::1]:5000/", "http://[::1]:5000"),
            ("http://host/#/models/x?y=1", "http://host"),
            ("/mlflow/", "/mlflow"),
            ("mlflow/", "mlflow"),
            ("/", ""),
        ] {
            assert_eq!(BaseUrl::parse(given).unwrap().as_str(), kept, "{given}");
        }
    }

    #[test]
    fn other_addresses_are_refused_with_the_reason() {
        assert_eq!(problem(""), UrlProblem::Empty);
        assert_eq!(problem("localhost:5000"), UrlProblem::NoScheme);
        assert_eq!(problem("127.0.0.1:5000/mlflow"), UrlProblem::NoScheme);
        assert_eq!(problem("//host/x"), UrlProblem::NoScheme);
        assert_eq!(problem("file:///etc/passwd"), UrlProblem::Scheme("file".to_owned()));
        assert_eq!(problem("javascript:alert(1)"), UrlProblem::Scheme("javascript".to_owned()));
        assert_eq!(problem("sqlite:///mlflow.db"), UrlProblem::Scheme("sqlite".to_owned()));
        assert_eq!(problem("http:///x"), UrlProblem::NoHost);
        assert_eq!(problem("http://a b/"), UrlProblem::Character);
        assert_eq!(problem("http://ash:pikachu@host/"), UrlProblem::Credentials);
    }

    #[test]
    fn a_password_in_an_address_is_not_repeated() {
        let error = BaseUrl::parse("http://ash:pikachu@host/").unwrap_err();
        assert!(!format!("{error} {error:?} {}", error.hint().unwrap_or_default()).contains("pikachu"));
    }

    #[test]
    fn queries_are_percent_encoded() {
        let query = vec![("name".to_owned(), "a b&c/é".to_owned()), ("v".to_owned(), "1".to_owned())];
        assert_eq!(
            BaseUrl::parse("/m/").unwrap().join("get-artifact", &query),
            "/m/get-artifact?name=a%20b%26c%2F%C3%A9&v=1"
        );
    }
}
