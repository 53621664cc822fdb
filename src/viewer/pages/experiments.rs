//! All experiments.

use battle::Lang;
use leptos::prelude::*;
use mlflow::Experiment;

use super::rows::skipped;
use crate::{
    components::RemoteNotice,
    i18n::date,
    route::{Route, ViewPage},
    state::{Keep, Registry, use_remote, use_words},
    viewer::{
        components::{Cell, Column, Sort, Table, missing_cell},
        state::{Place, experiments_found},
        words::{experiments, use_viewer_words},
    },
};

/// The registry's experiments in a table that can be searched and sorted.
#[component]
pub(crate) fn ExperimentsPage() -> impl IntoView {
    let shared = use_words();
    let words = use_viewer_words(experiments::words);
    let registry = expect_context::<Registry>();
    let place = expect_context::<Place>();

    let search = place.text("q");
    let order = place.text("order");
    let loaded = use_remote(
        Keep::SameKey,
        move || registry.door(),
        move |door| async move { Ok(registry.client(door).await?.experiments().await?) },
    );
    let found = Memo::new(move |_| {
        loaded.remote.with(|remote| {
            let all = remote.value().map_or(&[][..], |list| &list.items);
            experiments_found(all, &search.get(), &order.get())
        })
    });
    let all = Memo::new(move |_| loaded.remote.with(|remote| remote.value().map(|list| list.items.len())));
    let columns = Signal::derive(move || {
        let t = words.get();
        let column = |id: &str, title: &str, width: u16| Column {
            id: id.to_owned(),
            title: title.to_owned(),
            number: false,
            sortable: true,
            width,
        };
        vec![
            column("name", t.name, 30),
            column("updated", t.updated, 22),
            column("created", t.created, 22),
            column("id", t.id, 22),
            Column { sortable: false, ..column("tags", t.tags, 30) },
        ]
    });
    let sort = Signal::derive(move || {
        order.with(|order| {
            let (descending, column) = match order.strip_prefix('-') {
                Some(column) => (true, column),
                None => (false, order.as_str()),
            };
            (!column.is_empty()).then(|| Sort { column: column.to_owned(), descending })
        })
    });
    let on_sort = Callback::new(move |column: String| {
        let down = format!("-{column}");
        let present = order.get_untracked();
        let next = if present == column {
            down
        } else if present == down {
            String::new()
        } else {
            column
        };
        place.change(|query| query.set("order", &next));
    });
    let cells = Callback::new(move |row: usize| {
        let lang = words.lang();
        loaded.remote.with(|remote| {
            let at = found.with(|found| found.get(row).copied());
            at.and_then(|at| remote.value()?.items.get(at))
                .map_or_else(Vec::new, |experiment| line(experiment, lang))
        })
    });
    let count = move || all.get().map(|all| (words.get().found)(found.with(Vec::len), all));

    view! {
        <div class="stack">
            <h1>{move || words.get().title}</h1>
            <p class="muted">{move || words.get().intro}</p>
        </div>
        <RemoteNotice loading=loaded/>
        {move || loaded.remote.with(|remote| remote.value().map(|list| skipped(&list.skipped, shared.get())))}
        <Show when=move || all.get() == Some(0)><p class="card">{move || words.get().none}</p></Show>
        <Show when=move || all.get().is_some_and(|all| all > 0)>
            <div class="field search">
                <label for="experiments-search">{move || words.get().search}</label>
                <input
                    id="experiments-search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=search
                    on:input:target=move |event| {
                        let text = event.target().value();
                        place.change(|query| query.set("q", &text));
                    }
                />
            </div>
            <p role="status" class="muted small">{count}</p>
            <Table label=Signal::derive(move || words.get().title.to_owned()) columns rows=Signal::derive(move || found.with(Vec::len)) cells sort on_sort/>
        </Show>
    }
}

fn line(experiment: &Experiment, lang: Lang) -> Vec<Cell> {
    let href = Route::viewer(ViewPage::Runs(experiment.experiment_id.clone())).href();
    let time =
        |time: Option<i64>| time.map_or_else(|| missing_cell(lang), |time| Cell::text(date(lang, time)));
    let told = experiment.tags.iter().filter(|(key, _)| !key.starts_with("mlflow."));
    let tags: Vec<String> = told.take(10).map(|(key, value)| format!("{key}={value}")).collect();
    let tags = if tags.is_empty() { missing_cell(lang) } else { Cell::text(tags.join(", ")) };
    vec![
        Cell::link(experiment.name.clone(), href),
        time(experiment.last_update_time),
        time(experiment.creation_time),
        Cell::text(experiment.experiment_id.clone()),
        tags,
    ]
}
