//! The matrix: a column for each version, a row for each thing that is compared.

use leptos::prelude::*;
use mlflow::stage;
use registry::{Comparison, Verdict, VersionRun};

use super::Loaded;
use crate::{
    components::StageTag,
    route::Route,
    viewer::{
        components::promote_link,
        pages::rows::verdict_chip,
        state::{Entry, MatrixGroup, MatrixRow, Place, Rights},
        words::{ViewerWords, change, compare, model},
    },
};

/// Rows of a group that are shown at first.
const ROWS: usize = 150;

/// The groups of rows under the versions.
pub(super) fn table(
    loaded: &Loaded,
    comparison: &Comparison,
    groups: Vec<MatrixGroup>,
    t: ViewerWords<compare::Words>,
    place: Place,
) -> AnyView {
    let columns = loaded.versions.len();
    let heads: Vec<AnyView> = loaded
        .versions
        .iter()
        .enumerate()
        .map(|(at, version)| head(loaded, version, comparison, at, t, place))
        .collect();
    let nothing = groups.is_empty().then(|| view! { <p class="muted">{t.get().no_differences}</p> });
    let groups: Vec<AnyView> = groups.into_iter().map(|group| group_view(group, columns, t)).collect();
    let label = t.get().title;
    view! {
        <div class="matrix-frame" tabindex="0" role="region" aria-label=label>
            <table class="matrix" aria-label=label>
                <thead><tr><td></td>{heads}</tr></thead>
                {groups}
            </table>
        </div>
        {nothing}
    }
    .into_any()
}

fn head(
    loaded: &Loaded,
    version: &VersionRun,
    comparison: &Comparison,
    at: usize,
    t: ViewerWords<compare::Words>,
    place: Place,
) -> AnyView {
    let words = t.get();
    let texts = crate::i18n::texts(t.lang());
    let model_words = model::words(t.lang());
    let number = version.version.version;
    let href = Route::version(version.version.name.clone(), number).href();
    let aliases: Vec<AnyView> = loaded
        .model
        .aliases
        .iter()
        .filter(|(_, version)| **version == number)
        .map(|(alias, _)| view! { <span class="tag">{format!("@{alias}")}</span> }.into_any())
        .collect();
    let tally = comparison.tally(at);
    let judged = if at == comparison.base {
        view! { <span class="small muted">{words.is_base}</span> }.into_any()
    } else if tally == registry::Tally::default() {
        view! { <span class="small muted">{words.nothing_to_judge}</span> }.into_any()
    } else {
        let chips: Vec<AnyView> =
            [(Verdict::Better, tally.better), (Verdict::Worse, tally.worse), (Verdict::Equal, tally.equal)]
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(verdict, count)| verdict_chip(verdict, (model_words.tally)(verdict, count)))
                .collect();
        view! { <span class="row tally" title=(words.tally)(tally.better, tally.worse, tally.equal)>{chips}</span> }.into_any()
    };
    let used = version.version.current_stage == stage::PRODUCTION;
    let promote = (!used).then(|| {
        promote_link(&loaded.model.name, number, expect_context::<Rights>(), change::words(t.lang()))
    });
    let remove = move |_| {
        place.step(|query| {
            let rest: Vec<String> =
                query.list("versions").into_iter().filter(|other| other.parse() != Ok(number)).collect();
            query.set_list("versions", rest);
        });
    };
    view! {
        <th scope="col" class:base={at == comparison.base}>
            <div class="stack">
                <div class="row spread">
                    <a href=href>{(texts.model.version)(number)}</a>
                    <button type="button" class="icon-button" aria-label=(words.remove)(number) on:click=remove>"×"</button>
                </div>
                <div class="row"><StageTag stage=version.version.current_stage.clone()/>{aliases}</div>
                {judged}
                {promote}
            </div>
        </th>
    }
    .into_any()
}

fn group_view(group: MatrixGroup, columns: usize, t: ViewerWords<compare::Words>) -> AnyView {
    let MatrixGroup { title, named, rows } = group;
    let count = rows.len();
    let whole = RwSignal::new(count <= ROWS);
    let rows = StoredValue::new(rows);
    let words = t.get();
    let lang = t.lang();
    let shown = move || {
        let take = if whole.get() { count } else { ROWS };
        rows.with_value(|rows| {
            rows.iter().take(take).map(|row| row_view(row, named, lang)).collect::<Vec<_>>()
        })
    };
    let more = move || {
        (!whole.get()).then(|| view! {
            <tr><td colspan=columns + 1>
                <span class="muted small">{(words.rows)(ROWS, count)}</span>" "
                <button type="button" class="button" on:click=move |_| whole.set(true)>{(words.show_rows)(count)}</button>
            </td></tr>
        })
    };
    view! {
        <tbody>
            <tr class="matrix-group"><th colspan=columns + 1 scope="rowgroup"><span>{title}</span></th></tr>
            {shown}
            {more}
        </tbody>
    }
    .into_any()
}

fn row_view(row: &MatrixRow, named: bool, lang: battle::Lang) -> AnyView {
    let t = model::words(lang);
    let direction = row.direction.map(|direction| {
        let arrow = match direction {
            registry::Direction::Higher => "↑",
            registry::Direction::Lower => "↓",
            registry::Direction::Unknown => "",
        };
        let said = t.direction(direction);
        (!arrow.is_empty()).then(|| {
            view! { <span class="muted" title=said><span aria-hidden="true">{arrow}</span><span class="visually-hidden">{said}</span></span> }
        })
    });
    let number = row.direction.is_some();
    let key = if named {
        view! { <code>{row.key.clone()}</code> }.into_any()
    } else {
        view! { <span>{row.key.clone()}</span> }.into_any()
    };
    let entries: Vec<AnyView> = row.entries.iter().map(|entry| entry_view(entry, number, t)).collect();
    view! { <tr><th scope="row">{key}" "{direction}</th>{entries}</tr> }.into_any()
}

fn entry_view(entry: &Entry, number: bool, t: &model::Words) -> AnyView {
    let Entry { text, delta, verdict } = entry;
    if text.is_empty() {
        return view! { <td class="muted">"–"</td> }.into_any();
    }
    let class = if number { "number" } else { "wrap" };
    let delta =
        (!delta.is_empty()).then(|| view! { <span class="small muted number">{delta.clone()}</span> });
    let verdict = verdict.map(|verdict| verdict_chip(verdict, t.verdict(verdict).to_owned()));
    let beside = (delta.is_some() || verdict.is_some())
        .then(|| view! { <span class="row entry-beside">{delta}{verdict}</span> });
    view! { <td class=class><span class="entry">{text.clone()}</span>{beside}</td> }.into_any()
}
