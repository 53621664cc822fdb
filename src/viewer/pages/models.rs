//! All registered models.

use battle::Lang;
use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use mlflow::{By, ModelQuery, Order, RegisteredModel, stage};

use super::rows::{alias_links, skipped, version_chip};
use crate::{
    browser,
    components::ProblemPanel,
    config::RegistryPlace,
    i18n::date,
    route::Route,
    state::{Registry, use_words},
    viewer::{
        components::{Cell, Column, Sort, Table, Waiting},
        state::{Paged, Place, first_words, next_order, parse_order, use_pages},
        words::{ViewerWords, models, use_viewer_words},
    },
};

/// Models of a page.
const PAGE: u32 = 100;
/// So many models are shown as cards.
const CARDS: usize = 12;
/// Milliseconds without a key until a search begins.
const PAUSE: i32 = 200;
const DEFAULT_ORDER: &str = "name";
/// Stages that have a column, in their order.
const STAGES: [&str; 3] = [stage::PRODUCTION, stage::STAGING, stage::ARCHIVED];

/// The registry's models, found by name.
#[component]
pub(crate) fn ModelsPage() -> impl IntoView {
    let words = use_words();
    let t = use_viewer_words(models::words);
    let registry = expect_context::<Registry>();
    let place = expect_context::<Place>();
    let (q, order) = (place.text("q"), place.text("order"));

    let sort = Memo::new(move |_| {
        order.with(|order| parse_order(order, &|column| ["name", "updated"].contains(&column), DEFAULT_ORDER))
    });
    let listed = use_pages(
        move || (registry.door(), q.with(|q| q.trim().to_owned()), sort.get()),
        move |(door, contains, sort), page_token| async move {
            let by = if sort.column == "name" { By::Name } else { By::Updated };
            let order = Order { by, descending: sort.descending };
            let query = ModelQuery { contains, order, page_token, rows: PAGE };
            Ok(registry.client(door).await?.models_page(&query).await?)
        },
    );
    let pages = listed.pages;
    let problem = Memo::new(move |_| pages.with(|pages| pages.problem().cloned()));
    let few = Memo::new(move |before: Option<&bool>| {
        pages.with(|pages| match pages.is_settled() {
            true => pages.is_whole() && pages.items.len() <= CARDS,
            false => before.copied().unwrap_or(true),
        })
    });
    let from = move || {
        let t = &words.get().registry;
        registry.source.with(|source| match &source.registry {
            RegistryPlace::Bundled => t.bundled_text.to_owned(),
            RegistryPlace::Frozen { url } => (t.frozen_text)(url),
            RegistryPlace::Mlflow { url } => (t.live_text)(url),
        })
    };
    let status = move || {
        let t = t.get();
        pages.with(|pages| match (pages.is_settled(), pages.items.len()) {
            (false, _) if pages.is_pending() => t.searching.to_owned(),
            (false, _) => String::new(),
            (true, 0) if pages.is_whole() => q.with(|q| match q.trim() {
                "" => words.get().registry.no_models.to_owned(),
                text => (t.none_found)(text),
            }),
            (true, count) => (t.count)(count, !pages.is_whole()),
        })
    };
    // A page of which nothing fits still has others behind it.
    Effect::new(move || {
        if pages.with(|pages| pages.is_settled() && !pages.is_whole() && pages.items.len() < CARDS) {
            listed.more();
        }
    });

    view! {
        <div class="stack">
            <h1>{move || words.get().registry.title}</h1>
            <p class="muted wrap">{from}</p>
        </div>
        <div class="toolbar">
            {search(q, place, t)}
            <p class="muted small" role="status">{status}</p>
        </div>
        <Waiting listed/>
        {move || problem.get().map(|problem| {
            view! { <ProblemPanel problem retry=Callback::new(move |()| listed.retry())/> }
        })}
        {move || pages.with(|pages| skipped(&pages.skipped, words.get()))}
        {move || if few.get() { cards(listed, t).into_any() } else { table(listed, sort, place, t).into_any() }}
    }
}

