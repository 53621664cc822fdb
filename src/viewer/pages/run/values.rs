//! Names and values that a run logged, few or thousands.

use battle::Lang;
use leptos::prelude::*;

use crate::{
    i18n::date,
    viewer::{
        components::metric_value,
        words::{run, use_viewer_words},
    },
};

/// Rows shown at once, and how many more at a time.
const PAGE: usize = 100;
/// From so many on there is a field to find them by name.
const SEARCHED: usize = 15;
/// Longer texts are folded.
const FOLDED: usize = 300;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// What it is called.
    pub(super) name: String,
    /// What it is.
    pub(super) value: Logged,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Logged {
    /// A parameter or a tag.
    Text(String),
    /// The last point of a metric, and where its curve is.
    Point {
        /// The value.
        value: f64,
        /// The step.
        step: i64,
        /// Milliseconds since 1970.
        time: i64,
        /// The curve.
        href: String,
    },
}

/// A table of names and values under a heading.
#[component]
pub(super) fn Values(
    /// The heading's id.
    id: &'static str,
    /// The heading.
    title: fn(&run::Words) -> &'static str,
    /// The rows, by name.
    #[prop(into)]
    entries: Signal<Vec<Entry>>,
) -> impl IntoView {
    let words = use_viewer_words(run::words);
    let search = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    let all = Memo::new(move |_| entries.with(Vec::len));
    let found = Memo::new(move |_| {
        let search = search.with(|search| search.trim().to_lowercase());
        let fits = |entry: &Entry| search.is_empty() || entry.name.to_lowercase().contains(&search);
        entries.with(|entries| {
            entries.iter().enumerate().filter(|(_, e)| fits(e)).map(|(at, _)| at).collect::<Vec<_>>()
        })
    });
    let field = format!("{id}-search");
    let rows = move || {
        let lang = words.lang();
        let t = words.get();
        let shown = found.with(|found| found.iter().take(limit.get()).copied().collect::<Vec<_>>());
        entries.with(|entries| {
            if entries.is_empty() {
                return view! { <p class="muted">{t.none}</p> }.into_any();
            }
            let points = matches!(entries[0].value, Logged::Point { .. });
            let rows = shown
                .into_iter()
                .filter_map(|at| entries.get(at))
                .map(|entry| row(entry, lang, t))
                .collect_view();
            view! {
                <div class="scroll-x">
                    <table class="table values" class:points=points role="table" aria-labelledby=id>
                        <thead role="rowgroup"><tr role="row">
                            <th role="columnheader" scope="col">{t.name}</th>
                            <th role="columnheader" scope="col" class:number=points>{t.value}</th>
                            {points.then(|| view! {
                                <th role="columnheader" scope="col" class="number">{t.step}</th>
                                <th role="columnheader" scope="col" class="number">{t.logged}</th>
                            })}
                        </tr></thead>
                        <tbody role="rowgroup">{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    };
    let rest = move || found.with(Vec::len) > limit.get();
    view! {
        <section class="card stack" aria-labelledby=id>
            <div class="row spread">
                <h2 id=id>{move || title(words.get())}</h2>
                <span role="status" class="muted small">{move || {
                    let shown = found.with(Vec::len).min(limit.get());
                    (words.get().shown)(shown, all.get())
                }}</span>
            </div>
            <Show when=move || { all.get() > SEARCHED }>
                <div class="field">
                    <label for=field.clone()>{move || words.get().find}</label>
                    <input id=field.clone() type="search" autocomplete="off" spellcheck="false" bind:value=search/>
                </div>
            </Show>
            {rows}
            <Show when=rest>
                <button type="button" class="button" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                    {move || words.get().show_more}
                </button>
            </Show>
        </section>
    }
}

fn row(entry: &Entry, lang: Lang, t: &'static run::Words) -> AnyView {
    let name = entry.name.clone();
    match &entry.value {
        Logged::Text(text) => {
            let value = text_value(text, t);
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row"><code class="wrap">{name}</code></th>
                    <td role="cell" class="wrap">{value}</td>
                </tr>
            }
            .into_any()
        }
        Logged::Point { value, step, time, href } => {
            let value = metric_value(lang, *value);
            let label = (t.curve_of)(&name);
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row"><a href=href.clone() title=label><code class="wrap">{name}</code></a></th>
                    <td role="cell" class="number value">{value}</td>
                    <td role="cell" class="number" data-label=t.step>{*step}</td>
                    <td role="cell" class="number small logged">{date(lang, *time)}</td>
                </tr>
            }
            .into_any()
        }
    }
}

/// A text as it is; a long one folded.
pub(super) fn text_value(text: &str, t: &'static run::Words) -> AnyView {
    if text.is_empty() {
        return view! { <span class="muted">{t.empty_text}</span> }.into_any();
    }
    let text = text.to_owned();
    match text.char_indices().nth(FOLDED) {
        None => view! { <span class="value-text">{text}</span> }.into_any(),
        Some((end, _)) => {
            let start = format!("{}…", &text[..end]);
            view! {
                <span class="value-text">{start}</span>
                <details><summary>{t.show_all}</summary><pre class="value-text" tabindex="0">{text}</pre></details>
            }
            .into_any()
        }
    }
}
