//! The address of a server as somebody typed it, taken apart.

use mlflow::{BaseUrl, ErrorKind, UrlProblem};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::host::Place;
use crate::page::Page;

/// What may not stand in a path of a line that somebody pastes into a shell or into nginx: quotes, `;`, `$` and the like.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'!')
    .add(b'$')
    .add(b'&')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'*')
    .add(b'+')
    .add(b',')
    .add(b';')
    .add(b'=')
    .add(b'@')
    .add(b'[')
    .add(b']')
    .add(b':');

/// The most addresses that are tried when nothing of MLflow is at the one that was typed.
const MOST_OTHERS: usize = 5;

/// The address of a server: absolute, and of characters that are safe in a line to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    https: bool,
    host: String,
    port: Option<u16>,
    path: String,
    /// What was typed had a part behind `#`, as links of MLflow's own page have.
    fragment_dropped: bool,
}

/// Why an address is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// No client can use it.
    Url(UrlProblem),
    /// `localhost:5000`: the scheme is missing.
    NoScheme {
        /// What is most likely meant.
        instead: Option<String>,
    },
    /// The port is no number up to 65535.
    Port,
    /// `0.0.0.0`, which MLflow prints when it listens everywhere, is no address to ask: the same with `127.0.0.1`.
    Anywhere {
        /// What to give instead.
        instead: String,
    },
}

impl Address {
    /// Takes an address apart. A relative one counts from the page.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(typed: &str, page: &Page) -> Result<Self, AddressProblem> {
        let typed = typed.trim();
        let base = BaseUrl::parse(typed).map_err(|error| match error.kind() {
            ErrorKind::InvalidUrl { problem: UrlProblem::NoScheme } => {
                let meant = Self::parse(&format!("http://{}", typed.trim_start_matches('/')), page);
                AddressProblem::NoScheme { instead: meant.ok().map(|meant| meant.url()) }
            }
            ErrorKind::InvalidUrl { problem } => AddressProblem::Url(problem.clone()),
            _ => AddressProblem::Url(UrlProblem::Character),
        })?;
        let absolute = if base.is_absolute() { base.to_string() } else { below(page, &base) };
        let (scheme, rest) = absolute.split_once("://").ok_or(AddressProblem::NoScheme { instead: None })?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (host, port) = split_port(authority)?;
        let host = host.to_ascii_lowercase();
        if !is_host(&host) {
            return Err(AddressProblem::Url(UrlProblem::Character));
        }
        let https = scheme == "https";
        let address = Self {
            https,
            host,
            port: port.filter(|port| *port != if https { 443 } else { 80 }),
            path: utf8_percent_encode(path.trim_end_matches('/'), PATH).to_string(),
            fragment_dropped: typed.contains('#'),
        };
        if address.host == "0.0.0.0" {
            let instead = Self { host: "127.0.0.1".to_owned(), ..address }.url();
            return Err(AddressProblem::Anywhere { instead });
        }
        Ok(address)
    }

    /// Without a trailing slash: `http://127.0.0.1:5000/mlflow`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.path)
    }

    /// Scheme, host and port, as a browser writes an origin.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.https { "https" } else { "http" }, self.authority())
    }

    /// What a browser sends as `Host`: the port is left out where it is the scheme's own.
    #[must_use]
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// Whether it is an https address.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The host, in lower case; an IPv6 address in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, whether it was given or is the scheme's own.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.https { 443 } else { 80 })
    }

    /// The path, without a slash at its end; may be empty.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where the host is, as far as its name tells.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::of(&self.host)
    }

    /// Whether a part behind `#` was left out.
    #[must_use]
    pub fn fragment_dropped(&self) -> bool {
        self.fragment_dropped
    }

    /// Whether the page's own server is meant.
    #[must_use]
    pub fn is_same_origin(&self, page: &Page) -> bool {
        self.origin() == page.origin
    }

    /// Other addresses of the same server where MLflow may be: above a call or page of MLflow that was pasted, then every
    /// folder above, the root, and the prefix `/mlflow`. Likely ones first.
    #[must_use]
    pub fn others(&self) -> Vec<String> {
        /// The first segment of what MLflow serves below its address.
        const CALLS: [&str; 10] = [
            "api",
            "ajax-api",
            "get-artifact",
            "model-versions",
            "static-files",
            "health",
            "version",
            "graphql",
            "index.html",
            "metrics",
        ];
        let parts: Vec<&str> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        let call = parts.iter().position(|part| CALLS.contains(part));
        let longest = call.map_or(parts.len(), |place| place + 1);
        let above = (0..longest).rev().map(|count| join(&parts[..count]));
        let paths = above.chain(["/mlflow".to_owned()]);
        let mut others: Vec<String> = Vec::new();
        for path in paths {
            let url = format!("{}{path}", self.origin());
            if path != self.path && !others.contains(&url) {
                others.push(url);
            }
        }
        others.truncate(MOST_OTHERS);
        others
    }
}

fn join(parts: &[&str]) -> String {
    parts.iter().map(|part| format!("/{part}")).collect()
}

