//! One error for all that can go wrong between a caller and a registry.

mod text;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base_url::UrlProblem;
use crate::selector::Selector;
use crate::transport::{Location, TransportError};

/// What went wrong, with what, and why. Cheap to clone; holds no secret.
///
/// It can be written and read, as a worker tells it to its page; the error that caused it stays behind.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Told", into = "Told")]
pub struct Error(Arc<Inner>);

struct Inner {
    kind: ErrorKind,
    subject: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// An [`Error`] as it is written.
#[derive(Serialize, Deserialize)]
struct Told {
    kind: ErrorKind,
    subject: String,
}

impl From<Told> for Error {
    fn from(told: Told) -> Self {
        Self::new(told.kind, told.subject)
    }
}

impl From<Error> for Told {
    fn from(error: Error) -> Self {
        Self { kind: error.kind().clone(), subject: error.subject().to_owned() }
    }
}

/// The closed list of what can go wrong. Callers that speak another language than English render these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorKind {
    /// An address that no client can use.
    InvalidUrl {
        /// What is wrong with it.
        problem: UrlProblem,
    },
    /// A user name or token that cannot be sent.
    InvalidCredentials {
        /// What is wrong with it; does not repeat it.
        reason: String,
    },
    /// No answer. In a browser, a server that is down, one that does not allow the page's origin and a refused
    /// local-network permission all look like this.
    Unreachable {
        /// The page's origin, when the server has another one.
        foreign_origin: Option<String>,
    },
    /// Nothing came for so long that the request was given up.
    Silent {
        /// How long was waited.
        seconds: u32,
    },
    /// 401: the server wants credentials, or other ones.
    Unauthorized,
    /// 403.
    Forbidden {
        /// Which check refused.
        by: Gate,
        /// The page's origin, in a browser.
        page_origin: Option<String>,
    },
    /// The server answers, and has no such thing.
    NotFound {
        /// The server's own words, may be empty.
        message: String,
    },
    /// Something answers that is not MLflow: a web page where JSON should be, or no such route.
    NotMlflow {
        /// The HTTP status.
        status: u16,
    },
    /// JSON that is not what MLflow answers, or a file that cannot be read.
    InvalidAnswer {
        /// What is wrong with it.
        reason: String,
    },
    /// The server refused, or failed.
    Refused {
        /// The HTTP status.
        status: u16,
        /// MLflow's error code, empty when there is none.
        code: String,
        /// The server's own words, may be empty.
        message: String,
    },
    /// A model version without an ONNX file.
    NoOnnx {
        /// The flavours it has instead, such as `sklearn`; empty when it has no `MLmodel` file.
        flavors: Vec<String>,
    },
    /// No version of the model fits the selector.
    NoSuchVersion {
        /// What was asked for.
        selector: Selector,
        /// What there is of the same sort (stages in use, aliases or version numbers), each with its version.
        existing: Vec<(String, u64)>,
    },
    /// A frozen registry holds no answer to this request.
    NotInFrozenCopy,
    /// A frozen file differs from the manifest.
    Corrupt {
        /// The file and what differs.
        reason: String,
    },
    /// An answer longer than allowed.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// A page token came back that was given before: the list would never end.
    LoopingPages,
    /// The request was given up.
    Cancelled,
}

/// What answered 403.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gate {
    /// The user may not do this.
    Permission,
    /// MLflow's check of the `Origin` header.
    Origin,
    /// MLflow's check of the `Host` header.
    Host,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, subject: impl Into<String>) -> Self {
        Self(Arc::new(Inner { kind, subject: subject.into(), source: None }))
    }

    pub(crate) fn from_transport(error: TransportError, subject: &str, location: &Location) -> Self {
        let kind = match &error {
            TransportError::Silent { seconds } => ErrorKind::Silent { seconds: *seconds },
            TransportError::Unreachable(_) => {
                ErrorKind::Unreachable { foreign_origin: location.foreign_origin().map(str::to_owned) }
            }
            TransportError::Cancelled => ErrorKind::Cancelled,
            TransportError::TooLarge { limit } => ErrorKind::TooLarge { limit: *limit },
            TransportError::NotRecorded(_) => ErrorKind::NotInFrozenCopy,
            TransportError::Corrupt { file, reason } => {
                ErrorKind::Corrupt { reason: format!("{file}: {reason}") }
            }
        };
        let subject = match &kind {
            ErrorKind::Unreachable { .. } | ErrorKind::Silent { .. } => location.url.clone(),
            _ => subject.to_owned(),
        };
        Self(Arc::new(Inner { kind, subject, source: Some(Box::new(error)) }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What it is about: a server's address, or a thing such as `model battle_winner_predictor`.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Whether the same request may succeed later without anything being changed here.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Unreachable { .. }
            | ErrorKind::Silent { .. }
            | ErrorKind::Corrupt { .. }
            | ErrorKind::Cancelled => true,
            ErrorKind::Refused { status, .. } => *status >= 500 || *status == 429,
            ErrorKind::InvalidUrl { .. }
            | ErrorKind::InvalidCredentials { .. }
            | ErrorKind::Unauthorized
            | ErrorKind::Forbidden { .. }
            | ErrorKind::NotFound { .. }
            | ErrorKind::NotMlflow { .. }
            | ErrorKind::InvalidAnswer { .. }
            | ErrorKind::NoOnnx { .. }
            | ErrorKind::NoSuchVersion { .. }
            | ErrorKind::NotInFrozenCopy
            | ErrorKind::TooLarge { .. }
            | ErrorKind::LoopingPages => false,
        }
    }

    /// Whether the registry answers and simply lacks the thing, live or frozen.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.kind(), ErrorKind::NotFound { .. } | ErrorKind::NotInFrozenCopy)
    }

    /// The way out, in English, where there is one.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        text::hint(self.kind())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::message(self.kind(), self.subject(), f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", self.kind())
            .field("subject", &self.subject())
            .field("source", &self.0.source)
            .finish()
    }
}

impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        self.kind() == other.kind() && self.subject() == other.subject()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
