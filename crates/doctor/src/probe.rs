//! What is asked, and what came of it.

use mlflow::Method;

use crate::answer::Answer;

/// Milliseconds until a question is given up. Long enough for a reader to answer the browser's own question about the
/// local network, during which a request waits.
pub const PATIENCE: u32 = 20_000;

/// One question. An [`Examination`](crate::Examination) chooses them one by one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Probe {
    /// May the page reach this computer or network?
    Permission,
    /// Does anybody answer at all? The answer itself is kept from the page.
    Answers,
    /// Is MLflow alive? Exempt from its check of the host, and from signing in.
    Health,
    /// Which release is it? Exempt from the check of the host.
    Version,
    /// May a page read the registry without credentials?
    Read,
    /// The same with the credentials that were given.
    ReadSigned,
    /// Does the address send callers elsewhere, as a log-in in front of it does?
    Redirect,
    /// Is MLflow's own picture below this address? Browsers show pictures that a page may not read.
    Icon(String),
    /// Is MLflow's API below this other address?
    ReadAt(String),
    /// Does a POST pass? It searches runs and changes nothing.
    Search,
    /// Does a PATCH pass? It names nothing that could be changed.
    Patch,
    /// Does a DELETE pass? It names nothing that could be deleted.
    Delete,
}

/// What a browser is to do for a [`Probe`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Ask for the state of the first of these permissions that the browser knows.
    Permission([&'static str; 2]),
    /// Load a picture.
    Picture(String),
    /// Send a request.
    Fetch(Fetch),
}

/// A request of a [`Question`]. No cookies go with it, and no cache answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// A JSON body.
    pub body: Option<&'static str>,
    /// Whether the page wants to read the answer.
    pub mode: Mode,
    /// What becomes of a redirect.
    pub redirects: Redirects,
    /// Whether the credentials that were given go with it.
    pub signed: bool,
}

/// Whether the page wants to read the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only whether one came (`no-cors`).
    Blind,
    /// The answer itself, which another origin must allow (`cors`).
    Reading,
}

/// What becomes of a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirects {
    /// It is followed.
    Follow,
    /// It is the answer (`manual`).
    Tell,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The state of a permission.
    Permission(Permission),
    /// Whether a picture was shown.
    Picture(bool),
    /// An answer that the page could read.
    Answer(Answer),
    /// Somebody answered; the browser keeps what.
    Opaque,
    /// A redirect that was not followed.
    Redirect,
    /// No answer; the browser does not say why.
    Lost,
    /// No answer until [`PATIENCE`] was over.
    Late,
}

/// The state of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Given.
    Granted,
    /// The browser would ask the reader.
    Prompt,
    /// Refused, or never to be had.
    Denied,
    /// This browser has no such permission.
    Unknown,
}

impl Outcome {
    /// The answer, where one could be read.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answer(answer) => Some(answer),
            _ => None,
        }
    }
}
