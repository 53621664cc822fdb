//! All versions of a model, of which those in sight are in the document, and those chosen for a comparison.

use leptos::prelude::*;
use mlflow::ModelVersion;
use registry::direction;

use super::{
    Here,
    cells::{against, own_cells, tags_cell, value_cell, who_cell},
    chart::MetricChart,
    list::{DEFAULT_ORDER, METRIC, Sorting},
};
use crate::{
    components::ProblemPanel,
    i18n::date,
    route::{Query, ViewPage},
    state::{Nav, Registry, use_words},
    viewer::{
        components::{Cell, Choice, Column, Table, Waiting},
        pages::rows::{skipped, use_href},
        state::{Place, Predicting, next_order},
        words::{model, use_viewer_words},
    },
};

/// Columns of metrics at first.
const COLUMNS: usize = 3;
/// Names of metrics offered in a list.
const OFFERED: usize = 2_000;

/// The versions: the metric over them, their table, and the way to a comparison.
#[component]
pub(super) fn Versions(
    /// The page.
    here: Here,
    /// How they are sorted.
    sorting: Sorting,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(model::words);
    let place = expect_context::<Place>();
    let pages = here.versions.pages;
    let (named, chosen) = (place.list("columns"), place.list("versions"));
    let names = Memo::new(move |_| {
        here.queue.runs.with(|runs| runs.names().take(OFFERED).map(str::to_owned).collect::<Vec<_>>())
    });
    let metrics = Memo::new(move |_| match named.get() {
        named if named.is_empty() => {
            here.metric.with(|metric| here.queue.runs.with(|runs| runs.columns(metric, COLUMNS)))
        }
        named => named,
    });

    let problem =
        Memo::new(move |_| pages.with(|pages| pages.problem().cloned()).or_else(|| here.queue.problem.get()));
    let retry = Callback::new(move |()| {
        here.versions.retry();
        here.queue.retry();
    });
    let status = move || {
        let t = t.get();
        pages.with(|pages| match pages.is_settled() {
            false if pages.is_pending() => words.get().shell.loading.to_owned(),
            false => String::new(),
            true => (t.count)(pages.items.len(), !pages.is_whole()),
        })
    };
    let read = Memo::new(move |_| {
        pages.with(|pages| {
            here.queue.runs.with(|runs| {
                let read = pages.items.iter().filter(|version| runs.has(&version.run_id)).count();
                (read, pages.items.len())
            })
        })
    });
    view! {
        <section class="card stack">
            <div class="row spread">
                <h2>{move || t.get().versions}</h2>
                <p class="muted small" role="status">{status}</p>
            </div>
            <Waiting listed=here.versions/>
            {move || problem.get().map(|problem| view! { <ProblemPanel problem retry mild=true/> })}
            {move || pages.with(|pages| skipped(&pages.skipped, words.get()))}
            <div class="row spread">
                {metric_choice(here, names, place)}
                {reading(here, read)}
            </div>
            {table(here, sorting, metrics, chosen, place)}
            {columns_choice(metrics, names, place)}
            {comparison(here, chosen, place)}
            <MetricChart here/>
        </section>
    }
}

/// The metric by which versions are judged.
fn metric_choice(here: Here, names: Memo<Vec<String>>, place: Place) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let none =
        move || names.with(Vec::is_empty) && here.versions.pages.with(crate::viewer::state::Pages::is_whole);
    let options = move || {
        let chosen = here.metric.get();
        let mut all = names.get();
        if !chosen.is_empty() && !all.contains(&chosen) {
            all.push(chosen.clone());
        }
        all.into_iter()
            .map(|name| {
                let selected = name == chosen;
                view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="row">
            <label class="row">
                <span class="field-title">{move || t.get().metric}</span>
                <select
                    class="select"
                    prop:value=move || here.metric.get()
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        place.change(|query| query.set("metric", &name));
                    }
                >{options}</select>
            </label>
            <span class="muted small">{move || here.metric.with(|metric| {
                (!metric.is_empty()).then(|| t.get().direction(direction(metric)))
            })}</span>
            {move || none().then(|| view! { <span class="muted small">{t.get().no_metrics}</span> })}
        </div>
    }
}

