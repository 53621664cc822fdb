//! Runs that somebody has chosen, by name.

use std::sync::Arc;

use leptos::prelude::*;
use mlflow::Run;

use crate::{
    route::{Query, Route, ViewPage},
    viewer::{
        state::Place,
        words::{curves, use_viewer_words},
    },
};

/// The runs that were asked for, each found or missing.
pub(crate) type Runs = Arc<Vec<(String, Result<Run, mlflow::Error>)>>;

/// The runs, each with a way to its page and a way to take it out; runs that do not exist say so.
#[component]
pub(crate) fn RunList(
    /// The runs.
    #[prop(into)]
    runs: Signal<Runs>,
    /// Another page about the same runs.
    other: ViewPage,
    /// What it is called.
    #[prop(into)]
    other_name: Signal<String>,
) -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let place = expect_context::<Place>();
    let remove = move |id: &str| {
        let id = id.to_owned();
        place.step(move |query| {
            let left: Vec<String> = query.list("runs").into_iter().filter(|run| *run != id).collect();
            query.set_list("runs", left);
            query.set("off", "");
        });
    };
    let chips = move || {
        let chip = |(id, run): &(String, Result<Run, mlflow::Error>)| {
            let (shown, class) = match run {
                Ok(run) => (run.name().to_owned(), "chip"),
                Err(error) => (error.to_string(), "chip tag bad"),
            };
            let href = Route::viewer(ViewPage::Run(id.clone())).href();
            let label = (words.get().remove)(&shown);
            let id = id.clone();
            view! {
                <li class=class>
                    <a class="wrap" href=href>{shown}</a>
                    <button type="button" aria-label=label on:click=move |_| remove(&id)>"×"</button>
                </li>
            }
        };
        runs.with(|runs| runs.iter().map(chip).collect_view())
    };
    let href = move || {
        let mut query = Query::default();
        query.set_list("runs", runs.with(|runs| runs.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>()));
        other.clone().with(query).href()
    };
    view! {
        <section class="stack" aria-label=move || words.get().runs>
            <ul class="row chips run-list">{chips}</ul>
            <p><a href=href>{move || other_name.get()}</a></p>
        </section>
    }
}