/// A relative address from the page's.
fn below(page: &Page, relative: &BaseUrl) -> String {
    let relative = relative.as_str();
    if relative.is_empty() || relative.starts_with('/') {
        return format!("{}{relative}", page.origin);
    }
    let folder = page.base.rsplit_once('/').map_or(page.origin.as_str(), |(folder, _)| folder);
    format!("{folder}/{relative}")
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), AddressProblem> {
    match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') => {
            let digits = port.bytes().all(|byte| byte.is_ascii_digit());
            let number = port.parse().ok().filter(|_| digits);
            if port.is_empty() {
                return Ok((host, None));
            }
            number.map(|port| (host, Some(port))).ok_or(AddressProblem::Port)
        }
        _ => Ok((authority, None)),
    }
}

/// Letters, digits, `-`, `.` and `_`, or an IPv6 address in brackets. Browsers write every other name in these.
fn is_host(host: &str) -> bool {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok()),
        None => {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page::new("https://someone.github.io", "https://someone.github.io/battledex/")
    }

    fn parse(typed: &str) -> Result<Address, AddressProblem> {
        Address::parse(typed, &page())
    }

    #[test]
    fn addresses_are_taken_apart() {
        for (typed, url, host, port, path) in [
            ("http://127.0.0.1:5000/", "http://127.0.0.1:5000", "127.0.0.1", 5000, ""),
            (" HTTP://Host:80/m/ ", "http://host/m", "host", 80, "/m"),
            ("https://mlflow.example.org", "https://mlflow.example.org", "mlflow.example.org", 443, ""),
            ("https://h:5001/a/b", "https://h:5001/a/b", "h", 5001, "/a/b"),
            ("http://[::1]:5000", "http://[::1]:5000", "[::1]", 5000, ""),
            ("http://h:/x", "http://h/x", "h", 80, "/x"),
            ("/mlflow/", "https://someone.github.io/mlflow", "someone.github.io", 443, "/mlflow"),
            ("/", "https://someone.github.io", "someone.github.io", 443, ""),
            (
                "mlflow",
                "https://someone.github.io/battledex/mlflow",
                "someone.github.io",
                443,
                "/battledex/mlflow",
            ),
        ] {
            let address = parse(typed).unwrap();
            let told = (address.url(), address.host().to_owned(), address.port(), address.path().to_owned());
            assert_eq!(told, (url.to_owned(), host.to_owned(), port, path.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_link_of_mlflows_own_page_loses_its_fragment_and_says_so() {
        let address = parse("http://127.0.0.1:5000/#/experiments/0?x=1").unwrap();
        assert_eq!(address.url(), "http://127.0.0.1:5000");
        assert!(address.fragment_dropped());
        assert!(!parse("http://127.0.0.1:5000/").unwrap().fragment_dropped());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let url = |problem| Err(AddressProblem::Url(problem));
        assert_eq!(parse(""), url(UrlProblem::Empty));
        let meant = |address: &str| Err(AddressProblem::NoScheme { instead: Some(address.to_owned()) });
        assert_eq!(parse("localhost:5000"), meant("http://localhost:5000"));
        assert_eq!(parse("//h/x"), meant("http://h/x"));
        assert_eq!(parse("127.0.0.1:99999"), Err(AddressProblem::NoScheme { instead: None }));
        assert_eq!(parse("ftp://h"), url(UrlProblem::Scheme("ftp".to_owned())));
        assert_eq!(parse("http://ash:secret@h"), url(UrlProblem::Credentials));
        assert_eq!(parse("http://h;reboot/"), url(UrlProblem::Character));
        assert_eq!(parse("http://h$(reboot)/"), url(UrlProblem::Character));
        assert_eq!(parse("http://[::1"), url(UrlProblem::Character));
        assert_eq!(parse("http://h:70000"), Err(AddressProblem::Port));
        assert_eq!(parse("http://h:+1"), Err(AddressProblem::Port));
        let instead = "http://127.0.0.1:5000/x".to_owned();
        assert_eq!(parse("http://0.0.0.0:5000/x"), Err(AddressProblem::Anywhere { instead }));
    }

    #[test]
    fn a_path_holds_nothing_that_a_shell_or_nginx_takes_for_its_own() {
        let address = parse("http://h/a;b$c'd&e(f)*/g+h=i@j,!k%20é").unwrap();
        assert_eq!(address.path(), "/a%3Bb%24c%27d%26e%28f%29%2A/g%2Bh%3Di%40j%2C%21k%20%C3%A9");
    }

    #[test]
    fn other_addresses_are_above_what_was_pasted() {
        let others = |typed: &str| parse(typed).unwrap().others();
        assert_eq!(others("http://h:5000"), ["http://h:5000/mlflow"]);
        assert_eq!(others("http://h/mlflow"), ["http://h"]);
        assert_eq!(
            others("http://h/team/ajax-api/2.0/mlflow/experiments/search"),
            ["http://h/team", "http://h", "http://h/mlflow"]
        );
        assert_eq!(others("http://h/a/b"), ["http://h/a", "http://h", "http://h/mlflow"]);
    }

    #[test]
    fn an_origin_is_the_same_with_the_schemes_own_port() {
        assert!(parse("https://someone.github.io:443/x").unwrap().is_same_origin(&page()));
        assert!(!parse("http://someone.github.io/x").unwrap().is_same_origin(&page()));
        assert!(!parse("https://someone.github.io:8443/x").unwrap().is_same_origin(&page()));
    }
}
