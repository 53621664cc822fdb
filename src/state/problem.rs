//! What went wrong, in the reader's words.

use mlflow::{ErrorKind, Gate};
use protocol::{Failure, FailureKind};

use crate::i18n::{ProblemTexts as Words, Texts};

/// An error of any layer, as the page shows it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    /// The registry.
    Registry(mlflow::Error),
    /// The prediction worker.
    Engine(Failure),
    /// The deployer's configuration, in English.
    Config(String),
    /// The registry viewer's program, which could not be loaded; in English.
    Program(String),
}

/// A place where the reader may put things right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Ask again.
    Retry,
    /// Start the worker again.
    RestartWorker,
    /// Load the page anew.
    Reload,
}

impl From<mlflow::Error> for Problem {
    fn from(error: mlflow::Error) -> Self {
        Self::Registry(error)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Engine(failure)
    }
}

impl Problem {
    /// What happened, in the reader's language.
    pub(crate) fn title(&self, t: &Texts) -> &'static str {
        let t = &t.problem;
        match self {
            Self::Config(_) => t.config,
            Self::Program(_) => t.program,
            Self::Registry(error) => match error.kind() {
                ErrorKind::InvalidUrl { .. } => t.invalid_address,
                ErrorKind::InvalidCredentials { .. } => t.invalid_credentials,
                ErrorKind::Unreachable { .. } => t.unreachable,
                ErrorKind::Silent { .. } => t.silent,
                ErrorKind::Unauthorized => t.unauthorized,
                ErrorKind::Forbidden { .. } => t.forbidden,
                ErrorKind::NotFound { .. } => t.not_found,
                ErrorKind::NotMlflow { .. } => t.not_mlflow,
                ErrorKind::InvalidAnswer { .. } => t.invalid_answer,
                ErrorKind::Refused { .. } | ErrorKind::LoopingPages => t.refused,
                ErrorKind::NoOnnx { .. } => t.no_onnx,
                ErrorKind::NoSuchVersion { .. } => t.no_such_version,
                ErrorKind::NotInFrozenCopy => t.not_in_copy,
                ErrorKind::Corrupt { .. } => t.corrupt,
                ErrorKind::TooLarge { .. } => t.too_large,
                ErrorKind::Cancelled => t.cancelled,
            },
            Self::Engine(failure) => match failure.kind {
                FailureKind::Unreachable => t.unreachable,
                FailureKind::Forbidden => t.forbidden,
                FailureKind::NotServed => t.not_served,
                FailureKind::DigestMismatch => t.digest_mismatch,
                FailureKind::NotOnnx => t.not_onnx,
                FailureKind::Unsupported => t.unsupported,
                FailureKind::UnknownFeatures => t.unknown_features,
                FailureKind::UnknownBattle => t.unknown_battle,
                FailureKind::NotLoaded => t.not_loaded,
                FailureKind::Cancelled => t.cancelled,
                FailureKind::BadMessage => t.bad_message,
                FailureKind::WorkerDied => t.worker_died,
                FailureKind::BrowserTooOld => t.browser_too_old,
            },
        }
    }

    /// What it is about.
    pub(crate) fn subject(&self) -> Option<String> {
        match self {
            Self::Registry(error) => Some(error.subject().to_owned()),
            Self::Engine(failure) => Some(failure.subject.clone()),
            Self::Config(_) | Self::Program(_) => None,
        }
        .filter(|subject| !subject.is_empty())
    }

    /// What happened in detail, in English.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Registry(error) => error.to_string(),
            Self::Engine(failure) => failure.message.clone(),
            Self::Config(message) | Self::Program(message) => message.clone(),
        }
    }

    /// Ways out in the reader's language.
    pub(crate) fn ways_out(&self, t: &Texts, page_origin: &str) -> Vec<String> {
        let t = &t.problem;
        match self {
            Self::Config(_) => vec![t.config_defaults.to_owned()],
            Self::Program(_) => vec![t.hint_program.to_owned()],
            Self::Registry(error) => registry_ways(error.kind(), t, page_origin),
            Self::Engine(failure) => {
                let way = match failure.kind {
                    FailureKind::Unreachable if is_foreign(&failure.subject, page_origin) => {
                        return unreachable(t, page_origin);
                    }
                    FailureKind::Unreachable => t.hint_server,
                    FailureKind::Forbidden => t.hint_permission,
                    FailureKind::DigestMismatch => t.hint_digest,
                    FailureKind::NotServed
                    | FailureKind::NotOnnx
                    | FailureKind::Unsupported
                    | FailureKind::UnknownFeatures => t.hint_other_version,
                    FailureKind::UnknownBattle => t.choose_other,
                    FailureKind::WorkerDied => t.hint_restart,
                    FailureKind::BadMessage => t.hint_reload,
                    FailureKind::BrowserTooOld => t.hint_browser,
                    FailureKind::NotLoaded | FailureKind::Cancelled => return Vec::new(),
                };
                vec![way.to_owned()]
            }
        }
    }

    /// What a button can do about it.
    pub(crate) fn remedy(&self) -> Remedy {
        match self {
            Self::Engine(failure) => match failure.kind {
                FailureKind::WorkerDied => Remedy::RestartWorker,
                FailureKind::BadMessage | FailureKind::BrowserTooOld => Remedy::Reload,
                _ => Remedy::Retry,
            },
            Self::Program(_) => Remedy::Reload,
            Self::Registry(_) | Self::Config(_) => Remedy::Retry,
        }
    }

    /// Whether another server address, credentials or model name may be the way out.
    pub(crate) fn concerns_settings(&self) -> bool {
        match self {
            Self::Registry(error) => matches!(
                error.kind(),
                ErrorKind::InvalidUrl { .. }
                    | ErrorKind::InvalidCredentials { .. }
                    | ErrorKind::Unreachable { .. }
                    | ErrorKind::Silent { .. }
                    | ErrorKind::Unauthorized
                    | ErrorKind::Forbidden { .. }
                    | ErrorKind::NotFound { .. }
                    | ErrorKind::NotMlflow { .. }
                    | ErrorKind::NoSuchVersion { .. }
                    | ErrorKind::NotInFrozenCopy
            ),
            Self::Engine(failure) => {
                matches!(failure.kind, FailureKind::Unreachable | FailureKind::Forbidden)
            }
            Self::Config(_) | Self::Program(_) => false,
        }
    }

    /// Whether examining the connection may show the way out.
    pub(crate) fn concerns_connection(&self) -> bool {
        match self {
            Self::Registry(error) => matches!(
                error.kind(),
                ErrorKind::InvalidUrl { .. }
                    | ErrorKind::Unreachable { .. }
                    | ErrorKind::Silent { .. }
                    | ErrorKind::Unauthorized
                    | ErrorKind::Forbidden { .. }
                    | ErrorKind::NotMlflow { .. }
                    | ErrorKind::InvalidAnswer { .. }
                    | ErrorKind::Refused { .. }
            ),
            Self::Engine(failure) => {
                matches!(failure.kind, FailureKind::Unreachable | FailureKind::Forbidden)
            }
            _ => false,
        }
    }

    /// Whether what was asked for is not there.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Registry(error) if error.is_missing())
    }

    /// Whether another version may be the way out.
    pub(crate) fn concerns_version(&self) -> bool {
        match self {
            Self::Registry(error) => {
                matches!(error.kind(), ErrorKind::NoOnnx { .. } | ErrorKind::NoSuchVersion { .. })
            }
            Self::Engine(failure) => matches!(
                failure.kind,
                FailureKind::DigestMismatch
                    | FailureKind::NotOnnx
                    | FailureKind::Unsupported
                    | FailureKind::UnknownFeatures
                    | FailureKind::NotServed
            ),
            Self::Config(_) | Self::Program(_) => false,
        }
    }
}

