//! What was changed of a model, by whom and why, and how to undo the last of it.

use doctor::Act;
use leptos::prelude::*;
use registry::{Entry, History, Plan, PlanError, Snapshot, history};

use super::change_href;
use crate::{
    components::RemoteNotice,
    i18n::date,
    route::Route,
    state::{Keep, Registry, use_remote},
    viewer::{
        components::changes_table,
        state::{Deed, Rights},
        words::{change, use_viewer_words},
    },
};

/// Asks whether a change can be undone, without carrying it out.
const ASKING: &str = "…";

/// The records of one model, newest first.
#[component]
pub(crate) fn HistoryPage(
    /// The model's registered name.
    name: String,
) -> impl IntoView {
    let words = use_viewer_words(change::words);
    let registry = expect_context::<Registry>();
    let rights = expect_context::<Rights>();
    let (title, model) = (name.clone(), name.clone());
    let snapshot = use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| {
            let name = name.clone();
            async move { Ok(Snapshot::read(&registry.client(door).await?, &name).await?) }
        },
    );
    let back = Route::model(model.clone()).href();
    view! {
        <div class="stack">
            <p><a href=back>"← "<span class="wrap">{title}</span></a></p>
            <h1>{move || words.get().history_title}</h1>
            <p class="muted">{move || words.get().history_text}</p>
        </div>
        <RemoteNotice loading=snapshot/>
        {move || snapshot.remote.with(|remote| {
            remote.value().map(|snapshot| content(snapshot, &model, rights.denied(Act::Write), words.get()))
        })}
    }
}

fn content(
    snapshot: &Snapshot,
    model: &str,
    denied: Option<doctor::Reason>,
    t: &'static change::Words,
) -> AnyView {
    let History { entries, unreadable } = history(snapshot);
    let undoable = match Plan::rollback(snapshot, &entries, ASKING) {
        Ok(plan) => Ok((plan.version, plan.undoes)),
        Err(error) => Err(error),
    };
    let items: Vec<AnyView> = entries
        .iter()
        .map(|entry| {
            let is_undone = entry.is_undone(&entries, snapshot);
            let is_next = undoable
                .as_ref()
                .is_ok_and(|(version, key)| *version == entry.version && key.as_ref() == Some(&entry.key));
            // Of older ones the registry does not tell any more.
            let is_newest = entries.first().is_some_and(|newest| newest.key == entry.key);
            let made = entry.unfinished.then(|| is_newest.then(|| entry.made(snapshot).len()));
            record(entry, &entries, is_undone, made, is_next.then_some(model), denied, t)
        })
        .collect();
    let moved = match &undoable {
        Err(error @ PlanError::MovedOn(_)) => {
            let why = t.undecided(&crate::viewer::state::Undecided::Plan(error.clone()));
            Some(view! { <p class="problem mild wrap" role="note">{why}</p> })
        }
        _ => None,
    };
    let broken = (!unreadable.is_empty()).then(|| {
        let lines: Vec<_> = unreadable.iter().take(20).cloned().map(|line| view! { <li>{line}</li> }).collect();
        view! { <section class="problem mild" role="note"><h2>{t.unreadable}</h2><ul lang="en" class="wrap">{lines}</ul></section> }
    });
    let none = entries.is_empty().then(|| view! { <p class="card">{t.no_history}</p> });
    view! { {none}{moved}<ol class="history">{items}</ol>{broken} }.into_any()
}

fn record(
    entry: &Entry,
    all: &[Entry],
    is_undone: bool,
    made: Option<Option<usize>>,
    undo: Option<&str>,
    denied: Option<doctor::Reason>,
    t: &'static change::Words,
) -> AnyView {
    let when = |at: u64| date(t.lang, i64::try_from(at).unwrap_or(i64::MAX));
    let by = entry.by.clone().unwrap_or_else(|| t.nobody.to_owned());
    let undoing = all.iter().find(|other| entry.undoes_entry(other)).map(|other| {
        view! { <p class="small muted">{(t.undoes)(&when(other.at))}</p> }
    });
    let undo = undo.map(|model| match denied {
        None => {
            let href = change_href(model, Deed::Rollback, None, &[]);
            view! { <a class="button" href=href>{t.undo}</a> }.into_any()
        }
        Some(reason) => view! {
            <button type="button" class="button" aria-disabled="true" title=t.denied(reason)>{t.undo}</button>
            <span class="small muted">{t.denied(reason)}</span>
        }
        .into_any(),
    });
    view! {
        <li class="card stack">
            <div class="row spread">
                <h2 class="number">{when(entry.at)}</h2>
                {match (is_undone, made) {
                    (true, _) => Some(view! { <span class="tag">{t.undone.to_owned()}</span> }),
                    (false, Some(made)) => {
                        let told = made.map_or_else(|| t.not_ended.to_owned(), |made| (t.unfinished)(made, entry.changes.len()));
                        Some(view! { <span class="tag warn">{told}</span> })
                    }
                    (false, None) => None,
                }}
            </div>
            {undoing}
            <div class="table-scroll">{changes_table(&entry.changes, t)}</div>
            <p class="wrap"><span class="muted">{t.reason}{t.colon}</span>{entry.reason.clone()}</p>
            <p class="wrap small"><span class="muted">{t.who}{t.colon}</span>{by}</p>
            {undo.map(|undo| view! { <div class="row">{undo}</div> })}
        </li>
    }
    .into_any()
}
