//! The field for MLflow's filter, or for words where a frozen registry cannot filter.

use leptos::{ev::SubmitEvent, prelude::*};

use super::reading::Reading;
use crate::viewer::{
    state::{Place, examples},
    words::{runs, use_viewer_words},
};

/// The field, what is wrong with its content, and examples.
#[component]
pub(super) fn Filter(
    /// The runs.
    reading: Reading,
    /// Whether the registry can filter by itself.
    live: Memo<bool>,
) -> impl IntoView {
    move || {
        if live.get() {
            view! { <MlflowFilter reading/> }.into_any()
        } else {
            view! { <WordSearch/> }.into_any()
        }
    }
}

#[component]
fn MlflowFilter(
    /// The runs.
    reading: Reading,
) -> impl IntoView {
    let words = use_viewer_words(runs::words);
    let place = expect_context::<Place>();

    let filter = place.text("filter");
    let draft = RwSignal::new(filter.get_untracked());
    Effect::new(move || draft.set(filter.get()));
    let rejected = Memo::new(move |_| reading.rejected());

    let apply = move |text: String| {
        if text == filter.get_untracked() {
            reading.first.retry();
        } else {
            place.step(|query| query.set("filter", &text));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        apply(draft.get_untracked().trim().to_owned());
    };
    let suggestions = move || {
        let found = reading.with(examples);
        let button = |example: String| {
            let text = example.clone();
            view! { <li><button type="button" class="example" on:click=move |_| apply(example.clone())><code>{text}</code></button></li> }
        };
        found.into_iter().map(button).collect_view()
    };

    view! {
        <form class="stack filter" on:submit=submit novalidate>
            <div class="filter-line">
                <div class="field">
                    <label for="runs-filter">{move || words.get().filter}</label>
                    <input
                        id="runs-filter"
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        aria-invalid=move || rejected.with(Option::is_some).then_some("true")
                        aria-describedby="runs-filter-problem"
                        bind:value=draft
                    />
                </div>
                <button type="submit" class="button primary">{move || words.get().apply}</button>
                <Show when=move || filter.with(|filter| !filter.is_empty())>
                    <button type="button" class="button" on:click=move |_| apply(String::new())>{move || words.get().clear}</button>
                </Show>
            </div>
            <div id="runs-filter-problem" role="alert">
                {move || rejected.get().map(|said| {
                    let t = words.get();
                    let stay = reading.read().is_some().then_some(t.rejected_rows_stay);
                    view! {
                        <div class="problem">
                            <p>{t.rejected}</p>
                            <p><code lang="en" class="wrap">{said}</code></p>
                            {stay.map(|stay| view! { <p>{stay}</p> })}
                        </div>
                    }
                })}
            </div>
            <details>
                <summary>{move || words.get().syntax}</summary>
                <div class="stack">
                    <p class="small">{move || words.get().syntax_text}</p>
                    <p class="small field-title">{move || words.get().examples}</p>
                    <ul class="examples">{suggestions}</ul>
                </div>
            </details>
        </form>
    }
}

#[component]
fn WordSearch() -> impl IntoView {
    let words = use_viewer_words(runs::words);
    let place = expect_context::<Place>();
    let filter = place.text("filter");
    view! {
        <div class="field search">
            <label for="runs-search">{move || words.get().search}</label>
            <input
                id="runs-search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="runs-search-text"
                prop:value=filter
                on:input:target=move |event| {
                    let text = event.target().value();
                    place.change(|query| query.set("filter", &text));
                }
            />
            <p id="runs-search-text" class="muted small">{move || words.get().search_text}</p>
        </div>
    }
}
