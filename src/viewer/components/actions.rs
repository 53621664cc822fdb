//! The ways to change a model or a version; where that cannot be done, they say why.

use doctor::Act;
use leptos::prelude::*;

use crate::{
    route::{Route, ViewPage},
    viewer::{
        pages::change_href,
        state::{Deed, Rights},
        words::{change, use_viewer_words},
    },
};

/// What can be done with a model as a whole.
#[component]
pub(crate) fn ModelActions(
    /// The model's registered name.
    model: String,
) -> impl IntoView {
    let words = use_viewer_words(change::words);
    let rights = expect_context::<Rights>();
    move || {
        let t = words.get();
        let ways = [Deed::Best, Deed::Alias, Deed::Tag, Deed::Describe]
            .map(|deed| (t.deed(deed).to_owned(), change_href(&model, deed, None, &[])));
        let history = Route::viewer(ViewPage::History(model.clone())).href();
        let history = view! { <a class="button" href=history>{t.history}</a> }.into_any();
        actions(ways.into(), Some(history), rights, t)
    }
}

/// What can be done with one version.
#[component]
pub(crate) fn VersionActions(
    /// The model's registered name.
    model: String,
    /// The version's number.
    version: u64,
) -> impl IntoView {
    let words = use_viewer_words(change::words);
    let rights = expect_context::<Rights>();
    move || {
        let t = words.get();
        let ways = [Deed::Promote, Deed::Alias, Deed::Tag, Deed::Describe]
            .map(|deed| (t.deed(deed).to_owned(), change_href(&model, deed, Some(version), &[])));
        actions(ways.into(), None, rights, t)
    }
}

/// A way to promote one version, for rows of many.
pub(crate) fn promote_link(model: &str, version: u64, rights: Rights, t: &'static change::Words) -> AnyView {
    let label = format!("{} v{version}", t.go(Deed::Promote));
    match rights.denied(Act::Write) {
        None => {
            let href = change_href(model, Deed::Promote, Some(version), &[]);
            view! { <a class="button" href=href>{label}</a> }.into_any()
        }
        Some(reason) => view! {
            <button type="button" class="button" aria-disabled="true" title=t.denied(reason)>{label}</button>
        }
        .into_any(),
    }
}

fn actions(
    ways: Vec<(String, String)>,
    more: Option<AnyView>,
    rights: Rights,
    t: &'static change::Words,
) -> AnyView {
    let denied = rights.denied(Act::Write);
    let buttons: Vec<AnyView> = ways
        .into_iter()
        .map(|(label, href)| match denied {
            None => view! { <a class="button" href=href>{label}</a> }.into_any(),
            Some(_) => view! {
                <button type="button" class="button" aria-disabled="true" aria-describedby="read-only">{label}</button>
            }
            .into_any(),
        })
        .collect();
    let why = denied.map(|reason| {
        view! { <p id="read-only" class="small muted"><strong>{t.read_only}{t.colon}</strong>{t.denied(reason)}</p> }
    });
    view! {
        <section class="stack" aria-label=t.actions>
            <div class="row">{buttons}{more}</div>
            {why}
        </section>
    }
    .into_any()
}
