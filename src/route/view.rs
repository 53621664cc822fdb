//! The addresses of the viewer: a page, and its state as a query.

use super::{Query, Route, encode};

/// A page of the viewer, or of another program, with its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View<P = ViewPage> {
    /// The page.
    pub(crate) page: P,
    /// What is chosen, sorted and filtered on it; each page knows its own names.
    pub(crate) query: Query,
}

/// A page of the viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ViewPage {
    /// All registered models.
    Models,
    /// One registered model and its versions.
    Model(String),
    /// Versions of a model side by side.
    CompareVersions(String),
    /// What was changed of a model, and how to undo it.
    History(String),
    /// A change of a model that is about to be made.
    Change(String),
    /// One version: the model's name, and the number as the address says it.
    Version(String, String),
    /// The inside of one version's ONNX file.
    Inspect(String, String),
    /// All experiments.
    Experiments,
    /// The runs of one experiment, by its id.
    Runs(String),
    /// One run, by its id.
    Run(String),
    /// Metrics of runs over their steps.
    Curves,
    /// Runs side by side.
    CompareRuns,
    /// Why a server cannot be read.
    Doctor,
}

impl ViewPage {
    /// Reads the parts of a path.
    pub(super) fn parse(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["registry"] => Self::Models,
            ["registry", name] => Self::Model(name.to_owned()),
            ["registry", name, "compare"] => Self::CompareVersions(name.to_owned()),
            ["registry", name, "history"] => Self::History(name.to_owned()),
            ["registry", name, "change"] => Self::Change(name.to_owned()),
            ["registry", name, version] => Self::Version(name.to_owned(), version.to_owned()),
            ["registry", name, version, "inspect"] => Self::Inspect(name.to_owned(), version.to_owned()),
            ["experiments"] => Self::Experiments,
            ["experiments", id] => Self::Runs(id.to_owned()),
            ["runs", id] => Self::Run(id.to_owned()),
            ["curves"] => Self::Curves,
            ["compare-runs"] => Self::CompareRuns,
            ["doctor"] => Self::Doctor,
            _ => return None,
        })
    }

    /// The fragment that leads here, in its first state.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Models => "#/registry".to_owned(),
            Self::Model(name) => format!("#/registry/{}", encode(name)),
            Self::CompareVersions(name) => format!("#/registry/{}/compare", encode(name)),
            Self::History(name) => format!("#/registry/{}/history", encode(name)),
            Self::Change(name) => format!("#/registry/{}/change", encode(name)),
            Self::Version(name, version) => format!("#/registry/{}/{}", encode(name), encode(version)),
            Self::Inspect(name, version) => {
                format!("#/registry/{}/{}/inspect", encode(name), encode(version))
            }
            Self::Experiments => "#/experiments".to_owned(),
            Self::Runs(id) => format!("#/experiments/{}", encode(id)),
            Self::Run(id) => format!("#/runs/{}", encode(id)),
            Self::Curves => "#/curves".to_owned(),
            Self::CompareRuns => "#/compare-runs".to_owned(),
            Self::Doctor => "#/doctor".to_owned(),
        }
    }

    /// The page in a state.
    pub(crate) fn with(self, query: Query) -> View {
        View { page: self, query }
    }
}

impl View {
    /// The fragment that leads here, with its leading `#`.
    pub(crate) fn href(&self) -> String {
        self.page.href() + &self.query.written()
    }
}

/// The pages of a program that the page fetches when one of them is opened.
pub(crate) trait Pages: Clone + PartialEq + Send + Sync + 'static {
    /// The page that a route leads to, unless that belongs to another program.
    fn of(route: Route) -> Option<View<Self>>;

    /// The route to a page in a state.
    fn route(view: View<Self>) -> Route;
}

impl Pages for ViewPage {
    fn of(route: Route) -> Option<View> {
        match route {
            Route::Viewer(view) => Some(view),
            _ => None,
        }
    }

    fn route(view: View) -> Route {
        Route::Viewer(view)
    }
}
