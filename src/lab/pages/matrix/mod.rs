//! Everyone against everyone, as a heat map.

mod board;
mod hands;
mod observe;
mod paint;

use std::sync::Arc;

use battle::Type;
use leptos::prelude::*;

use crate::{
    browser,
    components::{optional, part},
    i18n::{count, decimal, percent},
    lab::{
        components::{Fields, battle_link, type_chip, with_matrix},
        state::{Battles, DexFilter, FORMS, Matrix, ORDERS, Order, Place, RARITIES, named},
        words::{common, many, pokedex, use_lab_words},
    },
    state::{Phase, sort_by_key, use_words},
};

/// What the address calls text, type, form and rarity of the rows.
const ROWS: [&str; 4] = ["rows", "rows-type", "rows-form", "rows-rarity"];
/// The same of the columns.
const COLUMNS: [&str; 4] = ["cols", "cols-type", "cols-form", "cols-rarity"];
/// All of them.
const FILTERS: &[&str] =
    &["rows", "rows-type", "rows-form", "rows-rarity", "cols", "cols-type", "cols-form", "cols-rarity"];
/// The row that is shown as a table.
const TABLE: &str = "table";

/// What is on the board: places of rows and columns, and the cell that is looked at.
#[derive(Clone, Copy)]
struct Shown {
    rows: Memo<Vec<usize>>,
    columns: Memo<Vec<usize>>,
    /// Column and row among those that are shown.
    at: Memo<Option<(usize, usize)>>,
    /// The cell under the pointer.
    hover: RwSignal<Option<(usize, usize)>>,
}

/// The matrix of all battles with best moves: searched, sorted, zoomed, saved.
#[component]
pub(crate) fn MatrixPage() -> impl IntoView {
    let words = use_lab_words(many::words);
    let choices = use_lab_words(common::words);
    let fields = Fields::new("matrix");
    let board = with_matrix(|matrix| view! { <Board matrix/> }.into_any());
    let orders = move || {
        ORDERS
            .iter()
            .zip(words.get().orders)
            .map(|((slug, _), name)| (*slug, name.to_owned()))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="stack">
            <h1>{move || words.get().matrix}</h1>
            <p class="muted">{move || words.get().matrix_intro}</p>
        </div>
        <search class="card stack" aria-label=move || choices.get().search>
            {filter(fields, ROWS, |t| t.rows_title, |t| t.rows)}
            {filter(fields, COLUMNS, |t| t.columns_title, |t| t.columns)}
            <div class="row matrix-order">
                {fields.select("sort", move || choices.get().sort, orders)}
                {fields.clear(FILTERS)}
            </div>
        </search>
        {board}
    }
}