fn registry_ways(kind: &ErrorKind, t: &Words, page_origin: &str) -> Vec<String> {
    let way = match kind {
        ErrorKind::Unreachable { foreign_origin: Some(origin) } => return unreachable(t, origin),
        ErrorKind::Unreachable { foreign_origin: None } => t.hint_server,
        ErrorKind::Silent { .. } => t.hint_silent,
        ErrorKind::Forbidden { by: Gate::Origin, .. } => return vec![(t.unreachable_cors)(page_origin)],
        ErrorKind::Forbidden { by: Gate::Permission, .. } => t.hint_permission,
        ErrorKind::Forbidden { by: Gate::Host, .. } => t.hint_host,
        ErrorKind::InvalidUrl { .. } => t.hint_address,
        ErrorKind::InvalidCredentials { .. } => t.hint_credentials,
        ErrorKind::Unauthorized => t.hint_unauthorized,
        ErrorKind::NotFound { .. } => t.hint_not_found,
        ErrorKind::NotMlflow { .. } => t.hint_not_mlflow,
        ErrorKind::InvalidAnswer { .. } | ErrorKind::TooLarge { .. } | ErrorKind::LoopingPages => {
            t.hint_answer
        }
        ErrorKind::Refused { .. } => t.hint_server_log,
        ErrorKind::NoOnnx { .. } => t.hint_no_onnx,
        ErrorKind::NoSuchVersion { .. } => t.hint_no_such_version,
        ErrorKind::NotInFrozenCopy => t.hint_not_in_copy,
        ErrorKind::Corrupt { .. } => t.hint_corrupt,
        ErrorKind::Cancelled => return Vec::new(),
    };
    vec![way.to_owned()]
}

