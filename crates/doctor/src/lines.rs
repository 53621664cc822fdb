//! Lines to paste, with the reader's own addresses in them.
//!
//! An [`Address`] holds only what is harmless in a shell and in nginx; a page's origin is the browser's own word.

use crate::address::Address;
use crate::host::{Place, is_allowed_by_default};
use crate::page::Page;

/// Lines to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// What they are and where they go.
    pub kind: LinesKind,
    /// The lines, without a line break at the end.
    pub text: String,
    /// The address to use when they are in place, where it is another one.
    pub then: Option<String>,
}

/// What lines are and where they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesKind {
    /// Options of `mlflow server` from 3.5 on: whom it lets read.
    AllowOrigin,
    /// Options of `mlflow server` from 3.5 on: the names it answers to.
    AllowHost,
    /// A command that starts a server at the address.
    Start,
    /// nginx, in the `server` that serves the page: MLflow below the page's own origin. For every release.
    SameOrigin,
    /// nginx, beside MLflow: a `server` that lets the page read. For every release.
    CorsProxy,
    /// nginx, in the `location` that leads to MLflow: the page's origin is not passed on.
    DropOrigin,
    /// nginx, in the `location` that leads to MLflow: a name that MLflow accepts.
    PlainHost,
    /// A command in this repository's clone that serves the page on this computer, with MLflow below its origin.
    LocalPage,
}

/// Where [`same_origin`] puts MLflow below the page's origin.
const PREFIX: &str = "/mlflow/";
/// The ports of [`cors_proxy`].
const HTTP_PORT: u16 = 5080;
const HTTPS_PORT: u16 = 5443;

impl Lines {
    fn new(kind: LinesKind, text: String) -> Self {
        Self { kind, text, then: None }
    }

    fn then(self, address: String) -> Self {
        Self { then: Some(address), ..self }
    }
}

/// Options for MLflow 3.5 and newer that let the page read and, where it is needed, accept the server's name.
#[must_use]
pub fn allow_origin(page: &Page, address: &Address) -> Lines {
    let mut text = format!("mlflow server --cors-allowed-origins {}", shell(&page.origin));
    if !is_allowed_by_default(address.host()) {
        text.push(' ');
        text.push_str(&hosts_option(address));
    }
    Lines::new(LinesKind::AllowOrigin, text)
}

/// Options for MLflow 3.5 and newer that accept the server's name. The list replaces MLflow's own, so this computer is named too.
#[must_use]
pub fn allow_host(address: &Address) -> Lines {
    Lines::new(LinesKind::AllowHost, format!("mlflow server {}", hosts_option(address)))
}

fn hosts_option(address: &Address) -> String {
    // A browser names the port unless it is the scheme's own, and MLflow compares the whole.
    let hosts = [address.authority(), "localhost:*".to_owned(), "127.0.0.1:*".to_owned()];
    format!("--allowed-hosts {}", shell(&hosts.join(",")))
}

/// A command that starts MLflow at the address; none for a name that a proxy most likely answers to.
#[must_use]
pub fn start(address: &Address) -> Option<Lines> {
    if address.is_https() {
        return None;
    }
    let host = match address.place() {
        Place::Loopback => "127.0.0.1",
        Place::Private => "0.0.0.0",
        Place::Elsewhere => return None,
    };
    let prefix = match address.path() {
        "" => String::new(),
        path => format!(" --static-prefix {}", shell(path)),
    };
    let text = format!("mlflow server --host {host} --port {}{prefix}", address.port());
    Some(Lines::new(LinesKind::Start, text))
}

/// nginx lines beside the page that put MLflow below the page's own origin.
#[must_use]
pub fn same_origin(page: &Page, address: &Address) -> Lines {
    let upstream = upstream(address);
    let text = format!(
        "location {PREFIX} {{\n    proxy_pass {}/;\n{upstream}    proxy_set_header Origin \"\";\n    \
         client_max_body_size 0;\n}}",
        address.url()
    );
    Lines::new(LinesKind::SameOrigin, text).then(format!("{}{PREFIX}", page.origin))
}

/// A whole nginx `server` in front of MLflow that lets the page, and no other, read and change.
#[must_use]
pub fn cors_proxy(page: &Page, address: &Address) -> Lines {
    let loopback = address.place() == Place::Loopback;
    // A page that came encrypted may ask this computer without encryption, and nobody else.
    let encrypted = page.is_https() && !loopback;
    let (port, scheme) = if encrypted { (HTTPS_PORT, "https") } else { (HTTP_PORT, "http") };
    let listen = match (loopback, encrypted) {
        (true, _) => format!("    listen 127.0.0.1:{port};\n"),
        (false, false) => format!("    listen {port};\n"),
        (false, true) => format!(
            "    listen {port} ssl;\n    ssl_certificate /etc/nginx/certificate.pem;\n    \
             ssl_certificate_key /etc/nginx/key.pem;\n"
        ),
    };
    let (origin, url, upstream) =
        (&page.origin, address.url(), upstream(address).replace("    ", "        "));
    let text = format!(
        r#"server {{
{listen}    location / {{
        if ($request_method = OPTIONS) {{
            add_header Access-Control-Allow-Origin "{origin}" always;
            add_header Access-Control-Allow-Methods "GET, POST, PATCH, DELETE" always;
            add_header Access-Control-Allow-Headers "Authorization, Content-Type" always;
            add_header Access-Control-Max-Age 600 always;
            return 204;
        }}
        add_header Access-Control-Allow-Origin "{origin}" always;
        proxy_pass {url}/;
{upstream}        proxy_set_header Origin "";
        client_max_body_size 0;
    }}
}}"#
    );
    let host = if loopback { "127.0.0.1" } else { address.host() };
    Lines::new(LinesKind::CorsProxy, text).then(format!("{scheme}://{host}:{port}"))
}

