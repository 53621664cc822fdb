//! What has become of a change.

use leptos::prelude::*;
use mlflow::Error;
use registry::{Applied, ApplyError, Change, Difference, Plan, Snapshot, is_lost};

use super::change_href;
use crate::{
    components::ProblemPanel,
    route::{Route, ViewPage},
    state::Problem,
    viewer::{components::changes_table, state::Deed, words::change::Words},
};

/// What has become of a change.
#[derive(Clone)]
pub(super) enum Outcome {
    /// None was tried.
    None,
    /// It is being carried out.
    Working,
    /// It was carried out and recorded.
    Done { applied: Box<Applied>, undoing: bool },
    /// It was not carried out, or not to its end, or not as it should be.
    Failed(Box<ApplyError>),
}

impl Outcome {
    /// Of a plan.
    pub(super) fn of(plan: &Plan, result: Result<Applied, ApplyError>) -> Self {
        match result {
            Ok(applied) => Self::Done { applied: Box::new(applied), undoing: plan.undoes.is_some() },
            Err(error) => Self::Failed(Box::new(error)),
        }
    }

    pub(super) fn is_working(&self) -> bool {
        matches!(self, Self::Working)
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    /// The registry as it was read last.
    pub(super) fn now(&self) -> Option<&Snapshot> {
        match self {
            Self::Done { applied, .. } => Some(&applied.after),
            Self::Failed(error) => match &**error {
                ApplyError::Changed { now, .. } | ApplyError::Stopped { now: Some(now), .. } => Some(now),
                _ => None,
            },
            Self::None | Self::Working => None,
        }
    }

    /// Why the server did not make a change that was sent.
    pub(super) fn refused(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) => match &**error {
                ApplyError::Stopped { error, .. } | ApplyError::NotRecorded { error } => Some(error),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What is said of it, with the ways on.
pub(super) fn outcome_view(
    outcome: &Outcome,
    model: &str,
    again: Callback<()>,
    t: &'static Words,
) -> AnyView {
    match outcome {
        Outcome::None => ().into_any(),
        Outcome::Working => view! { <p class="card">{t.working}</p> }.into_any(),
        Outcome::Done { applied, undoing } => done(applied, *undoing, model, again, t),
        Outcome::Failed(error) => failed(error, model, t),
    }
}

fn done(applied: &Applied, undoing: bool, model: &str, again: Callback<()>, t: &'static Words) -> AnyView {
    let undo = (!undoing).then(|| {
        let href = change_href(model, Deed::Rollback, None, &[]);
        view! { <a class="button primary" href=href>{t.undo}</a> }
    });
    let title = if undoing { t.done_undone } else { t.done };
    view! {
        <section class="card stack good-news">
            <h2>{title}</h2>
            <div class="table-scroll">{changes_table(&applied.entry.changes, t)}</div>
            <p class="wrap"><span class="muted">{t.reason}{t.colon}</span>{applied.entry.reason.clone()}</p>
            <div class="row">
                {undo}
                <a class="button" href=Route::viewer(ViewPage::History(model.to_owned())).href()>{t.history}</a>
                <button type="button" class="button" on:click=move |_| again.run(())>{t.another}</button>
                <a class="button" href=Route::model(model).href()>{t.to_model}</a>
            </div>
        </section>
    }
    .into_any()
}

fn failed(error: &ApplyError, model: &str, t: &'static Words) -> AnyView {
    match error {
        ApplyError::Changed { differences, .. } => view! {
            <section class="problem" role="alert">
                <h2>{t.changed}</h2>
                {list(differences, t)}
                <p><strong>{t.changed_text}</strong></p>
            </section>
        }
        .into_any(),
        ApplyError::Read(error) => view! { <ProblemPanel problem=Problem::from(error.clone())/> }.into_any(),
        ApplyError::TooLong { .. } => said(t.failed, error),
        ApplyError::Stopped { done, error: cause, now, .. } => stopped(done, cause, now.is_some(), model, t),
        ApplyError::NotRecorded { .. } => said(t.not_recorded, error),
        ApplyError::Overtaken { differences } => view! {
            <section class="problem" role="alert"><h2>{t.overtaken}</h2>{list(differences, t)}</section>
        }
        .into_any(),
        ApplyError::NotConfirmed(_) => said(t.not_confirmed, error),
    }
}

/// How far a change came that stopped, and the ways on: what is below shows the registry as it is now, if that is known.
fn stopped(done: &[Change], cause: &Error, is_known: bool, model: &str, t: &'static Words) -> AnyView {
    let title = if done.is_empty() { t.failed } else { t.half };
    let text = match (is_known, done.is_empty()) {
        (false, _) => t.unknown_text,
        (true, true) if is_lost(cause) => t.unknown_text,
        (true, true) => t.nothing_made,
        (true, false) => t.half_text,
    };
    let made = (!done.is_empty()).then(|| view! { <div class="table-scroll">{changes_table(done, t)}</div> });
    view! {
        <section class="problem" role="alert">
            <h2>{title}</h2>
            <p><strong>{text}</strong></p>
            {made}
            <div class="row">
                <a class="button" href=Route::viewer(ViewPage::History(model.to_owned())).href()>{t.history}</a>
            </div>
        </section>
        <ProblemPanel problem=Problem::from(cause.clone()) mild=true/>
    }
    .into_any()
}

fn said(title: &'static str, error: &ApplyError) -> AnyView {
    view! {
        <section class="problem" role="alert"><h2>{title}</h2><p lang="en">{error.to_string()}</p></section>
    }
    .into_any()
}

fn list(differences: &[Difference], t: &'static Words) -> AnyView {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| t.nothing.to_owned());
    let items: Vec<AnyView> = differences
        .iter()
        .map(|difference| {
            let text = (t.is_now)(&difference.what, &shown(&difference.found), &shown(&difference.expected));
            view! { <li class="wrap">{text}</li> }.into_any()
        })
        .collect();
    view! { <ul class="ways">{items}</ul> }.into_any()
}
