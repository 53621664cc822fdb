//! Whether the page may read, and whether MLflow accepts the name that it is asked by.

use super::{Finding, after, failed, not_needed, passed, unknown};
use crate::answer::Said;
use crate::examination::Examination;
use crate::lines;
use crate::probe::{Outcome, Probe};
use crate::report::{Cause, Meaning, Remedy, Step, Verdict};

pub(super) fn reading(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    let page = examination.page();
    if examination.is_own() {
        return if !examination.is_readable() && examination.get(&Probe::Redirect) == Some(&Outcome::Redirect)
        {
            failed(Meaning::SentElsewhere).remedies([Remedy::OpenTab(address.url())])
        } else {
            not_needed(Meaning::OwnServer)
        };
    }
    if examination.is_readable() {
        let release = examination.release();
        return match release
            .filter(|release| release.is_open_to_every_site() && !page.is_allowed_by_default())
        {
            Some(release) => passed(Meaning::ReadableByEveryone { release }),
            None => passed(Meaning::Readable { release }),
        };
    }
    let mut alike = vec![Cause::Before35];
    // MLflow 3.5 and newer let pages of this computer read, unless they were told otherwise.
    let listed = page.is_allowed_by_default();
    alike.push(if listed { Cause::ChecksDisabled } else { Cause::OriginNotListed });
    alike.extend([Cause::Proxy, Cause::LogIn]);
    if !examination.has_icon() {
        alike.push(Cause::NotMlflow);
    }
    let options = (!listed).then(|| Remedy::Paste(lines::allow_origin(page, address)));
    let mut remedies: Vec<Remedy> = options.into_iter().collect();
    remedies.push(Remedy::Paste(lines::cors_proxy(page, address)));
    remedies.push(Remedy::Paste(lines::same_origin(page, address)));
    remedies.push(Remedy::OpenTab(address.url()));
    failed(Meaning::Unreadable).alike(alike).remedies(remedies)
}

pub(super) fn host(examination: &Examination) -> Finding {
    let Some(address) = examination.address() else { return after(Step::Address) };
    let allow = Remedy::Paste(lines::allow_host(address));
    let refused = [Probe::Read, Probe::ReadSigned, Probe::Answers]
        .iter()
        .any(|probe| examination.said(probe) == Some(Said::HostCheck));
    if refused {
        // Below the page's own origin there is a proxy, which chooses the name that MLflow gets.
        let remedies = match examination.is_own() {
            true => vec![Remedy::Paste(lines::plain_host()), allow],
            false => vec![allow],
        };
        return failed(Meaning::HostRefused).remedies(remedies);
    }
    if !examination.is_readable() {
        return after(Step::Reading);
    }
    let release = examination.release();
    if let Some(release) = release.filter(|release| !release.has_checks()) {
        return not_needed(Meaning::HostNotChecked { release });
    }
    if examination.read().is_some() {
        return passed(Meaning::HostAccepted);
    }
    failed(Meaning::OnlyExemptReadable { release })
        .alike([Cause::HostCheck, Cause::Proxy, Cause::LogIn])
        .remedies([allow, Remedy::OpenTab(address.url())])
}

/// The first of the steps before the path that failed.
pub(super) fn first_failure(examination: &Examination) -> Option<Step> {
    let steps = [(Step::Reading, reading(examination)), (Step::Host, host(examination))];
    steps.into_iter().find(|(_, finding)| finding.verdict == Verdict::Failed).map(|(step, _)| step)
}

/// What the picture tells of a path whose answers are kept from the page.
pub(super) fn unseen_path(examination: &Examination) -> Finding {
    if examination.has_icon() {
        return unknown(Meaning::IconThere);
    }
    match examination.found_at() {
        Some(url) => failed(Meaning::NoIcon).remedies([Remedy::UseAddress(url)]),
        None => unknown(Meaning::NoIcon).alike([Cause::NotMlflow, Cause::HostCheck, Cause::LogIn]),
    }
}