/// The field, which searches once its reader pauses.
fn search(q: Memo<String>, place: Place, t: ViewerWords<models::Words>) -> impl IntoView {
    let typed = RwSignal::new(q.get_untracked());
    Effect::new(move || {
        let text = typed.get();
        if q.with_untracked(|q| *q != text) {
            spawn_local_scoped_with_cancellation(async move {
                browser::sleep(PAUSE).await;
                place.change(|query| query.set("q", &text));
            });
        }
    });
    Effect::new(move || {
        let text = q.get();
        if typed.with_untracked(|typed| *typed != text) {
            typed.set(text);
        }
    });
    view! {
        <div class="field search-field">
            <label for="model-search">{move || t.get().search}</label>
            <input
                id="model-search"
                type="search"
                autocomplete="off"
                maxlength="200"
                placeholder=move || t.get().search_hint
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
}

fn cards(listed: Paged<RegisteredModel>, t: ViewerWords<models::Words>) -> impl IntoView {
    let shown = Memo::new(move |_| listed.pages.with(|pages| pages.items.clone()));
    view! {
        <div class="model-grid">
            {move || shown.with(|models| models.iter().map(|model| card(model, t.lang(), t.get())).collect_view())}
        </div>
    }
}

fn card(model: &RegisteredModel, lang: Lang, t: &'static models::Words) -> impl IntoView + use<> {
    let href = Route::model(model.name.clone()).href();
    let updated = model.last_updated_timestamp.map(|time| format!("{} {}", t.updated, date(lang, time)));
    let words = first_words(&model.description, 260);
    let newest: Vec<_> =
        newest(model).into_iter().map(|(stage, number)| version_chip(&model.name, stage, number)).collect();
    view! {
        <article class="card stack model-card">
            <h2 class="wrap"><a href=href.clone()>{model.name.clone()}</a></h2>
            {updated.map(|updated| view! { <p class="muted small number">{updated}</p> })}
            {(!words.is_empty()).then(|| view! { <p class="wrap" lang="">{words}</p> })}
            {(!newest.is_empty()).then(|| view! {
                <h3>{t.newest}</h3>
                <div class="row">{newest}</div>
            })}
            {alias_links(model)}
            <a class="button" href=href>{t.open}</a>
        </article>
    }
}

/// The newest version of each stage that has one: those in use first, as a version lives on.
fn newest(model: &RegisteredModel) -> Vec<(&str, u64)> {
    let mut stages: Vec<(&str, u64)> = model
        .latest_versions
        .iter()
        .map(|version| (version.current_stage.as_str(), version.version))
        .collect();
    let place = |stage: &str| STAGES.iter().position(|known| *known == stage).unwrap_or(STAGES.len());
    stages.sort_by_key(|(stage, number)| (place(stage), std::cmp::Reverse(*number)));
    stages
}

fn table(
    listed: Paged<RegisteredModel>,
    sort: Memo<Sort>,
    place: Place,
    t: ViewerWords<models::Words>,
) -> impl IntoView {
    let words = use_words();
    let columns = move || {
        let t = t.get();
        let column = |id: &str, title: &str, sortable, width| Column {
            id: id.to_owned(),
            title: title.to_owned(),
            number: false,
            sortable,
            width,
        };
        let mut columns = vec![column("name", t.name, true, 26)];
        columns.extend(STAGES[..2].iter().map(|stage| column(stage, stage, false, 11)));
        columns.extend([
            column("aliases", t.aliases, false, 18),
            column("updated", t.updated, true, 22),
            column("description", t.description, false, 40),
        ]);
        columns
    };
    let cells = move |row: usize| {
        listed
            .pages
            .with(|pages| pages.items.get(row).map(|model| cells(model, t.lang())).unwrap_or_default())
    };
    let on_sort = move |column: String| {
        let next = sort.with_untracked(|sort| next_order(sort, &column, column == "updated", DEFAULT_ORDER));
        place.change(|query| query.set("order", &next));
    };
    view! {
        <Table
            label=Signal::derive(move || words.get().registry.title.to_owned())
            columns=Signal::derive(columns)
            rows=Signal::derive(move || listed.pages.with(|pages| pages.items.len()))
            cells=Callback::new(cells)
            sort=Signal::derive(move || Some(sort.get()))
            on_sort=Callback::new(on_sort)
            on_end=Callback::new(move |()| listed.more())
        />
    }
}

fn cells(model: &RegisteredModel, lang: Lang) -> Vec<Cell> {
    let mut cells = vec![Cell::link(&model.name, Route::model(model.name.clone()).href())];
    for stage in &STAGES[..2] {
        let version = model.latest_versions.iter().filter(|version| version.current_stage == **stage);
        let number = version.map(|version| version.version).max();
        cells.push(number.map_or_else(Cell::default, |number| {
            Cell::link(format!("v{number}"), Route::version(model.name.clone(), number).href())
        }));
    }
    let aliases: Vec<String> =
        model.aliases.iter().map(|(alias, number)| format!("@{alias} v{number}")).collect();
    cells.push(Cell::text(aliases.join(", ")));
    cells.push(Cell::text(model.last_updated_timestamp.map(|time| date(lang, time)).unwrap_or_default()));
    cells.push(Cell::styled(first_words(&model.description, 160), "muted"));
    cells
}

#[cfg(test)]
mod tests {
    use mlflow::ModelVersion;

    use super::*;

    fn model() -> RegisteredModel {
        let version = |number, stage: &str| ModelVersion {
            name: "m".to_owned(),
            version: number,
            current_stage: stage.to_owned(),
            ..ModelVersion::default()
        };
        RegisteredModel {
            name: "m".to_owned(),
            latest_versions: vec![
                version(1, "Archived"),
                version(4, "None"),
                version(2, "Production"),
                version(3, "Staging"),
            ],
            aliases: [("a".to_owned(), 4), ("b".to_owned(), 2)].into(),
            description: "# Title\n\nFirst **words**".to_owned(),
            ..RegisteredModel::default()
        }
    }

    #[test]
    fn versions_in_use_come_first() {
        assert_eq!(newest(&model()), [("Production", 2), ("Staging", 3), ("Archived", 1), ("None", 4)]);
    }

    #[test]
    fn a_row_leads_to_the_model_and_its_versions() {
        let cells = cells(&model(), Lang::En);
        let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["m", "v2", "v3", "@a v4, @b v2", "", "First words"]);
        assert_eq!(cells[1].href.as_deref(), Some("#/registry/m/2"));
    }
}
