//! Runs side by side: a table, parallel coordinates, a scatter plot.

mod parallel;
mod scatter;
mod table;

use std::sync::Arc;

use leptos::prelude::*;
use mlflow::Run;

use crate::{
    components::RemoteNotice,
    route::{Route, ViewPage},
    state::{Keep, Registry, use_remote},
    viewer::{
        components::RunList,
        state::{MAX_RUNS, Place, Side},
        words::{compare_runs, curves, use_viewer_words},
    },
};
use parallel::ParallelCoordinates;
use scatter::Scatter;
use table::SideTable;

/// The runs that the address names, side by side.
#[component]
pub(crate) fn CompareRunsPage() -> impl IntoView {
    let words = use_viewer_words(compare_runs::words);
    let general = use_viewer_words(curves::words);
    let place = expect_context::<Place>();
    let registry = expect_context::<Registry>();
    let ids = place.list("runs");
    let first = Memo::new(move |_| ids.with(|ids| ids.iter().take(MAX_RUNS).cloned().collect::<Vec<_>>()));
    let loaded = use_remote(
        Keep::Always,
        move || (registry.door(), first.get()),
        move |(door, ids)| async move {
            let client = registry.client(door).await?;
            Ok(Arc::new(client.runs_by_id(&ids).await?))
        },
    );
    let runs =
        Signal::derive(move || loaded.remote.with(|remote| remote.value().cloned()).unwrap_or_default());
    let side = Memo::new(move |_| {
        let found: Vec<Run> =
            runs.with(|runs| runs.iter().filter_map(|(_, run)| run.as_ref().ok().cloned()).collect());
        Arc::new(Side::new(found))
    });
    let none = move || {
        ids.with(Vec::is_empty).then(|| {
            view! {
                <p class="card">
                    {words.get().no_runs}" "
                    <a href=Route::viewer(ViewPage::Experiments).href()>{general.get().to_experiments}</a>
                </p>
            }
        })
    };
    let too_many = move || {
        let all = ids.with(Vec::len);
        (all > MAX_RUNS)
            .then(|| view! { <p class="card" role="status">{(words.get().too_many)(MAX_RUNS, all)}</p> })
    };
    let ready = Memo::new(move |_| loaded.remote.with(|remote| remote.value().is_some()));
    view! {
        <h1>{move || words.get().title}</h1>
        {none}
        {too_many}
        <RemoteNotice loading=loaded/>
        {move || (ready.get() && !ids.with(Vec::is_empty)).then(|| view! {
            <RunList runs other=ViewPage::Curves other_name=Signal::derive(move || words.get().curves.to_owned())/>
            <SideTable side/>
            <ParallelCoordinates side/>
            <Scatter side/>
        })}
    }
}
