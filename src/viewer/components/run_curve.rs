//! One metric of one run over its steps, in a run's or a version's page.

use std::sync::Arc;

use leptos::prelude::*;

use super::Chart;
use crate::{
    components::RemoteNotice,
    route::{Query, ViewPage},
    state::{Keep, Registry, use_remote, use_words},
    viewer::{
        state::{By, MetricCurve, curves_csv, curves_plot, points_per_run},
        words::{curves, use_viewer_words},
    },
};

/// The curve of a metric of the reader's choice, and the way to the page of curves.
#[component]
#[allow(clippy::needless_pass_by_value, reason = "properties are owned")]
pub(crate) fn RunCurve(
    /// The run.
    run_id: String,
    /// Its metrics, the one to show first ahead.
    names: Vec<String>,
) -> impl IntoView {
    let words = use_words();
    let titles = use_viewer_words(curves::words);
    let registry = expect_context::<Registry>();
    let chosen = RwSignal::new(names.first().cloned().unwrap_or_default());
    let id = run_id.clone();
    let history = use_remote(
        Keep::SameKey,
        move || (registry.door(), chosen.get()),
        move |(door, name)| {
            let run_id = id.clone();
            async move {
                let client = registry.client(door).await?;
                let found = client.histories(&[run_id], &name, points_per_run(1), None).await?;
                let curves: Vec<_> =
                    found.into_iter().map(|history| MetricCurve::new(history, &name, "")).collect();
                Ok(Arc::new(curves))
            }
        },
    );
    let curves = Memo::new(move |_| history.remote.with(|remote| remote.value().cloned()));
    let plot = Memo::new(move |_| {
        let curves = curves.get().unwrap_or_default();
        let mut plot = curves_plot(&curves, By::Step, false, 0.0, |_| String::new());
        plot.x_title = titles.get().x_titles[0].to_owned();
        plot.y_title = chosen.get();
        Arc::new(plot)
    });
    let points = move || plot.with(|plot| plot.lines.first().map_or(0, |line| line.points.len()));
    let label = Signal::derive(move || (words.get().registry.curve_text)(&chosen.get(), points()));
    let csv = Callback::new(move |()| curves_csv(&curves.get_untracked().unwrap_or_default()));
    let more = move || {
        let mut query = Query::default();
        query.set_list("runs", [&run_id]);
        query.set_list("metrics", [chosen.get()]);
        ViewPage::Curves.with(query).href()
    };
    let is_any = !names.is_empty();
    let options = names.into_iter().map(|name| {
        let (value, shown) = (name.clone(), name.clone());
        view! { <option value=value selected=move || chosen.get() == name>{shown}</option> }
    });
    let options = options.collect_view();
    let is_there = Memo::new(move |_| curves.with(Option::is_some));
    let is_curve = Memo::new(move |_| points() > 1);
    let shown = move || match (is_there.get(), is_curve.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! { <Chart plot label file=chosen csv/> }.into_any(),
        (true, false) => view! { <p class="muted">{words.get().registry.no_curve}</p> }.into_any(),
    };
    is_any.then(|| {
        view! {
            <section class="card stack">
                <div class="row spread">
                    <h2>{move || words.get().registry.curve}</h2>
                    <label class="row small">
                        <span>{move || words.get().registry.curve_metric}</span>
                        <select class="select" on:change=move |event| chosen.set(event_target_value(&event))>{options}</select>
                    </label>
                </div>
                <RemoteNotice loading=history/>
                {shown}
                <p><a href=more>{move || titles.get().title}</a></p>
            </section>
        }
    })
}
