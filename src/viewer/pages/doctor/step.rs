//! One step and what was found out about it.

use ::doctor::{Examination, Meaning, Outcome, Probe, Question, Remedy, Report, Step, Verdict};
use battle::Lang;
use leptos::prelude::*;

use super::Desk;
use crate::{
    components::{Icon, IconName},
    viewer::{
        components::pasted,
        state::Place,
        words::{
            diagnosis,
            doctor::{self, Words},
            use_viewer_words,
        },
    },
};

/// What was found out about a step, once it is.
pub(super) fn view(desk: Desk, step: Step) -> AnyView {
    let words = use_viewer_words(doctor::words);
    let place = expect_context::<Place>();
    let found = Memo::new(move |_| {
        desk.examination.with(|examination| {
            let examination = examination.as_ref()?;
            let (_, report) = examination.reports().into_iter().find(|(at, _)| *at == step)?;
            Some((report?, evidence(examination, step)))
        })
    });
    (move || found.get().map(|(report, evidence)| item(&report, evidence, words.lang(), place)).into_any())
        .into_any()
}

/// What was asked, where, and what came of it.
fn evidence(examination: &Examination, step: Step) -> Vec<(Asked, Outcome)> {
    let asked = |probe: &Probe| {
        Some(match examination.question(probe)? {
            Question::Permission([name, _]) => Asked::Permission(name),
            Question::Picture(url) => Asked::Picture(url),
            Question::Fetch(fetch) => Asked::Request(fetch.method.as_str(), fetch.url),
        })
    };
    let all = examination.evidence(step).into_iter();
    all.filter_map(|(probe, outcome)| Some((asked(probe)?, outcome.clone()))).collect()
}

#[derive(Clone, PartialEq)]
enum Asked {
    Permission(&'static str),
    Picture(String),
    Request(&'static str, String),
}

fn item(report: &Report, evidence: Vec<(Asked, Outcome)>, lang: Lang, place: Place) -> AnyView {
    let t = doctor::words(lang);
    let depends = matches!(report.meaning, Meaning::After(_));
    let (icon, class) = match report.verdict {
        Verdict::Passed => (IconName::Check, "tag good"),
        Verdict::Failed => (IconName::Cross, "tag bad"),
        Verdict::CannotTell => (IconName::Question, if depends { "tag" } else { "tag warn" }),
        Verdict::NotNeeded => (IconName::Minus, "tag"),
    };
    let alike = (report.alike.len() > 1).then(|| {
        let causes = report.alike.iter().map(|cause| view! { <li>{diagnosis::cause(lang, *cause)}</li> });
        view! { <div><p class="field-title">{t.alike}</p><ul class="ways">{causes.collect_view()}</ul></div> }
    });
    let remedies = (!report.remedies.is_empty()).then(|| {
        let remedies = report.remedies.iter().map(|remedy| self::remedy(remedy, lang, place));
        view! { <div><p class="field-title">{t.remedies}</p><ul class="doctor-remedies">{remedies.collect_view()}</ul></div> }
    });
    let asked = (!evidence.is_empty()).then(|| {
        let lines = evidence.into_iter().map(|(asked, outcome)| line(asked, &outcome, lang));
        view! {
            <details class="small">
                <summary>{t.asked}</summary>
                <ul class="doctor-asked">{lines.collect_view()}</ul>
            </details>
        }
    });
    view! {
        <li class="doctor-step stack">
            <div class="row">
                <span class=class><Icon name=icon/>{diagnosis::verdict(lang, report.verdict)}</span>
                <h3>{diagnosis::step(lang, report.step)}</h3>
            </div>
            <p class="wrap">{diagnosis::meaning(lang, &report.meaning)}</p>
            {alike}
            {remedies}
            {asked}
        </li>
    }
    .into_any()
}

fn line(asked: Asked, outcome: &Outcome, lang: Lang) -> AnyView {
    let (permission, picture) = diagnosis::asked(lang);
    let (what, of) = match asked {
        Asked::Permission(name) => (permission, name.to_owned()),
        Asked::Picture(url) => (picture, url),
        Asked::Request(method, url) => (method, url),
    };
    view! { <li>{what} " " <code>{of}</code> " → " {diagnosis::outcome(lang, outcome)}</li> }.into_any()
}

fn remedy(remedy: &Remedy, lang: Lang, place: Place) -> AnyView {
    let t = doctor::words(lang);
    let more = match remedy {
        Remedy::UseAddress(url) => Some(address(url, t, place)),
        Remedy::OpenTab(url) => Some(
            view! { <a class="button" href=url.clone() target="_blank" rel="noopener noreferrer">{t.open_tab}</a> }
                .into_any(),
        ),
        Remedy::Paste(lines) => {
            let then = lines.then.as_ref().map(|then| {
                view! { <p class="small">{t.then} " " <code>{then.clone()}</code></p> }
            });
            Some(view! { {pasted(lines.text.clone())} {then} }.into_any())
        }
        _ => None,
    };
    view! { <li class="stack"><p>{diagnosis::remedy(lang, remedy)}</p>{more}</li> }.into_any()
}

fn address(url: &str, t: &'static Words, place: Place) -> AnyView {
    let url = url.to_owned();
    let shown = url.clone();
    view! {
        <div class="row">
            <code>{shown}</code>
            <button type="button" class="button" on:click=move |_| place.step(|query| query.set("url", &url))>
                {t.use_address}
            </button>
        </div>
    }
    .into_any()
}
