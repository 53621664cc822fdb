//! Which question comes next, and what the answers so far say.

use std::collections::BTreeMap;

use mlflow::Method;

use crate::access::Access;
use crate::address::{Address, AddressProblem};
use crate::answer::{Answer, Said};
use crate::host::Place;
use crate::page::Page;
use crate::probe::{Fetch, Mode, Outcome, Permission, Probe, Question, Redirects};
use crate::release::Release;
use crate::report::{Report, Step};
use crate::steps;

/// A server under examination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    page: Page,
    target: Result<Address, AddressProblem>,
    signed: bool,
    outcomes: BTreeMap<Probe, Outcome>,
}

/// Calls that everything is asked of, below the address.
const READ: &str = "ajax-api/2.0/mlflow/registered-models/search?max_results=1";
const SEARCH: &str = "ajax-api/2.0/mlflow/runs/search";
const UPDATE: &str = "ajax-api/2.0/mlflow/registered-models/update";
const DELETE_TAG: &str = "ajax-api/2.0/mlflow/registered-models/delete-tag";
const ICON: &str = "static-files/favicon.ico";

impl Examination {
    /// Of the server whose address was typed, by this page; `signed`: credentials were given.
    #[must_use]
    pub fn new(page: Page, typed: &str, signed: bool) -> Self {
        let target = Address::parse(typed, &page);
        Self { page, target, signed, outcomes: BTreeMap::new() }
    }

    /// The next question; none when the examination is over.
    #[must_use]
    pub fn next(&self) -> Option<Probe> {
        self.wanted().into_iter().find(|probe| !self.outcomes.contains_key(probe))
    }

    /// Takes what came of a question.
    pub fn record(&mut self, probe: Probe, outcome: Outcome) {
        self.outcomes.insert(probe, outcome);
    }

    /// What a browser is to do for a question. The address must be one.
    #[must_use]
    pub fn question(&self, probe: &Probe) -> Option<Question> {
        let address = self.address()?;
        let base = address.url();
        let get = |url: String| Fetch {
            method: Method::Get,
            url,
            body: None,
            mode: Mode::Reading,
            redirects: Redirects::Follow,
            signed: false,
        };
        let with_body = |method: Method, call: &str, body: &'static str| Fetch {
            method,
            body: Some(body),
            signed: self.signed,
            ..get(format!("{base}/{call}"))
        };
        Some(Question::Fetch(match probe {
            Probe::Permission => {
                let own =
                    if address.place() == Place::Loopback { "loopback-network" } else { "local-network" };
                return Some(Question::Permission([own, "local-network-access"]));
            }
            Probe::Icon(base) => return Some(Question::Picture(format!("{base}/{ICON}"))),
            // The page's own server is read all the same, unless it sends the page to another origin.
            Probe::Answers => Fetch { mode: Mode::Blind, ..get(format!("{base}/")) },
            Probe::Health => get(format!("{base}/health")),
            Probe::Version => Fetch { signed: self.signed, ..get(format!("{base}/version")) },
            Probe::Read => get(format!("{base}/{READ}")),
            Probe::ReadSigned => Fetch { signed: true, ..get(format!("{base}/{READ}")) },
            Probe::Redirect => Fetch { redirects: Redirects::Tell, ..get(format!("{base}/{READ}")) },
            Probe::ReadAt(base) => get(format!("{base}/{READ}")),
            Probe::Search => with_body(Method::Post, SEARCH, r#"{"experiment_ids":[],"max_results":1}"#),
            Probe::Patch => with_body(Method::Patch, UPDATE, "{}"),
            Probe::Delete => with_body(Method::Delete, DELETE_TAG, "{}"),
        }))
    }

    /// What was found out, step by step; a step that is still asked about has none yet.
    #[must_use]
    pub fn reports(&self) -> Vec<(Step, Option<Report>)> {
        let next = self.next().map(|probe| stage(&probe));
        let ready = |step: Step| next.is_none_or(|next| next > last_stage(step));
        Step::ALL.into_iter().map(|step| (step, ready(step).then(|| steps::report(self, step)))).collect()
    }

