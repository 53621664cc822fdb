//! Which columns the table of runs has.

use leptos::prelude::*;

use super::{
    cells::{kind, title},
    reading::Reading,
};
use crate::viewer::{
    state::{Offer, Place, RunColumn},
    words::{runs, use_viewer_words},
};

/// Columns listed at once; the others are found by searching.
const MOST: usize = 100;

/// A list of columns to tick, of which a search finds one among thousands.
#[component]
pub(super) fn ColumnPicker(
    /// The runs.
    reading: Reading,
    /// The chosen columns.
    columns: Memo<Vec<RunColumn>>,
) -> impl IntoView {
    let words = use_viewer_words(runs::words);
    let place = expect_context::<Place>();
    let open = RwSignal::new(false);
    let search = RwSignal::new(String::new());

    let toggle = Callback::new(move |column: RunColumn| {
        let mut chosen = columns.get_untracked();
        match chosen.iter().position(|known| *known == column) {
            // A table has one column at least.
            Some(_) if chosen.len() == 1 => {}
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(column),
        }
        place.change(|query| query.set_list("columns", chosen.iter().map(RunColumn::id)));
    });
    let list = move || {
        // Nothing is searched while nobody looks.
        if !open.get() {
            return ().into_any();
        }
        let t = words.get();
        // What is ticked stays where it is: the order changes when something else is searched.
        let chosen = columns.get_untracked();
        let (offers, total, runs) = reading.with(|table| {
            let (offers, total) = table.offers(&chosen, &search.get(), MOST);
            (offers, total, table.len())
        });
        let shown = (offers.len() < total).then(|| (t.columns_shown)(offers.len(), total));
        let items = offers.into_iter().map(|offer| item(offer, columns, runs, t, toggle)).collect_view();
        view! {
            <ul class="column-list">{items}</ul>
            <p role="status" class="muted small">{shown}</p>
        }
        .into_any()
    };

    view! {
        <details class="column-picker" on:toggle:target=move |event| open.set(event.target().open())>
            <summary>{move || words.get().columns}</summary>
            <div class="stack">
                <div class="field">
                    <label for="columns-search">{move || words.get().columns_search}</label>
                    <input id="columns-search" type="search" autocomplete="off" spellcheck="false" bind:value=search/>
                </div>
                {list}
                <button type="button" class="button" on:click=move |_| place.change(|query| query.set("columns", ""))>
                    {move || words.get().columns_reset}
                </button>
            </div>
        </details>
    }
}

fn item(
    offer: Offer,
    columns: Memo<Vec<RunColumn>>,
    runs: usize,
    t: &'static runs::Words,
    toggle: Callback<RunColumn>,
) -> AnyView {
    let Offer { column, rows } = offer;
    let is_chosen = {
        let column = column.clone();
        move || columns.with(|columns| columns.contains(&column))
    };
    let name = title(&column, t).to_owned();
    let kind = kind(&column, t);
    let about = if matches!(column, RunColumn::Metric(_) | RunColumn::Param(_) | RunColumn::Tag(_)) {
        format!("{kind}, {}", (t.rows_with)(rows, runs))
    } else {
        kind.to_owned()
    };
    view! {
        <li>
            <label class="column-choice">
                <input type="checkbox" prop:checked=is_chosen on:change=move |_| toggle.run(column.clone())/>
                <span class="wrap">{name}</span>
                <span class="muted small">{about}</span>
            </label>
        </li>
    }
    .into_any()
}