/// What nginx needs for what is behind it: the name in its TLS greeting.
fn upstream(address: &Address) -> &'static str {
    if address.is_https() { "    proxy_ssl_server_name on;\n" } else { "" }
}

/// The nginx line that keeps the page's origin from MLflow.
#[must_use]
pub fn drop_origin() -> Lines {
    Lines::new(LinesKind::DropOrigin, "proxy_set_header Origin \"\";".to_owned())
}

/// The nginx line that gives MLflow a name which it accepts unless it was told otherwise.
#[must_use]
pub fn plain_host() -> Lines {
    Lines::new(LinesKind::PlainHost, "proxy_set_header Host localhost;".to_owned())
}

/// The command that serves this page on the reader's computer, with MLflow below its origin.
#[must_use]
pub fn local_page(address: &Address) -> Lines {
    Lines::new(LinesKind::LocalPage, format!("cargo xtask serve --mlflow {}", shell(&address.url())))
}

/// A word of a shell command. What comes here holds no quotes.
fn shell(word: &str) -> String {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/,%".contains(&byte));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "%27")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(origin: &str) -> Page {
        Page::new(origin, format!("{origin}/"))
    }

    fn address(typed: &str) -> Address {
        Address::parse(typed, &page("http://elsewhere.example")).unwrap()
    }

    #[test]
    fn options_name_the_pages_origin_and_the_hosts_port() {
        let page = page("https://someone.github.io");
        for (typed, text) in [
            ("http://127.0.0.1:5000", "mlflow server --cors-allowed-origins https://someone.github.io"),
            ("http://192.168.1.20:5000/m", "mlflow server --cors-allowed-origins https://someone.github.io"),
            (
                "https://mlflow.example.org",
                "mlflow server --cors-allowed-origins https://someone.github.io \
                 --allowed-hosts 'mlflow.example.org,localhost:*,127.0.0.1:*'",
            ),
            (
                "http://mlflow:5001",
                "mlflow server --cors-allowed-origins https://someone.github.io \
                 --allowed-hosts 'mlflow:5001,localhost:*,127.0.0.1:*'",
            ),
        ] {
            assert_eq!(allow_origin(&page, &address(typed)).text, text);
        }
        assert_eq!(
            allow_host(&address("http://[2001:db8::1]:5000")).text,
            "mlflow server --allowed-hosts '[2001:db8::1]:5000,localhost:*,127.0.0.1:*'"
        );
    }

    #[test]
    fn a_server_is_started_where_the_address_says() {
        let text = |typed: &str| start(&address(typed)).map(|lines| lines.text);
        assert_eq!(
            text("http://localhost:5000").as_deref(),
            Some("mlflow server --host 127.0.0.1 --port 5000")
        );
        assert_eq!(
            text("http://10.0.0.7:5001/mlflow").as_deref(),
            Some("mlflow server --host 0.0.0.0 --port 5001 --static-prefix /mlflow")
        );
        assert_eq!(text("http://mlflow.example.org"), None);
        assert_eq!(text("https://localhost"), None);
    }

    #[test]
    fn nginx_beside_the_page_reads_as_in_the_readme() {
        let lines = same_origin(&page("https://play.example"), &address("http://127.0.0.1:5000/"));
        let readme = include_str!("../../../tests/e2e/nginx-mlflow.conf");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&lines.text), words(readme));
        assert_eq!(
            lines.text,
            "location /mlflow/ {\n    proxy_pass http://127.0.0.1:5000/;\n    proxy_set_header Origin \"\";\n    \
             client_max_body_size 0;\n}"
        );
        assert_eq!(lines.then.as_deref(), Some("https://play.example/mlflow/"));
        let lines = same_origin(&page("https://play.example"), &address("https://ml.example/a"));
        assert!(
            lines.text.contains("proxy_pass https://ml.example/a/;\n    proxy_ssl_server_name on;\n"),
            "{}",
            lines.text
        );
    }

    #[test]
    fn nginx_beside_mlflow_is_encrypted_where_the_page_wants_it() {
        let here = |origin: &str, typed: &str| {
            let lines = cors_proxy(&page(origin), &address(typed));
            (lines.text, lines.then.unwrap())
        };
        let (text, then) = here("https://play.example", "http://localhost:5000");
        assert!(text.contains("    listen 127.0.0.1:5080;\n") && !text.contains("ssl"), "{text}");
        assert_eq!(then, "http://127.0.0.1:5080");
        let (text, then) = here("https://play.example", "http://mlflow:5000/x");
        assert!(text.contains("    listen 5443 ssl;\n    ssl_certificate "), "{text}");
        assert!(text.contains("        proxy_pass http://mlflow:5000/x/;\n"), "{text}");
        assert_eq!(then, "https://mlflow:5443");
        let (text, then) = here("http://play.example", "http://mlflow:5000");
        assert!(text.contains("    listen 5080;\n"), "{text}");
        assert_eq!(then, "http://mlflow:5080");
        assert_eq!(text.matches("\"http://play.example\"").count(), 2);
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }

    #[test]
    fn a_strange_path_cannot_end_the_word_that_it_stands_in() {
        let typed = "http://127.0.0.1:5000/x';reboot;'";
        assert_eq!(
            local_page(&address(typed)).text,
            "cargo xtask serve --mlflow http://127.0.0.1:5000/x%27%3Breboot%3B%27"
        );
        assert!(!same_origin(&page("http://p"), &address(typed)).text.contains("reboot;"));
    }
}
