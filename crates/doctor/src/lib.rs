//! Why a web page cannot open an MLflow server, found out by asking, and what to do about it.
//!
//! A browser tells a page little about a request that failed: a server that is down, one that does not allow the page and a
//! refused permission all look alike. What can be told apart is told apart by several questions at once.
//!
//! - An [`Examination`] says what to ask next ([`Probe`], [`Question`]) and takes what happened ([`Outcome`]); it sends
//!   nothing itself, so that a browser asks and tests answer.
//! - Its [`Report`]s say of every [`Step`] whether it passed, what that means, what cannot be told apart, and the
//!   [`Remedy`], with lines to paste that hold the reader's own addresses ([`lines`](mod@lines)).
//! - [`Access`] is the one place that decides what a caller may do with a registry.
//!
//! Words are the page's: everything here is data, except the lines to paste. No credentials come here.

mod access;
mod address;
mod answer;
mod examination;
mod host;
pub mod lines;
mod page;
mod probe;
mod release;
mod report;
mod steps;

pub use access::{Access, Act, May, Reason};
pub use address::{Address, AddressProblem};
pub use answer::{Answer, Said};
pub use examination::Examination;
pub use host::Place;
pub use lines::{Lines, LinesKind};
pub use page::Page;
pub use probe::{Fetch, Mode, Outcome, PATIENCE, Permission, Probe, Question, Redirects};
pub use release::Release;
pub use report::{Cause, Meaning, Remedy, Report, Step, Verdict};
