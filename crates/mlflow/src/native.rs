//! HTTP for command line tools, through ureq. Calls block; their futures are ready when they are first polled.

use std::io::Read as _;
use std::time::Duration;

use ureq::http::Response as HttpResponse;
use ureq::{Agent, Body};

use crate::base_url::BaseUrl;
use crate::credentials::Credentials;
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::request::{Request, Response};
use crate::transport::{Location, Transport, TransportError};

/// A whole exchange may take this long, a large download included.
const TIMEOUT: Duration = Duration::from_secs(600);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// A live server, over HTTP.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    base: BaseUrl,
    credentials: Option<Credentials>,
    agent: Agent,
}

impl HttpTransport {
    /// A transport to a server.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidUrl`] for an address without a host.
    pub fn new(base: BaseUrl, credentials: Option<Credentials>) -> Result<Self, Error> {
        if !base.is_absolute() {
            let problem = crate::base_url::UrlProblem::NoScheme;
            return Err(Error::new(ErrorKind::InvalidUrl { problem }, "tracking URL"));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("battledex/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { base, credentials, agent: config.into() })
    }

    fn call(&self, request: &Request) -> Result<HttpResponse<Body>, ureq::Error> {
        let url = self.base.join(&request.path, &request.query);
        let mut parts = ureq::http::Request::builder().method(request.method.as_str()).uri(url);
        if let Some(credentials) = &self.credentials {
            parts = parts.header("Authorization", credentials.header());
        }
        match &request.body {
            Some(body) => {
                let parts = parts.header("Content-Type", "application/json");
                self.agent.run(parts.body(body.to_string())?)
            }
            None => self.agent.run(parts.body(())?),
        }
    }
}

impl Transport for HttpTransport {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let lost = |error: ureq::Error| match error {
            ureq::Error::BodyExceedsLimit(_) => TransportError::TooLarge { limit: request.max_bytes },
            other => TransportError::Unreachable(other.to_string()),
        };
        let mut response = self.call(request).map_err(lost)?;
        let content_type = response
            .headers()
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let body = if request.head {
            let mut body = Vec::new();
            let reader = response.body_mut().with_config().limit(u64::MAX).reader();
            reader
                .take(request.max_bytes)
                .read_to_end(&mut body)
                .map_err(|error| TransportError::Unreachable(error.to_string()))?;
            body
        } else {
            response.body_mut().with_config().limit(request.max_bytes).read_to_vec().map_err(lost)?
        };
        Ok(Response { status: response.status().as_u16(), content_type, body })
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        let headers = self.credentials.iter().map(|c| ("Authorization".to_owned(), c.header().to_owned()));
        Ok(Download {
            url: self.base.join(&request.path, &request.query),
            headers: headers.collect(),
            sha256: None,
            size: None,
            gzip: false,
        })
    }

    fn location(&self) -> Location {
        Location { url: self.base.to_string(), page_origin: None }
    }
}
