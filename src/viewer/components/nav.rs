//! The ways to the viewer's own pages.

use leptos::prelude::*;

use crate::{
    route::{Route, ViewPage},
    viewer::{
        state::Place,
        words::{shell, use_viewer_words},
    },
};

/// Models, experiments.
#[component]
pub(crate) fn ViewerNav() -> impl IntoView {
    let words = use_viewer_words(shell::words);
    let place = expect_context::<Place>();
    let link = move |page: ViewPage, name: fn(&shell::Words) -> &'static str, here: fn(&ViewPage) -> bool| {
        view! {
            <a
                href=Route::viewer(page).href()
                aria-current=move || place.page().is_some_and(|page| here(&page)).then_some("page")
            >{move || name(words.get())}</a>
        }
    };
    view! {
        <nav class="viewer-nav" aria-label=move || words.get().navigation>
            {link(ViewPage::Models, |t| t.models, |page| {
                matches!(
                    page,
                    ViewPage::Models
                        | ViewPage::Model(_)
                        | ViewPage::Version(..)
                        | ViewPage::Inspect(..)
                        | ViewPage::CompareVersions(_)
                        | ViewPage::History(_)
                        | ViewPage::Change(_)
                )
            })}
            {link(ViewPage::Experiments, |t| t.experiments, |page| {
                matches!(
                    page,
                    ViewPage::Experiments
                        | ViewPage::Runs(_)
                        | ViewPage::Run(_)
                        | ViewPage::Curves
                        | ViewPage::CompareRuns
                )
            })}
            {link(ViewPage::Doctor, |t| t.doctor, |page| *page == ViewPage::Doctor)}
        </nav>
    }
}
