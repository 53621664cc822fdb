//! How an examination goes: what is asked in which order, and when a step is over.

mod support;

use doctor::{Examination, Mode, Outcome, Page, Permission, Probe, Question, Step};
use mlflow::Method;
use support::{HERE, Seen, THERE, answer, examine, summary};

fn course(origin: &str, typed: &str, signed: bool, seen: &Seen) -> Vec<Probe> {
    let mut examination = Examination::new(Page::new(origin, format!("{origin}/")), typed, signed);
    let mut asked = Vec::new();
    while let Some(probe) = examination.next() {
        examination.record(probe.clone(), seen.of(&probe));
        asked.push(probe);
    }
    asked
}

#[test]
fn only_what_can_still_tell_something_is_asked() {
    use Probe::{
        Answers, Delete, Health, Icon, Patch, Permission, Read, ReadAt, ReadSigned, Redirect, Search, Version,
    };
    let open = Seen::open("3.17.2");
    let local = "http://127.0.0.1:5000";
    assert_eq!(course(HERE, local, false, &open), [Answers, Health, Version, Read, Search, Patch, Delete]);
    assert_eq!(
        course(THERE, local, true, &open),
        [Answers, Permission, Health, Version, Read, ReadSigned, Search, Patch, Delete]
    );
    assert_eq!(course(HERE, local, false, &Seen::dead()), [Answers]);
    assert_eq!(course(HERE, "no address", false, &open), []);
    let icon = |url: &str| Icon(url.to_owned());
    assert_eq!(
        course(HERE, local, false, &Seen::unreadable(&["http://127.0.0.1:5000/mlflow"])),
        [Answers, Health, Version, Read, icon(local), icon("http://127.0.0.1:5000/mlflow")]
    );
    let missing = Seen { answers: Outcome::Opaque, ..Seen::all(&answer(404, "")) };
    assert_eq!(
        course(HERE, "http://127.0.0.1:5000/mlflow", false, &missing),
        [Answers, Health, Version, Read, ReadAt(local.to_owned())]
    );
    let away = Seen { answers: Outcome::Opaque, redirect: Outcome::Redirect, ..Seen::dead() };
    assert_eq!(course(HERE, "/", false, &away)[..5], [Answers, Health, Version, Read, Redirect]);
}

#[test]
fn steps_are_over_one_after_the_other() {
    let seen = Seen::open("3.17.2");
    let mut examination =
        Examination::new(Page::new(HERE, format!("{HERE}/")), "http://127.0.0.1:5000", false);
    let over = |examination: &Examination| {
        let reports = examination.reports();
        let count = reports.iter().take_while(|(_, report)| report.is_some()).count();
        assert!(
            reports[count..].iter().all(|(_, report)| report.is_none()),
            "a step was over before one ahead of it"
        );
        count
    };
    let mut counts = vec![over(&examination)];
    while let Some(probe) = examination.next() {
        examination.record(probe.clone(), seen.of(&probe));
        counts.push(over(&examination));
    }
    assert_eq!(counts, [1, 4, 4, 4, 8, 9, 9, 10]);
    assert_eq!(Step::ALL.len(), 10);
}

#[test]
fn no_question_can_change_anything_or_carries_credentials_elsewhere() {
    let examination = Examination::new(Page::new(THERE, format!("{THERE}/")), "https://h/a/b", true);
    let fetch = |probe: Probe| match examination.question(&probe) {
        Some(Question::Fetch(fetch)) => fetch,
        other => panic!("{other:?}"),
    };
    for (probe, method, body) in [
        (Probe::Search, Method::Post, r#"{"experiment_ids":[],"max_results":1}"#),
        (Probe::Patch, Method::Patch, "{}"),
        (Probe::Delete, Method::Delete, "{}"),
    ] {
        let fetch = fetch(probe);
        assert_eq!((fetch.method, fetch.body, fetch.signed), (method, Some(body), true));
    }
    for probe in
        [Probe::Answers, Probe::Health, Probe::Read, Probe::Redirect, Probe::ReadAt("https://h".to_owned())]
    {
        let fetch = fetch(probe);
        assert_eq!((fetch.method, fetch.body, fetch.signed), (Method::Get, None, false));
        assert!(fetch.url.starts_with("https://h/"), "{}", fetch.url);
    }
    assert_eq!(fetch(Probe::Answers).mode, Mode::Blind);
    assert!(fetch(Probe::ReadSigned).signed);
    let picture = examination.question(&Probe::Icon("https://h/a".to_owned()));
    assert_eq!(picture, Some(Question::Picture("https://h/a/static-files/favicon.ico".to_owned())));
}

#[test]
fn the_permission_that_is_asked_about_is_the_servers() {
    let names = |typed: &str| {
        Examination::new(Page::new(THERE, format!("{THERE}/")), typed, false).question(&Probe::Permission)
    };
    let loopback = Question::Permission(["loopback-network", "local-network-access"]);
    let network = Question::Permission(["local-network", "local-network-access"]);
    assert_eq!(names("http://localhost:5000"), Some(loopback));
    assert_eq!(names("http://192.168.1.20:5000"), Some(network.clone()));
    assert_eq!(names("https://mlflow.example"), Some(network));
}

#[test]
fn no_mixture_of_outcomes_panics_or_goes_on_for_ever() {
    let outcomes = [
        Outcome::Lost,
        Outcome::Late,
        Outcome::Opaque,
        Outcome::Redirect,
        Outcome::Permission(Permission::Denied),
        Outcome::Picture(true),
        answer(200, "{}"),
        answer(200, "<p>"),
        answer(401, ""),
        answer(403, "Invalid Host header"),
        answer(404, ""),
        answer(500, ""),
        answer(502, ""),
        answer(999, "\u{0}"),
    ];
    for one in &outcomes {
        for two in &outcomes {
            let seen = Seen {
                answers: Outcome::Opaque,
                health: two.clone(),
                read_signed: two.clone(),
                ..Seen::all(one)
            };
            for (origin, typed) in
                [(HERE, "http://127.0.0.1:5000/x"), (HERE, "/x"), (THERE, "http://192.168.1.2")]
            {
                for signed in [false, true] {
                    assert_eq!(summary(&examine(origin, typed, signed, &seen)).len(), 10);
                }
            }
        }
    }
}

#[test]
fn every_question_is_evidence_of_a_step() {
    let seen = Seen { icons: vec!["http://127.0.0.1:5000"], ..Seen::unreadable(&[]) };
    for examination in [
        examine(HERE, "http://127.0.0.1:5000", true, &Seen::open("3.17.2")),
        examine(THERE, "http://127.0.0.1:5000", false, &seen),
    ] {
        let evidence = |step| examination.evidence(step).into_iter().map(|(probe, _)| probe.clone());
        let all: std::collections::BTreeSet<Probe> = Step::ALL.into_iter().flat_map(evidence).collect();
        assert!(all.len() >= 6, "{all:?}");
        assert!(evidence(Step::Address).next().is_none());
        assert_eq!(evidence(Step::Reachable).collect::<Vec<_>>(), [Probe::Answers]);
    }
}