    /// What was asked about a step, and what came of it.
    #[must_use]
    pub fn evidence(&self, step: Step) -> Vec<(&Probe, &Outcome)> {
        self.outcomes.iter().filter(|(probe, _)| concerns(probe, step)).collect()
    }

    /// What a caller may do, as far as the answers tell.
    #[must_use]
    pub fn access(&self) -> Access {
        steps::access(self)
    }

    /// The address that is asked; none when it is none.
    #[must_use]
    pub fn address(&self) -> Option<&Address> {
        self.target.as_ref().ok()
    }

    /// The questions so far known to be needed, in their order.
    fn wanted(&self) -> Vec<Probe> {
        let Some(address) = self.address() else { return Vec::new() };
        let mut probes = vec![Probe::Answers];
        if !self.is_own() && self.page.place() != Place::Loopback {
            probes.push(Probe::Permission);
        }
        // Until it is known whether anybody answers, nothing else is worth asking.
        if !self.is_reached() {
            return probes;
        }
        probes.extend([Probe::Health, Probe::Version, Probe::Read]);
        if self.signed {
            probes.push(Probe::ReadSigned);
        }
        match self.get(&Probe::Read) {
            None => return probes,
            Some(Outcome::Lost) if self.is_own() => probes.push(Probe::Redirect),
            Some(_) => {}
        }
        if !self.is_readable() {
            self.push_until(&mut probes, address, Probe::Icon, |outcome| *outcome == Outcome::Picture(true));
        } else if self.read().is_some_and(|said| is_elsewhere(&said)) {
            // The one at the address itself is `Read`.
            self.push_until(&mut probes, address, Probe::ReadAt, |outcome| {
                outcome.answer().is_some_and(|answer| is_api(&answer.said()) || answer.is_mlflows_sign_in())
            });
        } else if self.is_open() {
            probes.extend([Probe::Search, Probe::Patch, Probe::Delete]);
        }
        probes
    }

    /// Adds a question about each address until one is answered as hoped.
    fn push_until(
        &self,
        probes: &mut Vec<Probe>,
        address: &Address,
        probe: fn(String) -> Probe,
        found: fn(&Outcome) -> bool,
    ) {
        let own = matches!(probe(String::new()), Probe::Icon(_)).then(|| address.url());
        for url in own.into_iter().chain(address.others()) {
            let probe = probe(url);
            let over = self.get(&probe).is_some_and(found);
            probes.push(probe);
            if over {
                return;
            }
        }
    }

    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    pub(crate) fn target(&self) -> &Result<Address, AddressProblem> {
        &self.target
    }

    pub(crate) fn is_signed(&self) -> bool {
        self.signed
    }

    pub(crate) fn get(&self, probe: &Probe) -> Option<&Outcome> {
        self.outcomes.get(probe)
    }

    fn answer(&self, probe: &Probe) -> Option<&Answer> {
        self.get(probe)?.answer()
    }

    /// What the answer to a question means, where one could be read.
    pub(crate) fn said(&self, probe: &Probe) -> Option<Said> {
        self.answer(probe).map(Answer::said)
    }

    /// Whether the server has the page's origin.
    pub(crate) fn is_own(&self) -> bool {
        self.address().is_some_and(|address| address.is_same_origin(&self.page))
    }

    /// Whether somebody answers, and not a proxy in front of nobody.
    pub(crate) fn is_reached(&self) -> bool {
        match self.get(&Probe::Answers) {
            Some(Outcome::Answer(answer)) => !matches!(answer.said(), Said::Gateway(_)),
            Some(Outcome::Opaque | Outcome::Redirect) => true,
            _ => false,
        }
    }

    /// Whether any answer could be read.
    pub(crate) fn is_readable(&self) -> bool {
        [Probe::Health, Probe::Version, Probe::Read, Probe::ReadSigned]
            .iter()
            .any(|probe| self.answer(probe).is_some())
    }

    /// What reading the registry came to: with credentials, where that says more.
    pub(crate) fn read(&self) -> Option<Said> {
        self.said(&Probe::ReadSigned).or_else(|| self.said(&Probe::Read))
    }

