//! Metrics of runs over their steps, over one another.

mod controls;
mod data;
mod picture;

use leptos::prelude::*;

use crate::{
    components::RemoteNotice,
    route::{Route, ViewPage},
    viewer::{
        components::RunList,
        state::{MAX_RUNS, Place},
        words::{curves, use_viewer_words},
    },
};
use controls::Controls;
use data::Data;
use picture::CurvesPicture;

/// Curves of the runs and metrics that the address names.
#[component]
pub(crate) fn CurvesPage() -> impl IntoView {
    let words = use_viewer_words(curves::words);
    let place = expect_context::<Place>();
    let runs = place.list("runs");
    let data = Data::start(place);

    let none = move || {
        runs.with(Vec::is_empty).then(|| {
            view! {
                <p class="card">
                    {words.get().no_runs}" "
                    <a href=Route::viewer(ViewPage::Experiments).href()>{words.get().to_experiments}</a>
                </p>
            }
        })
    };
    let too_many = move || {
        let all = runs.with(Vec::len);
        (all > MAX_RUNS)
            .then(|| view! { <p class="card" role="status">{(words.get().too_many)(MAX_RUNS, all)}</p> })
    };
    let ready = Memo::new(move |_| data.runs.remote.with(|remote| remote.value().is_some()));
    view! {
        <h1>{move || words.get().title}</h1>
        {none}
        {too_many}
        <RemoteNotice loading=data.runs/>
        {move || (ready.get() && !runs.with(Vec::is_empty)).then(|| view! {
            <RunList
                runs=Signal::derive(move || data.runs.remote.with(|remote| remote.value().cloned()).unwrap_or_default())
                other=ViewPage::CompareRuns
                other_name=Signal::derive(move || words.get().compare.to_owned())
            />
            <Controls data/>
            <CurvesPicture data/>
        })}
    }
}
