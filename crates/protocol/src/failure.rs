use serde::{Deserialize, Serialize};

/// Why a request failed, as data: the page words it in the reader's language by `kind` and shows `message` as detail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The closed reason.
    pub kind: FailureKind,
    /// What it is about: a URL without credentials, a model key, a feature name.
    pub subject: String,
    /// One English sentence: what happened and the way out.
    pub message: String,
}

impl Failure {
    /// A failure of this kind about that subject.
    pub fn new(kind: FailureKind, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, subject: subject.into(), message: message.into() }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// The reasons a request can fail for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FailureKind {
    /// No answer from the server, or the browser withheld it (CORS, local-network permission).
    Unreachable,
    /// 401 or 403.
    Forbidden,
    /// 404 or another status that is no success.
    NotServed,
    /// Size or SHA-256 differ from what the registry states.
    DigestMismatch,
    /// The bytes are no ONNX model.
    NotOnnx,
    /// An ONNX model that cannot be run: an unknown operator, an inconsistent graph.
    Unsupported,
    /// The model asks for features that nobody can compute, or names none.
    UnknownFeatures,
    /// A battle names a Pokémon or a move that does not exist or cannot be used.
    UnknownBattle,
    /// A question about a model that is not loaded, or no longer.
    NotLoaded,
    /// The page asked to stop.
    Cancelled,
    /// The message could not be understood: page and worker are of different builds.
    BadMessage,
    /// The worker itself could not start or stopped.
    WorkerDied,
    /// The browser lacks something that the worker needs, such as WebAssembly SIMD.
    BrowserTooOld,
}
