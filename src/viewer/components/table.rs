//! A table of any number of rows, of which those in sight are in the document.

use leptos::{html, prelude::*};
use web_sys::HtmlElement;

use crate::{
    components::{Icon, IconName, stage_lang},
    viewer::{
        state::{ROW_HEIGHT, rows_in_sight},
        words::{shell, use_viewer_words},
    },
};

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// What sorting calls it.
    pub(crate) id: String,
    /// Its heading.
    pub(crate) title: String,
    /// Numbers stand to the right.
    pub(crate) number: bool,
    /// Whether its heading sorts.
    pub(crate) sortable: bool,
    /// Its width in the style sheet's `ch`.
    pub(crate) width: u16,
}

/// What stands in a row under a column. Texts are shown as they are, never as markup.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// The text.
    pub(crate) text: String,
    /// Where a click on it leads.
    pub(crate) href: Option<String>,
    /// A class of the style sheet, such as `tag good`.
    pub(crate) class: &'static str,
    /// What hovering shows; the text itself when this is empty.
    pub(crate) title: String,
    /// What is read aloud instead of the text; the text itself when this is empty.
    pub(crate) said: String,
    /// What is drawn before the text.
    pub(crate) icon: Option<IconName>,
}

impl Cell {
    /// Plain text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A link.
    pub(crate) fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()), ..Self::default() }
    }

    /// Text in a class of the style sheet.
    pub(crate) fn styled(text: impl Into<String>, class: &'static str) -> Self {
        Self { text: text.into(), class, ..Self::default() }
    }
}

/// By which column the rows are sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sort {
    /// [`Column::id`].
    pub(crate) column: String,
    /// From the greatest to the least.
    pub(crate) descending: bool,
}

/// Rows that can be chosen.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// Whether a row is chosen, tracked.
    pub(crate) is: Callback<usize, bool>,
    /// Chooses a row, or no longer.
    pub(crate) toggle: Callback<usize>,
    /// What a row is called.
    pub(crate) name: Callback<usize, String>,
}

/// A table of any number of rows. All that it asks for is tracked.
#[component]
pub(crate) fn Table(
    /// What it holds, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// Its columns.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// How many rows there are.
    #[prop(into)]
    rows: Signal<usize>,
    /// The cells of a row, one for each column.
    cells: Callback<usize, Vec<Cell>>,
    /// How rows are sorted.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Asked for when a heading is pressed, with the column's id.
    #[prop(optional)]
    on_sort: Option<Callback<String>>,
    /// Rows that can be chosen.
    #[prop(optional)]
    choice: Option<Choice>,
    /// Called when the last rows come into sight, maybe often.
    #[prop(optional)]
    on_end: Option<Callback<()>>,
) -> impl IntoView {
    let words = use_viewer_words(shell::words);
    let frame = NodeRef::<html::Div>::new();
    let seen = RwSignal::new((0.0, 720.0));
    let look = move |element: &HtmlElement| {
        seen.set((f64::from(element.scroll_top()), f64::from(element.client_height().max(360))));
    };
    Effect::new(move || {
        if let Some(frame) = frame.get() {
            look(&frame);
        }
    });
    let range = Memo::new(move |_| {
        let (scrolled, height) = seen.get();
        rows_in_sight(scrolled, height, rows.get())
    });
    Effect::new(move || {
        if let Some(on_end) = on_end
            && range.get().end >= rows.get()
        {
            on_end.run(());
        }
    });

    let template = move || {
        let widths = columns.with(|columns| {
            columns.iter().map(|column| format!("minmax({0}ch, {0}fr)", column.width)).collect::<Vec<_>>()
        });
        // Rows are grids of their own, which agree only on what does not depend on their content.
        let width = columns.with(|columns| columns.iter().map(|column| u32::from(column.width)).sum::<u32>());
        let (choice, choice_width) = if choice.is_some() { ("2.75rem ", "2.75rem") } else { ("", "0rem") };
        format!(
            "--columns: {choice}{}; --width: calc({width}ch + {choice_width}); --rows: {}; --row-height: {ROW_HEIGHT}px",
            widths.join(" "),
            rows.get()
        )
    };
    let heads = move || {
        let sort = sort.get();
        columns.get().into_iter().map(|column| head(column, sort.as_ref(), on_sort)).collect_view()
    };
    let choose_head = choice.is_some().then(|| {
        view! {
            <span role="columnheader"><span class="visually-hidden">{move || words.get().choose}</span></span>
        }
    });
    let row = move |row: usize| {
        let chosen = choice.map(|choice| {
            let name = move || (words.get().choose_row)(&choice.name.run(row));
            view! {
                <span role="cell" class="grid-choice">
                    <input
                        type="checkbox"
                        aria-label=name
                        prop:checked=move || choice.is.run(row)
                        on:change=move |_| choice.toggle.run(row)
                    />
                </span>
            }
        });
        let is_chosen = move || choice.is_some_and(|choice| choice.is.run(row));
        let cells = move || {
            let numbers =
                columns.with(|columns| columns.iter().map(|column| column.number).collect::<Vec<_>>());
            cells
                .run(row)
                .into_iter()
                .zip(numbers)
                .map(|(cell, number)| cell_view(cell, number))
                .collect_view()
        };
        view! {
            <div
                class="grid-row"
                class:chosen=is_chosen
                role="row"
                aria-rowindex=row + 2
                style=format!("--row: {row}")
            >{chosen}{cells}</div>
        }
    };
    view! {
        <div
            class="grid-frame"
            tabindex="0"
            role="table"
            aria-label=move || label.get()
            aria-rowcount=move || rows.get() + 1
            node_ref=frame
            style=template
            on:scroll=move |_| {
                if let Some(frame) = frame.get_untracked() {
                    look(&frame);
                }
            }
        >
            <div role="rowgroup" class="grid-head"><div role="row" class="grid-heads" aria-rowindex="1">{choose_head}{heads}</div></div>
            <div role="rowgroup" class="grid-body" data-rows=move || rows.get()>
                <For each=move || range.get() key=|row| *row children=row/>
            </div>
        </div>
    }
}