    /// Whether the registry can be read as it would be.
    pub(crate) fn is_open(&self) -> bool {
        let probe = if self.signed { Probe::ReadSigned } else { Probe::Read };
        self.said(&probe).is_some_and(|said| is_api(&said))
    }

    /// Whether reading the registry ended at another address than was asked.
    pub(crate) fn was_redirected(&self) -> bool {
        self.answer(&Probe::Read).is_some_and(|answer| answer.redirected)
    }

    /// Whether MLflow says itself that it is alive, or asks to sign in with its own words.
    pub(crate) fn is_mlflow(&self) -> bool {
        let alive = self.answer(&Probe::Health).is_some_and(|a| a.status == 200 && a.text.trim() == "OK");
        let asks = [Probe::Read, Probe::ReadSigned, Probe::Version]
            .iter()
            .any(|probe| self.answer(probe).is_some_and(Answer::is_mlflows_sign_in));
        alive || asks || self.release().is_some()
    }

    /// The release that the server told.
    pub(crate) fn release(&self) -> Option<Release> {
        let answer = self.answer(&Probe::Version).filter(|answer| answer.status == 200)?;
        Release::parse(&answer.text)
    }

    pub(crate) fn permission(&self) -> Permission {
        match self.get(&Probe::Permission) {
            Some(Outcome::Permission(state)) => *state,
            _ => Permission::Unknown,
        }
    }

    /// Whether MLflow's picture is at the address itself.
    pub(crate) fn has_icon(&self) -> bool {
        let own = self.address().map(|address| Probe::Icon(address.url()));
        own.and_then(|probe| self.get(&probe)).is_some_and(|outcome| *outcome == Outcome::Picture(true))
    }

    /// Another address of the same server where MLflow is.
    pub(crate) fn found_at(&self) -> Option<String> {
        let address = self.address()?;
        address.others().into_iter().find(|url| {
            let shown = self.get(&Probe::Icon(url.clone())) == Some(&Outcome::Picture(true));
            let answer = self.answer(&Probe::ReadAt(url.clone()));
            shown || answer.is_some_and(|answer| is_api(&answer.said()) || answer.is_mlflows_sign_in())
        })
    }
}

/// Whether a call arrived at MLflow.
pub(crate) fn is_api(said: &Said) -> bool {
    matches!(said, Said::Json | Said::ErrorCode(_))
}

/// Whether something answers that is not MLflow, which may be at another path.
fn is_elsewhere(said: &Said) -> bool {
    matches!(said, Said::NoSuchCall(_) | Said::WebPage | Said::Other(_))
}

/// The place of a question in the order of all.
fn stage(probe: &Probe) -> u8 {
    match probe {
        Probe::Answers => 1,
        Probe::Permission => 2,
        Probe::Health => 3,
        Probe::Version => 4,
        Probe::Read => 5,
        Probe::ReadSigned => 6,
        Probe::Redirect => 7,
        Probe::Icon(_) => 8,
        Probe::ReadAt(_) => 9,
        Probe::Search => 10,
        Probe::Patch => 11,
        Probe::Delete => 12,
    }
}

/// Whether a step is decided by a question.
fn concerns(probe: &Probe, step: Step) -> bool {
    match step {
        Step::Address => false,
        Step::Encryption | Step::Reachable => *probe == Probe::Answers,
        Step::LocalNetwork => *probe == Probe::Permission,
        Step::Reading => matches!(probe, Probe::Health | Probe::Version | Probe::Read | Probe::Redirect),
        Step::Host => matches!(probe, Probe::Version | Probe::Read),
        Step::Path => matches!(probe, Probe::Read | Probe::Icon(_) | Probe::ReadAt(_)),
        Step::Credentials => matches!(probe, Probe::Read | Probe::ReadSigned),
        Step::Searching => *probe == Probe::Search,
        Step::Changing => matches!(probe, Probe::Patch | Probe::Delete),
    }
}

/// The last question that a step waits for.
fn last_stage(step: Step) -> u8 {
    match step {
        Step::Address => 0,
        Step::Encryption | Step::LocalNetwork | Step::Reachable => 2,
        Step::Reading | Step::Host => 8,
        Step::Path | Step::Credentials => 9,
        Step::Searching => 10,
        Step::Changing => 12,
    }
}
