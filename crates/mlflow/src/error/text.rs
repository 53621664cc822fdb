//! The English words of errors. Long parts and the server's own words come last.

use std::fmt;

use super::{ErrorKind, Gate};
use crate::selector::Selector;

pub(super) fn message(kind: &ErrorKind, subject: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        ErrorKind::InvalidUrl { problem } => write!(f, "This address of a server cannot be used: {problem}"),
        ErrorKind::InvalidCredentials { reason } => write!(f, "These credentials cannot be used: {reason}"),
        ErrorKind::Unreachable { .. } => write!(f, "Could not reach {subject}"),
        ErrorKind::Silent { seconds } => write!(f, "{subject} sent nothing for {seconds} seconds"),
        ErrorKind::Unauthorized => write!(f, "{}: the server asks for credentials", Capital(subject)),
        ErrorKind::Forbidden { by: Gate::Permission, .. } => {
            write!(f, "{}: the server does not permit it", Capital(subject))
        }
        ErrorKind::Forbidden { by: Gate::Origin, .. } => {
            write!(f, "{}: the server blocks requests from this page's origin", Capital(subject))
        }
        ErrorKind::Forbidden { by: Gate::Host, .. } => {
            write!(f, "{}: the server does not accept this host name", Capital(subject))
        }
        ErrorKind::NotFound { message } => {
            write!(f, "{} not found", Capital(subject))?;
            words(message, f)
        }
        ErrorKind::NotMlflow { status } => {
            write!(f, "{}: what answers is not MLflow's API (status {status})", Capital(subject))
        }
        ErrorKind::InvalidAnswer { reason } => {
            write!(f, "{}: the answer cannot be read: {reason}", Capital(subject))
        }
        ErrorKind::Refused { status, code, message } => {
            write!(f, "{}: the server refused (status {status}", Capital(subject))?;
            if !code.is_empty() {
                write!(f, ", {code}")?;
            }
            f.write_str(")")?;
            words(message, f)
        }
        ErrorKind::NoOnnx { flavors } if flavors.is_empty() => {
            write!(f, "{} has no ONNX file: it has no MLmodel file that names one", Capital(subject))
        }
        ErrorKind::NoOnnx { flavors } => {
            write!(f, "{} has no ONNX file, only: {}", Capital(subject), flavors.join(", "))
        }
        ErrorKind::NoSuchVersion { selector, existing } => no_version(subject, selector, existing, f),
        ErrorKind::NotInFrozenCopy => write!(f, "{} is not in the frozen copy", Capital(subject)),
        ErrorKind::Corrupt { reason } => {
            write!(f, "{}: the frozen copy is damaged: {reason}", Capital(subject))
        }
        ErrorKind::TooLarge { limit } => {
            write!(f, "{}: the answer has more than {limit} bytes", Capital(subject))
        }
        ErrorKind::LoopingPages => {
            write!(f, "{}: the server's list never ends, it gives the same page again", Capital(subject))
        }
        ErrorKind::Cancelled => write!(f, "{}: cancelled", Capital(subject)),
    }
}

pub(super) fn hint(kind: &ErrorKind) -> Option<String> {
    let text = match kind {
        ErrorKind::InvalidUrl { .. } => {
            "Give an address such as http://127.0.0.1:5000, https://host/mlflow or, on the page's own server, /mlflow".to_owned()
        }
        ErrorKind::InvalidCredentials { .. } => "Correct the user name or token".to_owned(),
        ErrorKind::Unreachable { foreign_origin: Some(origin) } => format!(
            "A browser does not say which of three it is. \
             (1) The server is down or the address is wrong: open it in a new tab. \
             (2) It does not allow this page's origin (CORS): start MLflow 3.5 or newer with --cors-allowed-origins {origin}; \
             MLflow 2 has no such option, serve it under this page's own origin through a proxy. \
             (3) The page is public and the server is on this computer or network: allow the browser's local-network permission"
        ),
        ErrorKind::Unreachable { foreign_origin: None } => {
            "Check that the server runs and that the address is right".to_owned()
        }
        ErrorKind::Silent { .. } => {
            "The server may be overloaded: ask again later, or for less at once".to_owned()
        }
        ErrorKind::Unauthorized => "Give the user name and password, or the token, of this server".to_owned(),
        ErrorKind::Forbidden { by: Gate::Permission, .. } => {
            "Ask the administrator of the server, or of a proxy before it, for permission, or give credentials that have it".to_owned()
        }
        ErrorKind::Forbidden { by: Gate::Origin, page_origin } => format!(
            "Start MLflow with --cors-allowed-origins {}, or let the proxy in front of it drop the Origin header",
            page_origin.as_deref().unwrap_or("ORIGIN")
        ),
        ErrorKind::Forbidden { by: Gate::Host, .. } => {
            "Start MLflow with --allowed-hosts and this host name".to_owned()
        }
        ErrorKind::NotFound { .. } => "It may have been deleted or renamed: reload the list".to_owned(),
        ErrorKind::NotMlflow { .. } => {
            "Check the address: it must be the one of MLflow's own page, with its path prefix if it has one".to_owned()
        }
        ErrorKind::InvalidAnswer { .. } => "Check that the address is MLflow's and its version 2 or 3".to_owned(),
        ErrorKind::Refused { status, .. } if *status >= 500 => {
            "Try again; if it stays, look at the server's log".to_owned()
        }
        ErrorKind::NoOnnx { .. } => {
            "Choose another version, or log the model with mlflow.onnx.log_model".to_owned()
        }
        ErrorKind::NoSuchVersion { .. } => "Choose one of those that exist".to_owned(),
        ErrorKind::NotInFrozenCopy => "Read it from a running MLflow server, or freeze the registry again".to_owned(),
        ErrorKind::Corrupt { .. } => {
            "Reload; if it stays, freeze the registry again and publish all its files".to_owned()
        }
        ErrorKind::Refused { .. }
        | ErrorKind::TooLarge { .. }
        | ErrorKind::LoopingPages
        | ErrorKind::Cancelled => return None,
    };
    Some(text)
}

fn no_version(
    subject: &str,
    selector: &Selector,
    existing: &[(String, u64)],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "{} has no ", Capital(subject))?;
    let (sort, none) = match selector {
        Selector::Stage(stage) => {
            write!(f, "version in stage {stage}; ")?;
            ("stages in use", "none of its versions is in a stage")
        }
        Selector::Alias(alias) => {
            write!(f, "alias {alias}; ")?;
            ("aliases", "it has no aliases")
        }
        Selector::Version(version) => {
            write!(f, "version {version}; ")?;
            ("versions", "it has no versions")
        }
    };
    if existing.is_empty() {
        return f.write_str(none);
    }
    write!(f, "{sort}: ")?;
    for (place, (name, version)) in existing.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        match selector {
            Selector::Version(_) => write!(f, "{comma}{version}")?,
            Selector::Stage(_) | Selector::Alias(_) => write!(f, "{comma}{name} (v{version})")?,
        }
    }
    Ok(())
}

fn words(message: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if message.is_empty() { Ok(()) } else { write!(f, ": {message}") }
}

/// Starts a sentence with the subject, leaving addresses as they are.
struct Capital<'a>(&'a str);

impl fmt::Display for Capital<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.chars();
        match letters.next() {
            Some(first) if !self.0.contains("://") => {
                write!(f, "{}{}", first.to_ascii_uppercase(), letters.as_str())
            }
            _ => f.write_str(self.0),
        }
    }
}
