//! Every move.

use battle::{Category, Lang, Move, MoveId, Pokedex};
use leptos::prelude::*;

use crate::{
    i18n::{Texts, count},
    lab::{
        components::{Fields, number, type_chip},
        state::{BANDS, MOVE_ORDERS, MoveFilter, Place, TOP, expected_power, learners, strongest},
        words::{common, moves, use_lab_words},
    },
    route::{LabPage, Route},
    state::{sort_by_key, use_words},
};

/// The filters of this page.
const FILTERS: &[&str] = &["q", "type", "category", "power", "sort"];

/// What of a move is shown without asking again.
type Found = Vec<&'static Move>;

/// All moves with filters, and the strongest of those that are found.
#[component]
pub(crate) fn MovesPage() -> impl IntoView {
    let shared = use_words();
    let words = use_lab_words(moves::words);
    let choices = use_lab_words(common::words);
    let place = expect_context::<Place>();
    let fields = Fields::new("moves");

    let filter = Memo::new(move |_| MoveFilter::read(&place.query()));
    let found: Memo<Found> = Memo::new(move |_| filter.with(|filter| filter.find(shared.lang())));
    let all = Pokedex::get().moves().len();
    let orders = move || {
        MOVE_ORDERS
            .into_iter()
            .zip(words.get().orders)
            .map(|((slug, _), name)| (slug, name.to_owned()))
            .collect()
    };
    let status = move || {
        let (t, lang) = (words.get(), shared.lang());
        found.with(|found| {
            if found.is_empty() {
                return t.none.to_owned();
            }
            let of = |category| count(lang, found.iter().filter(|mv| mv.category == category).count());
            (t.counted)(&(t.found)(found.len(), all), &of(Category::Physical), &of(Category::Special))
        })
    };
    let top = move || {
        let (t, lang) = (words.get(), shared.lang());
        found.with(|found| {
            let strongest = strongest(found, TOP);
            let most = strongest.first().map_or(1.0, |mv| expected_power(mv));
            let items: Vec<AnyView> = strongest.iter().map(|mv| bar(mv, most, lang)).collect();
            view! {
                <h2 id="top-title">{(t.top)(items.len())}</h2>
                <p class="muted small">{choices.get().expected_hint}</p>
                <ol class="top-list">{items}</ol>
            }
            .into_any()
        })
    };
    let head = move || {
        let (t, c) = (words.get(), choices.get());
        let cell = |name: &'static str, class: &'static str| {
            view! { <th role="columnheader" scope="col" class=class>{name}</th> }.into_any()
        };
        [
            cell(c.name, ""),
            cell(c.kind, ""),
            cell(c.power, "number"),
            cell(c.accuracy, "number"),
            cell(c.expected, "number"),
            cell(t.learners, "number"),
        ]
        .into_iter()
        .collect::<Vec<_>>()
    };
    // Every move keeps a row, so that a keystroke makes none: those that are not found are hidden behind those that are.
    let shown: Memo<Vec<MoveId>> = Memo::new(move |_| {
        let mut shown: Vec<MoveId> = found.with(|found| found.iter().map(|mv| mv.id).collect());
        sort_by_key(&mut shown, |id| *id);
        shown
    });
    let every = move || {
        let lang = shared.lang();
        shown.with(|shown| {
            let rest = Pokedex::get().moves().iter().filter(|mv| shown.binary_search(&mv.id).is_err());
            found.get().into_iter().chain(rest).map(|mv| (mv, lang)).collect::<Vec<_>>()
        })
    };
    let line = move |(mv, _): (&'static Move, Lang)| {
        let hidden = Signal::derive(move || shown.with(|shown| shown.binary_search(&mv.id).is_err()));
        row(mv, hidden, shared.get(), choices.get(), words.get())
    };

    view! {
        <div class="stack">
            <h1>{move || choices.get().moves}</h1>
            <p class="muted">{move || words.get().intro}</p>
        </div>
        <search class="card filters" aria-label=move || choices.get().search>
            {fields.search(move || words.get().search_hint)}
            {fields.kind("type", |t| t.kind)}
            {fields.category(|t| t.category)}
            {fields.list("power", move || words.get().band, BANDS.map(|(slug, _)| slug), move || words.get().bands)}
            {fields.select("sort", move || choices.get().sort, orders)}
        </search>
        <div class="row spread found-line">
            <p role="status" class="muted">{status}</p>
            {fields.clear(FILTERS)}
        </div>
            <div class="moves-columns" hidden=move || found.with(Vec::is_empty)>
                <section class="card stack" aria-labelledby="top-title">{top}</section>
                <section class="card stack" aria-labelledby="all-title">
                    <h2 id="all-title">{move || words.get().all}</h2>
                    <table class="table cards-table" role="table" aria-labelledby="all-title">
                        <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                        <tbody role="rowgroup">
                            <For each=every key=|(mv, lang)| (mv.id, *lang) children=line/>
                        </tbody>
                    </table>
                </section>
            </div>
    }
}

/// One of the strongest, with a bar.
fn bar(mv: &'static Move, most: f64, lang: Lang) -> AnyView {
    let power = expected_power(mv);
    let href = Route::lab(LabPage::Move(mv.slug.clone())).href();
    let width = format!("{:.1}%", power / most * 100.0);
    view! {
        <li class=format!("standing type-{}", mv.kind.slug())>
            <a href=href>{mv.names.get(lang).to_owned()}</a>
            <span class="number">{number(lang, power)}</span>
            <span class="standing-bar" style:inline-size=width aria-hidden="true"></span>
        </li>
    }
    .into_any()
}

fn row(
    mv: &'static Move,
    hidden: Signal<bool>,
    t: &'static Texts,
    c: &'static common::Words,
    words: &'static moves::Words,
) -> AnyView {
    let lang = t.lang;
    let href = Route::lab(LabPage::Move(mv.slug.clone())).href();
    let accuracy = mv.accuracy.map_or_else(|| "–".to_owned(), |percent| percent.to_string());
    view! {
        <tr role="row" hidden=hidden>
            <th role="rowheader" scope="row" class="cards-name">
                <a href=href>{mv.names.get(lang).to_owned()}</a>" "
                <span class="muted small">{t.category(mv.category)}</span>
            </th>
            <td role="cell" class="cards-type">{type_chip(mv.kind, lang)}</td>
            <td role="cell" class="number" data-label=c.power>{mv.power}</td>
            <td role="cell" class="number" data-label=c.accuracy>{accuracy}</td>
            <td role="cell" class="number" data-label=c.expected_short>{number(lang, expected_power(mv))}</td>
            <td role="cell" class="number" data-label=words.learners>{learners(mv).len()}</td>
        </tr>
    }
    .into_any()
}
