//! The table of everything that the runs have.

use std::sync::Arc;

use battle::Lang;
use leptos::prelude::*;

use crate::{
    i18n::{date, metric},
    route::{Route, ViewPage},
    viewer::{
        components::{Cell, Column, Table, save_text},
        state::{Field, Group, Held, INFO, Place, Side, SideRow},
        words::{compare_runs, use_viewer_words},
    },
};

/// What a run has, as text; empty for nothing.
pub(super) fn held_text(lang: Lang, held: &Held) -> String {
    match held {
        Held::Missing => String::new(),
        Held::Text(text) => text.clone(),
        Held::Number(value) => metric(lang, *value),
        Held::Moment(time) => date(*time),
        Held::Length(time) => plot::duration(*time),
    }
}

/// The runs as columns, their parameters, metrics and tags as rows.
#[component]
pub(super) fn SideTable(
    /// The runs.
    side: Memo<Arc<Side>>,
) -> impl IntoView {
    let words = use_viewer_words(compare_runs::words);
    let place = expect_context::<Place>();
    let (diff, wanted) = (place.on("diff"), place.text("q"));
    let rows = Memo::new(move |_| side.with(|side| wanted.with(|wanted| side.rows(diff.get(), wanted))));
    let columns = Signal::derive(move || {
        let column = |id: &str, title: &str, width: u16| Column {
            id: id.to_owned(),
            title: title.to_owned(),
            number: false,
            sortable: false,
            width,
        };
        let mut columns = vec![column("name", words.get().name, 18)];
        side.with(|side| {
            columns.extend(side.runs.iter().map(|run| column(&run.info.run_id, run.name(), 18)));
        });
        columns
    });
    let cells = Callback::new(move |row: usize| {
        let t = words.get();
        let Some(row) = rows.with(|rows| rows.get(row).copied()) else { return Vec::new() };
        side.with(|side| {
            let count = side.runs.len();
            match row {
                SideRow::Head(group) => {
                    let mut cells = vec![Cell::styled(t.groups[group as usize], "group")];
                    cells.extend((0..count).map(|_| Cell::default()));
                    cells
                }
                SideRow::Field(field) => match side.fields.get(field) {
                    Some(field) => field_cells(t, words.lang(), side, field),
                    None => Vec::new(),
                },
            }
        })
    });
    let save = move |_| {
        let text = side.with_untracked(|side| rows.with_untracked(|rows| side.csv(rows)));
        save_text(&text, "text/csv", "runs.csv");
    };
    view! {
        <section class="card stack">
            <div class="row">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || diff.get()
                        on:change=move |_| {
                            let on = !diff.get_untracked();
                            place.step(|query| query.set_on("diff", on));
                        }
                    />
                    <span>{move || words.get().differences}</span>
                </label>
                <div class="field">
                    <input
                        type="search"
                        aria-label=move || words.get().find
                        placeholder=move || words.get().find
                        prop:value=move || wanted.get()
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            place.change(|query| query.set("q", &text));
                        }
                    />
                </div>
                <button type="button" class="button" on:click=save>{move || words.get().save}</button>
            </div>
            {move || rows.with(Vec::is_empty).then(|| view! { <p class="muted" role="status">{words.get().no_rows}</p> })}
            <div class="side-table">
                <Table
                    label=Signal::derive(move || words.get().title.to_owned())
                    columns
                    rows=Signal::derive(move || rows.with(Vec::len))
                    cells
                />
            </div>
        </section>
    }
}

fn field_cells(t: &compare_runs::Words, lang: Lang, side: &Side, field: &Field) -> Vec<Cell> {
    let info = INFO.iter().position(|known| field.group == Group::Info && *known == field.key);
    let name = info.map_or_else(|| field.key.clone(), |place| t.info[place].to_owned());
    let mut cells = vec![Cell::styled(name, if field.differs { "differs" } else { "" })];
    for run in 0..side.runs.len() {
        let text = held_text(lang, &side.held(run, field));
        cells.push(if field.best.contains(&run) {
            Cell::styled((t.best)(&text), "best")
        } else if field.group == Group::Info && field.key == "run_id" {
            Cell::link(text.clone(), Route::viewer(ViewPage::Run(text)).href())
        } else {
            Cell::text(text)
        });
    }
    cells
}
