//! Servers as a browser sees them: what Chromium 156 told of MLflow 2.22.5, 3.8.1 and 3.17.2, question by question.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::expect_used, reason = "helpers of tests")]

use doctor::{Answer, Examination, Outcome, Page, Permission, Probe, Report, Step, Verdict};

pub(crate) const HERE: &str = "http://127.0.0.1:8080";
pub(crate) const THERE: &str = "https://someone.github.io";

/// What comes of each question.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) permission: Permission,
    pub(crate) answers: Outcome,
    pub(crate) health: Outcome,
    pub(crate) version: Outcome,
    pub(crate) read: Outcome,
    pub(crate) read_signed: Outcome,
    pub(crate) redirect: Outcome,
    pub(crate) search: Outcome,
    pub(crate) patch: Outcome,
    pub(crate) delete: Outcome,
    /// Where MLflow's picture is shown.
    pub(crate) icons: Vec<&'static str>,
    /// Where else the registry can be read.
    pub(crate) elsewhere: Vec<&'static str>,
}

pub(crate) fn answer(status: u16, text: &str) -> Outcome {
    Outcome::Answer(Answer { status, redirected: false, text: text.to_owned() })
}

pub(crate) const HTML_404: &str = "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>";
pub(crate) const NGINX_403: &str = "<html>\r\n<head><title>403 Forbidden</title></head>";
pub(crate) const SIGN_IN: &str =
    "You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html";
const NAMELESS: &str =
    r#"{"error_code": "INVALID_PARAMETER_VALUE", "message": "Missing value for required parameter 'name'."}"#;

impl Seen {
    /// A server that allows everything.
    pub(crate) fn open(version: &str) -> Self {
        Self {
            permission: Permission::Prompt,
            answers: Outcome::Opaque,
            health: answer(200, "OK"),
            version: answer(200, version),
            read: answer(200, "{}"),
            read_signed: answer(200, "{}"),
            redirect: answer(200, "{}"),
            search: answer(200, "{}"),
            patch: answer(400, NAMELESS),
            delete: answer(400, NAMELESS),
            icons: Vec::new(),
            elsewhere: Vec::new(),
        }
    }

    /// Nobody can be read, but MLflow's picture is shown below these addresses.
    pub(crate) fn unreadable(icons: &[&'static str]) -> Self {
        Self { answers: Outcome::Opaque, icons: icons.to_vec(), ..Self::dead() }
    }

    /// Nothing comes back.
    pub(crate) fn dead() -> Self {
        Self::all(&Outcome::Lost)
    }

    /// Everything is answered alike.
    pub(crate) fn all(outcome: &Outcome) -> Self {
        let outcome = || outcome.clone();
        Self {
            permission: Permission::Prompt,
            answers: outcome(),
            health: outcome(),
            version: outcome(),
            read: outcome(),
            read_signed: outcome(),
            redirect: outcome(),
            search: outcome(),
            patch: outcome(),
            delete: outcome(),
            icons: Vec::new(),
            elsewhere: Vec::new(),
        }
    }

    pub(crate) fn of(&self, probe: &Probe) -> Outcome {
        match probe {
            Probe::Permission => Outcome::Permission(self.permission),
            Probe::Answers => self.answers.clone(),
            Probe::Health => self.health.clone(),
            Probe::Version => self.version.clone(),
            Probe::Read => self.read.clone(),
            Probe::ReadSigned => self.read_signed.clone(),
            Probe::Redirect => self.redirect.clone(),
            Probe::Search => self.search.clone(),
            Probe::Patch => self.patch.clone(),
            Probe::Delete => self.delete.clone(),
            Probe::Icon(url) => Outcome::Picture(self.icons.contains(&url.as_str())),
            Probe::ReadAt(url) if self.elsewhere.contains(&url.as_str()) => answer(200, "{}"),
            Probe::ReadAt(_) => answer(404, HTML_404),
        }
    }
}

/// A whole examination from an origin; `signed`: with credentials.
pub(crate) fn examine(origin: &str, typed: &str, signed: bool, seen: &Seen) -> Examination {
    let mut examination = Examination::new(Page::new(origin, format!("{origin}/repo/")), typed, signed);
    let mut asked = 0;
    while let Some(probe) = examination.next() {
        let outcome = seen.of(&probe);
        examination.record(probe, outcome);
        asked += 1;
        assert!(asked < 30, "the examination goes on and on");
    }
    examination
}

/// Every step in a letter: `+` passed, `!` failed, `?` cannot tell, `-` not needed.
pub(crate) fn summary(examination: &Examination) -> String {
    let reports = examination.reports();
    let letter = |report: &Option<Report>| match report.as_ref().expect("over").verdict {
        Verdict::Passed => '+',
        Verdict::Failed => '!',
        Verdict::CannotTell => '?',
        Verdict::NotNeeded => '-',
    };
    reports.iter().map(|(_, report)| letter(report)).collect()
}

pub(crate) fn report(examination: &Examination, step: Step) -> Report {
    let found = examination.reports().into_iter().find(|(at, _)| *at == step);
    found.and_then(|(_, report)| report).expect("the step is over")
}

/// The texts to paste of a report.
pub(crate) fn pasted(report: &Report) -> Vec<String> {
    let text = |remedy: &doctor::Remedy| match remedy {
        doctor::Remedy::Paste(lines) => Some(lines.text.clone()),
        _ => None,
    };
    report.remedies.iter().filter_map(text).collect()
}