/// Which rows, or columns, are shown.
fn filter(
    fields: Fields,
    [text, kind, form, rarity]: [&'static str; 4],
    title: fn(&many::Words) -> &'static str,
    label: fn(&many::Words) -> &'static str,
) -> AnyView {
    let words = use_lab_words(many::words);
    let choices = use_lab_words(common::words);
    let dex = use_lab_words(pokedex::words);
    view! {
        <fieldset>
            <legend class="visually-hidden">{move || title(words.get())}</legend>
            <div class="filters">
                {search(text, label)}
                {fields.kind(kind, |t| t.kind)}
                {fields.list(form, move || dex.get().form, FORMS.map(|(slug, _)| slug), move || choices.get().forms)}
                {fields.list(rarity, move || dex.get().rarity, RARITIES.map(|(slug, _)| slug), move || choices.get().rarities)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// A field for a part of a name.
fn search(name: &'static str, label: fn(&many::Words) -> &'static str) -> AnyView {
    let words = use_lab_words(many::words);
    let place = expect_context::<Place>();
    let value = place.text(name);
    let id = format!("matrix-{name}");
    view! {
        <div class="field filter-search">
            <label for=id.clone()>{move || label(words.get())}</label>
            <input
                id=id
                type="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=value
                on:input:target=move |event| {
                    let text = event.target().value();
                    place.change(|query| query.set(name, &text));
                }
            />
        </div>
    }
    .into_any()
}

#[component]
fn Board(
    /// All battles.
    matrix: Arc<Matrix>,
) -> impl IntoView {
    let words = use_lab_words(many::words);
    let shared = use_words();
    let place = expect_context::<Place>();
    let battles = expect_context::<Battles>();
    let matrix = StoredValue::new(matrix);
    let sort = place.text("sort");
    let order = Memo::new(move |_| {
        let order = sort.with(|sort| named(&ORDERS, sort)).unwrap_or(Order::Strength);
        matrix.with_value(|matrix| order.places(matrix, shared.lang()))
    });
    let found = move |names: [&'static str; 4]| {
        let filter = Memo::new(move |_| DexFilter::named(&place.query(), names));
        Memo::new(move |_| {
            let found = filter.with(|filter| filter.find(shared.lang()));
            let mut wanted = vec![false; matrix.with_value(|matrix| matrix.len())];
            matrix.with_value(|matrix| {
                for at in found.iter().filter_map(|each| matrix.place(each.id)) {
                    wanted[at] = true;
                }
            });
            order.with(|order| order.iter().copied().filter(|at| wanted[*at]).collect::<Vec<_>>())
        })
    };
    let (rows, columns) = (found(ROWS), found(COLUMNS));
    let asked = place.text("at");
    let at = Memo::new(move |_| {
        let (a, b) = asked.with(|asked| {
            let (a, b) = asked.split_once('/')?;
            matrix.with_value(|matrix| Some((matrix.place_of(a)?, matrix.place_of(b)?)))
        })?;
        let row = rows.with(|rows| rows.iter().position(|each| *each == a))?;
        Some((columns.with(|columns| columns.iter().position(|each| *each == b))?, row))
    });
    let shown = Shown { rows, columns, at, hover: RwSignal::new(None) };
    let pair = move |cell: Option<(usize, usize)>| {
        let (column, row) = cell?;
        let a = shown.rows.with(|rows| rows.get(row).copied())?;
        let b = shown.columns.with(|columns| columns.get(column).copied())?;
        Some((a, b))
    };
    let said = move |pair: Option<(usize, usize)>| {
        let (t, lang) = (words.get(), shared.lang());
        let Some((a, b)) = pair else { return String::new() };
        matrix.with_value(|matrix| {
            let name = |at: usize| matrix.fighters().get(at).map_or("", |each| each.names.get(lang));
            match (matrix.get(a, b), matrix.get(b, a)) {
                (Some(there), Some(back)) => format!(
                    "{} · {}",
                    (t.cell)(name(a), name(b), &percent(lang, f64::from(there), 2)),
                    (t.back)(name(a), name(b), &percent(lang, f64::from(back), 2))
                ),
                _ => (t.itself)(name(a)),
            }
        })
    };
    let looked = Memo::new(move |_| pair(shown.hover.get().or_else(|| shown.at.get())));
    let chosen = Memo::new(move |_| pair(shown.at.get()));
    let link = part(move || {
        let (a, b) = chosen.get()?;
        matrix.with_value(|matrix| {
            let (a, b) = (matrix.fighters().get(a)?, matrix.fighters().get(b)?);
            (a.id != b.id).then(|| battle_link(&a.slug, &b.slug, words.get().open_battle.to_owned()))
        })
    });
    let asked_row = place.text(TABLE);
    let own_row =
        Memo::new(move |_| asked_row.with(|slug| matrix.with_value(|matrix| matrix.place_of(slug))));
    let row = Memo::new(move |_| own_row.get().or_else(|| chosen.get().map(|(a, _)| a)));
    let table = part(move || {
        let open = own_row.get().is_some();
        Some(row_table(
            &matrix.get_value(),
            row.get()?,
            open,
            &shown.columns.get(),
            shared.lang(),
            words.get(),
        ))
    });
    let row_choices = move || {
        let (t, lang) = (words.get(), shared.lang());
        let mut names: Vec<(&'static str, String)> = shown.rows.with(|rows| {
            matrix.with_value(|matrix| {
                let of = |at: &usize| matrix.fighters().get(*at).copied();
                rows.iter()
                    .filter_map(of)
                    .map(|each| (each.slug.as_str(), each.names.get(lang).to_owned()))
                    .collect()
            })
        });
        sort_by_key(&mut names, |(_, name)| battle::folded(name));
        names.insert(0, ("", t.chosen_row.to_owned()));
        names
    };
    let strips = part(move || {
        let lang = shared.lang();
        Type::ALL.map(|kind| type_chip(kind, lang)).into_iter().collect::<Vec<_>>()
    });
    let seconds = move || {
        let lang = shared.lang();
        battles.field.phase.with(|phase| match phase {
            Phase::Done(outcome) => (words.get().ready)(
                &count(lang, outcome.tally.battles),
                &decimal(lang, outcome.milliseconds / 1000.0, 2),
            ),
            _ => String::new(),
        })
    };
    let csv = move |_| {
        let text =
            matrix.with_value(|matrix| rows.with(|rows| columns.with(|columns| matrix.csv(rows, columns))));
        browser::save_text(&text, "text/csv", "battledex-matrix.csv");
    };
    let png = move |_| board::save(matrix.get_value(), shown, shared.lang());
    let size = move || {
        let lang = shared.lang();
        let (rows, columns) = (rows.with(Vec::len), columns.with(Vec::len));
        if rows * columns == 0 {
            words.get().nothing.to_owned()
        } else {
            (words.get().shown)(&count(lang, rows), &count(lang, columns))
        }
    };
    let ends = move |p: f64| move || percent(shared.lang(), p, 0);
    view! {
        <section class="card stack matrix-card" aria-label=move || words.get().canvas>
            <div class="row spread">
                <p class="muted small"><span role="status">{size}</span>" · "<span>{seconds}</span></p>
                <div class="row">
                    <button type="button" class="button small" on:click=csv aria-label=move || (words.get().save_as)("CSV")>"CSV"</button>
                    <button type="button" class="button small" on:click=png aria-label=move || (words.get().save_as)("PNG")>"PNG"</button>
                </div>
            </div>
            <div class="matrix-body">
                {board::view(matrix.get_value(), shown)}
                <div class="stack">
                    <div class="matrix-legend">
                        <span class="small">{move || words.get().legend}</span>
                        <span class="matrix-scale" aria-hidden="true"></span>
                        <span class="matrix-ticks number small">
                            <span>{ends(0.0)}" "{move || words.get().loses}</span><span>{ends(0.5)}</span><span>{move || words.get().wins}" "{ends(1.0)}</span>
                        </span>
                    </div>
                    <p class="matrix-readout" data-cell=optional(move || chosen.get().map(|(a, b)| format!("{a}/{b}")))>
                        <span>{move || said(looked.get())}</span>" "{link}
                    </p>
                    <p role="status" class="visually-hidden">{move || said(chosen.get())}</p>
                    <details>
                        <summary class="small">{move || words.get().strips}</summary>
                        <div class="matrix-strips">{strips}</div>
                    </details>
                    <p id="matrix-keys" class="muted small">{move || words.get().keys}</p>
                </div>
            </div>
        </section>
        <div class="card">{Fields::new("matrix").select(TABLE, move || words.get().row_chooser, row_choices)}</div>
        {table}
    }
}

/// What a row of the canvas says, for those who do not see it.
fn row_table(
    matrix: &Matrix,
    a: usize,
    open: bool,
    columns: &[usize],
    lang: battle::Lang,
    t: &'static many::Words,
) -> AnyView {
    let Some(own) = matrix.fighters().get(a) else { return ().into_any() };
    let rows: Vec<AnyView> = columns
        .iter()
        .filter_map(|b| {
            let other = matrix.fighters().get(*b)?;
            let p = f64::from(matrix.get(a, *b)?);
            let link = battle_link(&own.slug, &other.slug, other.names.get(lang).to_owned());
            Some(
                view! { <tr><th scope="row">{link}</th><td class="number">{percent(lang, p, 2)}</td></tr> }
                    .into_any(),
            )
        })
        .collect();
    view! {
        <details class="card" open=open>
            <summary>{(t.row_table)(own.names.get(lang))}</summary>
            <table class="table">
                <thead><tr><th scope="col">{t.opponent}</th><th scope="col" class="number">{t.probability}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}
