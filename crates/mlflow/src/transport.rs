//! How requests reach a registry, live or frozen.

use crate::download::Download;
use crate::request::{Request, Response};

/// Carries requests to a registry. Futures stay on one thread; dropping one gives its request up.
#[allow(async_fn_in_trait, reason = "browser futures are not Send, and no caller needs them to be")]
pub trait Transport {
    /// Sends one request and reads its whole answer, whatever its status.
    ///
    /// # Errors
    /// Only when there is no answer; a refusal by the server is a [`Response`].
    async fn send(&self, request: &Request) -> Result<Response, TransportError>;

    /// Where the bytes that `request` asks for can be fetched by somebody else. Nothing is sent.
    ///
    /// # Errors
    /// [`TransportError::NotRecorded`] when a frozen registry does not hold them.
    fn download(&self, request: &Request) -> Result<Download, TransportError>;

    /// The place that is read, for messages.
    fn location(&self) -> Location;
}

/// The place that a transport reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The server's address, or that of the frozen registry.
    pub url: String,
    /// In a browser, the origin of the page that asks, such as `https://example.github.io`.
    pub page_origin: Option<String>,
}

impl Location {
    /// The page's origin, when the server has another one and so must allow it (CORS).
    #[must_use]
    pub fn foreign_origin(&self) -> Option<&str> {
        let origin = self.page_origin.as_deref()?;
        let below = self.url.strip_prefix(origin);
        let same = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        (!same).then_some(origin)
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection, or the browser kept the answer back.
    #[error("{0}")]
    Unreachable(String),
    /// The server was reached, or not, and said nothing for so long that the request was given up.
    #[error("nothing came for {seconds} seconds")]
    Silent {
        /// How long was waited.
        seconds: u32,
    },
    /// The request was given up.
    #[error("the request was cancelled")]
    Cancelled,
    /// The answer is longer than the request allows.
    #[error("the answer has more than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// A frozen registry holds no answer to this request.
    #[error("the frozen copy holds no answer to {0}")]
    NotRecorded(String),
    /// A frozen file is not what the manifest says.
    #[error("{file}: {reason}")]
    Corrupt {
        /// The file below the registry's folder.
        file: String,
        /// What differs.
        reason: String,
    },
}

/// One of two transports, chosen at run time: a live server or a frozen registry.
#[derive(Clone, Debug)]
pub enum AnyTransport<L, F> {
    /// A running server.
    Live(L),
    /// Recorded answers.
    Frozen(F),
}

impl<L: Transport, F: Transport> Transport for AnyTransport<L, F> {
    async fn send(&self, request: &Request) -> Result<Response, TransportError> {
        match self {
            Self::Live(transport) => transport.send(request).await,
            Self::Frozen(transport) => transport.send(request).await,
        }
    }

    fn download(&self, request: &Request) -> Result<Download, TransportError> {
        match self {
            Self::Live(transport) => transport.download(request),
            Self::Frozen(transport) => transport.download(request),
        }
    }

    fn location(&self) -> Location {
        match self {
            Self::Live(transport) => transport.location(),
            Self::Frozen(transport) => transport.location(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_foreign_unless_the_address_lies_below_it() {
        let location = |url: &str, origin: Option<&str>| Location {
            url: url.to_owned(),
            page_origin: origin.map(str::to_owned),
        };
        let page = Some("http://127.0.0.1:8080");
        assert_eq!(location("http://127.0.0.1:8080/mlflow", page).foreign_origin(), None);
        assert_eq!(location("http://127.0.0.1:8080", page).foreign_origin(), None);
        assert_eq!(location("http://127.0.0.1:80801/x", page).foreign_origin(), page);
        assert_eq!(location("http://127.0.0.1:5000", None).foreign_origin(), None);
    }
}
