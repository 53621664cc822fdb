//! Messages between the page and its prediction worker.
//!
//! The page sends [`Request`]s, each under an id of its choice; the worker answers every id with any number of
//! [`Event::Progress`] and exactly one [`Event::Done`] or [`Event::Failed`], except a [`Ask::Cancel`], which has no answer of its own. Before anything else the worker says
//! [`Event::Ready`] with its build id: messages posted earlier than that would be lost, and a worker of another
//! build than the page's (a stale cache) must not be talked to.
//!
//! On the wire a message is an array `[head, payload?]`: the head is the JSON of the type below, the payload a
//! `Float32Array` whose buffer is transferred, for the one answer that carries many numbers.

mod explain;
mod failure;
mod inspect;
pub mod json;
mod packed;
mod report;
mod resolve;
#[cfg(feature = "js")]
pub mod wire;

pub use explain::{
    Battles, Contributions, Explain, Explained, MAX_EXPLAINED, MoveFlip, StatFlip, Step, TreePath, Unknown,
};
pub use failure::{Failure, FailureKind};
pub use inspect::{Inspect, Inspected};
pub use packed::Packed;
pub use report::{GoldenReport, GoldenStatus, ModelReport};
pub use resolve::{Place, Resolved, Wanted};

use std::ops::Range;

use battle::{BattleIds, pairs::Moves};
use serde::{Deserialize, Serialize};

/// Identifies the build; page and worker are compiled with the same one.
pub const BUILD_ID: &str = match option_env!("BATTLEDEX_BUILD_ID") {
    Some(id) => id,
    None => "dev",
};

/// The page's number for one request. The page never uses one twice in the life of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u32);

/// The page's name for a loaded model, such as `https://mlflow.example/#battle_winner_predictor/2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelKey(pub String);

/// A file that the worker downloads by itself, and what is known of it beforehand.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    /// Absolute URL.
    pub url: String,
    /// Request headers; may hold credentials, so `Debug` leaves the values out.
    pub headers: Vec<(String, String)>,
    /// Lower-case hexadecimal SHA-256 of the file after decompression, when the registry states one.
    pub sha256: Option<String>,
    /// Size in bytes after decompression, when the registry states one.
    pub size: Option<u64>,
    /// The file at `url` is a gzip file (not a transfer encoding).
    pub gzip: bool,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download")
            .field("url", &self.url)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("sha256", &self.sha256)
            .field("size", &self.size)
            .field("gzip", &self.gzip)
            .finish()
    }
}

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The id that every answer to this request carries.
    pub id: RequestId,
    /// The question itself.
    pub ask: Ask,
}

/// The kinds of question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Ask a registry which version is wanted, and where its files are.
    Resolve(Wanted),
    /// Download, verify, compile and check a model, and keep it under `key`. It takes the place of the model before, which
    /// answers until then.
    Load {
        /// Name to keep it under.
        key: ModelKey,
        /// The ONNX file.
        model: Download,
        /// The golden battles that belong to it, when the registry has them.
        golden: Option<Download>,
    },
    /// P(A wins) of each battle by the model kept under `key`.
    Predict {
        /// Which model.
        key: ModelKey,
        /// Battles by ids; features are the worker's business.
        battles: Vec<BattleIds>,
    },
    /// Why the model kept under `key` predicts what it does.
    Explain {
        /// Which model.
        key: ModelKey,
        /// What about it.
        what: Explain,
    },
    /// What there is to see in a model file, which need not be loaded, nor one that can be run. The file that was looked at
    /// last is kept.
    Inspect {
        /// Name of the model; the file of the model that is loaded under it is not downloaded again.
        key: ModelKey,
        /// The ONNX file.
        model: Download,
        /// What about it.
        what: Inspect,
    },
    /// P(A wins) of every battle of some pairs, in the order of [`battle::pairs`]. Such requests are worked on one after the other,
    /// so a worker that has two of them never waits for the page.
    PredictPairs {
        /// Which model.
        key: ModelKey,
        /// Which moves the two of a pair fight with.
        moves: Moves,
        /// Numbers of the pairs, below [`battle::pairs::count`].
        pairs: Range<u32>,
    },
    /// Stop working on an earlier request; that one then fails with [`FailureKind::Cancelled`].
    Cancel {
        /// The request to stop.
        target: RequestId,
    },
}

/// What the worker tells the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker listens from now on.
    Ready {
        /// [`BUILD_ID`] of the worker.
        build_id: String,
    },
    /// Work on a request goes on.
    Progress {
        /// The request.
        id: RequestId,
        /// How far it is.
        stage: Stage,
    },
    /// A request succeeded.
    Done {
        /// The request.
        id: RequestId,
        /// Its result.
        answer: Answer,
    },
    /// A request failed; the worker lives on.
    Failed {
        /// The request; `None` when the message itself could not be read.
        id: Option<RequestId>,
        /// What happened and the way out.
        failure: Failure,
    },
}

/// How far a request is; the first four are the stages of loading a model, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes are arriving.
    Downloading {
        /// Bytes so far, as they cross the wire.
        received: u64,
        /// Bytes in all, when the server says so.
        total: Option<u64>,
    },
    /// Size and SHA-256 are compared with the registry's.
    Verifying,
    /// The graph is parsed and compiled.
    Compiling,
    /// The golden battles are recomputed.
    Checking,
    /// Battles of pairs are predicted. Comes several times a second, also as a sign of life.
    Predicting {
        /// Battles so far.
        done: u64,
    },
}

/// Results of requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Which version it is, or what the registry had to say instead.
    Resolved(Packed<Result<Resolved, mlflow::Error>>),
    /// The model is ready.
    Loaded(Box<ModelReport>),
    /// Probabilities in the order of the battles; the numbers travel as the message's payload.
    Predicted {
        /// How many numbers the payload holds.
        count: usize,
        /// Time in the model, in milliseconds.
        milliseconds: f64,
    },
    /// Why it is so.
    Explained {
        /// The answer.
        what: Packed<Explained>,
        /// Time to find it, in milliseconds, without reading the trees for the first question.
        milliseconds: f64,
    },
    /// What there is to see.
    Inspected(Packed<Inspected>),
}
