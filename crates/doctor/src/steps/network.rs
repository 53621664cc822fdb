//! From the address to the first sign of life.

use super::{Finding, after, failed, not_needed, passed, unknown};
use crate::address::{Address, AddressProblem};
use crate::answer::Said;
use crate::examination::Examination;
use crate::host::Place;
use crate::lines;
use crate::probe::{Outcome, Permission, Probe};
use crate::report::{Cause, Meaning, Remedy, Step, Verdict};

pub(super) fn address(examination: &Examination) -> Finding {
    match examination.target() {
        Ok(address) => {
            passed(Meaning::AddressUsed { url: address.url(), fragment_dropped: address.fragment_dropped() })
        }
        Err(problem) => failed(Meaning::NoAddress(problem.clone())).remedies(match problem {
            AddressProblem::Anywhere { instead } | AddressProblem::NoScheme { instead: Some(instead) } => {
                vec![Remedy::UseAddress(instead.clone())]
            }
            AddressProblem::Url(_) | AddressProblem::NoScheme { instead: None } | AddressProblem::Port => {
                Vec::new()
            }
        }),
    }
}

pub(super) fn encryption(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    if !examination.page().is_https() {
        return not_needed(Meaning::PageIsHttp);
    }
    if address.is_https() {
        return not_needed(Meaning::ServerIsHttps);
    }
    match (address.place(), examination.is_reached()) {
        (Place::Loopback, _) => passed(Meaning::LoopbackException),
        (Place::Private, true) => passed(Meaning::PrivateException),
        (Place::Private, false) => unknown(Meaning::PrivateOverHttp)
            .alike([Cause::MixedContent, Cause::LocalNetwork, Cause::Down])
            .remedies(encrypted(examination, address)),
        (Place::Elsewhere, true) => passed(Meaning::MixedContentAllowed),
        (Place::Elsewhere, false) => failed(Meaning::MixedContent).remedies(encrypted(examination, address)),
    }
}

/// Ways to reach by https what is on http.
fn encrypted(examination: &Examination, address: &Address) -> Vec<Remedy> {
    vec![
        Remedy::ServerOverHttps,
        Remedy::Paste(lines::cors_proxy(examination.page(), address)),
        Remedy::Paste(lines::same_origin(examination.page(), address)),
        Remedy::Paste(lines::local_page(address)),
    ]
}

pub(super) fn local_network(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    let (page, permission) = (examination.page(), examination.permission());
    if examination.is_own() {
        return not_needed(Meaning::OwnServer);
    }
    if page.place() == Place::Loopback || (page.place(), address.place()) == (Place::Private, Place::Private)
    {
        return not_needed(Meaning::SamePlace);
    }
    let local = address.place() != Place::Elsewhere;
    if examination.is_reached() {
        return if local && permission == Permission::Granted {
            passed(Meaning::PermissionGranted)
        } else {
            not_needed(Meaning::AnsweredWithout)
        };
    }
    if is_mixed(examination) {
        return after(Step::Encryption);
    }
    if !local {
        let remedies =
            if permission == Permission::Granted { vec![] } else { vec![Remedy::AllowLocalNetwork] };
        return unknown(Meaning::NameMayBeLocal).remedies(remedies);
    }
    let doubt = [Cause::LocalNetwork, Cause::Down];
    match permission {
        _ if !page.is_secure() => unknown(Meaning::PermissionNeedsHttps)
            .alike(doubt)
            .remedies([Remedy::PageOverHttps, Remedy::Paste(lines::local_page(address))]),
        Permission::Granted => passed(Meaning::PermissionGranted),
        Permission::Denied => failed(Meaning::PermissionDenied)
            .remedies([Remedy::AllowLocalNetwork, Remedy::Paste(lines::local_page(address))]),
        Permission::Prompt => {
            unknown(Meaning::PermissionOpen).alike(doubt).remedies([Remedy::AllowLocalNetwork])
        }
        Permission::Unknown => unknown(Meaning::PermissionUnknown).alike(doubt),
    }
}

pub(super) fn reachable(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    if let Some(Said::Gateway(status)) = examination.said(&Probe::Answers) {
        return failed(Meaning::GatewayDown { status }).remedies([Remedy::ServerLog]);
    }
    if examination.is_reached() {
        return passed(Meaning::Answered);
    }
    if is_mixed(examination) {
        return after(Step::Encryption);
    }
    let network = local_network(examination).verdict;
    if network == Verdict::Failed {
        return after(Step::LocalNetwork);
    }
    let late = examination.get(&Probe::Answers) == Some(&Outcome::Late);
    let mut alike = if late { vec![Cause::Hanging] } else { vec![Cause::Down, Cause::WrongPlace] };
    alike.push(Cause::Firewall);
    if address.is_https() {
        alike.push(Cause::Certificate);
    } else if examination.page().is_https() {
        alike.push(Cause::MixedContent);
    }
    if network == Verdict::CannotTell {
        alike.push(Cause::LocalNetwork);
    }
    if !late {
        alike.push(Cause::Extension);
    }
    let mut remedies = vec![Remedy::OpenTab(address.url())];
    remedies.extend(lines::start(address).map(Remedy::Paste));
    if late {
        remedies.push(Remedy::ServerLog);
    } else {
        remedies.push(Remedy::WithoutExtensions);
    }
    failed(if late { Meaning::NoAnswerInTime } else { Meaning::NoAnswer }).alike(alike).remedies(remedies)
}

/// Whether browsers refuse the request before it is sent.
fn is_mixed(examination: &Examination) -> bool {
    encryption(examination).verdict == Verdict::Failed
}
