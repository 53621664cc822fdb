//! From outcomes to reports: a file for each group of steps.

mod api;
mod methods;
mod network;
mod reading;

pub(crate) use methods::access;

use crate::examination::Examination;
use crate::report::{Cause, Meaning, Remedy, Report, Step, Verdict};

/// What was found out about a step whose questions are answered.
pub(crate) fn report(examination: &Examination, step: Step) -> Report {
    let finding = match step {
        Step::Address => network::address(examination),
        _ if examination.address().is_none() => after(Step::Address),
        Step::Encryption => network::encryption(examination),
        Step::LocalNetwork => network::local_network(examination),
        Step::Reachable => network::reachable(examination),
        _ if !examination.is_reached() => after(Step::Reachable),
        Step::Reading => reading::reading(examination),
        Step::Host => reading::host(examination),
        Step::Path => api::path(examination),
        Step::Credentials => api::credentials(examination),
        Step::Searching => methods::searching(examination),
        Step::Changing => methods::changing(examination),
    };
    Report {
        step,
        verdict: finding.verdict,
        meaning: finding.meaning,
        alike: finding.alike,
        remedies: finding.remedies,
    }
}

/// A report without its step.
struct Finding {
    verdict: Verdict,
    meaning: Meaning,
    alike: Vec<Cause>,
    remedies: Vec<Remedy>,
}

impl Finding {
    fn alike(self, alike: impl Into<Vec<Cause>>) -> Self {
        Self { alike: alike.into(), ..self }
    }

    fn remedies(self, remedies: impl Into<Vec<Remedy>>) -> Self {
        Self { remedies: remedies.into(), ..self }
    }
}

fn finding(verdict: Verdict, meaning: Meaning) -> Finding {
    Finding { verdict, meaning, alike: Vec::new(), remedies: Vec::new() }
}

fn passed(meaning: Meaning) -> Finding {
    finding(Verdict::Passed, meaning)
}

fn failed(meaning: Meaning) -> Finding {
    finding(Verdict::Failed, meaning)
}

fn unknown(meaning: Meaning) -> Finding {
    finding(Verdict::CannotTell, meaning)
}

fn not_needed(meaning: Meaning) -> Finding {
    finding(Verdict::NotNeeded, meaning)
}

/// Nothing can be said, because of an earlier step.
fn after(step: Step) -> Finding {
    unknown(Meaning::After(step))
}
