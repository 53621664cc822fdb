//! Which methods pass beside GET, and so what a caller may do.

use super::api::first_failure_of_all;
use super::{Finding, after, failed, passed};
use crate::access::{Access, May, Reason};
use crate::answer::Said;
use crate::examination::{Examination, is_api};
use crate::lines;
use crate::probe::{Outcome, Probe};
use crate::report::{Cause, Meaning, Remedy, Step};

pub(super) fn searching(examination: &Examination) -> Finding {
    if !examination.is_open() {
        return after(first_failure_of_all(examination));
    }
    match refusal(examination, &Probe::Search) {
        None => passed(Meaning::SearchAnswered),
        Some(meaning) => explained(examination, meaning),
    }
}

pub(super) fn changing(examination: &Examination) -> Finding {
    if !examination.is_open() {
        return after(first_failure_of_all(examination));
    }
    let [search, patch, delete] =
        [Probe::Search, Probe::Patch, Probe::Delete].map(|probe| refusal(examination, &probe));
    match (search, patch.or(delete)) {
        (None, None) => passed(Meaning::ChangesPass),
        (Some(meaning), _) => explained(examination, meaning),
        (None, Some(meaning @ (Meaning::ChangesNotPermitted | Meaning::OriginRefused))) => {
            explained(examination, meaning)
        }
        (None, Some(_)) => explained(examination, Meaning::SomeChangesPass),
    }
}

/// What a caller may do, as far as the answers tell.
pub(crate) fn access(examination: &Examination) -> Access {
    if !examination.is_reached() {
        let known = examination.get(&Probe::Answers).is_some();
        let nothing = if known { May::Denied(Reason::Closed) } else { May::Unknown };
        return Access { read: nothing, search: nothing, write: nothing };
    }
    if !examination.is_open() {
        let nothing = match examination.read() {
            Some(Said::Unauthorized) => May::Denied(Reason::Credentials),
            Some(Said::PermissionDenied | Said::Forbidden) => May::Denied(Reason::Rights),
            _ if examination.next().is_some() => May::Unknown,
            _ => May::Denied(Reason::Closed),
        };
        return Access { read: nothing, search: nothing, write: nothing };
    }
    let may = |probes: &[Probe]| {
        let asked = probes.iter().all(|probe| examination.get(probe).is_some());
        match probes.iter().find_map(|probe| refusal(examination, probe)) {
            _ if !asked => May::Unknown,
            None => May::Allowed,
            Some(Meaning::OriginRefused) => May::Denied(Reason::Origin),
            Some(Meaning::ChangesNotPermitted) => May::Denied(Reason::Rights),
            Some(_) => May::Denied(Reason::Method),
        }
    };
    Access {
        read: May::Allowed,
        search: may(&[Probe::Search]),
        write: may(&[Probe::Search, Probe::Patch, Probe::Delete]),
    }
}

/// How a method was refused; none when it passed. MLflow complains of a call that names nothing: then it arrived.
fn refusal(examination: &Examination, probe: &Probe) -> Option<Meaning> {
    match examination.said(probe) {
        Some(said) if is_api(&said) => None,
        Some(Said::OriginCheck) => Some(Meaning::OriginRefused),
        Some(Said::PermissionDenied) => Some(Meaning::ChangesNotPermitted),
        Some(Said::Gateway(status) | Said::Broken(status)) => Some(Meaning::ServerBroken { status }),
        Some(_) => {
            let status = match examination.get(probe) {
                Some(Outcome::Answer(answer)) => answer.status,
                _ => 0,
            };
            Some(Meaning::MethodRefused { status })
        }
        None => Some(Meaning::MethodLost),
    }
}

fn explained(examination: &Examination, meaning: Meaning) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    let page = examination.page();
    let allow_origin = || Remedy::Paste(lines::allow_origin(page, address));
    let (alike, remedies) = match &meaning {
        // Below the page's own origin a proxy passes the page's origin on, which MLflow does not know for its own.
        Meaning::OriginRefused if examination.is_own() => {
            (vec![], vec![Remedy::Paste(lines::drop_origin()), allow_origin()])
        }
        Meaning::OriginRefused => (vec![], vec![allow_origin()]),
        Meaning::ChangesNotPermitted => (vec![], vec![Remedy::AskForRight, Remedy::OtherCredentials]),
        Meaning::ServerBroken { .. } => (vec![], vec![Remedy::ServerLog]),
        Meaning::MethodLost if !examination.is_own() => (
            vec![Cause::Proxy, Cause::OriginNotListed],
            vec![Remedy::AllowMethods, Remedy::Paste(lines::cors_proxy(page, address))],
        ),
        _ => (vec![Cause::Proxy, Cause::MissingRights], vec![Remedy::AllowMethods, Remedy::AskForRight]),
    };
    failed(meaning).alike(alike).remedies(remedies)
}
