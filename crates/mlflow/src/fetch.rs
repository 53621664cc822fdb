//! HTTP in a browser, through `fetch`: in a page or in a worker.

mod exchange;
mod patience;
mod scope;

use web_sys::RequestCache;

use crate::base_url::BaseUrl;
use crate::credentials::Credentials;
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::frozen::{FileSource, MANIFEST_FILE};
use crate::request::{Method, Request, Response};
use crate::transport::{Location, Transport, TransportError};
use exchange::Exchange;

/// A live MLflow server.
#[derive(Clone, Debug)]
pub struct FetchTransport {
    base: BaseUrl,
    page_origin: Option<String>,
    credentials: Option<Credentials>,
}

impl FetchTransport {
    /// A transport to a server. A relative address counts from the page's base address, in a worker from its own.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidUrl`] when the two make no address.
    pub fn new(base: &BaseUrl, credentials: Option<Credentials>) -> Result<Self, Error> {
        Ok(Self { base: absolute(base)?, page_origin: scope::origin(), credentials })
    }

    fn headers(&self) -> Vec<(String, String)> {
        let header = self.credentials.iter().map(|c| ("Authorization".to_owned(), c.header().to_owned()));
        header.collect()
    }
}

impl Transport for FetchTransport {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let exchange = Exchange {
            method: request.method,
            url: &self.base.join(&request.path, &request.query),
            headers: &self.headers(),
            body: request.body.as_ref().map(ToString::to_string),
            cache: RequestCache::Default,
            max_bytes: request.max_bytes,
            head: request.head,
        };
        exchange.run().await
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        Ok(Download {
            url: self.base.join(&request.path, &request.query),
            headers: self.headers(),
            sha256: None,
            size: None,
            gzip: false,
        })
    }

    fn location(&self) -> Location {
        Location { url: self.base.to_string(), page_origin: self.page_origin.clone() }
    }
}

/// The files of a frozen registry on a web site.
#[derive(Clone, Debug)]
pub struct SiteSource {
    base: BaseUrl,
    page_origin: Option<String>,
}

impl SiteSource {
    /// The folder that holds the manifest. A relative address counts from the page's base address, in a worker from its own.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidUrl`] when the two make no address.
    pub fn new(base: &BaseUrl) -> Result<Self, Error> {
        Ok(Self { base: absolute(base)?, page_origin: scope::origin() })
    }
}

impl FileSource for SiteSource {
    async fn read(&self, path: &str, max_bytes: u64) -> Result<Vec<u8>, TransportError> {
        let exchange = Exchange {
            method: Method::Get,
            url: &self.url(path),
            headers: &[],
            body: None,
            // A site that was published again keeps the names of its answers: each is asked for anew.
            cache: RequestCache::NoCache,
            max_bytes,
            head: false,
        };
        let response = exchange.run().await?;
        match response.status {
            200..=299 => Ok(response.body),
            404 if path != MANIFEST_FILE => {
                Err(TransportError::Corrupt { file: path.to_owned(), reason: "it is missing".to_owned() })
            }
            status => Err(TransportError::Unreachable(format!("{}: status {status}", self.url(path)))),
        }
    }

    fn url(&self, path: &str) -> String {
        self.base.join(path, &[])
    }

    fn location(&self) -> Location {
        Location { url: self.base.to_string(), page_origin: self.page_origin.clone() }
    }
}

fn absolute(base: &BaseUrl) -> Result<BaseUrl, Error> {
    if base.is_absolute() {
        return Ok(base.clone());
    }
    // The root of the page's server is the empty text, which would mean the page itself.
    let text = if base.as_str().is_empty() { "/" } else { base.as_str() };
    let url = scope::base().and_then(|base| web_sys::Url::new_with_base(text, &base).ok());
    let Some(url) = url else {
        let problem = crate::base_url::UrlProblem::NoScheme;
        return Err(Error::new(ErrorKind::InvalidUrl { problem }, "tracking URL"));
    };
    BaseUrl::parse(&url.href())
}