fn head(column: Column, sort: Option<&Sort>, on_sort: Option<Callback<String>>) -> impl IntoView + use<> {
    let descending = sort.filter(|sort| sort.column == column.id).map(|sort| sort.descending);
    let order = match descending {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let class = if column.number { "grid-cell number" } else { "grid-cell" };
    let Column { id, title, sortable, .. } = column;
    let lang = stage_lang(&title);
    let content = match on_sort.filter(|_| sortable) {
        None => view! { <span class="grid-text" title=title.clone()>{title.clone()}</span> }.into_any(),
        Some(on_sort) => {
            let icon = descending.map(|descending| {
                let name = if descending { IconName::Down } else { IconName::Up };
                view! { <Icon name=Signal::stored(name)/> }
            });
            view! {
                <button type="button" class="grid-sort" title=title.clone() on:click=move |_| on_sort.run(id.clone())>
                    <span class="grid-text">{title.clone()}</span>{icon}
                </button>
            }
            .into_any()
        }
    };
    view! { <div role="columnheader" class=class aria-sort=order lang=lang>{content}</div> }
}

fn cell_view(cell: Cell, number: bool) -> impl IntoView + use<> {
    let Cell { text, href, class, title, said, icon } = cell;
    let lang = stage_lang(&text);
    let title = if title.is_empty() { text.clone() } else { title };
    let inner = match href {
        Some(href) => view! { <a class="grid-text" href=href title=title>{text}</a> }.into_any(),
        None => {
            let class = format!("grid-text {class}");
            let hidden = (!said.is_empty()).then_some("true");
            let said = (!said.is_empty()).then(|| view! { <span class="visually-hidden">{said}</span> });
            let icon = icon.map(|icon| view! { <Icon name=Signal::stored(icon)/> });
            view! { <span class=class title=title aria-hidden=hidden>{icon}{text}</span>{said} }.into_any()
        }
    };
    let class = if number { "grid-cell number" } else { "grid-cell" };
    view! { <div role="cell" class=class lang=lang>{inner}</div> }
}