/// A browser does not say which of these it is.
fn unreachable(t: &Words, page_origin: &str) -> Vec<String> {
    vec![
        t.unreachable_server.to_owned(),
        (t.unreachable_cors)(page_origin),
        t.unreachable_proxy.to_owned(),
        t.unreachable_local.to_owned(),
    ]
}

/// Whether an address is another origin's than the page's.
fn is_foreign(url: &str, page_origin: &str) -> bool {
    let below = url.strip_prefix(page_origin);
    url.contains("://") && !below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use battle::Lang;

    use super::*;
    use crate::i18n::texts;

    #[test]
    fn a_worker_failure_is_titled_in_both_languages_and_keeps_its_detail() {
        let problem = Problem::from(Failure::new(
            FailureKind::UnknownFeatures,
            "a_luck",
            "The model asks for the feature a_luck, which nobody computes. Choose another version.",
        ));
        assert_eq!(problem.title(texts(Lang::En)), "The model asks for unknown features");
        assert_eq!(problem.title(texts(Lang::Fr)), "Le modèle demande des variables inconnues");
        assert_eq!(problem.subject().as_deref(), Some("a_luck"));
        assert!(problem.concerns_version() && !problem.concerns_settings());
        assert_eq!(problem.remedy(), Remedy::Retry);
    }

    #[test]
    fn a_wrong_address_sends_to_the_settings_with_a_hint() {
        let problem = Problem::from(mlflow::BaseUrl::parse("localhost:5000").unwrap_err());
        assert_eq!(problem.title(texts(Lang::En)), "This address cannot be used");
        let ways = problem.ways_out(texts(Lang::En), "http://h");
        assert!(ways[0].contains("http://127.0.0.1:5000"), "{ways:?}");
        assert!(problem.concerns_settings());
    }

    #[test]
    fn a_dead_worker_is_restarted_and_one_of_another_build_reloaded() {
        let remedy = |kind| Problem::from(Failure::new(kind, "worker", "…")).remedy();
        assert_eq!(remedy(FailureKind::WorkerDied), Remedy::RestartWorker);
        assert_eq!(remedy(FailureKind::BadMessage), Remedy::Reload);
    }

    #[test]
    fn a_foreign_server_that_does_not_answer_is_explained_with_the_exact_flag() {
        let failure = |url: &str| Problem::from(Failure::new(FailureKind::Unreachable, url, "…"));
        let origin = "https://someone.github.io";
        let ways = failure("http://127.0.0.1:5000/x").ways_out(texts(Lang::Fr), origin);
        assert_eq!(ways.len(), 4);
        assert!(ways[1].ends_with("--cors-allowed-origins https://someone.github.io"), "{}", ways[1]);
        for own in ["https://someone.github.io", "https://someone.github.io/registry/x", "worker"] {
            assert_eq!(failure(own).ways_out(texts(Lang::En), origin).len(), 1, "{own}");
        }
        assert_eq!(failure("https://someone.github.io.evil/x").ways_out(texts(Lang::En), origin).len(), 4);
    }
}