/// How many runs have been read, where not all are, and the way to all.
fn reading(here: Here, read: Memo<(usize, usize)>) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let partly = Memo::new(move |_| {
        let (read, of) = read.get();
        read < of || here.versions.pages.with(|pages| pages.is_settled() && !pages.is_whole())
    });
    let press = move |_| {
        if here.queue.reading_all.get_untracked() {
            here.queue.stop();
            here.versions.stop();
        } else {
            here.queue.reading_all.set(true);
        }
    };
    move || {
        partly.get().then(|| {
            view! {
                <div class="row small">
                    <span class="muted" role="status">{move || {
                        let (read, of) = read.get();
                        (t.get().read)(read, of)
                    }}</span>
                    <button type="button" class="button small" on:click=press>
                        {move || if here.queue.reading_all.get() { t.get().stop } else { t.get().read_all }}
                    </button>
                </div>
            }
        })
    }
}

fn table(
    here: Here,
    sorting: Sorting,
    metrics: Memo<Vec<String>>,
    chosen: Memo<Vec<String>>,
    place: Place,
) -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(model::words);
    let (nav, registry) = (expect_context::<Nav>(), expect_context::<Registry>());
    let predicting = expect_context::<Predicting>();
    let pages = here.versions.pages;
    let has_base = Memo::new(move |_| here.base.with(Option::is_some));
    let at = move |row: usize| {
        sorting.rows.with(|rows| rows.as_ref().map_or(row, |rows| rows.get(row).copied().unwrap_or(row)))
    };

    let columns = move || {
        let t = t.get();
        let column = |id: &str, title: &str, number, sortable, width| Column {
            id: id.to_owned(),
            title: title.to_owned(),
            number,
            sortable,
            width,
        };
        let mut columns = vec![column("version", t.version, false, true, 11)];
        // Beside the version, where a phone shows it too.
        if has_base.get() {
            columns.push(column("against", t.against, false, false, 20));
        }
        columns.extend([
            column("stage", t.stage, false, true, 14),
            column("aliases", t.aliases, false, false, 22),
        ]);
        columns.extend(
            metrics.get().iter().map(|name| column(&format!("{METRIC}{name}"), name, true, true, 16)),
        );
        columns.extend([
            column("created", t.created, false, true, 21),
            column("who", t.who, false, true, 14),
            column("tags", t.tags, false, false, 24),
            column("use", t.use_it, false, false, 32),
        ]);
        columns
    };
    let cells = move |row: usize| {
        let row = at(row);
        let metrics = metrics.get();
        pages.with(|pages| {
            let Some(version) = pages.items.get(row) else { return Vec::new() };
            here.queue.want(&version.run_id);
            let text = words.get();
            let mut cells = own_cells(version, text, t.get());
            here.queue.runs.with(|runs| {
                if has_base.get() {
                    let judge = |base: &Option<ModelVersion>| {
                        base.as_ref().map(|base| {
                            here.metric.with(|metric| against(base, version, runs, metric, t.get()))
                        })
                    };
                    cells.insert(1, here.base.with(judge).unwrap_or_default());
                }
                cells.extend(metrics.iter().map(|name| value_cell(text.lang, version, runs, name, t.get())));
                cells.push(Cell::text(
                    version.creation_timestamp.map(|time| date(text.lang, time)).unwrap_or_default(),
                ));
                cells.push(who_cell(runs.of(version), t.get()));
            });
            cells.push(tags_cell(version));
            cells.push(if predicting.is(&version.name, version.version) {
                Cell::styled(text.registry.in_use, "tag strong")
            } else {
                let href = use_href(nav, registry, &version.name, version.version);
                Cell::link((text.registry.use_version)(version.version), href)
            });
            cells
        })
    };
    let number = move |row: usize| {
        pages.with(|pages| {
            pages.items.get(at(row)).map(|version| version.version.to_string()).unwrap_or_default()
        })
    };
    let choice = Choice {
        is: Callback::new(move |row| {
            let number = number(row);
            chosen.with(|chosen| chosen.contains(&number))
        }),
        toggle: Callback::new(move |row| {
            let number = untrack(|| number(row));
            place.change(|query| {
                let mut chosen = query.list("versions");
                match chosen.iter().position(|known| *known == number) {
                    Some(known) => drop(chosen.remove(known)),
                    None => chosen.push(number),
                }
                query.set_list("versions", chosen);
            });
        }),
        name: Callback::new(move |row| {
            number(row).parse().map(|number| (words.get().model.version)(number)).unwrap_or_default()
        }),
    };
    let on_sort = move |column: String| {
        let down = column != "stage" && column != "who";
        let next = sorting.sort.with_untracked(|sort| next_order(sort, &column, down, DEFAULT_ORDER));
        place.change(|query| query.set("order", &next));
    };
    view! {
        <Table
            label=Signal::derive(move || t.get().versions.to_owned())
            columns=Signal::derive(columns)
            rows=Signal::derive(move || pages.with(|pages| pages.items.len()))
            cells=Callback::new(cells)
            sort=Signal::derive(move || Some(sorting.sort.get()))
            on_sort=Callback::new(on_sort)
            choice
            on_end=Callback::new(move |()| here.versions.more())
        />
    }
}

