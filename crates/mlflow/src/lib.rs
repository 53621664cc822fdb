//! A typed client of MLflow's REST API, the same over a live server and over a frozen registry.
//!
//! - [`Client`] has one method per call and knows nothing of how a request travels.
//! - A [`Transport`] carries requests: `FetchTransport` in a browser (feature `fetch`), `HttpTransport` natively (feature
//!   `native`), [`FrozenTransport`] from recorded answers, [`AnyTransport`] for a choice at run time, [`Retrying`] around one
//!   that may stall.
//! - `freeze` (feature `native`) records the answers to what a client asks.
//! - [`Error`] says what went wrong with what; a list survives a bad row ([`List::skipped`]).

mod base_url;
mod canonical;
mod client;
mod credentials;
mod download;
mod error;
#[cfg(all(feature = "fetch", target_arch = "wasm32"))]
mod fetch;
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
pub mod freeze;
mod frozen;
mod mlmodel;
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
mod native;
mod request;
mod retry;
mod selector;
mod transport;
mod types;

pub use base_url::{BaseUrl, UrlProblem};
pub use client::{
    ArtifactRoot, By, Client, Extent, Head, History, Listed, MAX_SAMPLED_POINTS, MAX_SAMPLED_RUNS, ModelFile,
    ModelQuery, Order, PageTokens, RunQuery, RunView, VersionFiles, VersionQuery, counts_points,
};
pub use credentials::Credentials;
pub use download::Download;
pub use error::{Error, ErrorKind, Gate};
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
pub use frozen::DirectorySource;
pub use frozen::{FileSource, FrozenTransport, MANIFEST_FILE};
pub use mlmodel::{Field, MlModel, Signature};
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
pub use native::HttpTransport;
pub use request::{MAX_ANSWER_BYTES, Method, Request, Response};
pub use retry::{Retrying, Sleep};
pub use selector::Selector;
pub use transport::{AnyTransport, Location, Transport, TransportError};
pub use types::{
    Artifact, Dataset, DatasetInput, Experiment, List, LoggedModel, LoggedModelInfo, Metric, ModelInput,
    ModelOutput, ModelVersion, RegisteredModel, Run, RunData, RunInfo, RunInputs, RunModel, RunOutputs, Tags,
    stage,
};

/// Transports of a web page.
#[cfg(all(feature = "fetch", target_arch = "wasm32"))]
mod browser {
    use super::{AnyTransport, FrozenTransport};
    pub use crate::fetch::{FetchTransport, SiteSource};

    /// What a page reads: a live MLflow server, or a frozen registry on a web site.
    pub type BrowserTransport = AnyTransport<FetchTransport, FrozenTransport<SiteSource>>;
}
#[cfg(all(feature = "fetch", target_arch = "wasm32"))]
pub use browser::{BrowserTransport, FetchTransport, SiteSource};
