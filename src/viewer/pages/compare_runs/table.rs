//! The table of everything that the runs have.

use std::sync::Arc;

use battle::Lang;
use leptos::prelude::*;

use crate::{
    i18n::{date, metric},
    route::{Route, ViewPage},
    viewer::{
        components::{Cell, Column, Table, metric_cell, now, running_for, save_text, status},
        state::{Field, Group, Held, INFO, Place, Side, SideRow, length},
        words::{compare_runs, use_viewer_words},
    },
};

/// What a run has, as text; empty for nothing.
pub(super) fn held_text(lang: Lang, held: &Held) -> String {
    match held {
        Held::Missing => String::new(),
        Held::Text(text) => text.clone(),
        Held::Number(value) => metric(lang, *value),
        Held::Moment(time) => date(lang, *time),
        Held::Length(time) => length(lang, *time),
        Held::Since(start) => running_for(lang, *start, now()),
    }
}

/// What a run has under a name, as a cell.
fn held_cell(lang: Lang, field: &Field, held: &Held) -> Cell {
    match held {
        Held::Number(value) => metric_cell(lang, *value),
        Held::Text(text) if field.group == Group::Info && field.key == "status" => {
            Cell::text(status(lang, text).0)
        }
        Held::Text(text) if field.group == Group::Info && field.key == "run_id" => {
            Cell::link(text, Route::viewer(ViewPage::Run(text.clone())).href())
        }
        held => Cell::text(held_text(lang, held)),
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
        let cell = held_cell(lang, field, &side.held(run, field));
        cells.push(if field.best.contains(&run) {
            Cell { text: (t.best)(&cell.text), class: "best", ..cell }
        } else {
            cell
        });
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(group: Group, key: &str) -> Field {
        Field { group, key: key.to_owned(), differs: false, best: Vec::new() }
    }

    #[test]
    fn a_state_is_a_word_and_a_stored_infinity_says_so() {
        let cell = |group, key: &str, held| held_cell(Lang::Fr, &field(group, key), &held);
        let text = |text: &str| Held::Text(text.to_owned());
        assert_eq!(cell(Group::Info, "status", text("FINISHED")).text, "Terminée");
        assert_eq!(cell(Group::Tags, "status", text("FINISHED")).text, "FINISHED");
        assert!(cell(Group::Info, "run_id", text("a")).href.is_some());
        let infinite = cell(Group::Metrics, "loss", Held::Number(f64::MAX));
        assert_eq!(infinite.text, "∞");
        assert!(infinite.said.contains("1.797e308"), "{}", infinite.said);
    }
}