/// The columns of metrics, and those that may be added.
fn columns_choice(metrics: Memo<Vec<String>>, names: Memo<Vec<String>>, place: Place) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let set = move |columns: Vec<String>| place.change(|query| query.set_list("columns", columns));
    let shown = move || {
        let t = t.get();
        let all = metrics.get();
        all.iter().map(|name| {
            let rest: Vec<String> = all.iter().filter(|other| *other != name).cloned().collect();
            let last = rest.is_empty();
            view! {
                <button type="button" class="tag tag-button" disabled=last aria-label=(t.remove_column)(name) on:click=move |_| set(rest.clone())>
                    {name.clone()}" ×"
                </button>
            }
        }).collect_view()
    };
    let others = move || {
        let all = metrics.get();
        let others: Vec<String> = names.get().into_iter().filter(|name| !all.contains(name)).collect();
        (!others.is_empty()).then(|| {
            let options = others
                .into_iter()
                .map(|name| view! { <option value=name.clone()>{name.clone()}</option> })
                .collect_view();
            view! {
                <select
                    class="select"
                    aria-label=t.get().add_column
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        let mut columns = metrics.get_untracked();
                        if !name.is_empty() {
                            columns.push(name);
                            set(columns);
                        }
                    }
                ><option value="">{t.get().add_column}</option>{options}</select>
            }
        })
    };
    view! { <div class="row small">{shown}{others}</div> }
}

/// What is chosen, and the way to the comparison.
fn comparison(here: Here, chosen: Memo<Vec<String>>, place: Place) -> impl IntoView {
    let t = use_viewer_words(model::words);
    let link = move || {
        let mut versions = chosen.get();
        let base = here.base.with(|base| base.as_ref().map(|base| base.version));
        let alone = match (versions.as_slice(), base) {
            ([only], Some(base)) if *only != base.to_string() => Some(base),
            _ => None,
        };
        versions.extend(alone.map(|base| base.to_string()));
        (versions.len() > 1).then(|| {
            versions.sort_by_key(|version| version.parse::<u64>().unwrap_or(u64::MAX));
            let mut query = Query::default();
            query.set_list("versions", versions);
            let name =
                here.model.with(|model| model.as_ref().map(|model| model.name.clone()).unwrap_or_default());
            let href = ViewPage::CompareVersions(name).with(query).href();
            let label = alone.map_or_else(|| t.get().compare.to_owned(), |base| (t.get().compare_with)(base));
            view! { <a class="button primary" href=href>{label}</a> }
        })
    };
    let clear = move || {
        let some = chosen.with(|chosen| !chosen.is_empty());
        some.then(|| view! {
            <button type="button" class="button" on:click=move |_| place.change(|query| query.set("versions", ""))>
                {t.get().clear}
            </button>
        })
    };
    view! {
        <div class="row chosen-bar">
            <span role="status">{move || chosen.with(|chosen| match chosen.len() {
                0 => t.get().choose_more.to_owned(),
                count => (t.get().chosen)(count),
            })}</span>
            {link}
            {clear}
        </div>
    }
}
