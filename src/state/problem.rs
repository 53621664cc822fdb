//! What went wrong, in the reader's words.

use mlflow::{ErrorKind, Gate};
use protocol::{Failure, FailureKind};

use crate::i18n::Texts;

/// An error of any layer, as the page shows it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    /// The registry.
    Registry(mlflow::Error),
    /// The prediction worker.
    Engine(Failure),
    /// The deployer's configuration, in English.
    Config(String),
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
            Self::Registry(error) => match error.kind() {
                ErrorKind::InvalidUrl { .. } => t.invalid_address,
                ErrorKind::InvalidCredentials { .. } => t.invalid_credentials,
                ErrorKind::Unreachable { .. } => t.unreachable,
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
            Self::Config(_) => None,
        }
        .filter(|subject| !subject.is_empty())
    }

    /// What happened in detail, in English.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Registry(error) => error.to_string(),
            Self::Engine(failure) => failure.message.clone(),
            Self::Config(message) => message.clone(),
        }
    }

    /// Ways out in the reader's language, where there are several.
    pub(crate) fn ways_out(&self, t: &Texts, page_origin: &str) -> Vec<String> {
        let t = &t.problem;
        match self {
            Self::Registry(error) => match error.kind() {
                ErrorKind::Unreachable { foreign_origin: Some(origin) } => vec![
                    t.unreachable_server.to_owned(),
                    (t.unreachable_cors)(origin),
                    t.unreachable_proxy.to_owned(),
                    t.unreachable_local.to_owned(),
                ],
                ErrorKind::Forbidden { by: Gate::Origin, .. } => vec![(t.unreachable_cors)(page_origin)],
                _ => Vec::new(),
            },
            Self::Config(_) => vec![t.config_defaults.to_owned()],
            Self::Engine(_) => Vec::new(),
        }
    }

    /// The way out in English, where the reader's language has none of its own.
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::Registry(error) => match error.kind() {
                ErrorKind::Unreachable { foreign_origin: Some(_) } => None,
                _ => error.hint(),
            },
            // A worker's message already ends with its way out.
            Self::Engine(_) | Self::Config(_) => None,
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
            Self::Config(_) => false,
        }
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
            Self::Config(_) => false,
        }
    }
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
        assert!(problem.hint().is_some_and(|hint| hint.contains("http://127.0.0.1:5000")));
        assert!(problem.concerns_settings());
    }

    #[test]
    fn a_dead_worker_is_restarted_and_one_of_another_build_reloaded() {
        let remedy = |kind| Problem::from(Failure::new(kind, "worker", "…")).remedy();
        assert_eq!(remedy(FailureKind::WorkerDied), Remedy::RestartWorker);
        assert_eq!(remedy(FailureKind::BadMessage), Remedy::Reload);
    }
}
