//! Whether MLflow's API is at the path, and whether it accepts the caller.

use super::reading::{first_failure, unseen_path};
use super::{Finding, after, failed, not_needed, passed, unknown};
use crate::answer::Said;
use crate::examination::{Examination, is_api};
use crate::lines;
use crate::probe::{Outcome, Probe};
use crate::report::{Cause, Meaning, Remedy, Step, Verdict};

pub(super) fn path(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    if !examination.is_readable() && !examination.is_own() {
        return unseen_path(examination);
    }
    if let Some(step) = first_failure(examination) {
        return after(step);
    }
    let release = examination.release();
    let elsewhere = || match examination.found_at() {
        Some(url) => vec![Remedy::UseAddress(url)],
        None => vec![Remedy::OpenTab(address.url())],
    };
    match examination.read() {
        Some(Said::Json | Said::ErrorCode(_)) => passed(Meaning::ApiAnswers { release }),
        Some(Said::PermissionDenied) => passed(Meaning::ApiBehindSignIn),
        Some(Said::Unauthorized | Said::Forbidden) if examination.is_mlflow() => {
            passed(Meaning::ApiBehindSignIn)
        }
        Some(Said::Unauthorized | Said::Forbidden) => {
            unknown(Meaning::RefusedUnseen).alike([Cause::LogIn, Cause::Proxy, Cause::NotMlflow])
        }
        Some(Said::NoSuchCall(status)) => failed(Meaning::NothingThere { status }).remedies(elsewhere()),
        Some(Said::WebPage) => {
            let log_in = examination.was_redirected();
            failed(if log_in { Meaning::LogInPage } else { Meaning::WebPage }).remedies(elsewhere())
        }
        Some(Said::Gateway(status) | Said::Broken(status)) => {
            failed(Meaning::ServerBroken { status }).remedies([Remedy::ServerLog])
        }
        Some(Said::Other(status)) => failed(Meaning::OtherAnswer { status }).remedies(elsewhere()),
        // Refusals of origin and host are steps of their own; no answer at all is the proxy's or the server's.
        Some(Said::OriginCheck | Said::HostCheck) | None => {
            unknown(Meaning::RefusedUnseen).alike([Cause::Proxy, Cause::Hanging])
        }
    }
}

pub(super) fn credentials(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    if !examination.is_readable() {
        return after(first_failure(examination).unwrap_or(Step::Path));
    }
    if let Some(step) = first_failure(examination) {
        return after(step);
    }
    let unsigned = examination.said(&Probe::Read);
    if !examination.is_signed() {
        return match unsigned {
            Some(said) if is_api(&said) => not_needed(Meaning::NoneWanted),
            Some(Said::Unauthorized) => failed(Meaning::Wanted).remedies([Remedy::SignIn]),
            Some(Said::PermissionDenied | Said::Forbidden) => failed(Meaning::Forbidden)
                .alike([Cause::MissingRights, Cause::Proxy])
                .remedies([Remedy::SignIn, Remedy::AskForRight]),
            _ => after(Step::Path),
        };
    }
    if matches!(examination.get(&Probe::ReadSigned), Some(Outcome::Lost | Outcome::Late)) {
        let page = examination.page();
        return failed(Meaning::PreflightRefused)
            .alike([Cause::Proxy, Cause::Before35])
            .remedies([Remedy::Paste(lines::cors_proxy(page, address))]);
    }
    match examination.said(&Probe::ReadSigned) {
        Some(said) if is_api(&said) => match unsigned {
            Some(unsigned) if is_api(&unsigned) => passed(Meaning::NotAskedFor),
            _ => passed(Meaning::Accepted),
        },
        Some(Said::Unauthorized) => failed(Meaning::Refused).remedies([Remedy::OtherCredentials]),
        Some(Said::PermissionDenied) => {
            failed(Meaning::NotPermitted).remedies([Remedy::AskForRight, Remedy::OtherCredentials])
        }
        Some(Said::Forbidden) => failed(Meaning::Forbidden)
            .alike([Cause::WrongCredentials, Cause::MissingRights, Cause::Proxy])
            .remedies([Remedy::OtherCredentials, Remedy::AskForRight]),
        _ => after(Step::Path),
    }
}

/// The first of the steps before any change that failed.
pub(super) fn first_failure_of_all(examination: &Examination) -> Step {
    let failure = first_failure(examination);
    let path = path(examination).verdict == Verdict::Failed;
    failure.unwrap_or(if path { Step::Path } else { Step::Credentials })
}
